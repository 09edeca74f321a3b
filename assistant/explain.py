"""How a question was read, as plain values for JSON and as lines for people."""

from collections.abc import Iterator

from assistant.chosen import filter_words
from assistant.records import Basis, Name, Origin, Period, Reading, Where
from assistant.wording import period_words
from index.countries import ALIASES, name

Line = tuple[str, str, str]
"""A label, a value, and where the value came from, all in words."""
KINDS = {
    "acronym": "Acronym",
    "person": "Person",
    "organisation": "Body",
    "meeting": "Meeting",
    "country": "Country",
    "board": "Board",
}
"""What the kinds of a name are called."""
LABELS = {
    "period": "Period",
    "act": "What was done",
    "actor": "By whom",
    "ordinal": "Number of the meeting",
    "edition": "Year in the meeting's name",
    "latest": "Which one",
}
"""What the parts of a reading are called that are no names."""
DAYS = {Basis.EVENT: "days of what happened", Basis.RELEASED: "days of release"}


def described(reading: Reading) -> dict[str, object]:
    """The reading as plain values for JSON, empty fields left out.

    `origins` tell by field where a value came from; every field without one came from the
    question.
    """
    values: dict[str, object] = {
        "kind": str(reading.kind),
        "act": str(reading.act) if reading.act else "",
        "period": _period_values(reading.period) if reading.period else "",
        "names": [one.canonical for one in reading.names],
        "named": [_name_values(one) for one in (*reading.names, *reading.scope)],
        "actor": reading.actor,
        "ordinal": reading.ordinal,
        "edition": reading.edition,
        "latest": reading.latest,
        "terms": list(reading.terms),
        "subject": list(reading.subject),
        "context": list(reading.context),
        "standalone": reading.standalone,
        "language": reading.language,
        "conflict": reading.conflict,
        "filters": _filter_values(reading),
        "left_out": list(reading.left_out),
        "carried": list(dict.fromkeys(reading.carried)),
        "notes": list(reading.notes),
        "origins": _origin_values(reading),
    }
    return {key: value for key, value in values.items() if value}


def _period_values(period: Period) -> dict[str, str]:
    return {
        "from": str(period.first),
        "to": str(period.last),
        "words": period.words,
        "basis": str(period.basis),
    }


def _name_values(one: Name) -> dict[str, object]:
    return {
        "typed": one.typed,
        "canonical": one.canonical,
        "kind": one.kind,
        "aliases": list(one.aliases),
        "corrected": one.corrected,
    }


def _filter_values(reading: Reading) -> dict[str, object]:
    """The chosen filters that limit something, by their names."""
    filters = reading.filters
    values: dict[str, object] = {
        "from": str(filters.first or ""),
        "to": str(filters.last or ""),
        "released_from": str(filters.released_first or ""),
        "released_to": str(filters.released_last or ""),
        "releases": list(filters.releases),
        "boards": list(filters.boards),
        "countries": list(filters.countries),
        "acts": [str(act) for act in filters.acts],
        "series": list(filters.series),
    }
    return {key: value for key, value in values.items() if value}


def _origin_values(reading: Reading) -> dict[str, list[dict[str, str]]]:
    values: dict[str, list[dict[str, str]]] = {}
    for one in reading.origins:
        values.setdefault(one.field, []).append({"where": str(one.where), "words": one.words})
    return values


def explained(reading: Reading) -> list[Line]:
    """How the question was read, a line for each thing understood, with where it came from."""
    period = f"“{reading.period.words}”: " if reading.period and reading.period.words else ""
    if reading.period:
        period += f"{period_words(reading.period)} ({DAYS[reading.period.basis]})"
    standalone = reading.standalone if reading.standalone != reading.question else ""
    unclear = f"“{reading.conflict}”" if reading.conflict else ""
    language = "" if reading.language == "en" else f"not English ({reading.language})"
    rows = [
        *_row(reading, "Read as", "standalone", standalone),
        *_row(reading, "Asked for", "kind", str(reading.kind)),
        *_row(reading, LABELS["act"], "act", str(reading.act or "")),
        *_row(reading, LABELS["actor"], "actor", reading.actor),
        *_row(reading, LABELS["period"], "period", period),
        *_row(reading, "No day fits", "conflict", unclear),
        *_row(reading, LABELS["edition"], "edition", str(reading.edition or "")),
        *_row(reading, LABELS["ordinal"], "ordinal", str(reading.ordinal or "")),
        *_row(reading, LABELS["latest"], "latest", "the most recent" if reading.latest else ""),
        *(_name_line(reading, one) for one in (*reading.names, *reading.scope)),
        *_row(reading, "About", "terms", ", ".join(reading.terms)),
        *_row(reading, "Talked about before", "subject", ", ".join(reading.subject)),
        *_row(reading, "Releases of the last answer", "context", ", ".join(reading.context)),
        *_row(reading, "Language", "language", language),
        *_filter_lines(reading),
        *_left_out_lines(reading),
    ]
    return [*rows, *(("Note", note, str(Where.ARCHIVE)) for note in notes(reading))]


def notes(reading: Reading) -> list[str]:
    """The notes of a reading that its names do not tell already."""
    told = {f"searched also as {', '.join(one.aliases[1:])}" for one in reading.names}
    return [note for note in reading.notes if note not in told]


def _row(reading: Reading, label: str, field: str, value: str) -> Iterator[Line]:
    if value:
        yield label, value, _where(reading, field)


def _where(reading: Reading, field: str) -> str:
    """Where a field came from: the question itself where nothing else is known."""
    found = [one for one in reading.origins if one.field == field]
    if not found:
        merged = field in ("standalone", "context") and reading.carried
        found = [_carrier(reading)] if merged else [Origin(field, Where.QUESTION)]
    return "; ".join(dict.fromkeys(_origin_words(one, reading) for one in found))


def _carrier(reading: Reading) -> Origin:
    """The first origin in the conversation."""
    return next(one for one in reading.origins if one.where is Where.CONVERSATION)


def _origin_words(origin: Origin, reading: Reading) -> str:
    """ "conversation: “What did they agree?”"; words that are the whole question add nothing."""
    if not origin.words or origin.words == reading.question:
        return str(origin.where)
    return f"{origin.where}: “{origin.words}”"


def name_words(one: Name) -> str:
    """A name in the archive's spelling, a country with its code."""
    if one.kind == "country" and one.canonical in ALIASES:
        return f"{name(one.canonical)} ({one.canonical})"
    return one.canonical


def _name_line(reading: Reading, one: Name) -> Line:
    """A name in the archive's spelling, with the other forms that are searched."""
    shown = name_words(one)
    others = [alias for alias in one.aliases if alias not in (one.canonical, shown)]
    value = shown if one.typed in ("", one.canonical) else f"“{one.typed}” is {shown}"
    value += " (spelling guessed)" if one.corrected else ""
    value += f"; searched also as {', '.join(others)}" if others else ""
    origins = [origin for origin in reading.origins if origin.field in ("names", "scope")]
    own = [origin for origin in origins if origin.words and origin.words == one.typed]
    own = own or [origin for origin in origins if origin.where is not Where.QUESTION]
    own = own or [Origin("names", Where.QUESTION, one.typed)]
    where = dict.fromkeys(_origin_words(origin, reading) for origin in own)
    return KINDS.get(one.kind, "Name"), value, "; ".join(where)


def _filter_lines(reading: Reading) -> Iterator[Line]:
    for words in filter_words(reading.filters):
        yield "Filter", words, str(Where.CHOSEN)


def _left_out_lines(reading: Reading) -> Iterator[Line]:
    for one in reading.origins:
        if one.field == "left_out":
            yield "Left out", one.words, str(one.where)
