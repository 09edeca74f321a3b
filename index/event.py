"""When what a release reports happened, told apart from every other date that it prints."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.date_forms import COUNTS
from index.dates import DateMention, find_dates
from index.records import DateSpan, Passage, PassageKind, Precision, Provenance
from index.sentences import sentence_spans

SENTENCES, LONGEST = 3, 1_500
"""The event is told in one of so many first sentences of the first paragraph, and within so many
characters of it: a run-on list of dates must not take minutes."""
AHEAD = re.compile(
    r"\b(?:will|shall|(?:is|are)\s+(?:scheduled|set|due|slated|planned|expected|going)\s+to"
    r"|(?:is|are)\s+to\s+(?:be|visit|attend|hold|host|meet|take|chair|pay|participate|depart|open)"
    r"|plans?\s+to|(?:is|are)\s+scheduled\s+for)\b",
    re.IGNORECASE,
)
DONE = re.compile(
    r"\b(?:(?:co-?)?(?:hosted|chaired|organi[sz]ed)|held|had|met|visited|attended|took|launched"
    r"|signed|adopted|convened|opened|began|kicked|concluded|participated|arrived|received|paid"
    r"|delivered|gave|spoke|discussed|presided|joined|was|were|exchanged|appointed|left|returned"
    r"|made|prepared|reviewed|conducted|explained|carried|completed|agreed|expressed|welcomed|condemns?|welcomes?)\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\b(?:following|after|since|before|prior\s+to|ahead\s+of|in\s+preparation\s+for|preparing\s+for"
    r"|preparations?\s+for|follow(?:s|ed|ing)?[\s-]+ups?(?:\s+measures?)?\s+(?:to|of|on|for)"
    r"|in\s+the\s+wake\s+of|in\s+accordance\s+with|pursuant\s+to|based\s+on|in\s+line\s+with"
    r"|as\s+a\s+result\s+of|(?:outcomes?|results?|implementation)\s+of|in\s+response\s+to|upcoming"
    r"|as\s+(?:was\s+)?(?:agreed|discussed|announced|decided)|(?:agreed|reached|made|raised|discussed"
    r"|announced|adopted|proposed|signed)\s+(?:up)?(?:on\s+)?(?:at|during|in)\s+(?=the\b|a\b|their\b)"
    r"|established|founded|born|dedicated|unlike|compared)\b",
    re.IGNORECASE,
)
"""After such words a date belongs to another thing than the one that is reported."""
DIRECT = re.compile(
    r"\b(?:since|by|before|until|till|prior\s+to|after|born|deadline|effective|from\s+as\s+early\s+as"
    r"|dated?s?(?:\s+back)?(?:\s+(?:from|to))?|anniversary\s+(?:of|on|falls\s+on))\s+(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
"""Directly before a date: a deadline or a starting point, no day of an event."""
FOUNDING = re.compile(
    r",\s+(?:first\s+|newly\s+)?(?:launched|established|founded|created|proposed|announced|adopted"
    r"|signed|inaugurated|agreed|elected|appointed|opened)\b[^,]*$",
    re.IGNORECASE,
)
"""Behind what the sentence has told: "..., launched on", a date of what was named last."""
RELATIVE = re.compile(r"\b(?:which|who|whose|where)\s+(?P<clause>[^,]*)$", re.IGNORECASE)
IS_HELD = re.compile(
    r"\b(?:held|hosted|tak\w+\s+place|took\s+place|convened?|runs?|under\s+way)\b", re.IGNORECASE
)
"""A clause on what was named last dates that alone, unless it tells when it was held."""
QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
ASIDE = re.compile(r",\s+(?:which|who|whose|where)\b[^,]*")
RESUMES = re.compile(
    rf",\s+(?!(?:which|where|who|whose|held|hosted|in|on|at|of)\b)(?=[^,]*?{DONE.pattern}|[^,]*?{AHEAD.pattern})",
    re.IGNORECASE,
)
"""A comma behind which the report itself goes on ("Following ..., the two sides held")."""
SERIES = re.compile(
    r"\b(?:starting|beginning|from)\b.*\b(?:ending|to|until|through)\b", re.DOTALL | re.IGNORECASE
)
TITLE_AHEAD = re.compile(
    r"\bto\s+(?:be|visit|hold|host|co-host|attend|take|open|launch|meet|participate|chair|pay|depart"
    r"|deliver|join|sign|convene|dispatch|send|establish)\b|\b(?:upcoming|scheduled|notice\s+on)\b",
    re.IGNORECASE,
)
_FEW_DAYS = r"\bfor\s+(two|three|four|five|six|seven)\s+days\b"
LASTS = re.compile(rf"{_FEW_DAYS},?\s+(?:from|starting|beginning)\s+(?:from\s+|on\s+)?$", re.I)
LASTS_ON = re.compile(rf"\s*,?\s*{_FEW_DAYS}", re.I)
FAR = timedelta(days=366)
"""A day farther from the posting than this is not what is reported."""
STAYS = timedelta(days=10)
"""Two days that one sentence gives to one journey lie no farther apart."""
DATELINE, DATELINE_REST = 60, 30
"""Characters of a line of place and date, and of what stands in it beside the date, at most."""


def elsewhere(sentence: str, place: int) -> bool:
    """True when what stands at `place` belongs to another event than the sentence reports.

    "Following the first meeting held on May 3, the second took place on June 4": May 3 does.
    """
    before = sentence[:place]
    founding, relative = FOUNDING.search(before), RELATIVE.search(before)
    if DIRECT.search(before) or (founding and DONE.search(before, 0, founding.start())):
        return True
    if relative and not IS_HELD.search(relative["clause"]):
        return True
    cues = list(ELSEWHERE.finditer(before))
    if not cues:
        return False
    return not RESUMES.search(sentence[cues[-1].end() : place])


def event_mention(piece: str, anchor: date | None) -> DateMention | None:
    """The date of what a first paragraph or a title reports, or None.

    The first day (or range of days) that is the event's own; "starting ... on A and ending ... on
    B" and "Oslo on A and Lima on B" are one range. A month only where no day is told.
    """
    months: list[DateMention] = []
    for start, end in sentence_spans(piece)[:SENTENCES]:
        sentence = piece[start : min(end, start + LONGEST)]
        dates = [one for one in find_dates(sentence, anchor) if not elsewhere(sentence, one.start)]
        days = [one for one in dates if one.is_days and _same_tense(one, sentence)]
        days = [one for one in days if not _is_far(one, anchor)]
        if days:
            return _placed(_joined(_foremost(days, sentence), sentence), start)
        months += [one for one in dates if _is_event_month(one, sentence)]
    return months[0] if months else None


def _foremost(days: list[DateMention], sentence: str) -> list[DateMention]:
    """Without days in brackets and the day of an announcement, where others are left."""
    for less in (_in_brackets, _is_announcing):
        days = [one for one in days if not less(one, sentence)] or days
    return days


def _in_brackets(mention: DateMention, sentence: str) -> bool:
    before = sentence[: mention.start]
    return before.rfind("(") > before.rfind(")")


def _is_announcing(mention: DateMention, sentence: str) -> bool:
    return not mention.future and is_ahead(sentence) is True


def _placed(mention: DateMention, offset: int) -> DateMention:
    return replace(mention, start=mention.start + offset, end=mention.end + offset)


def _same_tense(mention: DateMention, sentence: str) -> bool:
    """False for a day to come in a sentence that reports what was done."""
    return not mention.future or is_ahead(sentence) is not False


def _is_far(mention: DateMention, anchor: date | None) -> bool:
    """True for a day so far from the posting that no release reports it."""
    return bool(anchor and mention.last and abs(mention.last - anchor) > FAR)


def _is_event_month(mention: DateMention, sentence: str) -> bool:
    before = sentence[: mention.start]
    held = re.search(r"\b(?:held|hosted|took place|convened|visited)\b[^,;]*$", before)
    return mention.precision is Precision.MONTH and bool(held) and mention.first is not None


def _joined(days: Sequence[DateMention], sentence: str) -> DateMention:
    one, other = days[0], days[-1]
    if one is other:
        return _lasting(one, sentence)
    between = sentence[one.end : other.start]
    near = one.first and other.first and timedelta() < other.first - one.first <= STAYS
    journey = near and re.search(r"\band\b", between) and re.search(r"\bon\s+(?:the\s+)?$", between)
    in_turn = SERIES.search(sentence)
    if not (journey or in_turn) or (one.first and other.last and one.first > other.last):
        return one
    return DateMention(
        one.start,
        other.end,
        f"{one.words} ... {other.words}",
        Precision.RANGE,
        one.has_year and other.has_year,
        one.first,
        other.last,
        one.month,
        one.day,
        other.last_month or other.month,
        other.last_day or other.day,
        one.future,
    )


def _lasting(mention: DateMention, sentence: str) -> DateMention:
    """ "For two days from May 4" and "from May 4 for two days" as the range they tell."""
    words = LASTS.search(sentence[: mention.start]) or LASTS_ON.match(sentence[mention.end :])
    if not words or mention.precision is not Precision.DAY or not mention.first:
        return mention
    last = mention.first + timedelta(days=COUNTS.get(words[1].lower(), 1) - 1)
    return replace(
        mention, last=last, last_month=last.month, last_day=last.day, precision=Precision.RANGE
    )


def is_ahead(sentence: str) -> bool | None:
    """Whether a sentence tells what is to come (True) or was done (False); None when neither."""
    sentence = ASIDE.sub("", QUOTED.sub("", sentence))
    ahead, done = AHEAD.search(sentence), DONE.search(sentence)
    if ahead and (not done or ahead.start() < done.start()):
        return True
    return False if done else None


def tells_ahead(
    title: str, lead: str, event: DateSpan | None = None, released: DateSpan | None = None
) -> bool:
    """True for an announcement: the event lay ahead when the release was posted.

    The wording of the first paragraph decides, then the title's; the dates decide where neither
    does, and where they exclude what the wording says.
    """
    worded = next(
        (
            told
            for start, end in sentence_spans(lead)[:SENTENCES]
            if (told := is_ahead(lead[start:end])) is not None
        ),
        None,
    )
    if worded is None and TITLE_AHEAD.search(title):
        worded = True
    if event is None or released is None:
        return bool(worded)
    if event.last < released.first:
        return False
    return worded if worded is not None else event.first > released.last


def find_event(
    text: str, passages: Sequence[Passage], anchor: date | None
) -> tuple[DateMention | None, str]:
    """The date of what a release reports, and the id of the passage that prints it.

    Its first paragraph comes first, then a line of place and date, then its title.
    """
    for passage in _places(text, passages):
        mention = event_mention(text[passage.start : passage.end], anchor)
        if mention:
            return mention, passage.id
    return None, ""


def _places(text: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Where the day of the event may be printed, the likeliest place first."""
    body = [one for one in passages if one.kind is not PassageKind.HEAD]
    told = [one for one in body if one.kind not in (PassageKind.BEFORE, PassageKind.AFTER)]
    first = [one for one in told if one.paragraph == told[0].paragraph]
    yield from first[:1]
    yield from (one for one in body[:5] if one not in first[:1] and _is_dateline(text, one))
    yield from (one for one in passages if one.kind is PassageKind.HEAD)
    yield from first[1:]


def _is_dateline(text: str, passage: Passage) -> bool:
    """True for "22 May 2015, Seoul": a full date and hardly anything else."""
    piece = text[passage.start : passage.end]
    if len(piece) > DATELINE:
        return False
    dates = [one for one in find_dates(piece, None) if one.is_days and one.has_year]
    return bool(dates) and len(piece) - len(dates[0].words) <= DATELINE_REST


def span_of(
    mention: DateMention, passage: str, provenance: Provenance = Provenance.STATED
) -> DateSpan | None:
    """A resolved mention as a dated value; None while its year is open.

    The value is stated: a year that is not printed beside the day follows from the page's own
    posted date. Where that date is itself inferred, pass `Provenance.INFERRED`: only what is
    printed with its year is then stated.
    """
    if mention.first is None or mention.last is None:
        return None
    known = Provenance.STATED if mention.has_year else provenance
    return DateSpan(mention.first, mention.last, mention.precision, known, mention.words, passage)


Mentions = Sequence[tuple[Passage, Sequence[DateMention]]]
"""Passages with the dates that they print."""


def find_mentioned(
    text: str, passages: Iterable[Passage], anchor: date | None, event: DateSpan | None
) -> tuple[DateSpan, ...]:
    """The other dates that the body prints, in reading order: none within the event's own days."""
    day = event.first if event and event.precision is Precision.DAY else None
    mentions = [
        (passage, find_dates(text[passage.start : passage.end], anchor, day))
        for passage in passages
        if passage.kind is not PassageKind.HEAD
    ]
    return spans_of(mentions, event)


def spans_of(
    mentions: Mentions, event: DateSpan | None, provenance: Provenance = Provenance.STATED
) -> tuple[DateSpan, ...]:
    """The resolved dates that lie outside the event's own days.

    Args:
        provenance: of a date without a printed year; `INFERRED` where the day that it was
            counted from is.
    """
    spans = [
        span
        for passage, found in mentions
        for mention in found
        if (span := span_of(mention, passage.id, provenance))
    ]
    return tuple(
        span
        for span in spans
        if not (event and event.first <= span.first and span.last <= event.last)
    )
