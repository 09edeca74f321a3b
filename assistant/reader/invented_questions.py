"""Questions over an invented release, each with what tells the facts that answer it."""

import random
from collections.abc import Callable, Iterator, Set

from assistant.reader.invented_words import MATTERS
from assistant.reader.releases import Fact, Meeting, Release, ordinal

Answers = Callable[[Fact], bool]
Asked = Iterator[tuple[str, Answers]]

AGREED = frozenset({"agreed", "next"})


def meeting_named(m: Meeting, random_: random.Random) -> str:
    """The meeting as a question names it: by year, number or country, or several of these."""
    number = ordinal(m.ordinal, random_.random() < 0.3)
    return random_.choice(
        (
            f"the {number} {m.kind} with {m.guest}",
            f"the {m.year} {m.name}",
            f"the {number} {m.name}",
            f"the {m.kind} with {m.guest} in {m.year}",
            f"the {m.name}",
            f"the {m.kind} in {m.month} {m.year}",
            f"the {m.kind.lower()} with {m.guest} in {m.year}",
        )
    )


def held(release: Release, random_: random.Random) -> Asked:
    """When and where."""
    m = release.facts[0].meeting
    named = meeting_named(m, random_)
    when = (f"When was {named} held?", f"On what date did {named} take place?", f"when was {named}")
    where = (
        f"Where was {named} held?",
        f"Which city hosted {named}?",
        f"In what city did {named} take place?",
    )
    yield random_.choice((*when, *where)), lambda fact: fact.kind == "held"


def chairs(release: Release, random_: random.Random) -> Asked:
    """Who led it, and what office somebody holds."""
    m = release.facts[0].meeting
    named = meeting_named(m, random_)
    who, office = random_.choice(((m.ours, m.our_office), (m.theirs, m.their_office)))
    yield (
        random_.choice(
            (
                f"Who chaired {named}?",
                f"Who led the delegation of {m.guest} at {named}?",
                f"Who co-chaired {named}?",
                f"Who attended {named} for {m.guest}?",
                f"What office does {who} hold?",
                f"Who is {who}?",
                f"Who was {office} at {named}?",
            )
        ),
        lambda fact: fact.kind == "chairs",
    )


def attendance(release: Release, random_: random.Random) -> Asked:
    """How many took part; how much is paid."""
    named = meeting_named(release.facts[0].meeting, random_)
    yield (
        random_.choice(
            (
                f"How many people took part in {named}?",
                f"How many participants did {named} have?",
                f"What was the number of attendees at {named}?",
            )
        ),
        lambda fact: fact.kind == "attendance",
    )
    for fact in release.facts:
        if fact.kind == "paid":
            it = _matter(fact, random_)
            yield (
                random_.choice(
                    (f"How much money was promised for {it}?", f"How much will {it} receive?")
                ),
                _on(fact.matter, {"paid"}),
            )


def following(release: Release, random_: random.Random) -> Asked:
    """What comes next, and what had been before."""
    m = release.facts[0].meeting
    named = meeting_named(m, random_)
    yield (
        random_.choice(
            (
                f"When will the round after {named} be held?",
                f"Who hosts the next {m.kind} after {named}?",
                f"What is planned after {named}?",
                f"When is the next {m.kind} with {m.guest}?",
            )
        ),
        lambda fact: fact.kind == "next",
    )
    if any(fact.kind == "recap" for fact in release.facts):
        yield (
            f"What happened at the {ordinal(m.ordinal - 1)} {m.kind} with {m.guest}?",
            lambda fact: fact.kind == "recap",
        )


def cancelled(release: Release, random_: random.Random) -> Asked:
    """Whether and why something did not happen."""
    named = meeting_named(release.facts[0].meeting, random_)
    for fact in release.facts:
        if fact.kind == "why":
            what = "the meeting put off" if "put off" in fact.text else "the park visit cancelled"
            yield f"Why was {what} at {named}?", lambda other: other.kind == "why"
        elif fact.kind == "cancelled":
            yield f"Why was the park visit cancelled at {named}?", lambda other: False
            yield (
                "Was the visit to the industrial park called off?",
                lambda other: other.kind == "cancelled",
            )


def agreed(release: Release, random_: random.Random) -> Asked:
    """What was agreed, on all matters or on one."""
    m = release.facts[0].meeting
    named = meeting_named(m, random_)
    yield (
        random_.choice(
            (
                f"What was agreed at {named}?",
                f"What did {m.host} and {m.guest} agree on in {m.year}?",
                f"What did the two sides decide at {named}?",
                f"Which agreements came out of {named}?",
                f"what did {m.guest} agree to in {m.year}",
            )
        ),
        lambda fact: fact.kind in AGREED,
    )
    fact = random_.choice([fact for fact in release.facts if fact.matter >= 0])
    it = _matter(fact, random_)
    yield (
        random_.choice(
            (
                f"What was agreed on {it} at {named}?",
                f"Did {m.host} and {m.guest} agree on {it}?",
                f"What did the two sides agree about {it} in {m.year}?",
                f"Was there an agreement on {it} with {m.guest}?",
            )
        ),
        _on(fact.matter, {"agreed", "denied"}),
    )


VERBS = {
    "proposed": (("What did {one} propose?", "proposals of {one}"), "Who proposed {it}?"),
    "hoped": (("What did {one} hope for?", "Which hope did {one} express?"), "Who hoped for {it}?"),
    "stressed": (("What did {one} stress?", "What did {one} emphasise?"), "Who stressed {it}?"),
    "asked": (("What did {one} ask for?", "What was {one}'s request?"), "Who asked for {it}?"),
    "explained": (
        ("What did {one} explain?", "What did {one} brief the others on?"),
        "Who explained plans on {it}?",
    ),
    "welcomed": (("What did {one} welcome?", "What did {one} appreciate?"), "Who welcomed {it}?"),
}


def by_one(release: Release, random_: random.Random) -> Asked:
    """What one side proposed, hoped, stressed; or who did."""
    m = release.facts[0].meeting
    one = random_.choice((m.ours, m.theirs))
    for kind in random_.sample(sorted(VERBS), 2):
        whats, who = VERBS[kind]
        if random_.random() < 0.5:
            side = one if random_.random() < 0.7 else (m.host if one == m.ours else m.guest)
            question = random_.choice(whats).format(one=side)
            if random_.random() < 0.4:
                question = question.rstrip("?") + f" at {meeting_named(m, random_)}?"
            yield question, _by(one, kind)
            continue
        matters = [fact for fact in release.facts if fact.matter >= 0]
        fact = random_.choice([f for f in matters if f.kind == kind] or matters)
        yield (
            who.format(it=_matter(fact, random_)),
            _on(fact.matter, {kind}),
        )


TALKED = frozenset(
    "discussed agreed proposed hoped stressed asked denied explained welcomed paid".split()
)


def matter(release: Release, random_: random.Random) -> Asked:
    """What was said on a matter, or on one that does not occur."""
    m = release.facts[0].meeting
    named = meeting_named(m, random_)
    fact = random_.choice([fact for fact in release.facts if fact.matter >= 0])
    it = _matter(fact, random_)
    yield (
        random_.choice(
            (
                f"What was said about {it} at {named}?",
                f"What about {it}?",
                f"{it} {m.guest} {m.year}",
                f"Was {it} a subject of {named}?",
                f"What did the two sides talk about concerning {it}?",
            )
        ),
        _on(fact.matter, TALKED),
    )
    yield (
        random_.choice(
            (f"What was discussed at {named}?", f"On what were views exchanged at {named}?")
        ),
        lambda other: other.kind == "discussed",
    )
    said = {fact.matter for fact in release.facts}
    absent = random_.choice([i for i in range(len(MATTERS)) if i not in said])
    absent_name = MATTERS[absent][random_.randrange(2)]
    yield (
        random_.choice(
            (
                f"What was agreed on {absent_name} at {named}?",
                f"What did {m.ours} say about {absent_name}?",
                f"What is the position of {m.guest} on {absent_name}?",
                f"Who raised {absent_name} at {named}?",
            )
        ),
        lambda other: False,
    )


def _on(matter: int, kinds: Set[str]) -> Answers:
    return lambda fact: fact.matter == matter and fact.kind in kinds


def _by(who: str, kind: str) -> Answers:
    return lambda fact: fact.who == who and fact.kind == kind


def _matter(fact: Fact, random_: random.Random) -> str:
    return MATTERS[fact.matter][random_.random() < 0.4]


ASKINGS: tuple[Callable[[Release, random.Random], Asked], ...] = (
    held,
    chairs,
    attendance,
    following,
    cancelled,
    agreed,
    agreed,
    by_one,
    by_one,
    matter,
    matter,
)
