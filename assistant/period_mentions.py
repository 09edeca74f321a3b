"""From pieces to mentions: parts and years put together, and each resolved to its days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.period_calendar import FIRST_DAY, LAST_DAY, Days
from assistant.period_forms import ORDINARY
from assistant.period_meant import ALWAYS_LED, LEAD, STARTING, is_meant, text_before
from assistant.period_names import Role, is_goal, role_of
from assistant.period_piece import Piece
from assistant.records import Where
from index.date_forms import IS_A_YEAR
from index.date_values import POSTING_LAG

TO_YEAR = re.compile(
    r"\s*(?:[,/.-]\s*)?(?:(?:of|in)\s+)?(?:the\s+)?(?:(?:calendar\s+)?year\s+)?['’]?"
)
"""Between "March" and "2021", and the like."""
TO_WHOLE = re.compile(
    r"(?:\s*-\s*|\s+)(?:of\s+|in\s+)?(?:the\s+)?(?:month\s+of\s+|(?:calendar\s+)?year\s+)?"
)
"""Between "early", "the end of", "the first week of" and what it is a part of."""
CHAINED = re.compile(r"\s*(?:-|,|/|&|\b(?:to|and|or|until|till|through)\b)\s*")
"""Between two times of which the first shows the second to be one."""
MORE_ORDINARY = ORDINARY | {"fall", "spring"}
TO_DATE = re.compile(r"\s+(?:so\s+far|to\s+date)\b")


@dataclass(frozen=True)
class Mention:
    """A time of a question with its days; `days` is None while the year is not known.

    `year` is what it can lend to others, 0 for none. `ends` marks "the end of". `broken` marks a
    day that no calendar has.
    """

    start: int
    end: int
    days: Days | None
    piece: Piece
    parts: tuple[Piece, ...] = ()
    year: int = 0
    where: Where = Where.QUESTION
    broken: bool = False

    @property
    def ends(self) -> bool:
        """True for the end of something."""
        return bool(self.parts) and self.parts[0].form == "ends_of"

    def within(self, year: int) -> Days:
        """The days when they lie in this year. Raises ValueError for a day it does not have."""
        assert self.piece.in_year
        days = self.piece.in_year(year)
        for part in reversed(self.parts):
            assert part.part
            days = part.part(days)
        return days

    def placed(self, year: int, where: Where) -> "Mention":
        """The mention set into a year, broken where that has no such day."""
        try:
            return replace(self, days=self.within(year), year=year, where=where)
        except (ValueError, OverflowError):
            return replace(self, broken=True)


@dataclass(frozen=True)
class Found:
    """What the pieces of a question come to: times in order, and the first year in a name."""

    mentions: tuple[Mention, ...]
    edition: int = 0


class Assembler:
    """Goes once through the pieces of a question, from left to right."""

    def __init__(self, question: str, text: str, today: date, base: Days | None) -> None:
        self.question, self.text, self.today, self.base = question, text, today, base
        self.mentions: list[Mention] = []
        self.edition = 0

    def assemble(self, pieces: Sequence[Piece]) -> Found:
        """The mentions and the edition."""
        at = 0
        while at < len(pieces):
            parts: list[Piece] = []
            while at + 1 < len(pieces) and self._is_part_of(pieces[at], pieces[at + 1]):
                parts.append(pieces[at])
                at += 1
            follower = pieces[at + 1] if at + 1 < len(pieces) else None
            at += 1 + self._take(tuple(parts), pieces[at], follower)
        return Found(tuple(self.mentions), self.edition)

    def _is_part_of(self, piece: Piece, whole: Piece) -> bool:
        """Whether a piece takes a part of the next; "second quarter" and a year are no such two."""
        between = self.text[piece.end : whole.start]
        if piece.part is None or not TO_WHOLE.fullmatch(between):
            return False
        return not (piece.in_year and self._lends(whole)) and not (
            whole.part and not whole.in_year and not self._named(whole)
        )

    def _named(self, piece: Piece) -> bool:
        return piece.form in ("share", "share_of", "third", "ends_of")

    def _lends(self, piece: Piece) -> bool:
        """Whether a piece can give a year to the one before it."""
        return bool(piece.year and not piece.in_year) or self._is_told_year(piece)

    def _is_told_year(self, piece: Piece) -> bool:
        return piece.form in ("told", "the_unit") and self.text[: piece.end].endswith("year")

    def _take(self, parts: tuple[Piece, ...], piece: Piece, follower: Piece | None) -> int:
        """Read one time; 1 when it used up the piece behind it, else 0."""
        start = parts[0].start if parts else piece.start
        if piece.broken:
            self._add(Mention(start, piece.end, None, piece, broken=True))
            return 0
        year = self._resolved(follower) if follower and self._fits(piece, follower) else None
        if follower and year and year.days:
            own = Mention(start, follower.end, None, piece, parts)
            self._add(own.placed(year.days[0].year, year.where))
            return 1
        if piece.form in ("year", "years") and not parts and not self._is_time(piece):
            return 0
        if not self._is_meant(piece, parts):
            return 0
        found = self._resolved(piece)
        if found and found.days:
            if piece.form == "then" and self.mentions and self.mentions[-1].days:
                self.mentions.pop()  # "it began in 2020; what was done since then?"
            self._add(self._shortened(found, parts, start))
        elif piece.in_year:
            self._add(Mention(start, piece.end, None, piece, parts))
        return 0

    def _fits(self, piece: Piece, follower: Piece) -> bool:
        """Whether the next piece is the year of this one."""
        between = self.text[piece.end : follower.start]
        if not piece.in_year or piece.days or not self._lends(follower):
            return False
        if follower.form == "short_year":
            return between.strip() in ("'", "’") and text_before(self.text, piece.end)[-1:] != "'"
        if follower.form == "the_unit" and "of" not in between:
            return False
        led = LEAD.search(text_before(self.text, piece.start))
        led = led or STARTING.fullmatch(text_before(self.text, piece.start))
        apart = "in" in between or follower.form != "year"
        if apart and not led and self.text[piece.start : piece.end] in MORE_ORDINARY:
            return False  # "prices fall in 2021", "they march last year"
        return bool(TO_YEAR.fullmatch(between)) and self._role(follower) is not Role.NUMBER

    def _role(self, piece: Piece) -> Role:
        if piece.form != "year":
            return Role.TIME
        return role_of(self.question, piece.start, piece.end, piece.year, self.today.year)

    def _is_time(self, piece: Piece) -> bool:
        """Whether a bare year is a time; one in a name is kept as the edition."""
        year = piece.year or (piece.days or (self.today,))[0].year
        if year < 1900 and not IS_A_YEAR.search(self.question[: piece.start]):
            return False
        role = role_of(self.question, piece.start, piece.end, year, self.today.year)
        if role is Role.NAME:
            self.edition = self.edition or year
        return role is Role.TIME

    def _is_meant(self, piece: Piece, parts: tuple[Piece, ...]) -> bool:
        """Whether words that may be no time are one here."""
        if piece.form not in ALWAYS_LED and (parts or self._is_chained(piece)):
            return True
        if piece.form in ("season", "share", "half", "month") and self._follows_year(piece):
            return True
        return is_meant(self.question, self.text, piece)

    def _is_chained(self, piece: Piece) -> bool:
        """True behind another time and "to", "and" or a comma: "from April to May"."""
        last = self.mentions[-1].end if self.mentions else -1
        return last >= 0 and bool(CHAINED.fullmatch(self.text[last : piece.start]))

    def _follows_year(self, piece: Piece) -> bool:
        """True for "last year's summer"."""
        if not self.mentions or not self.mentions[-1].year:
            return False
        return self.text[self.mentions[-1].end : piece.start].strip() in ("'s", "’s")

    def _resolved(self, piece: Piece) -> Mention | None:
        """A piece whose days need nothing more, or what was told before; None when it has none."""
        told, where = self._told()
        plain = Mention(piece.start, piece.end, piece.days, piece, (), piece.year, piece.where)
        if not piece.from_told or not told:
            return plain if piece.days else None
        days = piece.from_told(told)
        year = days[0].year if self._is_year(days) else 0
        return replace(plain, days=days, where=where, year=year)

    def _is_year(self, days: Days) -> bool:
        return (days[0].month, days[0].day, days[1].month, days[1].day) == (1, 1, 12, 31)

    def _told(self) -> tuple[Days | None, Where]:
        """The days that the question told last, else those of the conversation."""
        last = self.mentions[-1] if self.mentions else None
        if last and last.days:
            return last.days, last.where
        if self.base is None:
            return None, Where.QUESTION
        first, end = self.base
        return (end if first == FIRST_DAY else first, first if end == LAST_DAY else end), (
            Where.CONVERSATION
        )

    def _shortened(self, whole: Mention, parts: tuple[Piece, ...], start: int) -> Mention:
        """A mention with its parts taken."""
        days = whole.days
        assert days
        try:
            for part in reversed(parts):
                assert part.part
                days = part.part(days)
        except (ValueError, OverflowError):
            return replace(whole, start=start, broken=True)
        return replace(whole, start=start, days=days, parts=parts)

    def _add(self, mention: Mention) -> None:
        goal_year = mention.days[0].year if mention.days else 0
        printed = mention.where is Where.QUESTION and goal_year
        if printed and is_goal(self.question, mention.start, goal_year, self.today.year):
            return
        to_date = TO_DATE.match(self.text, mention.end)
        if to_date and mention.days and mention.days[0] <= self.today:
            days = (mention.days[0], self.today)
            mention = replace(mention, days=days, end=to_date.end())
        self.mentions.append(mention)


def settled(mention: Mention, today: date, base: Days | None) -> Mention:
    """A mention without a year set into the conversation's, or into the latest it has begun in."""
    if base and base[0].year == base[1].year:
        return mention.placed(base[0].year, Where.CONVERSATION)
    anchor = min(today, base[1]) if base else today
    lag = POSTING_LAG if mention.piece.form in ("days", "month_days") else timedelta()
    for year in range(anchor.year, anchor.year - 9, -1):
        placed = mention.placed(year, Where.TODAY if anchor == today else Where.CONVERSATION)
        if placed.days and placed.days[0] <= anchor + lag:
            return placed
    return replace(mention, broken=True)
