"""What stands between a question and its answer."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from index.records import Act, DateSpan, Filters, ScoredParagraph


class Status(StrEnum):
    """The one status every answer has (design.md, flow 2, step 6)."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_IN_ARCHIVE = "not_in_archive"
    OUTSIDE_PERIOD = "outside_period"
    UNCLEAR = "unclear"
    PREMISE_CONTRADICTED = "premise_contradicted"
    ABOUT = "about"
    INDEX_EMPTY = "index_empty"
    MODEL_FAILED = "model_failed"


class AnswerKind(StrEnum):
    """What form of answer a question asks for."""

    FACT = "fact"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    LIST = "list"
    TIMELINE = "timeline"
    COMPARISON = "comparison"
    COUNT = "count"
    DEFINITION = "definition"
    YES_NO = "yes or no"
    ABOUT = "about"


class Where(StrEnum):
    """Where a part of a reading came from."""

    QUESTION = "question"
    CONVERSATION = "conversation"
    ARCHIVE = "archive"
    TODAY = "day of asking"
    CHOSEN = "chosen"
    MODEL = "language model"


@dataclass(frozen=True)
class Origin:
    """Where one field of a reading came from, with the words that say it.

    `field` is a field of `Reading`; `words` are the question's, an earlier question's, the
    archive's or the flag's, empty where none say it.
    """

    field: str
    where: Where
    words: str = ""


class Basis(StrEnum):
    """Which days of a release a period is held against."""

    EVENT = "event"
    RELEASED = "released"


@dataclass(frozen=True)
class Period:
    """The days a question asks about, both ends included; `words` is what was typed.

    With `EVENT` they are the days of what happened (the release's own where those are unknown),
    with `RELEASED` those of publication ("released in October 2021").
    """

    first: date
    last: date
    words: str
    basis: Basis = Basis.EVENT


@dataclass(frozen=True)
class Name:
    """A name of the archive that the question mentions.

    `typed` is the question's spelling, `canonical` the archive's, `aliases` all forms searched.
    `corrected` is true when the spelling had to be guessed. `kind` is `acronym`, `person`,
    `organisation`, `meeting` (canonical: the series), `country` (canonical: its ISO 3166-1
    alpha-2 code) or `board`.
    """

    typed: str
    canonical: str
    aliases: tuple[str, ...]
    kind: str
    corrected: bool = False


@dataclass(frozen=True)
class Background:
    """An earlier turn of the conversation that helps to find the place.

    `weight` is what its words count beside those of the question, in (0, 1).
    """

    text: str
    weight: float


@dataclass(frozen=True)
class Reading:
    """How a question was understood; every field is shown to the user.

    `names` are acronyms and people, which an answer has to be about; `scope` are organisations,
    countries, meetings and boards, which tell where to look. `standalone` is the question with what the conversation supplies filled in. `terms` are the content words (lower case, in
    order) that an answer has to be about; `subject` are those of the last question, which help
    to find the place but need not stand in the answer. `context` are releases that the last answer cited, when
    the question points back to it, and `cited` the passages. `edition` is the year in a meeting's name ("the 2021
    Harbour Meeting"), 0 without one: it tells which meeting is meant and is no filter.
    `conflict` are words whose dates leave no day ("after 2022 and before 2020"), empty without.
    `language` is the question's, an ISO 639-1 code. `filters` are those that the user chose, apart
    from the question. `corrected` is the question as typed with its misspellings set right (or as a language model
    put it, where one helps to read);
    `background` are earlier turns that the search takes along. `origins` tell for each field where
    it came from. `left_out` are the keys of parts that the user took out of it (`assistant.left_out`).
    """

    question: str
    standalone: str
    kind: AnswerKind
    act: Act | None = None
    period: Period | None = None
    names: tuple[Name, ...] = ()
    scope: tuple[Name, ...] = ()
    actor: str = ""
    ordinal: int = 0
    latest: bool = False
    terms: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    edition: int = 0
    conflict: str = ""
    language: str = "en"
    filters: Filters = field(default_factory=Filters)
    corrected: str = ""
    background: tuple[Background, ...] = ()
    origins: tuple[Origin, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def carried(self) -> tuple[str, ...]:
        """The fields that came from earlier turns of the conversation."""
        return tuple(one.field for one in self.origins if one.where is Where.CONVERSATION)

    def named(self, kind: str) -> tuple[str, ...]:
        """The canonical forms of the names of one kind."""
        found = (*self.names, *self.scope)
        return tuple(name.canonical for name in found if name.kind == kind)


@dataclass(frozen=True)
class Citation:
    """A quotation that supports the answer: `quote` is exactly `Release.text[start:end]`.

    `id` is the passage's id, `release` its release, `url` the page's address or None. `act` is how
    far the quotation is said to go, None where the answer does not say, or says that it was not
    done. `marked` are the stretches `[start, end)` of `Release.text`, inside the quotation, that
    answer: a clause or a value.
    """

    label: str
    id: str
    quote: str
    start: int
    end: int
    release: str
    title: str
    released: DateSpan | None
    url: str | None
    act: Act | None = None
    marked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Answer:
    """A complete answer: its status, its text with `[1]` marks, and what proves it.

    `closest` are paragraphs shown as "closest, not an answer"; they support nothing in `text`.
    `retrieved` is the ranking the answer was selected from, best first. `fallback` gives the
    reason when a configured LLM could not be used. `confidence` is the score of the best sentence
    that was looked at, shown or not, 0 where none was: the higher, the likelier the archive answers.
    `timings` are seconds by step. `wider` is what
    the archive says without the filters and the period that left this answer empty; it has no
    wider one itself, and its labels are none of this answer's.
    """

    question: str
    status: Status
    text: str
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...]
    reading: Reading
    query: str
    retrieved: tuple[ScoredParagraph, ...] = ()
    choices: tuple[str, ...] = ()
    fallback: str | None = None
    timings: dict[str, float] = field(default_factory=dict)
    wider: "Answer | None" = None
    confidence: float = 0.0

    @property
    def quoted(self) -> tuple[Citation, ...]:
        """Every citation that is shown as proof: its own, then the wider answer's."""
        return (*self.citations, *(self.wider.citations if self.wider else ()))


@dataclass(frozen=True)
class Draft:
    """What of an answer is proven while a language model still writes; it grows at its end only."""

    answer: Answer
