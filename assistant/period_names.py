"""Which numbers of a question are years, and which years belong to a name or to a goal."""

import re
from enum import Enum

from index.date_forms import ABOUT, COUNTED, IS_A_YEAR, NOT_A_YEAR, THINGS
from index.meeting import EVENT_NOUN

BEFORE, AFTER = 60, 120
"""Characters beside a year in which the words stand that tell what it is."""


class Role(Enum):
    """What a number that looks like a year is."""

    TIME = "time"
    NAME = "part of a name"
    GOAL = "deadline of a goal"
    NUMBER = "no year"


PLACE_BEFORE = re.compile(
    r"(?:\b(?:(?:paragraph|para|page|section|chapter|clause|article|room)s?|pp?\.|line|hall|building"
    r"|floor|number|numbered|case|form|route|bus|hotline|extension|code|box|seat|gate|model|version"
    r"|annex|table|figure|rule|directive|regulation|circular|bill|iso|file|ticket|invoice|serial)"
    r"\s+(?:(?:no|nr)\.?\s*)?|#\s*|[$€£₩¥]\s*|\bno\.?\s+)$",
    re.IGNORECASE,
)
OF_A_TEXT = re.compile(
    r"\b(?:resolutions?|decisions?|laws?|acts?|decrees?|directives?|regulations?)\s+[\w/.-]*\d[\w/.-]*\s*\(\s*$",
    re.IGNORECASE,
)
"""Before a year: "resolution 2397 (2017)"."""
MEASURED = re.compile(
    r"\s*(?:dollars|euros?|won|yen|yuan|pounds|km|kilomet\w+|met(?:er|re)s|miles|ton(?:ne)?s|percent"
    r"|hours|people|doses|kg|hectares|places|seats)\b",
    re.IGNORECASE,
)
"""After "of" and a number: an amount, though "of 2021" is a year elsewhere."""
COUNTS = re.compile(
    r"\s*(?:[a-z-]+\s+){0,2}?(?:doses|vaccines|vials|jabs|masks|kits|tonnes|kilograms?|kg|grams?|litres?"
    r"|liters?|barrels|containers|vehicles|ships|vessels|boats|aircraft|trees|schools|hospitals"
    r"|villages|homes|houses|islands|beds|tests|samples|volunteers|refugees|workers|sailors|seafarers"
    r"|fishermen|victims|survivors|patients|families|members|attendees|respondents|residents|nurses"
    r"|doctors|teachers|scholarships|visas|passports|pieces|items|points|votes|signatures|books"
    r"|documents|boxes|hectares|acres|feet|yards|steps|degrees|watts|megawatts|billion|million)\b",
    re.IGNORECASE,
)
"""After a number, beside what `COUNTED` has: it counts something."""
_PAPER = (
    r"(?:plan|agenda|strategy|road-?\s?map|vision|framework|white\s+paper|blue\s?book|blueprint"
    r"|manifesto|charter|convention|treaty|accords?|protocol|covenant|constitution|guidelines?"
    r"|programme|program|initiative|campaign|budget|yearbook)s?"
)
_TEXT = (
    r"(?:agreement|declaration|statement|communiqu[eé]|resolution|report|paper|act|law|pact|compact"
    r"|consensus|memorandum|package|scheme|review|survey|index|award|prize|compromise|deal"
    r"|commitments|principles|rules)s?"
)
_GAMES = (
    r"(?:(?:winter\s+|summer\s+|asian\s+|youth\s+)?(?:games|olympics|paralympics|olympiad)|(?:world\s+)?expo"
    r"|world\s+(?:cup|fair|exposition)|biennale|triennale|championships?|edition)"
)
_EVENT = (
    r"(?:meeting|forum|summit|dialogue|conference|committee|symposium|seminar|workshop|round-?\s?table"
    r"|consultation|session|assembly|congress|council|webinar|retreat|ministerial|fair|week|camp|festival|exhibition"
    r"|convention|exposition|academy|cup|tournament|contest|competition|hackathon|election|census)s?"
)
MONTH_BEFORE = re.compile(
    r"\b(?:(?i:January|February|April|June|July|August|September|October|November|December)"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|March|May|(?i:in|since|of)\s+(?:march|may))"
    r",?\s+$"
)
"""Before a year: whatever it could count behind it."""
OF_AN_EVENT = re.compile(rf"\s+(?:[a-z-]+\s+)?{_EVENT}\b", re.IGNORECASE)
"""After what a number could count: "the 2019 settler families meeting"."""
_OCCASION = (
    rf"(?:{EVENT_NOUN}|negotiations|(?:session|round|tour|school|race|trip|speech|mission)s?|days?)"
)
"""What is no name before a capital stands before it: "the 2021 state visit"."""
_LITTLE = (
    r"(?:in|at|by|with|between|to|from|that|which|who|what|when|where|did|do|does|was|were|is|are|has"
    r"|have|had|will|would|can|may|about|as|it|they|he|she|than|or|but|then|so|if|this|these|those|a"
    r"|an|no|not|held|hosted|took|signed|agreed|adopted)"
)
_MODIFIER = rf"(?:(?!{_LITTLE}\b)[^\W\d_][\w’'&/-]*\s+)"
NAMED = re.compile(
    rf"\s+(?!(?:and|or|of|on|for)\b)(?P<more>{_MODIFIER}{{0,9}}?)(?P<noun>(?P<own>{_PAPER}|{_GAMES})|(?P<text>{_TEXT})|(?P<event>{_EVENT})|{_OCCASION})\b",
    re.IGNORECASE,
)
PLURAL = re.compile(
    r"(?:guidelines|accords|games|olympics|paralympics|championships|congress|census)$",
    re.IGNORECASE,
)
"""Nouns in -s that are one thing."""
AND_YEARS = re.compile(r"^(?:\s*(?:,|&|-|/|\b(?:and|or|to)\b)\s*(?:the\s+)?(?:19|20)\d\d\b)+")
"""After a year: "the 2021 and 2022 Harbour Forums"."""
AIM = re.compile(
    rf"\s+{_MODIFIER}{{0,4}}?(?:targets?|goals?|ambitions?|deadline|objectives?|pledges?|aims?|ndcs?)\b",
    re.IGNORECASE,
)
"""After a year: "the 2030 climate target"."""
NAME_BEFORE = re.compile(
    r"(?:(?i:\b(?:expo|agenda|vision|biennale|olympics|paralympics|world\s+cup))"
    r"|\b(?:Games|Summit|Forum|Conference|Congress|Strategy|Plan|Roadmap|Framework|Festival|Week|Camp"
    r"|Championships?|Cup|Fair|Exhibition|Convention|Dialogue|Initiative|Charter|Programme|Program"
    r"|Declaration|Challenge|Awards?|Prize|Days?|COP|EURO)"
    r"|\b(?:Agreement|Accords?|Treaty|Protocol|Convention|Declaration|Act|Law|Compact|Statement|Deal"
    r"|Summit|Forum|Conference|Congress|Dialogue|Charter|Pact|Constitution)\s+of"
    r"|(?i:\b(?:at|attend\w*)\s+(?:the\s+)?)(?:[A-Z][\w-]*\s+){0,2}[A-Z][\w-]*)\s+['’]?$"
)
"""Before a year: "Expo 2027", "Vision 2035", "at ADEX 2021"."""
LAST_WORD = re.compile(r"([^\W\d_]+)\s+$")
BEFORE_NOUNS = re.compile(
    rf"{_LITTLE}|the|its|their|our|his|her|your|s|any|each|every|all|of|for|on|since|during|after|before"
    r"|until|and|both|last|next|first|early|late|mid|official|annual|compare|list|name|summari[sz]e"
    r"|describe|show|find|give|me|us|you|attend|attended|chaired|chair|hosted|joined|opened|only|just",
    re.IGNORECASE,
)
"""Words directly before a year that are no part of a name."""
OWN_LEAD = re.compile(
    r"\b(?:in|since|during|until|till|before|after|from|through|between|around|year|over|throughout|by)\s+$",
    re.IGNORECASE,
)
"""Directly before a year that stands by itself: "in 2021 Harbour Meetings ..."."""
DEADLINE = re.compile(
    r"\b(?:by|until|till|before|towards?|for|of|through|to|beyond|no\s+later\s+than)\s+(?:the\s+)?"
    r"(?:(?:year|end|middle|start|beginning)\s+)?(?:of\s+)?(?:the\s+year\s+)?$",
    re.IGNORECASE,
)
NO_AIM = ("for", "of", "to ", "through", "before")
"""Words of `DEADLINE` that lead to a goal only beside what one is called."""
AIMED = re.compile(
    r"\b(?:neutrality|net[\s-]zero|zero\s+(?:emissions?|hunger|carbon)|targets?|goals?|ambitions?"
    r"|objectives?|deadlines?|halv\w+|phas\w+\s+out|eliminat\w+|eradicat\w+|aims?|aimed)\b"
    r"(?:\s+[\w-]+){0,3}\s+$",
    re.IGNORECASE,
)
"""Before the words of `DEADLINE`: what a goal is called."""


AT_GOAL = re.compile(r"\b(?:neutrality|net[\s-]zero|targets?|goals?)\s+$", re.IGNORECASE)
"""Directly before a year: "net zero 2050"."""


def role_of(question: str, start: int, end: int, year: int, this_year: int) -> Role:
    """What the number at `[start, end)` is: a time, part of a name, a goal's deadline, no year."""
    before, after = question[max(0, start - BEFORE) : start], question[end : end + AFTER]
    if _is_number(before, after):
        return Role.NUMBER
    if AIM.match(after) and not OWN_LEAD.search(before):
        return Role.GOAL
    if _is_name(before, after):
        return Role.NAME
    return Role.GOAL if is_goal(question, start, year, this_year) else Role.TIME


def is_goal(question: str, start: int, year: int, this_year: int) -> bool:
    """True when a time is what something is to be reached by: "carbon neutrality by 2050".

    A deadline in a year to come is one whatever stands before it; one that is over or running only
    beside what a goal is called.
    """
    before = question[max(0, start - BEFORE) : start]
    lead = DEADLINE.search(before)
    if lead is None:
        return bool(AT_GOAL.search(before))
    ahead = year > this_year and not lead[0].lower().startswith(NO_AIM)
    return ahead or bool(AIMED.search(before[: lead.start()]))


def _is_number(before: str, after: str) -> bool:
    if NOT_A_YEAR.search(before) and not NAME_BEFORE.search(before):
        return True
    if OF_A_TEXT.search(before):
        return True
    if PLACE_BEFORE.search(before) and not NAME_BEFORE.search(before):
        return True
    if IS_A_YEAR.search(before):
        return bool(MEASURED.match(after) and before.rstrip().endswith("of"))
    if MONTH_BEFORE.search(before):
        return False
    counted = COUNTED.match(after) or COUNTS.match(after)
    if counted and OF_AN_EVENT.match(after[counted.end() :]):
        return False
    return bool(counted or (ABOUT.search(before) and THINGS.match(after)))


def _is_name(before: str, after: str) -> bool:
    """Whether the words beside a year make a name with it.

    "The 2021 meeting" has none: a bare common noun tells what took place in that year.
    """
    if NAME_BEFORE.search(before):
        return True
    match = NAMED.match(AND_YEARS.sub("", after))
    if match is None or OWN_LEAD.search(before):
        return False
    if re.search(r"\b[A-Z]", match[0]):
        return True
    if match["noun"][-1] in "sS" and not PLURAL.search(match["noun"]):
        return False
    word = LAST_WORD.search(before)
    behind_name = bool(word and not BEFORE_NOUNS.fullmatch(word[1]))
    return bool(
        match["own"] or match["text"] or (match["event"] and (match["more"] or behind_name))
    )
