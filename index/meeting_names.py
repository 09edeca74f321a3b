"""Names of meetings in a sentence: "2nd virtual meeting on “Reef Repair ...”"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.office_words import CALENDAR

_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50}
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            *_ONES,
            *"tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth".split(),
            *"seventeenth eighteenth nineteenth".split(),
        ],
        start=1,
    )
}
ORDINALS |= {f"{stem}ieth": ten for stem, ten in _TENS.items()} | {"inaugural": 1}
ORDINALS |= {
    f"{stem}y-{one}": ten + number
    for stem, ten in _TENS.items()
    for number, one in enumerate(_ONES, start=1)
}
ORDINAL = re.compile(
    rf"(?<![\w-])(?:(\d{{1,3}})(?:st|nd|rd|th)|((?:(?:twent|thirt|fort|fift)y-)?(?:{'|'.join(_ONES)})"
    r"|(?:ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)th"
    r"|(?:twent|thirt|fort|fift)ieth|inaugural)(?:-ever)?)\b"
    r"(?!\s+(?:quarter|half|time|session\s+\d|anniversary|century|largest|day\b|floor))",
    re.IGNORECASE,
)
FIGURES = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
WORD = re.compile(r"[\w-]+")
_ENDINGS = (*_ONES, "venth", "eighth", "tenth", "twelfth", "teenth", "ieth", "inaugural")
TOKEN = re.compile(
    r"“[^”]{1,160}”|\"[^\"]{1,160}\"|\([^()]{1,80}\)|(?:\w+[-–])?(?:[A-Z]\.){2,}(?:[-–][\w–-]+)?|[^\W_][\w’'&./+–-]*(?<![.])|[^\w\s]"
)
NOUN = re.compile(
    r"(?:meetings?|forum|summit|dialogues?|consultations?|conferences?|talks|symposium|seminar"
    r"|workshop|round-?table|table|webinar|retreat|committee|commission|council|congress|session"
    r"|assembly|expo|debates?)$",
    re.IGNORECASE,
)
BODY = re.compile(r"(?:committee|commission|council|congress|session|assembly)$", re.IGNORECASE)
"""Nouns that also name a body: a meeting only with an ordinal, or where it is held."""
ADJECTIVES = frozenset(
    """virtual bilateral annual regular special inaugural high-level high level ministerial strategic
    policy joint working-level director-general-level video trilateral informal plenary senior
    official working summit foreign vice-ministerial quadrilateral expert online hybrid in-person
    consular economic political regional international steering intergovernmental offline
    face-to-face first-ever biennial biannual preparatory emergency extraordinary round""".split()
)
"""Words in small letters that belong to a name when it has an ordinal."""
NOT_IN_NAMES = frozenset(
    """The This That These Those A An In At On Of For To By With And Following After Before During
    Its Their His Her Hold Holds Held Host Hosts Hosted Attend Attends Attended Chair Chairs Chaired
    Take Takes Took Taken Place Convene Convenes Convened Open Opens Opened Launch Launches Launched
    Visit Visits Meet Meets Met Participate Participates Join Joins Discuss Discusses Adopt Adopts
    Agree Agrees Successfully Concludes Conclude Concluded Deliver Delivers Give Gives Outcome Result
    Results Outcomes Co-host Co-hosts Co-hosted Co-chair Co-chairs Co-chaired Speaks Speak Prepare
    Between Will Be Is Are Was Were Has Have Had Begins Kicks Off Resume Resumes Organize
    Organizes Announce Announces Today Yesterday""".split()
)
"""Capitalised words that end a name on its left: verbs of titles, first words."""
OFFICES = frozenset(
    """Minister Ambassador President Director-General Director Secretary Deputy Vice Vice-Minister
    Spokesperson Foreign Representative Envoy""".split()
)
"""Words that belong to a name only behind an ordinal: "2nd Vice Minister Level Dialogue"."""
LEFT_JOINERS = frozenset(("and", "&", "of", "on", "for"))
RIGHT_JOINERS = frozenset(("and", "&", "of", "on", "for", "the", "to", "against", "with"))
STARTS_TOPIC = frozenset(("on", "of", "for"))
REGION = re.compile(r"(?:the\s+)?(?:\w+\s+)?(?:Asia|Europe|Africa|Asia-Pacific|East)\b")
FORMAT_WORDS = re.compile(
    r"\b(?:virtual|video|online|hybrid|in-person|face-to-face|offline)\b", re.IGNORECASE
)
YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True)
class Name:
    """A meeting's name at `[start, end)` of a sentence; `noun` is its kind in small letters."""

    words: str
    noun: str
    start: int
    end: int
    is_named: bool

    @property
    def ordinal(self) -> int:
        """The ordinal number in the name, 0 when there is none."""
        return ordinal_in(self.words)


def ordinal_in(words: str) -> int:
    """The first ordinal number in `words` ("2nd", "second"), 0 when there is none."""
    match = ORDINAL.search(words)
    if not match:
        return 0
    return int(match[1]) if match[1] else ORDINALS[match[2].lower()]


def ordinal_places(text: str) -> Iterator[int]:
    """Where ordinal numbers stand in a text; much faster than `ORDINAL` on long ones."""
    lowered = text.lower()
    if FIGURES.search(text) or any(ending in lowered for ending in _ENDINGS):
        for word in WORD.finditer(text):
            if word[0].lower() in ORDINALS or FIGURES.fullmatch(word[0]):
                yield word.start()


def series_of(name: str) -> str:
    """A meeting's name without ordinal, year, words of format, quote marks and acronym."""
    bare = ORDINAL.sub(" ", re.sub(r"\([^()]*\)", " ", name))
    bare = FORMAT_WORDS.sub(" ", re.sub(r"\b(?:19|20)\d\d\b", " ", bare))
    bare = " ".join(re.sub(r"[“”\"]", " ", bare).split())
    return re.sub(r"^(?:(?:of|on|for|and|the)\s+)+|(?:\s+(?:of|on|for|and|the))+$", "", bare)


def series_key(series: str) -> str:
    """A series in comparable letters: case and kinds of apostrophes do not tell two apart."""
    return " ".join(series.replace("’", "'").lower().split())


def names_in(sentence: str) -> Iterator[Name]:
    """The names of meetings in a sentence, in order; also those that stand in quotation marks."""
    tokens = [(match[0], match.start(), match.end()) for match in TOKEN.finditer(sentence)]
    words = [token[0] for token in tokens]
    place = 0
    while place < len(words):
        if words[place][0] in '“"' and len(words[place]) > 1:
            offset = tokens[place][1] + 1
            for one in names_in(words[place][1:-1]):
                yield replace(one, start=one.start + offset, end=one.end + offset)
        elif _is_noun(words, place):
            place = _last_noun(words, place)
            start, end = _left(words, place), _right(words, place)
            if start == place and (inner := _inner(words, place, end)):
                place = inner
                continue
            yield Name(
                sentence[tokens[start][1] : tokens[end - 1][2]],
                words[place].lower(),
                tokens[start][1],
                tokens[end - 1][2],
                _is_named(words[start:end], words[place]),
            )
            place = end - 1
        place += 1


def _last_noun(words: Sequence[str], place: int) -> int:
    """The noun a name ends in: "Gulf Cooperation Council (GCC) Strategic Dialogue"."""
    here = place + 1
    while here < len(words) and _in_name(words[here]):
        if _is_noun(words, here):
            place = here
        here += 1
    return place


def _inner(words: Sequence[str], place: int, end: int) -> int:
    """Where "the session of the 5th Tide Forum" names its meeting; 0 when it names none within."""
    if words[place][0].isupper():
        return 0
    nouns = (one for one in range(place + 1, end) if _is_noun(words, one))
    return next((one for one in nouns if words[one][0].isupper() and not BODY.match(words[one])), 0)


def _is_noun(words: Sequence[str], place: int) -> bool:
    table = words[place].lower() == "table"
    return bool(NOUN.match(words[place])) and not (
        table and (place == 0 or words[place - 1].lower() != "round")
    )


def _is_named(words: Sequence[str], noun: str) -> bool:
    """True for a name: an ordinal or a capital noun, and a further word of a name."""
    rest = [word for word in words if word != noun and not YEAR.match(word)]
    ordinal = any(ORDINAL.fullmatch(word) for word in rest)
    capitals = [
        word
        for word in rest
        if (word[0].isupper() or word[0] in '“"') and not ORDINAL.fullmatch(word)
    ]
    return bool(capitals) and (ordinal or noun[0].isupper())


def _left(words: Sequence[str], noun: int) -> int:
    """Where the name starts that ends in a noun."""
    start, place = noun, noun - 1
    while place >= 0:
        word = words[place]
        if word in LEFT_JOINERS:
            if place == 0 or not _in_name(words[place - 1]) or words[place - 1][0] == "(":
                break
        elif _in_name(word) or word.lower() in ADJECTIVES:
            start = place
        else:
            break
        place -= 1
    while start < noun and (words[start] in LEFT_JOINERS or words[start][0] == "("):
        start += 1
    return start


def _in_name(word: str) -> bool:
    if word in NOT_IN_NAMES or word in CALENDAR:
        return False
    return (
        word[0].isupper() or word[0] in '“"(' or bool(ORDINAL.fullmatch(word) or YEAR.match(word))
    )


def _right(words: Sequence[str], noun: int) -> int:
    """Behind the last word of a name: "... on the Rights of Older Persons"."""
    end = place = noun + 1
    if place < len(words) and words[place][0] == "(":
        place += 1
    if place < len(words) and words[place] in STARTS_TOPIC:
        end = _topic(words, place, end)
    if end < len(words) and YEAR.match(words[end]) and end == noun + 1:
        end += 1
    return end


def _topic(words: Sequence[str], place: int, end: int) -> int:
    while place < len(words):
        word = words[place]
        if word in RIGHT_JOINERS or (
            word == "in" and REGION.match(" ".join(words[place + 1 : place + 4]))
        ):
            place += 1
            continue
        if not (_in_name(word) or word[0].isdigit()) or (word[0] == "(" and end < place):
            break
        place += 1
        end = place
    return end
