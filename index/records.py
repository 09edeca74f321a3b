"""The frozen records that the whole product speaks in; no library type appears here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Provenance(StrEnum):
    """How a value came to be known."""

    STATED = "stated"
    INFERRED = "inferred"
    CURATED = "curated"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How exact a date is."""

    DAY = "day"
    RANGE = "range"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class DateSpan:
    """A day or an interval of days, both ends included, with where it was read.

    `evidence` is the printed words (or, when inferred, the reason in one sentence);
    `passage` is the id of the passage that prints them, empty when none does.
    """

    first: date
    last: date
    precision: Precision
    provenance: Provenance
    evidence: str = ""
    passage: str = ""

    def overlaps(self, other: "DateSpan") -> bool:
        """True when the two intervals share at least one day."""
        return self.first <= other.last and other.first <= self.last


class Act(StrEnum):
    """How far a statement goes: the closed set of design.md."""

    AGREED = "agreed"
    SHARED_VIEW = "shared a view"
    PROPOSED = "proposed"
    STRESSED = "stressed"
    HOPED = "hoped"
    DISCUSSED = "discussed"
    EXPLAINED = "explained"
    APPRECIATED = "appreciated"
    CALLED_FOR = "called for"
    WILL_DO = "will do"
    TOOK_PLACE = "took place"
    STATED = "stated"
    OTHER = "other"


class ActObject(StrEnum):
    """What an act is about: a deed, a view ("that ...", "on the need"), a thing, or nothing."""

    TO_DO = "to do"
    THAT = "that"
    THING = "thing"
    NONE = ""


class Modality(StrEnum):
    """Whether an act is told as done, as coming, or as merely possible."""

    FACT = "fact"
    INTENDED = "intended"
    POSSIBLE = "possible"


class Format(StrEnum):
    """How a meeting was held; `UNKNOWN` where the release does not say."""

    IN_PERSON = "in person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"
    UNKNOWN = ""


class PassageKind(StrEnum):
    """What a passage is within its paragraph."""

    HEAD = "head"
    BEFORE = "before"
    LEAD = "lead"
    BULLET = "bullet"
    NOTE = "note"
    UNMARKED = "unmarked"
    AFTER = "after"


@dataclass(frozen=True)
class Span:
    """A named stretch `[start, end)` of `Release.text`, in code points."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """The unit that is embedded and cited: a lead, one bullet, one note, or the head.

    `id` is `<release>#<number>.<position>` (`<release>#head` for the head). `start` and `end` are
    code points into `Release.text`; the printed number and sign stand before `start`.
    """

    id: str
    paragraph: str
    number: str
    position: int
    kind: PassageKind
    sign: str
    level: int
    start: int
    end: int


@dataclass(frozen=True)
class Statement:
    """A clause with its actor, act and object; several may stand in one sentence.

    Offsets are code points into `Release.text`; `verb` stands at `verb_start`. `actor` is printed
    words (a pronoun is resolved within the paragraph), empty when the clause names none. `negated`
    holds for "did not agree". `event` is the clause's own date when it tells of another day than
    its release does (a recap).
    """

    passage: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    actor: str
    act: Act
    verb: str
    verb_start: int
    object: ActObject = ActObject.NONE
    negated: bool = False
    modality: Modality = Modality.FACT
    event: DateSpan | None = None

    @property
    def is_view(self) -> bool:
        """True for "agreed that" and "agreed on the need": a view, not a commitment."""
        return self.act is Act.AGREED and self.object is ActObject.THAT


@dataclass(frozen=True)
class Acronym:
    """An acronym and the long form that its release gives for it."""

    short: str
    long: str
    passage: str


@dataclass(frozen=True)
class Person:
    """A person with the office printed beside the name, empty where none is.

    `name` is written one way ("Han Seo-yun" for "HAN Seo-yun" and "Han, Seo-yun").
    """

    name: str
    office: str
    passage: str


@dataclass(frozen=True)
class Meeting:
    """The meeting that a release reports, in its own words.

    `start` and `end` locate `name` in `Release.text`. `series` is the name without its ordinal,
    year and words of format; `ordinal` is 0 and `place` empty when none is printed.
    """

    name: str
    ordinal: int
    passage: str
    start: int
    end: int
    series: str = ""
    format: Format = Format.UNKNOWN
    place: str = ""


@dataclass(frozen=True)
class Curated:
    """What was set by hand in a catalogue; it goes before what the page itself says."""

    released: DateSpan | None = None
    event: DateSpan | None = None
    meeting: str = ""


@dataclass(frozen=True)
class Page:
    """A page as it came: its text, where it came from and what is known of it beside its text.

    `source` names it for people ("feed.xml, item 3"); `origin` is the file to read again, empty
    for standard input.
    """

    source: str
    text: str
    id: str
    board: str = ""
    seq: int = 0
    address: str = ""
    licence: str = "unknown"
    origin: str = ""
    curated: Curated = Curated()


@dataclass(frozen=True)
class Release:
    """One document of the archive as read and described.

    `text` is the decoded source text, stored unchanged. `digest` is the SHA-256, in hexadecimal,
    of what is read: title, printed date and passages, white space folded; chrome and hit counter
    are no part of it. `passages` are in reading order, the head first. `remainders` name every
    stretch of the text that is in no passage. `language` is `en` or `ko` (not described).
    `mentioned` are dates outside the event's own days. `announces` tells that the event lay ahead when the release was posted. `countries` are ISO
    3166-1 alpha-2 codes, `organisations` canonical names, both in order of first mention.
    `also` are the ids of other pages with the same body.
    """

    id: str
    board: str
    seq: int
    address: str
    licence: str
    title: str
    section: str
    text: str
    digest: str
    passages: tuple[Passage, ...]
    remainders: tuple[Span, ...]
    released: DateSpan | None = None
    event: DateSpan | None = None
    mentioned: tuple[DateSpan, ...] = ()
    meeting: Meeting | None = None
    people: tuple[Person, ...] = ()
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    statements: tuple[Statement, ...] = ()
    language: str = "en"
    announces: bool = False
    curated: Curated = Curated()
    also: tuple[str, ...] = ()

    def passage(self, id: str) -> Passage:
        """The passage with this id. Raises KeyError when the release has none such."""
        for passage in self.passages:
            if passage.id == id:
                return passage
        raise KeyError(id)

    def text_of(self, passage: Passage) -> str:
        """The exact stored text of a passage."""
        return self.text[passage.start : passage.end]

    def paragraph(self, id: str) -> tuple[Passage, ...]:
        """All passages of a numbered paragraph (`R#3`), in reading order."""
        return tuple(passage for passage in self.passages if passage.paragraph == id)

    def lead_of(self, passage: Passage) -> Passage:
        """The lead of the paragraph that a passage belongs to (itself when it is the lead)."""
        return self.paragraph(passage.paragraph)[0]

    @property
    def when(self) -> DateSpan | None:
        """The event date, or the release date where no event date is known."""
        return self.event or self.released


@dataclass(frozen=True)
class Filters:
    """What a search is limited to. Empty fields do not limit.

    `first` and `last` bound the event date (release date where there is none), on any overlap;
    `released_first` and `released_last` bound the release date. An unknown date is in no bounds.
    Of `releases`, `boards`, `countries` (ISO 3166-1 alpha-2), `acts` (an act of one of the
    passage's own statements) and `series` (of the release's meeting) any one has to fit; what
    bounds different things has to fit together.
    """

    first: date | None = None
    last: date | None = None
    released_first: date | None = None
    released_last: date | None = None
    releases: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    series: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScoredPassage:
    """A passage with its fused score (higher is better) and the two scores it came from."""

    id: str
    release: str
    score: float
    dense: float = 0.0
    lexical: float = 0.0


@dataclass(frozen=True)
class ScoredParagraph:
    """A numbered paragraph with the best score of its passages; higher is better."""

    id: str
    release: str
    score: float
    passages: tuple[ScoredPassage, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """What an index holds, in figures."""

    releases: int
    passages: int
    first: date | None
    last: date | None
    undated: int
    by_board: Sequence[tuple[str, int]] = field(default=())
    gaps: Sequence[tuple[date, date]] = field(default=())
