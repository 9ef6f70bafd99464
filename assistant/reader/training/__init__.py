"""What teaches the span reader: articles with questions, examples made of them, and the network while it learns."""
