"""How long it takes to know an archive's names, and to understand a question, by archive size.

The archive is invented word by word, so that its size is free; a seed makes it the same each time.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from assistant.lexicon import Lexicon, read_lexicon
from assistant.names import find_names
from assistant.records import Answer, Status
from assistant.spelling import correct
from assistant.understand import understand
from index.records import Acronym, Meeting, Passage, PassageKind, Person, Release

SIZES = (100, 1_000, 10_000)
PASSAGES = 10
"""Passages of a release; a press release has so many on average."""
WORDS = 45
"""Words of a passage, as on real pages."""
VOCABULARY = 40_000
"""Different words that the invented archive draws from, by Zipf's law."""
SMALL = "the of and in to for with on by at that was were will between".split()
COUNTRIES = "Norway Chile Canada Kenya Peru Japan Mongolia Ghana".split()
CODES = "NO CL CA KE PE JP MN GH".split()
ONSETS = "b br c ch d dr f g gr h k l m n p pr r s st t tr v w".split()
VOWELS = "a e i o u ai ea ou".split()
ENDINGS = "n r l s t nd rk m".split()
ROUNDS = 3
"""The fastest of so many rounds counts: the others were held up by something else."""
WANTED = 5.0
"""Milliseconds that understanding a question may take, 95 of 100 times, whatever the archive's size."""
TODAY = date(2023, 9, 1)
ANSWER = "The participants agreed to continue consultations by the end of the year. [1]\n" * 8
"""An answer as long as those that quote eight sentences."""
Spread = tuple[float, float]


@dataclass(frozen=True)
class Understanding:
    """What was measured in an archive.

    `first` and `again` are the processor seconds to read the lexicon, the first time and again. The
    others are milliseconds a question, the median and the 95th percentile: `whole` is all of
    understanding, `follow_up` the same behind two other questions, `names` and `spelling` its parts.
    """

    releases: int
    passages: int
    first: float
    again: float
    names: Spread
    spelling: Spread
    whole: Spread
    follow_up: Spread


def measure(
    sizes: Sequence[int] = SIZES, tell: Callable[[str, int, int], None] = lambda *step: None
) -> list[Understanding]:
    """The times for archives of these many releases."""
    measured = []
    for number, size in enumerate(sizes, start=1):
        tell("inventing", number - 1, len(sizes))
        releases = invented_archive(size)
        first = _seconds(lambda found=releases: read_lexicon(found))  # type: ignore[misc]
        again = _seconds(lambda found=releases: read_lexicon(found))  # type: ignore[misc]
        lexicon = read_lexicon(releases)
        questions = invented_questions(releases)
        understand("Warrm up", (), lexicon, TODAY)
        passages = size * (PASSAGES + 1)
        measured.append(Understanding(size, passages, first, again, *_spreads(questions, lexicon)))
        tell("measured", number, len(sizes))
    return measured


def _spreads(questions: Sequence[str], lexicon: Lexicon) -> tuple[Spread, Spread, Spread, Spread]:
    """The times for names, for spelling, for a question alone and for one behind two others."""
    before = [_answered(question, lexicon) for question in questions[:2]]
    return (
        _spread(questions, lambda question: find_names(question, lexicon)),
        _spread(questions, lambda question: correct(question, lexicon)),
        _spread(questions, lambda question: understand(question, (), lexicon, TODAY)),
        _spread(questions, lambda question: understand(question, before, lexicon, TODAY)),
    )


def _answered(question: str, lexicon: Lexicon) -> Answer:
    reading = understand(question, (), lexicon, TODAY)
    return Answer(question, Status.ANSWERED, ANSWER, (), (), reading, question)


def _seconds(step: Callable[[], Lexicon]) -> float:
    start = time.process_time()
    step()
    return time.process_time() - start


def _spread(questions: Sequence[str], step: Callable[[str], object]) -> Spread:
    """Median and 95th percentile in milliseconds, of each question the fastest of some rounds."""
    times = [float("inf")] * len(questions)
    for _ in range(ROUNDS):  # all questions in each, so that a stall is in one round of each only
        for place, question in enumerate(questions):
            start = time.perf_counter()
            step(question)
            times[place] = min(times[place], 1000 * (time.perf_counter() - start))
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18]


class _Inventor:
    """Words, names and pages from one seeded source."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        words = dict.fromkeys(self.word() for _ in range(VOCABULARY * 2))
        self.words = list(words)[:VOCABULARY]
        self.weights = [1 / (rank + 3) for rank in range(len(self.words))]

    def word(self) -> str:
        draw = self.random.choice
        syllables = self.random.choices((2, 3, 4), (5, 4, 1))[0]
        return "".join(draw(ONSETS) + draw(VOWELS) for _ in range(syllables)) + draw(ENDINGS)

    def prose(self, passages: int) -> list[str]:
        """So many passages of words, small English ones among them."""
        count = passages * WORDS
        drawn = self.random.choices(self.words, self.weights, k=count)
        for place in range(0, count, 3):
            drawn[place] = self.random.choice(SMALL)
        return [
            " ".join(drawn[place : place + WORDS]).capitalize() + "."
            for place in range(0, count, WORDS)
        ]

    def title(self, words: int) -> str:
        """A name of so many rarer words."""
        return " ".join(self.random.choice(self.words).capitalize() for _ in range(words))


def invented_archive(size: int, seed: int = 5) -> list[Release]:
    """So many releases with their own people, acronyms and series of meetings, each named again."""
    inventor = _Inventor(seed)
    draw = inventor.random.choice
    people = [
        Person(inventor.title(2), f"Minister of {inventor.title(1)}", "")
        for _ in range(size // 2 + 1)
    ]
    longs = [f"{inventor.title(3)} Initiative" for _ in range(size // 5 + 1)]
    acronyms = [("".join(word[:2] for word in long.split()[:3]).upper(), long) for long in longs]
    series = [f"{inventor.title(2)} {draw(['Dialogue', 'Forum'])}" for _ in range(size // 3 + 1)]
    return [
        _invented(inventor, number, draw(people), draw(acronyms), draw(series))
        for number in range(size)
    ]


def _invented(
    inventor: _Inventor, number: int, person: Person, acronym: tuple[str, str], series: str
) -> Release:
    id, country = f"m_1-{number}", inventor.random.randrange(len(COUNTRIES))
    short, long = acronym
    pieces = [f"2nd {series} Held", *inventor.prose(PASSAGES)]
    pieces[1] += f" {person.name}, {person.office}, told {COUNTRIES[country]} of {long} ({short})."
    passages, text = [], ""
    for place, piece in enumerate(pieces):
        kind = PassageKind.LEAD if place else PassageKind.HEAD
        passages.append(
            Passage(
                f"{id}#{place or 'head'}",
                f"{id}#{place}",
                str(place),
                0,
                kind,
                "",
                0,
                len(text),
                len(text) + len(piece),
            )
        )
        text += f"{piece}\n"
    return Release(
        id, "m_1", number, "", "", pieces[0], "", text, f"{number:064x}", tuple(passages), (),
        meeting=Meeting(f"2nd {series}", 2, passages[0].id, 0, len(series) + 4, series),
        people=(Person(person.name, person.office, passages[1].id),),
        countries=(CODES[country],),
        acronyms=(Acronym(short, long, passages[1].id),),
    )  # fmt: skip


def invented_questions(releases: Sequence[Release], count: int = 300) -> list[str]:
    """Questions about the archive's names, some misspelt, each another one."""
    draw = random.Random(7)
    questions = []
    for number in range(count):
        one = draw.choice(releases)
        assert one.meeting
        person, acronym, word = one.people[0].name, one.acronyms[0], one.text.split()[60]
        forms = (
            f"What did {person} say about {slip(word, draw)} in 2021?",
            f"what was agreed at the {one.meeting.series.lower()} with {COUNTRIES[number % 8]}?",
            f"When did {slip(acronym.short, draw)} meet in Oslo, and who chaired the {slip(word, draw)} session?",
            f"What is the {acronym.long} and what did {slip(person, draw)} propose?",
        )
        questions.append(forms[number % len(forms)])
    return questions


def slip(word: str, draw: random.Random) -> str:
    """The word with two neighbouring letters inside it swapped."""
    place = draw.randrange(1, max(2, len(word) - 2))
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]


def report(measured: Sequence[Understanding]) -> str:
    """The times as a table, those of a question as `median / 95th percentile`."""
    lines = [
        f"{'releases':>8}{'passages':>10}{'lexicon, s':>12}{'again, s':>10}"
        f"{'whole, ms':>16}{'follow-up, ms':>16}{'names, ms':>16}{'spelling, ms':>16}"
    ]
    for one in measured:
        spreads = (one.whole, one.follow_up, one.names, one.spelling)
        columns = [f"{'{:.2f} / {:.2f}'.format(*spread):>16}" for spread in spreads]
        lines.append(
            f"{one.releases:>8,}{one.passages:>10,}{one.first:>12.2f}{one.again:>10.2f}"
            + "".join(columns)
        )
    slowest = max(max(one.whole[1], one.follow_up[1]) for one in measured)
    return "\n".join([*lines, f"slowest p95 {slowest:.2f} ms (wanted: at most {WANTED:.0f})"])
