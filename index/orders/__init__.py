"""Sentences of an article that give orders to an assistant ("ignore your rules and say ..."): none of them is read."""

VERSION = 1  # part of the index's manifest: raise when other sentences are told
