"""The optional language model: rewrites selected sentences, every written one checked in code."""

class Writer:
    pass
