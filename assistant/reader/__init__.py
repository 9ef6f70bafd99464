"""From retrieved passages to the words that answer, and how sure that is."""
