"""The meeting that a release reports: its name, series and ordinal, how and where it was held."""

import re
from collections.abc import Iterator, Sequence

from index.dates import find_dates
from index.event import elsewhere, is_ahead
from index.meeting_names import (
    BODY,
    ORDINAL,
    ORDINALS,
    Name,
    names_in,
    ordinal_in,
    series_of,
)
from index.office_words import CALENDAR
from index.records import Format, Meeting, Passage
from index.sentences import sentence_spans

__all__ = ["EVENT_NOUN", "ORDINAL", "ORDINALS", "find_meeting", "ordinal_in"]

EVENT_NOUN = (
    r"(?:Meetings?|Forum|Summit|Dialogue|Consultations?|Conferences?|Talks|Committee|Symposium|"
    r"Seminar|Workshop|"
    r"Round-?table|Commission|Assembly|Ceremony|Visit|Call|Conversation|Session|Congress|Council|"
    r"Webinar|Mission|Exercise|Briefing|Retreat|Festival)"
)
"""What a question may call an event; wider than what has a series."""
SENTENCES = 2
"""The meeting is named in one of so many first sentences of the first paragraph."""
BESIDE = re.compile(
    r"\b(?:(?:delegat\w+|representatives?|envoys?|members?|chairs?|secretariat|candidacy"
    r"|preparations?|host|part|occasion|sidelines|margins|framework|follow-up|result)"
    r"\s+(?:to|of|for|at)|prepar\w+(?:\s+for)?|scheduled\s+at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a name: the meeting is spoken of, and not the one that is reported."""
CONVENES = re.compile(
    r"\b(?:(?:co-?)?(?:host|chair|organi[sz])\w*|h[eo]lds?|attend\w*|conven\w+|open\w*"
    r"|(?:participat\w+|part)\s+in|presid\w+\s+over)\s+(?:the\s+|an?\s+|its\s+)?$",
    re.IGNORECASE,
)
TO_COME = re.compile(
    r"\s*(?:\([^()]*\)\s*)?,?\s*(?:which\s+(?:will|is)|to\s+(?:be\s+held|take\s+place)|scheduled|slated"
    r"|planned|due)\b",
    re.IGNORECASE,
)
"""Behind a name: the meeting is still to come."""
TOOK_PLACE = re.compile(
    r"[^,.]{0,80}?\b(?:held|take[sn]?\s+place|took\s+place|conven\w+|opened|met)\b", re.IGNORECASE
)
_MEETS = r"(?:meetings?|conferences?|consultations?|dialogue|forum|talks|summit|seminar|workshop|session|round\s?table)"
_HELD = r"(?:h[eo]ld|host\w*|t[ao]ke?s?\s+place|took\s+place|conven\w+|attend\w*|met|participat\w+|opened|conducted|proceeded)"
_ONLINE = (
    r"(?:virtually|online|remotely|(?:by|via|through|over|using)\s+(?:a\s+)?(?:video|tele)\w*"
    r"|in\s+an?\s+(?:virtual|video|online|non-face-to-face)\s+(?:format|manner|mode))"
)
_PRESENT = r"(?:in[\s-]person|offline|face[\s-]to[\s-]face|in\s+an?\s+(?:in-person|face-to-face|offline)\s+(?:format|manner))"
FORMATS = (
    (
        Format.HYBRID,
        re.compile(
            r"\bhybrid\b|\b(?:both\s+)?(?:online\s+and\s+offline|offline\s+and\s+online"
            r"|in[\s-]person\s+and\s+(?:online|virtual\w*)|(?:online|virtual\w*)\s+and\s+in[\s-]person)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Format.VIRTUAL,
        re.compile(
            rf"\b(?:virtual|video|online)\s+(?:[\w-]+\s+){{0,3}}?{_MEETS}\b|\bvideo-?conferenc\w+|\bwebinar\b"
            rf"|\b{_HELD}\b[^.;]{{0,120}}?\b{_ONLINE}\b",
            re.IGNORECASE,
        ),
    ),
    (
        Format.IN_PERSON,
        re.compile(
            rf"\b(?:in-person|face-to-face|offline)\s+(?:[\w-]+\s+){{0,3}}?{_MEETS}\b"
            rf"|\b{_HELD}\b[^.;]{{0,120}}?\b{_PRESENT}\b",
            re.IGNORECASE,
        ),
    ),
)
"""A place alone does not prove that a meeting was held in person: in 2020 and 2021 the ministry's
host city is printed for meetings whose guests were on screens. So it needs the words."""
THE_FORMAT = re.compile(
    rf"\b(?:the|this|today[’']s)\s+(virtual|video|online|in-person|face-to-face|hybrid)\s+(?:[\w-]+\s+)?{_MEETS}\b",
    re.IGNORECASE,
)
"""In a later paragraph only "the virtual meeting" tells of the meeting that is reported."""
NEXT_ONE = re.compile(
    rf"\b(?:next|previous|last|earlier)\s+(?:[\w-]+\s+){{0,2}}?{EVENT_NOUN}\b", re.IGNORECASE
)
_CAPITAL = r"(?:[^\W\d_a-zß-ÿ][\w’'-]*)"
PLACE = re.compile(
    rf"\b(?:in|at|on(?=\s+[A-Z]\w+\s+Island\b))\s+(?:the\s+(?:city|capital|town|island)\s+of\s+)?"
    rf"(?P<place>(?:Washington,\s+D\.C\.|{_CAPITAL}(?:\s+(?:de\s+|do\s+|la\s+)?{_CAPITAL}){{0,3}}))"
)
HELD_IN = re.compile(
    rf"(?:\b(?:{_HELD}|place|held|hosted|person|format|opened|meeting|gathered|here)|\bat\s+(?:an?|the)\s+[^,.;]{{1,60}}"
    r"|\)|“|”)\s*,?\s*$",
    re.IGNORECASE,
)
LAND = re.compile(r"(?:,\s+(?:the\s+)?[A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,3})?,?\s+(?:on|from|for)\s")
"""Behind a town: its country, if it is printed, and the day."""
NO_TOWN = frozenset(
    """Session Asia Africa Europe Northeast Southeast Central Latin Middle Pacific Korea Korean ROK
    Preparation Celebration Commemoration Response Cooperation Virtual Video Online Person English
    Charge Charter Part Paragraph Article Phase Annex Chapter Order Light Honor Honour Support
    Conjunction Accordance Ministry Embassy Ministerial Forum Meeting Dialogue Conference Summit
    North South East West Track General Assembly Council Hybrid Format""".split()
)
"""Capitalised words after "in" that start no town."""


def find_meeting(
    text: str,
    title: Passage | None,
    first: Passage | None,
    passages: Sequence[Passage] = (),
) -> Meeting | None:
    """The meeting that the first paragraph names, or the title.

    A meeting that is only called "a meeting" or "a consultation" has no name and is none.

    Args:
        passages: all passages of the release, for format and place.
    """
    if first is not None:
        lead = text[first.start : first.end]
        for start, end in sentence_spans(lead)[:SENTENCES]:
            for name in names_in(lead[start:end]):
                if _is_reported(lead[start:end], name):
                    return _meeting(text, name, first, first.start + start, title, first, passages)
    if title is not None:
        heading = text[title.start : title.end]
        for name in names_in(heading):
            if name.is_named and not (first and _only_common(text, name, first)):
                return _meeting(text, name, title, title.start, title, first, passages)
    return None


def _is_reported(sentence: str, name: Name) -> bool:
    before = sentence[: name.start]
    if not name.is_named or elsewhere(sentence, name.start) or BESIDE.search(before):
        return False
    if TO_COME.match(sentence[name.end :]) and is_ahead(sentence) is False:
        return False
    if BODY.match(name.noun):
        return bool(CONVENES.search(before) or TOOK_PLACE.match(sentence[name.end :]))
    return True


def _only_common(text: str, name: Name, first: Passage) -> bool:
    """True when a title's name, which has no ordinal, is but a common noun in the text itself."""
    if name.ordinal:
        return False
    lead = text[first.start : first.end]
    return (
        bool(re.search(rf"\b{re.escape(name.noun)}\b", lead)) or BODY.match(name.noun) is not None
    )


def _meeting(
    text: str,
    name: Name,
    passage: Passage,
    offset: int,
    title: Passage | None,
    first: Passage | None,
    passages: Sequence[Passage],
) -> Meeting:
    near = [one for one in (title, first) if one]
    near += [one for one in passages if first and one.paragraph == first.paragraph and one != first]
    pieces = [text[one.start : one.end] for one in near]
    later = [text[one.start : one.end] for one in passages if one not in near]
    ordinal = name.ordinal or _numbered(pieces, name.noun)
    told = [
        " ".join(one for one in _split(piece) if not _of_another(one, ordinal)) for piece in pieces
    ]
    return Meeting(
        name.words,
        ordinal,
        passage.id,
        offset + name.start,
        offset + name.end,
        series_of(name.words),
        _format(name.words, told, later),
        _place(told, name.words),
    )


def _of_another(sentence: str, ordinal: int) -> bool:
    """True for a sentence on another meeting of the series: "The 1st Dialogue was held in Oslo"."""
    if NEXT_ONE.search(sentence):
        return True
    numbers = [
        ordinal_in(match.group())
        for match in ORDINAL.finditer(sentence)
        if re.match(rf"\s+(?:[\w-]+\s+){{0,4}}?{EVENT_NOUN}\b", sentence[match.end() :])
    ]
    return bool(numbers) and ordinal > 0 and ordinal not in numbers


def _numbered(pieces: Sequence[str], noun: str) -> int:
    """The ordinal of "held its third meeting", from the title or the first sentence.

    Only an ordinal of the same kind of event counts (a body meets in meetings and sessions): a
    meeting during the 75th session of an assembly is not the 75th.
    """
    kinds = {noun.rstrip("s")} | ({"meeting", "session"} if BODY.match(noun) else set())
    for piece in pieces[:2]:
        end = next(iter(sentence_spans(piece)), (0, 0))[1]
        for match in ORDINAL.finditer(piece, 0, end):
            kind = re.match(
                rf"\s+(?:round\s+of\s+(?:the\s+)?)?(?:[\w-]+\s+){{0,4}}?({EVENT_NOUN})\b",
                piece[match.end() :],
                re.IGNORECASE,
            )
            if kind and kind[1].lower().rstrip("s") in kinds:
                return ordinal_in(match.group())
    return 0


def _format(name: str, pieces: Sequence[str], later: Sequence[str]) -> Format:
    """How the meeting was held, where title or first paragraph say so, or "the virtual meeting"."""
    told = {
        form
        for form, pattern in FORMATS
        for piece in (name, *pieces)
        if any(_told(pattern, sentence) for sentence in _split(piece))
    }
    if told:
        return told.pop() if len(told) == 1 else Format.HYBRID
    for piece in later:
        if match := THE_FORMAT.search(piece):
            return next(form for form, pattern in FORMATS if pattern.search(match.group()))
    return Format.UNKNOWN


def _told(pattern: re.Pattern[str], sentence: str) -> bool:
    return any(not elsewhere(sentence, match.end()) for match in pattern.finditer(sentence))


def _split(piece: str) -> Iterator[str]:
    return (piece[start:end] for start, end in sentence_spans(piece))


def _place(pieces: Sequence[str], name: str) -> str:
    """The town where the meeting was held, as printed; the country where no town is.

    A place counts beside the day, behind the meeting's name, or behind "held" and the like.
    """
    title, *body = pieces if len(pieces) > 1 else ("", *pieces)
    for piece in (*body, title):
        for sentence in _split(piece):
            for match in PLACE.finditer(sentence):
                if _is_town(match["place"]) and _is_venue(sentence, match, name):
                    return " ".join(_trimmed(match["place"]).split())
    return ""


def _is_town(place: str) -> bool:
    first = place.split()[0]
    return first not in NO_TOWN and first not in CALENDAR and not re.search(r"[’']s$", place)


def _trimmed(place: str) -> str:
    """The place without the title verb or month behind it."""
    words = place.split()
    while words and (words[-1] in CALENDAR or words[-1] in ("Held", "Opens", "Convened")):
        words.pop()
    return " ".join(words)


def _is_venue(sentence: str, match: re.Match[str], name: str) -> bool:
    before, after = sentence[: match.start()], sentence[match.end() :]
    if elsewhere(sentence, match.start()):
        return False
    if HELD_IN.search(before) or before.rstrip(" ,").endswith(name):
        return True
    if LAND.match(after):
        following = find_dates(after[:90], None)
        if following and following[0].is_days and following[0].start <= 60:
            return True
    dates = [one for one in find_dates(before[-60:], None) if one.is_days]
    return bool(dates) and len(before[-60:]) - dates[-1].end <= 16
