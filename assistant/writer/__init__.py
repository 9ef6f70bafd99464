"""Write mode: a language model words the answer from the passages that were read."""
