"""What a release says about itself: its meeting, its event date, people, acronyms."""

import re
from datetime import date

from index.dates import DateMention, find_dates
from index.records import (
    Acronym,
    DateSpan,
    Meeting,
    Passage,
    PassageKind,
    Person,
    Precision,
    Provenance,
)
from index.sentences import sentence_spans

ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"inaugural": 1}
ORDINAL = re.compile(
    rf"\b(?:(\d{{1,3}})(?:st|nd|rd|th)|({'|'.join(ORDINALS)}))\b(?!\s+(?:quarter|half|time|"
    rf"session\s+\d))",
    re.IGNORECASE,
)
EVENT_NOUN = (
    r"(?:Meetings?|Forum|Summit|Dialogue|Consultations?|Conferences?|Talks|Committee|Symposium|"
    r"Seminar|Workshop|"
    r"Round-?table|Commission|Assembly|Ceremony|Visit|Call|Conversation|Session|Congress|Council|"
    r"Webinar|Mission|Exercise|Briefing|Retreat|Festival)"
)
MONTH_NAME = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
_WORD = r"(?:[A-Z0-9][\w’'&./+–-]*|“[^”]{1,120}”|\"[^\"]{1,120}\"|\([^)]{1,60}\))"
_PLAIN = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|virtual|bilateral|"
    r"annual|regular|special|"
    r"inaugural|high-level|high|level|ministerial|strategic|policy|joint|working-level|"
    r"director-general-level|video|trilateral|informal|"
    r"plenary|senior|official|working|summit|phone|telephone|signing|foreign|vice-ministerial|"
    r"quadrilateral|expert|online)"
)
_JOIN = r"(?:of|on|for|and|the|between|&|to)"
MEETING = re.compile(
    rf"(?:{_WORD}|{_PLAIN})[\s\u00a0]+(?:(?:{_WORD}|{_PLAIN}|"
    rf"{_JOIN})[\s\u00a0]+)*(?i:{EVENT_NOUN})\b"
    rf"(?:[\s\u00a0]+(?:on|of|for|"
    rf"between)[\s\u00a0]+(?:the[\s\u00a0]+)?(?!{MONTH_NAME})(?!\d){_WORD}(?:[\s\u00a0]+(?:{_JOIN}[\s\u00a0]+)*{_WORD})*)?"
    r"(?:\s+20\d\d)?"
)
OFFICE = (
    r"(?:Minister|President|Ambassador|Director-General|Director|Secretary-General|Secretary|"
    r"Representative|"
    r"Chair(?:man|person|woman)?|Spokesperson|Commissioner|Envoy|Governor|Mayor|Chancellor|"
    r"Counsell?or|Administrator|"
    r"Speaker|Commander|Coordinator|Chief|Consul|Consul-General|Mr\.|Ms\.|Mrs\.|Dr\.|Professor|"
    r"Premier|Head|Under-Secretary|Executive)"
)
PERSON = re.compile(
    rf"\b(?P<office>(?:[A-Z][\w’'.-]*\s+){{0,5}}?{OFFICE}(?:\s+(?:for|of|to|and|the|at|on|General|"
    rf"[A-Z][\w’'&-]+(?=\s+(?:and\s+|of\s+|for\s+|the\s+)*[A-Z])))*)[\s,]+"
    r"(?P<name>[A-Z][\w’'-]+(?:,?[\s\u00a0]+[A-Z][\w’'.-]+){0,3})"
)
SURNAMES = frozenset(
    "kim lee yi rhee park pak choi choe chung jung jeong kang gang cho jo yoon yun jang chang lim "
    "im rim han oh seo "
    "suh shin sin kwon hwang ahn an song ryu yoo yu hong yeo ham paik baek nam noh roh ha heo hur "
    "moon min bae sohn son "
    "cheong chun jeon jun cha joo ju woo koo goo ku ko goh go yang byun pyon eom um won sung "
    "seong chin jin na ra ban "
    "pyo do ma gil kil bong ok tak yeon eun hyun hyeon chae bang pang kong gong".split()
)
"""Common Korean surnames in Latin letters: they tell where the office ends and the name starts."""
NOT_A_NAME = re.compile(
    rf"{EVENT_NOUN}|\b(?:Ministry|Department|Embassy|Office|Agency|Association|University|"
    rf"Government|Affairs|Director|Head|Cent(?:er|re)|Institute|Bureau|Deputy|Minister|Company)\b"
)
"""Words of a capitalised run that is no person."""
SHORT = re.compile(r"\(\s*[“\"‘']?([A-Z][A-Za-z0-9&/+-]{1,9})[”\"’']?\s*\)")


LEADING = re.compile(r"^(?:The|This|That|An?)[\s\u00a0]+")
NEXT_PERSON = re.compile(
    rf"\b(?P<name>[A-Z][\w’'-]+,?(?: [A-Z][\w’'.-]+){{1,2}}) and "
    rf"(?=(?:[A-Z][\w’'.-]*\s+){{0,5}}?{OFFICE}\b)"
)
"""A name, and the office of the next person ("Ambassador Kim Min-ho and Minister Lee")."""


def find_meeting(text: str, title: Passage | None, first: Passage | None) -> Meeting | None:
    """The meeting in the first sentence of the first paragraph, or in the title."""
    for passage in (first, title):
        if passage is None:
            continue
        piece = text[passage.start : passage.end]
        sentence = sentence_spans(piece)[0] if sentence_spans(piece) else (0, len(piece))
        for match in MEETING.finditer(piece, sentence[0], sentence[1]):
            words = LEADING.sub("", match.group())
            if len(words.split()) < 2 or re.fullmatch(r"(?i)(?:the\s+)?(?:this|that)\s+\w+", words):
                continue
            start = passage.start + match.end() - len(words)
            return Meeting(
                words,
                ordinal_in(words) or _numbered(text, title, piece, words),
                passage.id,
                start,
                start + len(words),
            )
    return None


def _numbered(text: str, title: Passage | None, piece: str, name: str) -> int:
    """The ordinal of "held its third meeting", from the title or the first paragraph.

    Only an ordinal of the same kind of event counts: a meeting during the 75th session of an
    assembly is not the 75th.
    """
    kinds = {word.lower().rstrip("s") for word in re.findall(rf"\b{EVENT_NOUN}\b", name, re.I)}
    for words in (
        (text[title.start : title.end] if title else ""),
        piece[: sentence_spans(piece)[0][1]],
    ):
        for match in ORDINAL.finditer(words):
            kind = re.match(
                rf"\s+(?:[\w-]+\s+){{0,4}}?({EVENT_NOUN})\b", words[match.end() :], re.IGNORECASE
            )
            if kind and kind[1].lower().rstrip("s") in kinds:
                return ordinal_in(match.group())
    return 0


def ordinal_in(words: str) -> int:
    """The first ordinal number in `words` ("2nd", "second"), 0 when there is none."""
    match = ORDINAL.search(words)
    if not match:
        return 0
    return int(match[1]) if match[1] else ORDINALS[match[2].lower()]


def event_mention(piece: str, anchor: date | None) -> DateMention | None:
    """The date of what a first paragraph or a title reports, or None.

    The first day (or range of days) of the first sentence that prints one; "starting ... on A and
    ending ... on B" is one range.
    """
    for start, end in sentence_spans(piece)[:2]:
        sentence = piece[start:end]
        days = [
            mention
            for mention in find_dates(sentence, anchor)
            if mention.precision in (Precision.DAY, Precision.RANGE) and mention.day
        ]
        if not days:
            continue
        if len(days) > 1 and re.search(
            r"\b(?:starting|beginning|from)\b.*\b(?:ending|to|until|through)\b", sentence, re.S
        ):
            return _joined(days[0], days[-1])
        return days[0]
    return None


def _joined(one: DateMention, other: DateMention) -> DateMention:
    if one.first and other.last and one.first > other.last:
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
        other.month,
        other.day,
    )


def span_of(mention: DateMention, passage: str) -> DateSpan | None:
    """A resolved mention as a dated value; None while its year is open.

    The value is stated: a year that is not printed beside the day follows from the page's own
    posted date.
    """
    if mention.first is None or mention.last is None:
        return None
    return DateSpan(
        mention.first, mention.last, mention.precision, Provenance.STATED, mention.words, passage
    )


def find_people(text: str, passages: tuple[Passage, ...]) -> tuple[Person, ...]:
    """The people named with an office, each once, in reading order."""
    people: dict[str, Person] = {}
    for passage in passages:
        if passage.kind is PassageKind.HEAD:
            continue
        piece = text[passage.start : passage.end].replace("\u00a0", " ").replace("\n", " ")
        piece = NEXT_PERSON.sub(_apart, piece)
        for match in PERSON.finditer(piece):
            run = (match["office"] + " " + match["name"]).split()
            name = _name(run)
            office = " ".join(run[: len(run) - len(name)]).strip(" ,")
            plain = " ".join(name).replace(",", "")
            if re.search(r"(?:\b(?:of|for|to|and|the|at|on)|,)$", office) or NOT_A_NAME.search(
                plain
            ):
                continue
            if len(name) >= 2 and plain not in people:
                people[plain] = Person(plain, office, passage.id)
    return tuple(people.values())


def _apart(match: re.Match[str]) -> str:
    """A name with a stop instead of the "and" behind it, when it has a Korean surname."""
    named = any(word.strip(",").lower() in SURNAMES for word in match["name"].split())
    return f"{match['name']} ; " if named else match.group()


def _name(run: list[str]) -> list[str]:
    """The words of a capitalised run that are the name: from a Korean surname on, else two."""
    for place in range(max(1, len(run) - 3), len(run) - 1):
        if run[place].strip(",").lower() in SURNAMES:
            return run[place:]
    last = run[-2:]
    return (
        last if not re.fullmatch(OFFICE + "|(?:of|for|the|and|to|Affairs)", last[0]) else run[-1:]
    )


def find_acronyms(text: str, passages: tuple[Passage, ...]) -> tuple[Acronym, ...]:
    """The acronyms that the text defines as "long form (SHORT)", each once.

    Source: Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in
    biomedical text, Pacific Symposium on Biocomputing 2003.
    """
    found: dict[str, Acronym] = {}
    for passage in passages:
        piece = text[passage.start : passage.end]
        for match in SHORT.finditer(piece):
            short = match[1]
            if sum(letter.isupper() for letter in short) < 2 or short in found:
                continue
            if long := _long_form(short, piece[: match.start()]):
                found[short] = Acronym(short, long, passage.id)
    return tuple(found.values())


def _long_form(short: str, before: str) -> str:
    words = re.split(r"[\s\u00a0]+", before.rstrip(" \u00a0“\"‘'"))
    window = " ".join(words[-min(len(short) + 5, len(short) * 2) :])
    place = len(window) - 1
    for number, letter in reversed(list(enumerate(short.lower()))):
        if not letter.isalnum():
            continue
        while place >= 0 and (
            window[place].lower() != letter
            or (number == 0 and place > 0 and window[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return ""
        place -= 1
    start = place + 1
    return window[start:].strip(" “”\"'‘’,")
