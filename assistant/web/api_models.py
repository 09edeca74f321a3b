"""The form of what the JSON interface answers; what a field means is said at the field."""

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """The root of all: fields may be given by their names in JSON or in Python."""

    model_config = ConfigDict(populate_by_name=True)


class Day(Model):
    """A day, or an interval of days with both ends."""

    first: str | None = Field(alias="from", description="First day, ISO 8601; null if unknown.")
    last: str | None = Field(alias="to", description="Last day, the same as the first for one day.")
    precision: str | None = Field(description="day, range, month, quarter or year.")
    provenance: str = Field(description="stated, inferred, curated or unknown.")


class EvidencedDay(Day):
    """A date with where it comes from."""

    evidence: str = Field(description="The printed words, or the reason of an inference.")


class Citation(Model):
    """A quotation: exactly the release's stored text from `start` to `end`."""

    label: str = Field(description="Its mark in the answer's text; empty for what is closest.")
    id: str = Field(description="The id of the quoted passage, such as m_5676-1#3.2.")
    quote: str = Field(description="The quoted words, as they are stored.")
    start: int = Field(description="Code points from the start of the release's text.")
    end: int = Field(description="The same, of the end.")
    release: str = Field(description="The id of the release.")
    title: str = Field(description="The title of the release.")
    released: Day = Field(description="When it was released.")
    url: str | None = Field(description="The official page, if its address is known.")
    page: str = Field(description="The plain page on this server, the quoted words marked.")


class Period(Model):
    """The days that a question asks about."""

    first: str = Field(alias="from", description="First day.")
    last: str = Field(alias="to", description="Last day.")
    words: str = Field(description="The question's words for it.")
    basis: str = Field(description="event: days of what happened; released: of publication.")


class NameRead(Model):
    """A name of the archive that the question mentions."""

    typed: str = Field(description="As the question spells it.")
    canonical: str = Field(description="As the archive does.")
    kind: str = Field(description="acronym, person, organisation, meeting, country or board.")
    aliases: list[str] = Field(description="All forms that are searched for.")
    corrected: bool = Field(description="True where the spelling had to be guessed.")


class Origin(Model):
    """Where a part of a reading came from."""

    where: str = Field(description="Question, conversation, archive, day of asking, filter, model.")
    words: str = Field(description="The words that say it; empty where none do.")


class Reading(Model):
    """How a question was understood; what it does not hold is left out."""

    kind: str | None = Field(None, description="The form of answer that is asked for.")
    act: str | None = Field(None, description="What was done: agreed, proposed, ...")
    period: Period | None = Field(None, description="The days asked about.")
    names: list[str] = Field([], description="Names that the answer has to be about.")
    named: list[NameRead] = Field([], description="All names, with how they were found.")
    actor: str | None = Field(None, description="Who is asked about as having acted.")
    ordinal: int | None = Field(None, description="The number of the meeting asked about.")
    edition: int | None = Field(None, description="The year in the meeting's name.")
    latest: bool | None = Field(None, description="True where the most recent one is asked for.")
    terms: list[str] = Field([], description="Words that the answer has to be about.")
    subject: list[str] = Field([], description="Words of the question before.")
    context: list[str] = Field([], description="Releases that the last answer cited.")
    standalone: str | None = Field(None, description="The question as it is searched for.")
    language: str | None = Field(None, description="The question's language, ISO 639-1.")
    conflict: str | None = Field(None, description="Words whose dates leave no day.")
    filters: dict[str, str | list[str]] = Field({}, description="The filters of the request.")
    left_out: list[str] = Field([], description="Parts that the request took out of it.")
    carried: list[str] = Field([], description="Fields taken from the conversation.")
    notes: list[str] = Field([], description="What was corrected or added, in words.")
    origins: dict[str, list[Origin]] = Field({}, description="Where each field came from.")


class Answer(Model):
    """An answer, every sentence of it quoted and cited."""

    question: str = Field(description="As it was asked.")
    status: str = Field(
        description="answered, partly_answered, not_in_archive, outside_period, unclear, "
        "premise_contradicted, about, index_empty or model_failed."
    )
    text: str = Field(description="The answer; [1] is the mark of the citation with that label.")
    citations: list[Citation] = Field(description="What proves the text.")
    closest: list[Citation] = Field(description="The closest paragraphs, which are no answer.")
    choices: list[str] = Field(description="Questions to choose from, where it is unclear.")
    reading: Reading = Field(description="How the question was understood.")
    query: str = Field(description="The words that were searched for.")
    fallback: str | None = Field(description="Why a language model that is set was not used.")
    timings: dict[str, float] = Field(description="Seconds by step.")
    wider: "Answer | None" = Field(
        description="What the archive says without the filters and the period that left this "
        "answer empty."
    )


class Passage(Model):
    """The unit that is cited: a lead, a bullet, a note, or the head."""

    id: str = Field(description="The passage's id, such as m_5676-1#3.2.")
    kind: str = Field(description="head, before, lead, bullet, note, unmarked or after.")
    sign: str = Field(description="The sign that is printed before it, such as °.")
    level: int = Field(description="How deep it is set in, from 0.")
    start: int = Field(description="Code points from the start of the release's text.")
    end: int = Field(description="The same, of the end.")
    text: str = Field(description="The stored text from start to end.")
    page: str = Field(description="The plain page on this server, at this passage.")


class Paragraph(Model):
    """A numbered paragraph with all under it, or the one passage that was asked for."""

    id: str = Field(description="The id that was asked for, of a paragraph or a passage.")
    release: str = Field(description="The id of the release.")
    title: str = Field(description="The title of the release.")
    released: EvidencedDay = Field(description="When it was released.")
    passages: list[Passage] = Field(description="In reading order.")
    page: str = Field(description="The plain page on this server, at this place.")


class Found(Model):
    """A paragraph that a search found."""

    id: str = Field(description="The id of the paragraph, such as m_5676-1#3.")
    release: str = Field(description="The id of the release.")
    title: str = Field(description="The title of the release.")
    released: EvidencedDay = Field(description="When it was released.")
    score: float = Field(description="Comparable within one search only; higher is better.")
    passages: list[Passage] = Field(description="What was found of it, best first.")
    page: str = Field(description="The plain page on this server, at this paragraph.")


class Search(Model):
    """The paragraphs nearest to a question, whether or not they answer it."""

    reading: Reading = Field(description="How the question was understood.")
    found: list[Found] = Field(description="Best first.")


class Meeting(Model):
    """The meeting that a release reports."""

    name: str = Field(description="As the release prints it.")
    series: str = Field(description="The name without ordinal, year and words of format.")
    ordinal: int = Field(description="Its number in the series, 0 where none is printed.")
    format: str = Field(description="in person, virtual, hybrid; empty where it is not said.")
    place: str = Field(description="Where it was held; empty where it is not said.")


class Listed(Model):
    """A release in a list."""

    id: str = Field(description="The release's id, such as m_5676-1.")
    title: str = Field(description="Its title.")
    board: str = Field(description="The board that it was posted on.")
    language: str = Field(description="en or ko.")
    released: EvidencedDay = Field(description="When it was released.")
    event: EvidencedDay = Field(description="When what it tells of took place.")
    meeting: Meeting | None = Field(description="The meeting that it reports.")
    countries: list[str] = Field(description="ISO 3166-1 alpha-2, in order of first mention.")
    url: str | None = Field(description="The official page, if its address is known.")
    page: str = Field(description="The plain page on this server.")


class Releases(Model):
    """A part of the list of releases."""

    total: int = Field(description="Releases that fit, on all parts of the list.")
    releases: list[Listed] = Field(description="Newest first, undated ones last.")


class Person(Model):
    """A person whom a release names."""

    name: str = Field(description="Written one way in all releases.")
    office: str = Field(description="As it is printed beside the name; may be empty.")


class Release(Listed):
    """A whole release."""

    section: str = Field(description="The section that the page names.")
    digest: str = Field(description="SHA-256 of what is read; <id>@<first 8> names this version.")
    licence: str = Field(description="unknown where it is not established.")
    announces: bool = Field(description="True where the event lay ahead.")
    mentioned: list[EvidencedDay] = Field(description="Other days that it tells of.")
    people: list[Person] = Field(description="In order of first mention.")
    organisations: list[str] = Field(description="Canonical names, in order of first mention.")
    acronyms: dict[str, str] = Field(description="The long form of each acronym it explains.")
    also: list[str] = Field(description="Ids of other pages with the same body.")
    text: str = Field(description="The source text, unchanged; all offsets are into it.")
    passages: list[Passage] = Field(description="In reading order, the head first.")


class Health(Model):
    """Whether questions can be answered, and of what."""

    status: str = Field(description="ok, or empty where the archive holds no release.")
    releases: int = Field(description="Releases in the archive.")
    passages: int = Field(description="Passages in the archive.")
    model: str = Field(description="The embedding model of the index.")
    archive: str = Field(description="The digest of all releases that the index was built from.")


class Problem(Model):
    """What is wrong, in words."""

    error: str = Field(description="The kind of error, such as BadFilter.")
    message: str = Field(description="What happened, and what to do.")
    near: list[str] = Field(description="Known ids that are near to an unknown one.")
