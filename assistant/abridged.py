"""Long names in other words than printed: fewer of them, or in another order.

"Coastal states reef repair initiative" is the "Initiative of Coastal States for Reef Repair" where
no other name of the archive is as near. A word in the place of another makes another name:
nothing but joining words may stand between the words of a name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from index.acronyms import JOINERS
from index.words import COUNTRIES, WORD, stem

WHOLE = 0.99
"""The share of a name's weight that is all of it, rounding aside."""
CLOSE = 0.05
"""Shares that differ by less do not tell which of two names is meant."""
COUNTRY_WEIGHT = 0.5
"""A country counts half in a name: questions leave out the archive's own, and many names share one."""
LANDS = COUNTRIES | {"korea"}


@dataclass(frozen=True, slots=True)
class Found:
    """A name by its number, the tokens `[first, last]` it is typed in, and how much of it is there.

    `held` are the stems of its words that are there, `share` their part of its weight, in [0, 1].
    """

    number: int
    first: int
    last: int
    held: frozenset[str]
    weight: float
    share: float

    @property
    def is_whole(self) -> bool:
        """True when no word of the name is left out."""
        return self.share > WHOLE


class Abridged:
    """Names of several words by their rarest words.

    Args:
        names: each name as printed with what it names; a name is known by its place among them.
        least: the share of a name's weight that has to be typed.
    """

    def __init__(self, names: Iterable[tuple[str, object]], least: float) -> None:
        self.least = least
        pairs = list(names)
        self._named = [named for _, named in pairs]
        roots = [dict.fromkeys(name_stems(name)) for name, _ in pairs]
        self._holding: dict[str, list[int]] = {}
        for number, name in enumerate(roots):
            for root in name:
                self._holding.setdefault(root, []).append(number)
        self._weights = [
            {root: _weight(root, len(self._holding[root]), len(roots)) for root in name}
            for name in roots
        ]
        self._totals = [sum(weights.values()) for weights in self._weights]
        self._rarest: dict[str, list[int]] = {}
        for number, weights in enumerate(self._weights):
            for root in _needed(weights, self._totals[number] * (1 - least)):
                self._rarest.setdefault(root, []).append(number)

    def find(self, tokens: Sequence[frozenset[str]]) -> list[Found]:
        """The names that a row of words is near enough to, each by its best stretch.

        Args:
            tokens: the stems that each word stands for; none for a word that joins others.
        """
        numbers = {
            number for roots in tokens for root in roots for number in self._rarest.get(root, ())
        }
        found = [one for number in sorted(numbers) if (one := self._best(number, tokens))]
        return [one for one in found if one.share >= self.least and not self._is_open(one, found)]

    def _is_open(self, one: Found, found: Sequence[Found]) -> bool:
        """True when the same words may stand for another name, so that neither is certain."""
        if any(_rivals(one, other) for other in found if not self._same(one.number, other.number)):
            return True
        fewest = min((self._holding[root] for root in one.held), key=len)
        return one.share < WHOLE and any(
            one.held <= self._weights[number].keys() and not self._same(one.number, number)
            for number in fewest
        )

    def _same(self, one: int, other: int) -> bool:
        return self._named[one] == self._named[other]

    def _best(self, number: int, tokens: Sequence[frozenset[str]]) -> Found | None:
        """The stretch that holds most of a name; only joining words may interrupt it."""
        weights, best = self._weights[number], None
        first, last, held = -1, -1, set[str]()
        for place, roots in enumerate((*tokens, frozenset(("",)))):
            here = roots & weights.keys()
            if here:
                first = place if first < 0 else first
                last, held = place, held | here
            elif roots and held:
                weight = sum(weights[root] for root in held)
                if best is None or weight > best.weight:
                    share = weight / self._totals[number]
                    best = Found(number, first, last, frozenset(held), weight, share)
                first, held = -1, set()
        return best


def _rivals(one: Found, other: Found) -> bool:
    """True when another name is as near in the same words, so that neither is certain."""
    if one.last < other.first or other.last < one.first:
        return False
    return other.share > one.share - CLOSE and other.weight > one.weight * (1 - CLOSE)


def name_stems(name: str) -> list[str]:
    """The stems of the words of a name that tell it from others."""
    return [
        stem(word)
        for word in WORD.findall(name.replace("’s", "").replace("'s", ""))
        if word.lower() not in JOINERS
    ]


def _weight(root: str, held: int, count: int) -> float:
    return log(1 + count / held) * (COUNTRY_WEIGHT if root in LANDS else 1.0)


def _needed(weights: dict[str, float], room: float) -> list[str]:
    """The rarest words of a name that cannot all be left out: one of them has to be typed."""
    needed, left = [], room
    for root, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])):
        needed.append(root)
        left -= weight
        if left < 0:
            break
    return needed
