"""What an archive calls things: its words and how often they occur, and all its names.

The words of a text are read once in a process and remembered, so that a lexicon that is read again
after some releases were added costs a sum over the others.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from math import log

from assistant.name_table import NameTable
from assistant.spelling import Speller
from index.country_words import CODES, joined
from index.meeting_names import series_key
from index.organisations import organisation_aliases
from index.records import DateSpan, PassageKind, Release
from index.regions import region_words
from index.sentences import flat
from index.words import PHRASES, STOPWORDS, WORD, stem

PRINTED = re.compile(r"[^\W\d_][\w-]*")
REMEMBERED = 50_000
"""Texts of releases whose words are remembered, about 8 KB each."""
_OPTIONAL = re.compile(r"\((?:\?:)?[^()]*\)[?*]")
_LETTERS = re.compile(r"(?:[A-Za-z .](?![?*+{]))+")


def _literals(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Letters one of which stands in every text that a pattern of `PHRASES` matches."""
    broken = _OPTIONAL.sub("|", pattern.pattern.replace(r"\b", "|").replace(r"\.", "."))
    parts = [part for part in broken.split("|") if part.strip("(?:) ")]
    found = [max(_LETTERS.findall(part), key=len, default="") for part in parts]
    return tuple(one.lower() if pattern.flags & re.IGNORECASE else one for one in found)


TRIGGERS = tuple(
    (_literals(pattern), bool(pattern.flags & re.IGNORECASE), pattern, word)
    for pattern, word in PHRASES
)
"""Each phrase with letters that tell at once whether a text can hold it: a search for sixteen
patterns in every text is most of the time that a lexicon takes."""
REPEATED = 3
"""Releases in which a passage stands alike that is a note of the publisher's, not of the event."""
BREAK = "\n\x00\n"
"""Stands between passages that are read together; no phrase goes over it."""


@dataclass(eq=False)
class Lexicon:
    """What the archive calls things, and how often its words occur.

    `frequency` counts the passages a stem stands in; `heads` are the stems of each release's
    title and meeting, `openings` those of its first lead too; `proper` are stems never printed in
    lower case; `printed` maps a stem to one printed spelling. `acronyms` map a short form to its
    long ones, `people` a name to an office, `organisations` a canonical name to all its names,
    `series` the comparable form of a meeting's series to the printed one; `countries` are ISO
    3166-1 alpha-2 codes with the number of releases that name them; `repeated` are the ids of
    passages that stand alike in several releases and tell of no act, such as a note at the foot.
    """

    passages: int = 0
    frequency: dict[str, int] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    proper: set[str] = field(default_factory=set)
    heads: dict[str, frozenset[str]] = field(default_factory=dict)
    openings: dict[str, frozenset[str]] = field(default_factory=dict)
    events: dict[str, frozenset[str]] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    when: dict[str, DateSpan] = field(default_factory=dict)
    head_frequency: dict[str, int] = field(default_factory=dict)
    acronyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    series: dict[str, str] = field(default_factory=dict)
    boards: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()

    @cached_property
    def table(self) -> NameTable:
        """The names, kept so that those in a question are found fast."""
        return NameTable(
            self.acronyms, self.people, self.organisations, self.countries, self.series, self.boards
        )

    @cached_property
    def opened_with(self) -> dict[str, list[str]]:
        """The releases that have a term in their title or first lead, by the term."""
        found: dict[str, list[str]] = {}
        for id, terms in self.openings.items():
            for term in terms:
                found.setdefault(term, []).append(id)
        return found

    @cached_property
    def speller(self) -> Speller:
        """The words, kept so that the one that a misspelt one stands for is found fast."""
        return Speller(self.printed.values(), self.frequency)

    def weight(self, term: str) -> float:
        """How telling a term is: inverse passage frequency, at least 0.2."""
        seen = self.frequency.get(term, 0)
        return max(0.2, log((self.passages + 1) / (seen + 0.5)))

    def head_weight(self, term: str) -> float:
        """How telling a term of a title is among the archive's titles."""
        return log(1 + len(self.heads) / self.head_frequency.get(term, 1))


def read_lexicon(releases: Sequence[Release]) -> Lexicon:
    """The lexicon of an archive."""
    lexicon = Lexicon(passages=sum(len(release.passages) for release in releases))
    _add_words(lexicon, releases)
    _add_names(lexicon, releases)
    _add_heads(lexicon, releases)
    lexicon.repeated = _repeated(releases)
    return lexicon


def _repeated(releases: Sequence[Release]) -> frozenset[str]:
    alike: dict[str, list[str]] = {}
    for release in releases:
        telling = {one.passage for one in release.statements}
        notes: dict[str, str] = {}
        for passage in release.passages:
            if passage.id not in telling and passage.kind is not PassageKind.HEAD:
                notes[flat(release.text_of(passage))] = passage.id
        for text, id in notes.items():
            alike.setdefault(text, []).append(id)
    return frozenset(id for ids in alike.values() if len(ids) >= REPEATED for id in ids)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one release: a stem for each passage it stands in, printed spellings by stem."""

    told: tuple[str, ...]
    printed: Mapping[str, str]
    lower: frozenset[str]
    proper: frozenset[str]


def _add_words(lexicon: Lexicon, releases: Sequence[Release]) -> None:
    frequency, lower = Counter[str](), set[str]()
    read = [_words_of(release.text, _spans(release)) for release in releases]
    for words in read:
        frequency.update(words.told)
        lower |= words.lower
        lexicon.proper |= words.proper
    for words in reversed(read):  # so that the first release's spelling stays
        lexicon.printed.update(words.printed)
    lexicon.frequency = dict(frequency)
    lexicon.proper -= lower


def _spans(release: Release) -> tuple[tuple[int, int, bool], ...]:
    """Where each passage stands, and whether it is the head, whose capitals tell nothing."""
    return tuple((one.start, one.end, one.kind is PassageKind.HEAD) for one in release.passages)


@lru_cache(maxsize=REMEMBERED)
def _words_of(text: str, spans: tuple[tuple[int, int, bool], ...]) -> _Words:
    heads = [text[start:end] for start, end, is_head in spans if is_head]
    body = [text[start:end] for start, end, is_head in spans if not is_head]
    told = [root for roots in _stems_of([*heads, *body]) for root in roots]
    printed, lower, proper = dict[str, str](), set[str](), set[str]()
    for pieces, is_head in ((heads, True), (body, False)):
        words = dict.fromkeys(PRINTED.findall(BREAK.join(pieces)))
        new = [word for word in words if word not in _FORMS]
        _FORMS.update(zip(new, zip(map(stem, new), _stems_of(new), strict=True), strict=True))
        for word in words:
            root, parts = _FORMS[word]
            printed.setdefault(root, word)
            if word[0].islower():
                lower |= parts
            elif not is_head:
                proper |= parts
    return _Words(tuple(told), printed, frozenset(lower), frozenset(proper))


class _Roots(dict[str, str]):
    """The stem of each word met so far; '' for a stop word."""

    def __missing__(self, word: str) -> str:
        self[word] = root = "" if word.lower() in STOPWORDS else stem(word)
        return root


_ROOTS = _Roots()
_FORMS: dict[str, tuple[str, set[str]]] = {}
"""The stem of each printed word met so far, and those of its parts ("Asia-Pacific")."""


@lru_cache(maxsize=2 * REMEMBERED)
def passage_stems(text: str) -> frozenset[str]:
    """The different stems of a text: those of `index.words.stems`, several times as fast."""
    return frozenset(_stems_of([text])[0])


def _stems_of(pieces: Sequence[str]) -> list[set[str]]:
    """The different stems of each text; they are read together, which costs as much as one."""
    if not pieces:
        return []
    text = BREAK.join(piece.replace("\x00", " ") for piece in pieces).replace("’", "'")
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        for sign in set(text):
            if sign > "\x7f" and unicodedata.combining(sign):
                text = text.replace(sign, "")
    if "'" in text:
        text = re.sub(r"'s\b|'(?=\s|$)", "", text)
    low = text.lower()
    for literals, any_case, pattern, word in TRIGGERS:
        held = low if any_case else text
        if any(letters in held for letters in literals):
            text = pattern.sub(word, text)
            low = text.lower()
    words = [joined(WORD.findall(piece)) for piece in text.split(BREAK)]
    found = [set(map(_ROOTS.__getitem__, piece)) for piece in words]
    for roots in found:
        roots.discard("")
    return found


def _add_names(lexicon: Lexicon, releases: Sequence[Release]) -> None:
    for release in releases:
        for acronym in release.acronyms:
            longs = lexicon.acronyms.get(acronym.short, ())
            if acronym.long.lower() not in (known.lower() for known in longs):
                lexicon.acronyms[acronym.short] = (*longs, acronym.long)
        for person in release.people:
            lexicon.people.setdefault(person.name, person.office)
        for name in release.organisations:
            lexicon.organisations.setdefault(name, organisation_aliases(name))
        for code in release.countries:
            lexicon.countries[code] = lexicon.countries.get(code, 0) + 1
        if release.meeting and release.meeting.series:
            lexicon.series.setdefault(series_key(release.meeting.series), release.meeting.series)
    lexicon.boards = frozenset(release.board for release in releases if release.board)


def _add_heads(lexicon: Lexicon, releases: Sequence[Release]) -> None:
    starts = _starts(lexicon.acronyms)
    told: dict[str, Counter[str]] = {}
    for release in releases:
        lexicon.heads[release.id] = frozenset(passage_stems(_head(release, starts)))
        lexicon.openings[release.id] = lexicon.heads[release.id] | passage_stems(_opening(release))
        lexicon.ordinals[release.id] = release.meeting.ordinal if release.meeting else 0
        if release.when:
            lexicon.when[release.id] = release.when
        told.setdefault(_event_key(release), Counter()).update(lexicon.heads[release.id])
    for release in releases:
        place = release.meeting.place if release.meeting else ""
        codes = frozenset(CODES[term] for term in lexicon.openings[release.id] if term in CODES)
        regions = {stem(word) for word in region_words(codes)}
        shared = {
            term
            for term, count in told[_event_key(release)].items()
            if count > 1 or term not in lexicon.proper
        }
        lexicon.events[release.id] = frozenset(
            shared | lexicon.heads[release.id] | passage_stems(place) | regions
        )
    lexicon.head_frequency = dict(
        Counter(term for terms in lexicon.openings.values() for term in terms)
    )


def _event_key(release: Release) -> str:
    """What the releases on one series of meetings have in common; a release alone has its id."""
    series = series_key(release.meeting.series) if release.meeting else ""
    return series or release.id


def _opening(release: Release) -> str:
    """The lead of a release's first paragraph: who, what, when and where."""
    lead = next((passage for passage in release.passages if passage.kind is PassageKind.LEAD), None)
    return " ".join(release.text_of(lead).split()) if lead else ""


def _starts(acronyms: Mapping[str, tuple[str, ...]]) -> dict[str, list[tuple[str, str]]]:
    """Acronyms with each of their forms, by the first word of the form in lower case."""
    starts: dict[str, list[tuple[str, str]]] = {}
    for short, longs in acronyms.items():
        for form in (short, *longs):
            if first := re.search(r"\w+", form):
                starts.setdefault(first[0].lower(), []).append((short, form))
    return starts


def _head(release: Release, starts: Mapping[str, list[tuple[str, str]]]) -> str:
    """A release's title and meeting, with the short form of every long form in them."""
    head = f"{release.title} {release.meeting.name if release.meeting else ''}"
    folded = " ".join(head.replace("“", "").replace("”", "").split()).lower()
    shorts = {
        short: None
        for word in dict.fromkeys(re.findall(r"\w+", folded))
        for short, form in starts.get(word, ())
        if (
            re.search(rf"\b{re.escape(short)}\b", head) if form == short else form.lower() in folded
        )
    }
    return " ".join([head, *shorts])
