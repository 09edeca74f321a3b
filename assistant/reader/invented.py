"""Pairs from invented press releases, where one word tells an answer from its neighbour.

Each release is a list of facts that are put into sentences; each question knows which facts answer
it. Agreed stands against proposed, hoped and discussed, a year, ordinal or country against another,
a record against its recap in a later release, a value against the same topic without it.
"""

import random
from collections.abc import Iterator, Sequence

from assistant.reader.invented_questions import ASKINGS, Answers
from assistant.reader.releases import (
    Fact,
    Meeting,
    Release,
    new_meeting,
    new_release,
    ordinal,
    twin_of,
)
from assistant.reader.squad import Pair
from assistant.reader.text import pair_text


def invented_pairs(count: int, seed: int) -> list[Pair]:
    """So many pairs, from as many invented releases as they take."""
    random_ = random.Random(seed)
    pairs: list[Pair] = []
    while len(pairs) < count:
        pairs += _scene(random_)
    return pairs[:count]


def _scene(random_: random.Random) -> Iterator[Pair]:
    """The pairs over one release, its twin (one value changed) and one of another meeting."""
    meeting = new_meeting(random_)
    release = new_release(meeting, random_)
    twin = new_release(twin_of(meeting, random_), random_)
    other = new_release(new_meeting(random_), random_)
    for asking in random_.sample(ASKINGS, 5):
        for question, answers in asking(release, random_):
            for fact in _chosen(release, answers, random_):
                text = _shown(release, fact, random_.random() < 0.7, random_)
                yield Pair(question, text, float(answers(fact)), "invented")
            yield from _elsewhere(question, answers, meeting, twin, random_)
            if random_.random() < 0.3:
                text = _shown(other, random_.choice(other.facts), True, random_)
                yield Pair(question, text, 0.0, "invented")


def _chosen(release: Release, answers: Answers, random_: random.Random) -> list[Fact]:
    """Up to two facts that answer and two that do not, of the same matter where there are any."""
    right = [fact for fact in release.facts if answers(fact)]
    wrong = [fact for fact in release.facts if not answers(fact)]
    random_.shuffle(wrong)
    matters = {fact.matter for fact in right if fact.matter >= 0}
    wrong.sort(key=lambda fact: (fact.matter in matters, fact.kind != "aside"), reverse=True)
    return random_.sample(right, min(2, len(right))) + wrong[:2]


def _elsewhere(
    question: str, answers: Answers, meeting: Meeting, twin: Release, random_: random.Random
) -> Iterator[Pair]:
    """A sentence of the twin that would answer, where its text tells that it is the wrong one."""
    alike = [fact for fact in twin.facts if answers(fact)] or list(twin.facts)
    text = _shown(twin, random_.choice(alike), str(meeting.year) in question, random_)
    for ours, theirs in zip(_marks(meeting), _marks(twin.facts[0].meeting), strict=True):
        named = any(mark in question for mark in ours)
        if named and not any(mark in text for mark in ours) and any(m in text for m in theirs):
            yield Pair(question, text, 0.0, "invented")
            return


def _marks(meeting: Meeting) -> Sequence[tuple[str, ...]]:
    """What tells a meeting from its twin: its year, number and guest."""
    numbers = (ordinal(meeting.ordinal), ordinal(meeting.ordinal, words=True))
    return (str(meeting.year),), numbers, (meeting.guest,)


def _shown(release: Release, fact: Fact, with_day: bool, random_: random.Random) -> str:
    lead = release.lead if fact.matter >= 0 and random_.random() < 0.35 else ""
    return pair_text(release.title, lead, fact.text, release.day if with_day else "")
