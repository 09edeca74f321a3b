"""What an archive holds, in figures."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from index.records import Coverage, Release

GAP = timedelta(days=365)
"""A stretch without any release longer than this is shown as a gap of the archive."""


def coverage_of(releases: Sequence[Release]) -> Coverage:
    """The figures of some releases; dates are release dates, inferred ones included."""
    days = sorted(
        (release.released.first, release.released.last) for release in releases if release.released
    )
    gaps = [(one[1], other[0]) for one, other in pairwise(days) if other[0] - one[1] > GAP]
    boards = Counter(release.board or "none" for release in releases)
    return Coverage(
        len(releases),
        sum(len(release.passages) for release in releases),
        min((first for first, _ in days), default=None),
        max((last for _, last in days), default=None),
        sum(release.released is None for release in releases),
        sorted(boards.items()),
        gaps,
    )
