"""Whose words are asked for: the person, country or role that a question takes as the speaker."""

import re
from dataclasses import dataclass

from assistant.cover import HOME, HOME_WORDS
from assistant.records import Reading
from assistant.values import with_name
from index.people import is_named
from index.records import Act, Release, Statement
from index.words import COUNTRIES, stems

_SAYING = (
    r"say|tell|ask|point|predict|warn|promise|offer|want|think|believe|argue|stress|emphasi[sz]e|underline|underscore|"
    r"highlight|note|mention|remark|claim|declare|announce|explain|describe|report|recall|suggest|propose|request|call|"
    r"hope|express|voice|thank|praise|welcome|criticize|reply|respond|answer|add|urge|demand|seek|pledge|bring|raise|"
    r"consider|see|feel|wish|expect|share|give|promise|commit|float|table|object|oppose|support|appreciate|regret"
)
ASKED = (
    re.compile(
        rf"\b(?:what|which|how)\b[^?]*?\b(?:did|does|do|has|have|had)\s+(?P<who>[^?]+?)\s+(?:\w+ly\s+)?(?:{_SAYING})(?:s|ed|d)?\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:what|how)\b[^?]*?\b(?:is|was|were|are|'s)\s+(?P<who>[^?]+?)(?:['’]s?)\s+(?:\w+\s+)?(?:view|stance|position|opinion|take|reaction|"
        r"reply|response|answer|argument|message|request|proposal|suggestion|concern|point|idea|words|attitude)s?\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:view|stance|position|opinion|reaction|reply|response|message|request|proposal|suggestion|concern|remark|comment|word)s?\s+of\s+(?P<who>[^?]+?)(?=\s+(?:on|about|in|at|to|for|regarding|concerning|during)\b|\W*$)",
        re.IGNORECASE,
    ),
    re.compile(r"\baccording to\s+(?P<who>[^?,]+)", re.IGNORECASE),
)
"""Forms of question in which somebody is named as the one who speaks."""
TOGETHER = (Act.AGREED, Act.TOOK_PLACE)
"""Acts that nobody performs alone."""
EVERYBODY = frozenset(
    stems(
        "participants members delegates countries ministers sides parties officials governments meeting forum dialogue they you people anyone"
    )
)


@dataclass(frozen=True)
class Speaker:
    """The one whose words are asked for: a person's name, or the stems of a country or a role."""

    name: str = ""
    words: frozenset[str] = frozenset()
    is_role: bool = False

    def spoke(self, statement: Statement, release: Release) -> bool:
        """True when a statement is theirs: they are its actor or stand right before its verb."""
        if not statement.actor or statement.act in TOGETHER:
            return False
        actor = with_name(statement.actor, release)
        if self.name:
            return is_named(self.name, actor)
        before = release.text[statement.sentence_start : statement.verb_start]
        return self.words <= set(stems(actor)) or (
            statement.actor in before and self.words <= set(stems(" ".join(before.split())))
        )


def speaker_of(reading: Reading) -> Speaker | None:
    """The one whose words a question asks for, None when it names nobody as a speaker."""
    found = (pattern.search(reading.standalone.partition(" (")[0]) for pattern in ASKED)
    who = next((match["who"] for match in found if match), "")
    if not who:
        return None
    for name in reading.names:
        if name.kind == "person" and name.typed.split()[-1] in who:
            return Speaker(name=name.canonical)
    if re.fullmatch(r"(?:he|she|they|his|her)", who.strip(), re.IGNORECASE):
        people = reading.named("person")
        return Speaker(name=people[0]) if people else None
    if set(stems(who)) & (HOME_WORDS | {HOME}):
        return None  # its officials are printed without their country
    countries = frozenset(stems(who)) & COUNTRIES
    if countries:
        return Speaker(words=countries) if len(countries) == 1 else None
    role = frozenset(stems(_head(who)))
    return Speaker(words=role, is_role=True) if role and not role & EVERYBODY else None


def _head(who: str) -> str:
    """The role alone: "the survivor who spoke in X" and "the keynote at Y" are told by one word."""
    return re.split(r"\b(?:who|that|from|at|in|of|on|for|,)\b", who)[0]
