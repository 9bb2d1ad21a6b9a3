"""The listen feed: everything that is read out, as one podcast."""
