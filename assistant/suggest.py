"""Questions to ask next that the archive really answers, made from the answer just given."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from datetime import date
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from assistant.next_questions import Candidate, next_questions
from assistant.records import Answer, AnswerKind, Citation, Status
from assistant.wider import GIVEN, permitted
from index.records import Act, Release

if TYPE_CHECKING:
    from assistant.answer import Assistant

MOST, TRIED = 3, 6
"""Questions that are suggested, and that are asked to see whether they are answered."""
CLOSEST = 2
"""Releases that are asked about: the second one where the first gives too little."""
ASKED = {AnswerKind.WHO: "who", AnswerKind.WHEN: "when"}
"""What a question of such a kind asks of its releases, as `Candidate.asks` has it."""
ACTS = {Act.AGREED: "agreed", Act.PROPOSED: "proposed"}
QUIET = (Status.INDEX_EMPTY, Status.MODEL_FAILED, Status.UNCLEAR)
"""Nothing can follow from these; an unclear question has its own questions to choose from."""


def suggestions(
    assistant: "Assistant",
    answer: Answer,
    earlier: Sequence[Answer] = (),
    today: date | None = None,
) -> list[str]:
    """At most three questions that follow from an answer and are answered when asked alone.

    Each was asked, without a language model and within the filters of the answer; what would only
    quote again what the conversation has quoted, or what another one quotes, is none.

    Args:
        earlier: the answers before it.
        today: the day of asking.
    """
    if answer.status in QUIET:
        return []
    plain = copy(assistant)
    plain.writer = plain.reader = None
    turns = (*earlier, answer)
    asked = {_folded(one.question) for one in turns}
    seen = [place for one in turns for place in _places(one.quoted)]
    found: list[str] = []
    for tried, candidate in enumerate(_candidates(assistant, answer, turns)):
        if tried == TRIED or len(found) == MOST:
            break
        asked.add(_folded(candidate.question))
        given = plain.ask(candidate.question, (), today, answer.reading.filters)
        places = _places(given.citations)
        if _is_about(given, candidate) and not all(_among(place, seen) for place in places):
            found.append(candidate.question)
            seen += places
    return found


Place = tuple[str, int, int]


def _places(citations: Sequence[Citation]) -> list[Place]:
    return [(one.release, one.start, one.end) for one in citations]


def _among(place: Place, seen: Sequence[Place]) -> bool:
    """True where words of a quotation were quoted before."""
    release, start, end = place
    return any(one[0] == release and start < one[2] and one[1] < end for one in seen)


def _is_about(given: Answer, candidate: Candidate) -> bool:
    """True when a question is answered, from the releases that it is about first of all."""
    quoted = [one.release for one in given.citations]
    if given.status is not Status.ANSWERED or not quoted:
        return False
    if not candidate.releases:
        return True
    told = candidate.tells is None or any(
        candidate.tells.search(one.quote) for one in given.citations
    )
    own = candidate.releases.intersection(quoted)
    return told and quoted[0] in candidate.releases and len(own) >= candidate.least


def _candidates(
    assistant: "Assistant", answer: Answer, turns: Sequence[Answer]
) -> Iterator[Candidate]:
    """Questions that may be asked next, each once, none that was asked."""
    releases = permitted(answer.reading.filters, assistant.archive.releases())
    held = {one.id: one for one in releases if one.language == "en"}
    followed = [next_questions(one, list(held.values())) for one in _focus(answer, held)]
    by_turns = chain.from_iterable(followed if answer.citations else zip_longest(*followed))
    known = {_folded(one.question) for one in turns}
    for one in chain(
        (each for each in by_turns if each is not None),
        (Candidate(each, frozenset()) for each in _examples(assistant, answer)),
    ):
        question = _folded(one.question)
        if question not in known and not any(_asks_same(turn, one) for turn in turns):
            known.add(question)
            yield one


def _focus(answer: Answer, held: dict[str, Release]) -> list[Release]:
    """The releases to ask on about: those that are quoted most, or that came closest to a refusal."""
    ids = [id for id, _ in Counter(one.release for one in answer.citations).most_common()]
    if not ids:
        ids = [one.release for one in (*answer.quoted, *answer.closest)]
        ids += [one.release for one in answer.retrieved]
    return [held[id] for id in [id for id in dict.fromkeys(ids) if id in held][:CLOSEST]]


def _examples(assistant: "Assistant", answer: Answer) -> list[str]:
    """The archive's examples, where an answer gave nothing to go on from."""
    return [] if answer.status in GIVEN else assistant.examples()


def _asks_same(turn: Answer, candidate: Candidate) -> bool:
    """True when an answer was about what a question asks, of all the releases it asks about."""
    reading = turn.reading
    asks = {ASKED.get(reading.kind, ""), ACTS.get(reading.act, "") if reading.act else ""} - {""}
    quoted = {one.release for one in turn.citations}
    return candidate.asks in asks and bool(quoted) and candidate.releases <= quoted


def _folded(question: str) -> str:
    """A question's words alone, for comparing."""
    return " ".join(re.findall(r"\w+", question.casefold()))
