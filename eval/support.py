"""How much of an answer's text is carried by what it cites, with the product's verifier as judge.

It needs no gold: an answer to any question has it, and each statement stands on its own citations.
How often the verifier itself is right is measured apart: `python -m eval support`.

Source: citation recall and citation precision as T. Gao, H. Yen, J. Yu, D. Chen, Enabling large
    language models to generate text with citations (ALCE), EMNLP 2023, section 4, define them;
    there a model of entailment judges, here rules that refuse where they are in doubt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.records import Answer, Citation
from assistant.verify import problems, value_is_carried
from assistant.wording import NUMBER_WORDS, act_words
from eval.points import folded
from index.acts import CONSULT, VERBS
from index.errors import UnknownId
from index.records import Act, Passage, PassageKind, Release, Statement

MARK = re.compile(r"\[(\d{1,4})\]")
MARKS = re.compile(r"(?:\s*\[\d{1,4}\])+")
QUOTATION = re.compile(
    r"-\s+(?:(?P<lead>.+?):\s)?“(?P<quote>.+)”\s*(?P<marks>(?:\[\d{1,4}\]\s*)+)[.,;]?"
)
"""A line that quotes: who did what before it, and its marks behind."""
VALUE_WORDS = 8
"""A statement of at most so many words, with no verb of an act and no full stop, is a bare value."""


class Texts(Protocol):
    """What is needed of an archive."""

    def release(self, id: str) -> Release:
        """The release with this id."""
        ...


@dataclass(frozen=True)
class Stated:
    """A statement of an answer: its words without marks, and the labels of what it cites.

    `quote` are the words between its quotation marks, empty for one in the answer's own words.
    """

    words: str
    labels: tuple[str, ...]
    quote: str = ""


@dataclass(frozen=True)
class Judged:
    """A statement, whether its citations carry it together, and for each whether it does its part."""

    stated: Stated
    carried: bool
    precise: tuple[bool, ...]


@dataclass(frozen=True)
class Evidence:
    """The stretch `[start, end)` of a release's text that a statement is held against."""

    release: Release
    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.release.text[self.start : self.end]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What the release was read to state in it."""
        return tuple(
            one
            for one in self.release.statements
            if one.passage == self.passage.id and self.start <= one.start and one.end <= self.end
        )


def support(answer: Answer, archive: Texts) -> float | None:
    """The share of an answer's statements that their citations carry; None for one that states none.

    Source: ALCE's citation recall, of one answer.
    """
    found = judged(answer, archive)
    return sum(one.carried for one in found) / len(found) if found else None


def support_precision(answer: Answer, archive: Texts) -> float | None:
    """The share of an answer's citations, one for each mark, that carry what they are behind.

    A citation does where its statement is carried, and it carries it alone or the others do not
    without it. None for an answer without marks.

    Source: ALCE's citation precision, of one answer.
    """
    marks = [precise for one in judged(answer, archive) for precise in one.precise]
    return sum(marks) / len(marks) if marks else None


def judged(answer: Answer, archive: Texts) -> tuple[Judged, ...]:
    """The statements of an answer in order, each held against the quotations that it cites."""
    return tuple(_judge(one, answer.citations, archive) for one in statements(answer.text))


def statements(text: str) -> Iterator[Stated]:
    """What a text states: each stretch up to its marks, and what a line has behind its last ones.

    The latter cites nothing. A line without any mark states nothing: it is a heading or a remark
    on the search ("Not found: ...").
    """
    for line in text.split("\n"):
        if match := QUOTATION.fullmatch(line.strip()):
            lead = match["lead"] or ""
            yield Stated(lead, tuple(MARK.findall(match["marks"])), match["quote"])
            continue
        place = 0
        for match in MARKS.finditer(line):
            yield Stated(_bare(line[place : match.start()]), tuple(MARK.findall(match.group())))
            place = match.end()
        if place and _bare(line[place:]).strip("” "):
            yield Stated(_bare(line[place:]), ())


def _bare(words: str) -> str:
    """A stretch without what ends the one before it, and without its own bullet."""
    return re.sub(r"^[\s.,;]*(?:[-•]\s+)?", "", words).rstrip()


def _judge(stated: Stated, citations: Sequence[Citation], archive: Texts) -> Judged:
    by_label = {one.label: one for one in citations}
    cited = [_cited(by_label.get(label), archive) for label in stated.labels]
    known = [one for one in cited if one]
    carried = _together(stated, known)
    alone = [one is not None and _carries(stated, one) for one in cited]
    needed = [
        one is not None and not _together(stated, [other for other in known if other is not one])
        for one in cited
    ]
    precise = tuple(carried and (own or lost) for own, lost in zip(alone, needed, strict=True))
    return Judged(stated, carried, precise)


def _cited(citation: Citation | None, archive: Texts) -> Evidence | None:
    """The quotation in its release; None where it does not stand there as quoted."""
    if citation is None:
        return None
    try:
        release = archive.release(citation.release)
        passage = release.passage(citation.id)
    except (UnknownId, KeyError):
        return None
    exact = release.text[citation.start : citation.end] == citation.quote
    return Evidence(release, passage, citation.start, citation.end) if exact else None


def _together(stated: Stated, cited: Sequence[Evidence]) -> bool:
    """True when one of the quotations carries a statement, or all of them put together do."""
    if any(_carries(stated, one) for one in cited):
        return True
    if len(cited) < 2 or stated.quote:
        return False
    return _counts(stated.words, cited) or carries(stated.words, joined(cited))


def _carries(stated: Stated, evidence: Evidence) -> bool:
    """True when one quotation carries a statement: verbatim, as a value, or by the verifier."""
    if stated.quote:
        return folded(stated.quote) in folded(evidence.text) and _is_led(stated.words, evidence)
    if _is_value(stated.words):
        return _value_is_carried(stated.words, evidence)
    return carries(stated.words, evidence)


def carries(sentence: str, evidence: Evidence) -> bool:
    """True when the product's verifier finds nothing in a sentence that its evidence lacks."""
    span = (evidence.start, evidence.end)
    return not problems(sentence, evidence.release, evidence.passage, span)


def _is_led(lead: str, evidence: Evidence) -> bool:
    """True when "actor — act" before a quotation is what a statement in it says."""
    if not lead:
        return True
    actor, _, act = folded(lead.replace("—", "|")).rpartition(" | ")
    return any(
        act in _told(one, evidence) and actor in ("", folded(one.actor))
        for one in evidence.statements
    )


def _told(one: Statement, evidence: Evidence) -> set[str]:
    """The words by which an answer may tell how far a statement goes."""
    told = {act_words(one.act, one.is_view), one.verb.split()[0].casefold()}
    behind = evidence.release.text[one.verb_start + len(one.verb) : one.end]
    if one.act is Act.AGREED and CONSULT.match(" ".join(behind.split())):
        told.add("agreed to consult further")
    return {f"not {words}" for words in told} if one.negated else told


def _is_value(words: str) -> bool:
    short = len(words.split()) <= VALUE_WORDS
    return short and not words.endswith((".", "!", "?", "”")) and not VERBS.search(words)


def _value_is_carried(words: str, evidence: Evidence) -> bool:
    """True for a value that the product proves; what names its side before it is the question's."""
    side, colon, value = words.partition(": ")
    forms = (words, value) if colon and side else (words,)
    return any(
        value_is_carried(form, evidence.release, evidence.passage)
        or all(
            value_is_carried(part, evidence.release, evidence.passage)
            for part in re.split(r"\s*[()]\s*", form)
        )
        for form in forms
    )


def _counts(words: str, cited: Sequence[Evidence]) -> bool:
    """True for the number of what is cited, one quotation each: "three in this archive"."""
    number = words.removesuffix(" in this archive").casefold()
    return number in (str(len(cited)), NUMBER_WORDS.get(len(cited)))


def joined(cited: Sequence[Evidence]) -> Evidence:
    """Several quotations as one passage, with their statements, of a release with all their dates."""
    first, text, moved = cited[0].release, "", list[Statement]()
    for one in cited:
        moved += [_moved(each, len(text) - one.start) for each in one.statements]
        text += f"{one.text}\n"
    passage = Passage("joined", "joined", "", 0, PassageKind.LEAD, "", 0, 0, len(text))
    releases = {one.release.id: one.release for one in cited}.values()
    dates = (span for one in releases for span in (one.event, one.released, *one.mentioned))
    release = replace(
        first,
        title=" . ".join(one.title for one in releases),
        text=text,
        passages=(passage,),
        mentioned=tuple(span for span in dates if span),
        acronyms=tuple(acronym for one in releases for acronym in one.acronyms),
        statements=tuple(moved),
    )
    return Evidence(release, passage, 0, len(text))


def _moved(one: Statement, by: int) -> Statement:
    return replace(
        one,
        passage="joined",
        start=one.start + by,
        end=one.end + by,
        sentence_start=one.sentence_start + by,
        sentence_end=one.sentence_end + by,
        verb_start=one.verb_start + by,
    )
