"""Whether sentences are borne out by an article: what to hold them against, and a network that reads both."""
