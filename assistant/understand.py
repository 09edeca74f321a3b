"""From a question in a conversation to its reading; no model is needed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.background import background
from assistant.capitals import read_capitals
from assistant.follow_up import NEW_TOPIC, depends, merge, told_period
from assistant.kind_asked import kind_asked
from assistant.language import ENGLISH, question_language
from assistant.lexicon import Lexicon
from assistant.names import FIRST_KINDS, find_names
from assistant.period import AskedTime, read_period
from assistant.records import Answer, AnswerKind, Basis, Name, Origin, Period, Reading, Where
from assistant.spelling import correct
from assistant.taken_out import LATEST
from index.acts import ASKED, asked_act
from index.dates import PATTERN
from index.errors import BadQuestion
from index.meeting import EVENT_NOUN, ORDINAL, ordinal_in
from index.records import Act
from index.words import STOPWORDS, stem, words

MAX_LENGTH = 2_000
"""Characters; a longer text is no question."""
FUNCTION_WORDS = frozenset(
    "timeline chronology history trace step list everything date dates day year month time times number amount kind happen "
    "happened come came out exactly archive name called term form question answer know show find detail details information "
    "take place took held hold holding meet met number total exact position stance view views point put word words matter "
    "subject issue part start end many much often long during ever actual go going went able far order tell describe way "
    "summary summarize outcome outcomes result results bilateral decision decisions side person people official officials quote source "
    "release releases page press article summarize summarise overview brief news next previous yesterday today tomorrow supposed latter former taken become became reach reached strike struck grateful appreciate kindly pls overall generally city town spring summer autumn fall winter later earlier terms term idea develop evolve despite said say going willing respond response reaction talk talked money cost price people named key event events main latest recent last first full stand mean meaning definition stood use used "
    "get gets got getting make makes made making think thinks thought keep keeps kept uses using useful work works worked come comes coming back even ought sense must turn turns turned "
    "want wants wanted need needs put puts putting set sets aside prepare preparing look looks looked looking bring brings brought seem seems seemed let leave leaves left try tries tried "
    "fast quickly quick early late soon long short big small bigger smaller biggest smallest minimum maximum bad good better best real quite rather lot lots bit pretty sort type stuff "
    "anyone anybody everyone everybody someone somebody nobody alright fine new must able sure across among along around per via etc ask asked asking mix mixing mixed come-about "
    "gather gathered gathering agreed-on afterwards afterward ago whether though although besides instead eventually".split()
)


PUBLISHING = frozenset("published publish posted issued dated news notice notices".split())
COMPARING = frozenset(
    "compare compared comparing comparison difference differences differ differs differed versus vs changed common contrast".split()
)
"""Words that ask for days of publication, and for a comparison, where those are asked for."""
STAGES = frozenset(
    "plan plans proposal proposals suggestion question issue fate milestone milestones evolution sequence chronological".split()
)
"""Words that ask for the steps of a matter, where its history is asked for."""
FROM_TO = re.compile(
    r",?\s*\bfrom (?:the |its )?(?:(?:very )?(?:first|initial|original|early|earliest) )?"
    r"(?:idea|proposal|mention|start|beginning|launch|suggestion|outset|inception|origins?)\b[^,;?]*?"
    r"\b(?:to|until|till|through)\b(?: (?:the|its|it|they|was|were|is|final|finally|end))*"
    r"(?: [a-z]+)?(?=\W*$|,)",
    re.IGNORECASE,
)
"""From which step to which a history is asked for, without a day or a name in it."""
YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")
PART_OF_A_PERIOD = re.compile(
    r"\b(?:the )?(?:beginning|start|end|middle|course|first half|second half) of (?:the )?(?=\W|\s*$|year\b|month\b)",
    re.I,
)
"""What is left of a period when its date is taken out: "since the beginning of"."""
RANK = (
    r"(?:\b(?:the|vice|deputy|prime|foreign|first|second)\s+){0,3}(?i:minister\s+|ambassador\s+)?"
)
"""Words of an office directly before a person's name."""
POINTS = re.compile(r"\b(?:it|they|them|this|that|these|those|he|she|both|there)\b", re.IGNORECASE)
ENOUGH = 3
"""Content words of a sentence that asks something by itself."""
OTHER_SCRIPT = re.compile(r"(?<=[A-Za-z0-9])(?=[^\W\d_A-Za-z\u00c0-\u024f])")
"""Where letters of another script follow Latin ones: particles are written onto names."""


def understand(question: str, earlier: Sequence[Answer], lexicon: Lexicon, today: date) -> Reading:
    """How the question is read, what earlier turns supply filled in.

    Raises:
        BadQuestion: it is empty, too long or holds no word.
    """
    typed = checked_question(question)
    last = next(
        (
            answer.reading
            for answer in reversed(earlier)
            if answer.reading.kind is not AnswerKind.ABOUT
        ),
        None,
    )
    language = question_language(typed, lexicon)
    right, changes, found = _set_right(typed, language, lexicon)
    names = tuple(name for name in found if name.kind in FIRST_KINDS)
    act = asked_act(_without_adjectives(right))
    asked = _both_years(
        right, read_period(right, today, told_period(_last_with(earlier, last)) if last else None)
    )
    reading = Reading(
        question=typed,
        standalone=right,
        corrected=right,
        kind=kind_asked(right),
        act=act,
        period=asked.period,
        edition=asked.edition,
        conflict=asked.conflict,
        names=names,
        scope=tuple(name for name in found if name.kind not in FIRST_KINDS),
        language=language,
        ordinal=_ordinal(right),
        actor=_actor(right),
        latest=bool(LATEST.search(right)),
        terms=_terms(
            _subject(right, asked), found, act, _asking_words(kind_asked(right), asked.period)
        ),
        notes=(*changes, *name_notes(found)),
    )
    when = (Origin("period", asked.where, asked.period.words),) if asked.period else ()
    origins = (*when, *_origins(reading))
    reading = replace(reading, origins=origins, background=background(reading, earlier))
    if earlier and depends(reading, last):
        reading = merge(reading, earlier[-1] if last is None else _last_with(earlier, last), today)
    return reading


def _set_right(
    typed: str, language: str, lexicon: Lexicon
) -> tuple[str, list[str], tuple[Name, ...]]:
    """The question with its misspellings set right, what was changed, and the names in it."""
    right = re.sub(r"^[\s:;,.–-]+", "", NEW_TOPIC.sub(" ", typed)) or typed
    changes: list[str] = []
    if language == ENGLISH:
        right, capitals = read_capitals(right, lexicon)
        right, pairs = correct(right, lexicon)
        changes = [f"“{wrong}” read as “{word}”" for wrong, word in (*capitals, *pairs)]
    else:
        right = OTHER_SCRIPT.sub(" ", right)
    found = find_names(right, lexicon)
    for name in found:
        if name.corrected and name.kind == "acronym" and " " not in name.typed:
            right = right.replace(name.typed, name.canonical)
    return right, changes, found


def name_notes(found: Sequence[Name]) -> Iterator[str]:
    """What is told of the names: spellings that were guessed, other forms that are searched."""
    for name in found:
        if name.corrected:
            yield f"“{name.typed}” read as “{name.canonical}”"
    for name in found:
        if name.kind in FIRST_KINDS and len(name.aliases) > 1:
            yield f"searched also as {', '.join(name.aliases[1:])}"


def _origins(reading: Reading) -> Iterator[Origin]:
    """Where each field that the question itself fills came from; what is guessed is the archive's."""
    yield Origin("kind", Where.QUESTION)
    for field in ("act", "actor", "ordinal", "edition", "latest", "conflict", "terms"):
        if value := getattr(reading, field):
            words = value if field in ("actor", "conflict") else ""
            yield Origin(field, Where.QUESTION, str(words))
    for field in ("names", "scope"):
        for name in getattr(reading, field):
            yield Origin(field, Where.ARCHIVE if name.corrected else Where.QUESTION, name.typed)


def _last_with(earlier: Sequence[Answer], reading: Reading) -> Answer:
    return next(answer for answer in reversed(earlier) if answer.reading is reading)


def checked_question(question: str) -> str:
    """The question with its white space folded. Raises BadQuestion as `understand` does."""
    text = "".join(sign if sign.isprintable() else " " for sign in question)
    text = " ".join(text.split())
    if not text:
        raise BadQuestion("it is empty. Type a question about the releases")
    if len(text) > MAX_LENGTH:
        raise BadQuestion(f"it has {len(text):,} characters, at most {MAX_LENGTH:,} are read")
    if not re.search(r"\w", text):
        raise BadQuestion("it holds no word. Type a question about the releases")
    return text


def _without_adjectives(question: str) -> str:
    """The question without quoted words and without "the proposed fund", which ask for no act."""
    bare = re.sub(r"[“\"][^”\"]*[”\"]", " ", question)
    return re.sub(
        r"\b(the|a|an|its|any|newly)\s+(?:proposed|agreed|adopted|planned|suggested|approved|adopted)(?=\s+\w)",
        r"\1",
        bare,
        flags=re.I,
    )


def _actor(question: str) -> str:
    """Who is asked to have said or done it ("what did the officials thank Korea for"), or ''."""
    verbs = "|".join(ASKED.values())
    match = re.search(
        rf"\b(?:did|does|do|has|have)\s+(?:the\s+)?((?:[\w’'-]+\s+){{0,5}}?[\w’'-]+)\s+(?:\w+ly\s+)?(?:{verbs})\b",
        question,
        re.IGNORECASE,
    )
    return match[1] if match else ""


def _ordinal(question: str) -> int:
    """The ordinal of the meeting asked about, 0 when none is named."""
    for match in ORDINAL.finditer(question):
        after = question[match.end() :]
        if re.match(
            rf"\s+(?:(?!of\b)[\w’'-]+\s+){{0,6}}?(?:{EVENT_NOUN}|rounds?|ones?|sessions?|edition|steering|committee)\b",
            after,
            re.IGNORECASE,
        ):
            return ordinal_in(match.group())
        if re.search(r"\b(?:the|very)\s+$", question[: match.start()], re.I) and re.match(
            r"\W*$", after
        ):
            return ordinal_in(match.group())
    return 0


def _both_years(question: str, asked: AskedTime) -> AskedTime:
    """The period from the first to the last year that a comparison names."""
    years = [int(year) for year in YEAR.findall(question)]
    if (
        asked.period is None
        or len(set(years)) < 2
        or kind_asked(question) is not AnswerKind.COMPARISON
    ):
        return asked
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    return replace(asked, period=replace(asked.period, first=first, last=last))


def _asking_part(question: str) -> str:
    """The sentence that asks, without one before it that tells what it is asked for; else all."""
    sentences = re.split(r"(?<=[.!])\s+(?=[A-Z])", question)
    last = sentences[-1]
    tells = len(sentences) > 1 and last.rstrip().endswith("?") and not POINTS.search(last)
    content = [word for word in words(last) if word.lower() not in STOPWORDS | FUNCTION_WORDS]
    return last if tells and len(content) >= ENOUGH else question


def _asking_words(kind: AnswerKind, period: Period | None) -> frozenset[str]:
    """Words that say what is asked for in such a question, and are content in any other."""
    released = PUBLISHING if period and period.basis is Basis.RELEASED else frozenset()
    forms = {AnswerKind.COMPARISON: COMPARING, AnswerKind.TIMELINE: STAGES}
    return released | forms.get(kind, frozenset())


def _subject(question: str, asked: AskedTime) -> str:
    """The question without "four years on", which is told by the period, and without "from the
    first idea to its adoption", which a history has anyway."""
    if asked.period and asked.where is Where.CONVERSATION:
        question = question.replace(asked.period.words, " ")
    if kind_asked(question) is not AnswerKind.TIMELINE:
        return question
    return FROM_TO.sub(" ", question)


def _terms(
    question: str, names: Sequence[Name], act: Act | None, asking: frozenset[str]
) -> tuple[str, ...]:
    """The stems an answer has to be about: no stop words, dates, act words or question words.

    Args:
        asking: further words that only say what is asked for.
    """
    bare = question
    for name in names:
        if name.kind == "board":
            bare = bare.replace(name.typed, " ")
        if name.kind == "person":
            bare = re.sub(rf"{RANK}{re.escape(name.typed)}", " ", bare)
    bare = PART_OF_A_PERIOD.sub(" ", PATTERN.sub(" ", bare))
    bare = re.sub(
        r"\b(?:last|this|next|past)\s+(?:year|month|week|spring|summer|autumn|winter|quarter)\b|\bquarter\b",
        " ",
        bare,
        flags=re.I,
    )
    bare = ORDINAL.sub(" ", bare)
    left_out = {Act.AGREED, Act.PROPOSED, Act.STATED} | ({act} if act in ASKED else set())
    asked = re.compile(rf"^(?:{'|'.join(ASKED[one] for one in left_out)})$", re.I)
    terms = []
    for word in words(bare):
        plain = word.lower()
        if plain in STOPWORDS or plain in FUNCTION_WORDS or asked.match(plain) or len(plain) < 2:
            continue
        if plain in asking:
            continue
        terms.append(stem(word))
    return tuple(dict.fromkeys(terms))
