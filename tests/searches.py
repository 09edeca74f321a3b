"""Searches by the fake embedder, for the tests of the index."""

from typing import Any

from index.query import Query
from index.records import Filters
from tests.fakes import FakeEmbedder


def query(words: str, near: str = "", **filters: Any) -> Query:
    """A search for some words, each of weight 1.

    Args:
        near: the text whose vector is searched for, where it is not the words.
        filters: fields of `Filters`.
    """
    return Query({words: 1.0}, FakeEmbedder().encode([near or words])[0], Filters(**filters))
