"""Invented press releases: a meeting's facts put into sentences. All of it is fiction."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.reader.invented_words import (
    ASIDES,
    CITIES,
    COUNTRIES,
    FAMILY,
    GIVEN,
    MATTERS,
    MEETINGS,
    MONTHS,
    OFFICES,
)

NUMBERS = "no first second third fourth fifth sixth seventh eighth ninth tenth".split()


@dataclass(frozen=True)
class Meeting:
    """An invented meeting and the people who led it."""

    kind: str
    host: str
    guest: str
    ordinal: int
    year: int
    month: str
    day: int
    city: str
    ours: str
    our_office: str
    theirs: str
    their_office: str

    @property
    def name(self) -> str:
        """Without its ordinal, as a release prints it."""
        return f"{self.host}-{self.guest} {self.kind}"

    @property
    def date(self) -> str:
        """Its day, as a release prints it."""
        return f"{self.day} {self.month} {self.year}"


@dataclass(frozen=True)
class Fact:
    """A sentence, what it tells (`kind`), on which matter, and by whom."""

    text: str
    kind: str
    meeting: Meeting
    matter: int = -1
    who: str = ""


@dataclass(frozen=True)
class Release:
    """A release's title, its lead, its day as given to the reader, and its facts."""

    title: str
    lead: str
    day: str
    facts: tuple[Fact, ...]


def ordinal(number: int, words: bool = False) -> str:
    """2nd, or "second" where it has a word."""
    if words and number < len(NUMBERS):
        return NUMBERS[number]
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _person(random_: random.Random) -> str:
    given, family = random_.choice(GIVEN), random_.choice(FAMILY)
    return f"{family} {given}" if "-" in given else f"{given} {family}"


def new_meeting(random_: random.Random) -> Meeting:
    host, guest = random_.sample(COUNTRIES, 2)
    return Meeting(
        kind=random_.choice(MEETINGS),
        host=host if random_.random() < 0.5 else "Korea" if guest != "Korea" else host,
        guest=guest,
        ordinal=random_.randint(1, 14),
        year=random_.randint(2004, 2026),
        month=random_.choice(MONTHS),
        day=random_.randint(1, 28),
        city=random_.choice(CITIES),
        ours=_person(random_),
        our_office=random_.choice(OFFICES),
        theirs=_person(random_),
        their_office=random_.choice(OFFICES),
    )


def twin_of(meeting: Meeting, random_: random.Random) -> Meeting:
    """The same meeting of another year and number, or the same kind with another country."""
    if random_.random() < 0.7:
        step = random_.choice([-2, -1, 1, 2])
        return replace(
            meeting,
            ordinal=max(1, meeting.ordinal + step) if meeting.ordinal + step != 0 else 15,
            year=meeting.year + step,
            month=random_.choice(MONTHS),
            city=random_.choice(CITIES),
            ours=_near_name(meeting.ours, random_),
            theirs=_person(random_),
        )
    guest = random_.choice([c for c in COUNTRIES if c not in (meeting.host, meeting.guest)])
    return replace(meeting, guest=guest, city=random_.choice(CITIES), theirs=_person(random_))


def _near_name(name: str, random_: random.Random) -> str:
    first, last = name.split()
    return f"{first} {random_.choice(GIVEN)}" if "-" in last else f"{random_.choice(GIVEN)} {last}"


def new_release(meeting: Meeting, random_: random.Random) -> Release:
    pick = random_.choice
    number = ordinal(meeting.ordinal)
    title = pick(
        (
            f"{number} {meeting.name} Held in {meeting.city}",
            f"Outcome of the {number} {meeting.name}",
            f"{meeting.our_office} {meeting.ours} Attends {meeting.name}",
            f"{meeting.host} and {meeting.guest} Hold {number} {meeting.kind}",
            f"{meeting.name} Takes Place",
        )
    )
    lead = pick(
        (
            "The main results are as follows:",
            f"At the meeting, {meeting.ours} made the following remarks:",
            f"The two sides had in-depth talks on {MATTERS[random_.randrange(len(MATTERS))][0]}.",
            f"In the session on bilateral relations with {meeting.guest}:",
        )
    )
    facts = [*_frame(meeting, random_), *_acts(meeting, random_)]
    facts += [Fact(text, "aside", meeting) for text in random_.sample(ASIDES, 2)]
    return Release(title, lead, meeting.date, tuple(facts))


def _frame(meeting: Meeting, random_: random.Random) -> Iterator[Fact]:
    """What, when, where, who, how many, what next, what before."""
    m, pick = meeting, random_.choice
    number = ordinal(m.ordinal, random_.random() < 0.4)
    when = pick((f"on {m.month} {m.day}", f"on {m.date}", f"on {m.month} {m.day}, {m.year}"))
    yield Fact(
        pick(
            (
                f"The {number} {m.name} was held in {m.city} {when}.",
                f"The Ministry of Foreign Affairs hosted the {number} {m.name} in {m.city} {when}.",
                f"The two countries held their {number} {m.kind} {when} in {m.city}.",
                f"The {number} {m.name} took place {when} at the foreign ministry in {m.city}.",
            )
        ),
        "held",
        m,
    )
    yield Fact(
        pick(
            (
                f"The meeting was co-chaired by {m.our_office} {m.ours} and {m.their_office} "
                f"{m.theirs} of {m.guest}.",
                f"{m.our_office} {m.ours} led the delegation of {m.host}, and {m.their_office} "
                f"{m.theirs} that of {m.guest}.",
                f"{m.theirs}, {m.their_office} of {m.guest}, and {m.ours}, {m.our_office} of "
                f"{m.host}, chaired the talks.",
            )
        ),
        "chairs",
        m,
    )
    people, countries = random_.randint(12, 400), random_.randint(5, 60)
    yield Fact(
        pick(
            (
                f"About {people} officials and experts from {countries} countries took part.",
                f"Some {people} people from {countries} countries and international organisations "
                "attended.",
                f"The event brought together {people} participants.",
            )
        ),
        "attendance",
        m,
    )
    yield from _before_and_after(m, random_)


def _before_and_after(m: Meeting, random_: random.Random) -> Iterator[Fact]:
    pick = random_.choice
    later, place = m.year + random_.randint(1, 2), pick(CITIES)
    yield Fact(
        pick(
            (
                f"The two sides agreed to hold the next meeting in {place} in {later}.",
                f"The {ordinal(m.ordinal + 1)} round will take place in {place} in {later}.",
                f"{m.guest} will host the next {m.kind} in {later}.",
            )
        ),
        "next",
        m,
    )
    matter = random_.randrange(len(MATTERS))
    if m.ordinal > 1:
        before = ordinal(m.ordinal - 1, random_.random() < 0.4)
        yield Fact(
            pick(
                (
                    f"At the {before} meeting in {m.year - 1}, the two sides had agreed to "
                    f"{MATTERS[matter][2]}.",
                    f"{m.ours} recalled that both sides agreed in {m.year - 1} to "
                    f"{MATTERS[matter][2]}.",
                    f"The {before} {m.kind} was held in {pick(CITIES)} in {m.year - 1}.",
                )
            ),
            "recap",
            m,
        )
    reason = pick(("bad weather", "the election in the host country", "a strike at the airport"))
    yield pick(
        (
            Fact(f"The visit to the industrial park was cancelled because of {reason}.", "why", m),
            Fact(f"Owing to {reason}, the meeting had been put off by a month.", "why", m),
            Fact("The visit to the industrial park was cancelled.", "cancelled", m),
        )
    )


ACTS: dict[str, tuple[str, ...]] = {
    "agreed": (
        "The two sides agreed to {do}.",
        "Both sides decided to {do}.",
        "{ours} and {theirs} agreed to {do}.",
        "It was agreed to {do}.",
        "The two sides also agreed that they would {do}.",
        "The participants reached agreement on {it} and will {do}.",
        "{host} and {guest} concluded a memorandum of understanding on {it}.",
    ),
    "proposed": (
        "{one} proposed to {do}.",
        "{one} suggested that the two countries {do}.",
        "{one} put forward a proposal on {it}.",
        "{one} invited the other side to {do}.",
    ),
    "hoped": (
        "{one} expressed hope that the two countries would {do}.",
        "{one} hoped for progress on {it}.",
        "{one} looked forward to closer cooperation on {it}.",
    ),
    "discussed": (
        "The two sides discussed {it}.",
        "The two sides exchanged views on {it}.",
        "They also consulted on ways to {do}.",
        "The session dealt with {it} among other matters.",
    ),
    "stressed": (
        "{one} stressed the importance of {it}.",
        "{one} underlined that {it} called for joint efforts.",
    ),
    "asked": (
        "{one} asked for support so as to {do}.",
        "{one} requested the interest of the other side in {it}.",
    ),
    "denied": (
        "No agreement was reached on {it}.",
        "The two sides did not agree to {do}.",
        "{it} was not on the agenda.",
    ),
    "explained": (
        "{one} explained the efforts of his government on {it}.",
        "{one} briefed the participants on plans to {do}.",
    ),
    "welcomed": (
        "{one} welcomed the progress made on {it}.",
        "{one} expressed appreciation for the help with {it}.",
    ),
    "paid": (
        "{host} will provide {money} million dollars to {do}.",
        "A grant of {money} million dollars for {it} was announced.",
    ),
}
BY_ONE = frozenset("proposed hoped stressed asked explained welcomed".split())


def _acts(m: Meeting, random_: random.Random) -> Iterator[Fact]:
    """Statements with acts; some matters occur with two acts."""
    matters = random_.sample(range(len(MATTERS)), 4)
    plan = [(matter, act) for matter in matters for act in random_.sample(list(ACTS), 2)]
    plan += [(random_.choice(matters), "agreed")]
    for matter, act in dict.fromkeys(plan):
        who = random_.choice((m.ours, m.theirs)) if act in BY_ONE else ""
        it, alike, do = MATTERS[matter]
        text = random_.choice(ACTS[act]).format(
            do=do,
            it=it if random_.random() < 0.75 else alike,
            one=_titled(m, who) if who and random_.random() < 0.3 else who,
            ours=m.ours,
            theirs=m.theirs,
            host=m.host,
            guest=m.guest,
            money=random_.randint(2, 90),
        )
        yield Fact(text[0].upper() + text[1:], act, m, matter, who)


def _titled(m: Meeting, who: str) -> str:
    office = m.our_office if who == m.ours else m.their_office
    return f"{office} {who.split()[0] if '-' in who else who.split()[-1]}"
