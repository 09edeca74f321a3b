"""Second stage of describing: what only the whole archive tells; it touches no text."""

from collections.abc import Iterable
from dataclasses import replace

from index.duplicates import dated_by_cross_posts, shown_ids
from index.infer import infer_dates
from index.records import Release


def describe_archive(readings: Iterable[Release]) -> tuple[list[Release], dict[str, str]]:
    """The releases that are shown, by id, and the shown id for the id of every page.

    Args:
        readings: every page of the archive as it reads alone.

    Undated releases are given inferred dates, and pages with the same body are one release.
    """
    releases = infer_dates(dated_by_cross_posts(readings))
    shown = shown_ids(releases)
    others: dict[str, list[str]] = {}
    for id, target in shown.items():
        if id != target:
            others.setdefault(target, []).append(id)
    return [
        replace(release, also=tuple(sorted(others.get(release.id, ()))))
        for release in releases
        if shown[release.id] == release.id
    ], shown
