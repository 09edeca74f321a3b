"""What a follow-up question takes over from the conversation, and when it takes nothing."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.records import Answer, AnswerKind, Name, Origin, Period, Reading, Where
from index.dates import PATTERN
from index.people import named
from index.words import COUNTRIES, stems

NEW_TOPIC = re.compile(
    r"\b(?:different|new|another|other) (?:topic|subject|question)\b|"
    r"(?:^|(?<=[.,;:!] )|(?<=\b(?:ok|so) )|(?<=\band ))(?:another|next|one other|a different) (?:thing|matter|question|topic)\b|"
    r"\bchange of (?:topic|subject)\b|\bsomething (?:else|different)\b|"
    r"\b(?:leaving|setting|putting) (?:that|this|it) aside\b|\b(?:moving|going) on to\b|\bunrelated(?:ly)?\b|"
    r"\bon (?:another|a different|an unrelated) (?:note|matter)\b",
    re.I,
)
POINTS_BACK = re.compile(
    r"\b(?:he|she|they|him|her|them|his|hers|their|it|its|there|then|that|this|those|these|ones?|latter|former|same|such|said|"
    r"the (?:reply|meeting|forum|talks|visit|session|agreement|fund|project|text|document|two|host|answer))\b",
    re.I,
)
CONTINUES = re.compile(
    r"^\W*(?:and|but|or|only|also|so|what about|how about|what else|then|why|who else|by whom)\b",
    re.I,
)
ASKS_ITSELF = re.compile(
    r"^\W*(?:(?:and|but|so|ok|or|then)\b\W*)*(?:what|how|why|whose|which|did|does|do|was|were|is|are|has|have|had|can|could|"
    r"will|would|must|should)\b(?! about\b)(?= +\w+ +\w+)",
    re.IGNORECASE,
)
"""A follow-up with a question word and more of its own asks for another kind of answer."""
PRONOUN = re.compile(r"\b(?:he|she|they|it|its|their|his|her)\b", re.IGNORECASE)
HE_OR_SHE = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
LATER = re.compile(
    r"\b(?:ever|since|later|eventually|finally|in the end|now|nowadays|today|still|last|lasted|so far|meanwhile|afterwards?|"
    r"next|come of it|became of|follow(?:ed)?[- ]up|taken up|taken further|pursued|happen(?:ed)? (?:to|with)|"
    r"(?:went|gone|go) ahead|carried out|put into practice|come true|after that|thereafter)\b",
    re.IGNORECASE,
)
"""A question about how things went on after what was told."""
BEFORE = re.compile(
    r"\b(?:originally|original|initially|previously|formerly|earlier|before that|until then|till then|up to then|"
    r"at first|in the first place|the (?:year|meeting|time|round|one) before|had been|used to)\b",
    re.IGNORECASE,
)
"""A question about how things were before what was told."""
CLAUSE = re.compile(r",| and ")
"""What ends the words that belong to a person's name: "... and Deputy Secretary Kim of Norway,"."""
NEXT_ONE = re.compile(r"\b(?:after that|next one|one after|following one)\b", re.IGNORECASE)
SHORT = 3
"""Content terms; a shorter question that names nothing can only be a follow-up."""


def depends(reading: Reading, last: Reading | None) -> bool:
    """True when the question can not stand alone after what was asked before."""
    if last is None or NEW_TOPIC.search(reading.question) or reading.kind is AnswerKind.ABOUT:
        return False
    bare = re.sub(
        r"\b(?:is|was|were|are) (?:it|there)\b(?= (?:agreed|any|a\b|an\b|true))",
        "",
        reading.question,
        flags=re.I,
    )
    if HE_OR_SHE.search(bare) and not reading.named("person"):
        return True  # only what was told before says who that is
    named = bool(reading.names or reading.scope)
    own_topic = bool(reading.names) or len(reading.terms) > SHORT
    leans = CONTINUES.match(bare) or POINTS_BACK.search(bare)
    if leans and not (own_topic and len(reading.terms) > SHORT + 1):
        return True
    says = reading.period or reading.act or reading.ordinal or reading.latest
    if not own_topic and len(reading.terms) <= 1:
        return bool(says or reading.kind is not AnswerKind.FACT)
    # "How many were on board?" names nothing that could be looked for
    return not (own_topic or named or says)


def _pointed(question: str, last: Reading) -> tuple[Name, ...]:
    """The names of the last question; only one of them for "the former" and "the latter"."""
    if re.search(r"\blatter\b", question, re.I):
        return last.names[-1:]
    return last.names[:1] if re.search(r"\bformer\b", question, re.I) else last.names


def _background(last: Reading, reading: Reading, left: set[str]) -> str:
    """The last question alone, without the dates and names that the follow-up replaces."""
    words = last.standalone.partition(" (")[0]
    if reading.period:
        words = PATTERN.sub(" ", words)
    return " ".join(word for word in words.split() if not left & set(stems(word)))


def _left_behind(reading: Reading, last: Reading) -> set[str]:
    """The terms of the last question's names that the follow-up replaces or does not point at."""
    if reading.names:
        return {term for name in last.names for term in stems(name.canonical)}
    kept = _pointed(reading.question, last)
    return {term for name in last.names if name not in kept for term in stems(name.canonical)}


def _names_meant(question: str, before: Answer) -> tuple[Name, ...]:
    """The names of the last question that a follow-up means; the person it told of for "he"."""
    if HE_OR_SHE.search(question) and (person := _person_told(before)):
        return (person,)
    return _pointed(question, before.reading)


def _pointed_to(before: Answer) -> dict[str, object]:
    """The releases and passages that the last answer quoted, each once."""
    return {
        "context": tuple(dict.fromkeys(citation.release for citation in before.citations)),
        "cited": tuple(dict.fromkeys(citation.id for citation in before.citations)),
    }


def told_period(before: Answer) -> Period | None:
    """What "a year later" counts from: the period of the last question, else the year of the
    releases that its answer quoted, if it is one."""
    if before.reading.period:
        return before.reading.period
    years = {
        day.year
        for one in before.citations
        if one.released
        for day in (one.released.first, one.released.last)
    }
    if len(years) != 1:
        return None
    [year] = years
    return Period(date(year, 1, 1), date(year, 12, 31), str(year))


def is_typed(reading: Reading) -> bool:
    """True where the question itself names its period, however it is counted."""
    return reading.period is not None and reading.period.words in reading.question


def _dated(reading: Reading) -> str:
    """The follow-up with the year that "two years later" counts up to in the place of these words."""
    period = reading.period
    if period is None or "period" not in reading.carried or period.first.year != period.last.year:
        return reading.standalone
    return reading.standalone.replace(period.words, f"in {period.first.year}")


def _person_told(before: Answer) -> Name | None:
    """Whom the last answer gives first, in its value or in what it quotes; of several people there
    the one of the country that was asked about."""
    asked = {term for term in before.reading.terms if term in COUNTRIES}
    for text in (before.text.partition("\n")[0], *(one.quote for one in before.citations)):
        text = " ".join(text.split())
        if people := named(text):
            starts = [0, *(one.end for one in people)]
            ends = [*(one.start for one in people[1:]), len(text)]
            own = [
                CLAUSE.split(text[one.start : end])[0]
                for one, end in zip(people, ends, strict=True)
            ]
            led = [text[start : one.start] for start, one in zip(starts, people, strict=False)]
            theirs = [
                one
                for words in (own, led)
                for one, said in zip(people, words, strict=True)
                if asked & set(stems(said))
            ]
            name = (theirs or people)[0].name
            return Name(name, name, (name,), "person")
    return None


def merge(reading: Reading, before: Answer, today: date) -> Reading:
    """The follow-up with period, names, ordinal, act and subject of the last question filled in."""
    last = before.reading
    carried: list[str] = []
    values: dict[str, Any] = {}
    if not reading.names and (names := _names_meant(reading.question, before)):
        values["names"] = names
        carried.append("names")
    asks_later = LATER.search(reading.question)
    if not (reading.period or reading.conflict or reading.ordinal or asks_later) and last.period:
        values["period"] = last.period
        carried.append("period")
    elliptical = (
        len(reading.terms) <= 1
        and not ASKS_ITSELF.search(reading.question)
        and reading.kind in (AnswerKind.FACT, AnswerKind.LIST)
        and not reading.act
    )
    if last.act and (elliptical or not (reading.act or reading.terms)):
        values["act"] = last.act
        carried.append("act")
    if elliptical and last.kind is not AnswerKind.ABOUT:
        values["kind"] = last.kind
        carried.append("kind")
    if last.edition and not (reading.edition or reading.period or reading.names):
        values["edition"] = last.edition
        carried.append("edition")
    if not reading.ordinal and last.ordinal and not reading.period:
        values["ordinal"] = last.ordinal
        carried.append("ordinal")
    if last.ordinal and NEXT_ONE.search(reading.question):
        values["ordinal"] = last.ordinal + 1
    countries = tuple(term for term in last.terms if term in COUNTRIES)
    if countries and not set(reading.terms) & COUNTRIES and PRONOUN.search(reading.question):
        values["terms"] = (*reading.terms, *countries)
        if not any(name.kind == "person" for name in values.get("names", ())):
            values.pop("names", None)
    left = _left_behind(reading, last)
    topic = tuple(term for term in last.terms if term not in reading.terms and term not in left)
    if topic:
        values["subject"] = topic
        carried.append("subject")
    if elliptical:
        values["terms"] = (*reading.terms, *topic)
    if not reading.ordinal and not (reading.period and reading.period != last.period):
        values |= _pointed_to(before)
    values["standalone"] = f"{_dated(reading)} ({_background(last, reading, left)})"
    own = [one for one in reading.origins if one.field not in carried]
    told = [Origin(field, Where.CONVERSATION, last.question) for field in carried]
    return replace(reading, origins=(*own, *told), **values)
