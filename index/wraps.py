"""Which lines only go on with the one above: hard-wrapped text is joined, verse is not."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.lines import LONG_LINE, NUMBER, SIGN, Line, ending, ends_sentence
from index.numbering import WRAPPED

FUNCTION_WORD = re.compile(
    r"\b(?:a|an|the|of|in|on|at|to|by|for|with|from|and|or|nor|but|as|than|that|which|who|whose|its"
    r"|his|her|their|between|among|under|over|into|through|during|is|are|was|were|be|has|have|had"
    r"|will|would|not|Mr\.|Ms\.|Dr\.|H\.E\.|No\.)$",
    re.IGNORECASE,
)
LISTED = re.compile(r"[:;]$|;\s*(?:and|or)$")
"""How a line ends after which another item follows."""
TURN = re.compile(
    r"^(?:(?:Q|A|Question|Answer|Reporter|Spokesperson|질문|답변|문|답)\s?\d{0,2}\s?[.:]\s|[\[<(【]\s?\S.{0,40}[\])>】]$)",
    re.IGNORECASE,
)
ADDRESSED = re.compile(
    r"^(?:your\s|excellenc|distinguished|honou?rable|the\shonou?rable|ladies|dear|h\.e\.|mr\.\schair"
    r"|madam|members of|colleagues|friends|good\s(?:morning|afternoon|evening))",
    re.IGNORECASE,
)
DECIMAL = re.compile(r"^\d{1,4}(?:[.,/]\d+)+")
MIN_WIDTH = 40
"""Characters; text wrapped at fewer is verse or a list rather than a paragraph."""
SLACK, ODD = 0.95, 1.1
"""A wrapped line comes near the page's width; a much longer one was not wrapped at it."""


class Wraps:
    """How a body is hard-wrapped: at which width its lines end, if they do.

    The width is read off lines that certainly go on: they end no sentence, and the next begins
    with a small letter. Lines with a blank line between them are looked at apart.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.width = {apart: self._width(apart) for apart in (False, True)}

    def goes_on(self, above: int, place: int, marked: bool) -> bool:
        """True when the line at `place` is the rest of the passage that ends with `above`.

        `marked`: that passage has a number or sign, so it is no verse.
        """
        first, line = self.lines[above].text, self.lines[place]
        if self._starts_anew(line.text) or LISTED.search(first):
            return False
        if NUMBER.match(line.text) and WRAPPED.search(ending(first)):
            return not line.gap
        ended = ends_sentence(first)
        if line.gap:
            return not ended and len(first) >= MIN_WIDTH and self._rest(first, line, marked)
        if ended:
            return len(first) <= self.width[False] and self._full(first, line.text, False)
        return (marked and len(first) >= LONG_LINE / 2) or self._rest(first, line, marked)

    def _rest(self, above: str, line: Line, marked: bool) -> bool:
        """True when the line goes on with `above`, which ends no sentence."""
        if line.text[0].islower():
            return True
        if (marked or len(above) >= MIN_WIDTH) and FUNCTION_WORD.search(ending(above)):
            return True
        return self._full(above, line.text, line.gap > 0)

    def _starts_anew(self, text: str) -> bool:
        if DECIMAL.match(text):
            return False
        addressed = text[0].isupper() and ADDRESSED.match(text)
        return bool(addressed or SIGN.match(text) or TURN.match(text))

    def _full(self, above: str, line: str, apart: bool) -> bool:
        """True when the first word of the line had no place on the one above."""
        width = self.width[apart]
        if width < MIN_WIDTH or len(above) > ODD * width or ADDRESSED.match(above):
            return False
        return len(above) + 1 + len(line.split(None, 1)[0]) > SLACK * width

    def _width(self, apart: bool) -> int:
        """Characters of the longest of the lines that certainly go on; 0 when there are too few."""
        lengths = [
            len(above.text)
            for above, line in pairwise(self.lines)
            if bool(line.gap) == apart
            and len(above.text) < LONG_LINE
            and line.text[0].islower()
            and not (ends_sentence(above.text) or LISTED.search(above.text))
            and not (SIGN.match(line.text) or NUMBER.match(line.text))
        ]
        return max(lengths) if len(lengths) >= 2 else 0
