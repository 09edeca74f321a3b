"""The order of found passages: spread over releases, recaps behind the record of their event."""

from dataclasses import replace
from datetime import date

from assistant.order import EACH, ordered
from assistant.records import AnswerKind
from index.records import (
    Act,
    DateSpan,
    Meeting,
    Passage,
    PassageKind,
    Precision,
    Provenance,
    Release,
    ScoredPassage,
    Statement,
)


def day(number: int) -> DateSpan:
    """A day of May 2030."""
    one = date(2030, 5, number)
    return DateSpan(one, one, Precision.DAY, Provenance.STATED)


def release(id: str, event: int, recap_of: int = 0, series: str = "Kelp Forum") -> Release:
    """A release of one passage, which looks back on another day where one is given."""
    place = f"{id}#1"
    passage = Passage(f"{place}.0", place, "1", 0, PassageKind.LEAD, "", 0, 0, 10)
    back = day(recap_of) if recap_of else None
    told = Statement(passage.id, 0, 10, 0, 10, "they", Act.AGREED, "agreed", 5, event=back)
    return Release(
        *(id, "b", 0, "", "unknown", id, "", "They agreed", "0" * 64, (passage,), ()),
        event=day(event),
        meeting=Meeting(series, 0, "", 0, 0, series),
        statements=(told,),
    )


def found(*ids: str) -> list[ScoredPassage]:
    """Passages `<release>#<place>`, best first."""
    return [ScoredPassage(id, id.partition("#")[0], 1 - n / 100) for n, id in enumerate(ids)]


def places(passages: list[ScoredPassage]) -> list[str]:
    return [one.id for one in passages]


MANY = found(*(f"r#{n}.0" for n in range(EACH + 2)), "s#1.0", "r#9.0", "t#1.0")


def test_a_timeline_and_a_comparison_come_to_other_releases_before_one_is_exhausted() -> None:
    for kind in (AnswerKind.TIMELINE, AnswerKind.COMPARISON):
        given = places(ordered(MANY, kind, {}))
        first = [f"r#{n}.0" for n in range(EACH)]
        assert given == [*first, "s#1.0", "t#1.0", "r#3.0", "r#4.0", "r#9.0"]


def test_any_other_question_keeps_the_order_of_the_scores() -> None:
    assert ordered(MANY, AnswerKind.FACT, {}) == MANY


def test_a_recap_goes_directly_behind_the_record_of_its_event() -> None:
    releases = {one.id: one for one in (release("later", 20, recap_of=3), release("record", 3))}
    ranked = found("later#1.0", "other#1.0", "record#1.0", "more#1.0")
    expected = ["other#1.0", "record#1.0", "later#1.0", "more#1.0"]
    assert places(ordered(ranked, AnswerKind.FACT, releases)) == expected


def test_a_recap_without_a_record_in_the_archive_stays_where_it_is() -> None:
    ranked = found("later#1.0", "record#1.0")
    later = release("later", 20, recap_of=3)
    for record in (release("record", 4), release("record", 3, series="Tide Talks")):
        releases = {one.id: one for one in (later, record)}
        assert ordered(ranked, AnswerKind.FACT, releases) == ranked


def test_what_tells_of_its_own_day_too_is_no_recap() -> None:
    later, record = release("later", 20, recap_of=3), release("record", 3)
    own = replace(later.statements[0], event=None)
    later = replace(later, statements=(*later.statements, own))
    ranked = found("later#1.0", "record#1.0")
    releases = {one.id: one for one in (later, record)}
    assert ordered(ranked, AnswerKind.FACT, releases) == ranked
