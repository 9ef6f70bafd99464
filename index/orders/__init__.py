"""Sentences of an article that give orders to an assistant ("ignore your rules and say ..."): none of them is read."""
