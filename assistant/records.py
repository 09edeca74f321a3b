"""What stands between a question and its answer."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from index.records import Act, DateSpan, ScoredParagraph


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
    COUNT = "count"
    DEFINITION = "definition"
    YES_NO = "yes or no"
    ABOUT = "about"


@dataclass(frozen=True)
class Period:
    """The days a question asks about, both ends included; `words` is what was typed."""

    first: date
    last: date
    words: str


@dataclass(frozen=True)
class Name:
    """A name of the archive that the question mentions.

    `typed` is the question's spelling, `canonical` the archive's, `aliases` all forms searched.
    `corrected` is true when the spelling had to be guessed. `kind` is `acronym`, `meeting`,
    `person` or `country`.
    """

    typed: str
    canonical: str
    aliases: tuple[str, ...]
    kind: str
    corrected: bool = False


@dataclass(frozen=True)
class Reading:
    """How a question was understood; every field is shown to the user.

    `standalone` is the question with what the conversation supplies filled in; `carried` names
    the fields that came from earlier turns. `terms` are the content words (lower case, in
    order) that an answer has to be about; `subject` are those of the last question, which help
    to find the place but need not stand in the answer. `context` are releases that the last answer cited, when
    the question points back to it.
    """

    question: str
    standalone: str
    kind: AnswerKind
    act: Act | None = None
    period: Period | None = None
    names: tuple[Name, ...] = ()
    actor: str = ""
    ordinal: int = 0
    latest: bool = False
    terms: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Citation:
    """A quotation that supports the answer: `quote` is exactly `Release.text[start:end]`.

    `id` is the passage's id, `release` its release, `url` the page's address or None.
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


@dataclass(frozen=True)
class Answer:
    """A complete answer: its status, its text with `[1]` marks, and what proves it.

    `closest` are paragraphs shown as "closest, not an answer"; they support nothing in `text`.
    `retrieved` is the ranking the answer was selected from, best first. `fallback` gives the
    reason when a configured LLM could not be used. `timings` are seconds by step.
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
