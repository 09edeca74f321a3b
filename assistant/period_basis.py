"""Whether the days of a question are those of publication."""

import re

from assistant.records import Basis

REACH = 100
"""Characters beside a time in which the words stand that tell of publication."""
NEAR = 30
"""Characters before a verb in which its subject stands."""
_NO_PAGE = (
    r"(?:prisoners?|hostages?|detainees?|captives?|crews?|captains?|sailors?|fishermen|funds|money"
    r"|vessels?|ships?|visas?|passports?|permits?|licen[cs]es?|bonds?|stamps?|coins?|gas(?:es)?|water"
    r"|ambassadors?|envoys?|diplomats?|officers?|troops|warrants?)"
)
"""What is released, issued or posted without being published."""
_DONE = r"(?:released|published|posted|issued|publici[sz]ed|uploaded|put\s+(?:out|online|up\s+on|on\s+the\s+(?:web\s?site|home\s?page|web))|dated)"
_DOES = (
    rf"(?:(?:re)?publish(?:es)?|(?<=\bto\s)release|releasing|issuing|posting|put\s+out|c[ao]me\s+out(?!\s+of)|appear(?:ed)?|(?:went|sent|gone)\s+out"
    rf"|made\s+public|publication(?:\s+date)?s?|{_DONE})"
)
PAGES = (
    r"(?:(?:press|news|media)[\s-]releases?|(?<!of\s)releases|press\s+statements?|news\s+items?)"
)
_GAP = r"(?:[^.?!]{0,60}?)"
VERB = re.compile(
    rf"\b(?:{_DOES}|(?:did|does|do|has|have)\s+[^.?!]{{1,50}}?\b(?:release|issue|post))\b"
)
PAGES_OF = re.compile(
    rf"\b(?:{PAGES}|release(?=\s+(?:from|of|dated)\s+(?:the\s+)?$))\b(?P<gap>{_GAP})(?:\s(?:from|of|dated|since|for|between|until|before|after|in|on)\s+(?:the\s+)?|\s)$"
)
DIRECT = re.compile(r"\b(?:from|of|dated|since|for|between|until|before|after)\s+(?:the\s+)?$")
OTHER_VERB = re.compile(
    r"\b(?:held|agreed|signed|met|took|place|visited|happened|adopted|decided|discussed|opened|was|were"
    r"|did|say|says|said|which|that|who|convened|hosted|meetings?|talks|visits?|events?|cover\w*)\b"
)
BEHIND = re.compile(
    rf"(?:['’]s)?\s*(?:press|news|media)[\s-]releases?\b|\s+releases\b|[^.?!]{{0,60}}?\b(?:{_DOES})\b"
)
SUBJECT = re.compile(rf"\b{_NO_PAGE}\b")


def basis_of(text: str, start: int, end: int) -> Basis:
    """`RELEASED` when the words beside the time at `[start, end)` of a folded question tell so."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    verb = next(reversed(list(VERB.finditer(before))), None)
    if verb and not OTHER_VERB.search(before[verb.end() :]):
        beside = before[max(0, verb.start() - NEAR) :]
        return Basis.EVENT if SUBJECT.search(beside) else Basis.RELEASED
    pages = PAGES_OF.search(before)
    if pages and not OTHER_VERB.search(pages["gap"]):
        about = re.search(r"\b(?:on|about|regarding|concerning)\b", pages["gap"])
        return Basis.RELEASED if DIRECT.search(before) or not about else Basis.EVENT
    behind = BEHIND.match(after)
    if (
        behind
        and not SUBJECT.search(behind[0])
        and not OTHER_VERB.search(re.sub(r"\b(?:was|were|did|which|that)\b", " ", behind[0]))
    ):
        return Basis.RELEASED
    return Basis.EVENT
