"""Which kind of answer a question asks for, by its words; a question may ask for several."""

import re

from assistant.records import AnswerKind

KINDS: tuple[tuple[AnswerKind, str], ...] = (
    (
        AnswerKind.ABOUT,
        r"^\W*(?:hello|hi|hey|good (?:morning|afternoon|evening)|help|thanks?(?: you)?)\W*$|\bwhat(?:'s| is| do you have)? in (?:this|the|your) archive|"
        r"\bwhat (?:kinds? of (?:things|questions) )?can (?:i|you|we) (?:ask|do|answer|help)|\bwho are you\b|\bwhat are you\b|\bhow do you work\b|"
        r"\bwhat (?:dates|period|years) (?:does|do) (?:it|you|this|(?:the|these|your|all the) (?:press )?(?:archive|releases|collection))|"
        r"\bhow far back (?:do|does) (?:it|you|this|(?:the|these|your) (?:press )?(?:archive|releases|collection))|"
        r"\bhow many (?:press )?(?:releases|documents|pages) (?:are (?:there|in (?:here|this|the archive))\b(?! to\b)|do you|does (?:it|this|the archive)|can you)|\bwhat (?:do|does) (?:you|this|the archive) (?:know|hold|cover|contain)|"
        r"\bwhere do (?:your|the) answers come from",
    ),
    (
        AnswerKind.TIMELINE,
        r"\btime-?line\b|\bchronolog\w*|\bhistory of\b|\bstep by step\b|\bin (?:date |chronological )?order\b|^\W*trace\b|"
        r"\bhow did .*\b(?:come about|develop|evolve|progress|unfold|change over)|\bover the years\b|\bmilestones\b|\bkey dates\b|\bevolution of\b|\bsequence of\b|"
        r"^\W*(?:the )?history\b|\bwhat (?:has |had |ever |finally |eventually )*(?:became|become|came) of\b|\b(?:the )?fate of\b|\bhow did .*\bend up\b|"
        r"\bwhat happened (?:to|with) the .*\b(?:proposal|plan|idea|suggestion)\b",
    ),
    (
        AnswerKind.COMPARISON,
        r"\bcompar(?:e|ed|ing|ison)\b|\bdifferences?\b.*\bbetween\b|\bdiffer(?:s|ed)?\b|\bversus\b|\bvs\b|\b(?:what|how) (?:has |have |had |did )?(?:.* )?changed?\b.*\b(?:since|between|from)\b|\bwhat (?:has |have )?changed\b|"
        r"\bin (?:common|contrast)\b|\b(?:more|less|fewer|\w+er) than\b.*\b(?:in|at|the) (?:\d|last|first|previous|earlier)",
    ),
    (
        AnswerKind.DEFINITION,
        r"\bstands? for\b|\bshort for\b|\b(?:acronym|abbreviation|initials?)\b|^\W*what(?:'s| is| are| exactly is) (?:the |an? )?(?P<defined>[\w’'-]+(?: (?-i:[A-Z])[\w-]+)*)\W*$|\bdefin(?:e|ition)\b|\bmeaning of\b|\bwhat does [\w-]+ mean\b|\bfull (?:name|form)\b|\bexplain what\b",
    ),
    (
        AnswerKind.HOW_MANY,
        r"\bhow (?:many|much|often|long|large|big|far(?! back)|high|old)\b|\bnumber of\b|\bwhat (?:amount|sum|share|percentage|proportion|size)\b|\bthe amount of\b|\bcapital of\b|\baverage\b|\bat what level\b|\bwhat (?:did|does|will|would|was|is) .*\bcost\b|\bwhat(?:'s| is| was) .*\b(?:share|contribution|budget|price) (?:in|of|to|for)\b|\bwhats .*\bshare\b",
    ),
    (
        AnswerKind.WHO,
        r"(?:^|[,;:]\s*|\b(?:and|but|so|also|then|by|to|with|from|for|or|is|was)\s+)\W*who(?:m|se|'s)?\b|\b(?:tell me|know|remember|wonder|say|find out|name|names of those|name of the \w+)\s+who\b|\bwhich (?:[A-Z]\w+ )?(?:side|delegation|minister|official|person|ambassador|party|leader)\b|\bsource of the quote\b|\bname of the (?:\w+ ){0,2}(?:minister|ambassador|chair\w*|head|leader|delegate|representative|speaker)",
    ),
    (
        AnswerKind.WHEN,
        r"(?:^|\b(?:and|since|until|by|to|from)\s+)\W*when\b(?!\s+(?:the|minister|deputy|vice|ambassador|he|she|they|it)\b)|\bwhen (?:did|was|were|is|are|will|has|have|had|does|do|should|exactly)\b|\b(?:on |at |since |until )?(?:what|which) (?:date|day|month|year)\b|^\W*(?:the )?dates? of\b|\bdate\?|\bhow soon\b|\bhow far back\b|\bsince when\b",
    ),
    (
        AnswerKind.WHERE,
        r"(?:^|\band\s+)\W*where\b|\bwhere (?:did|was|were|is|are|will|has|have|had|does|do|should|exactly)\b|\b(?:in |at )?(?:what|which) (?:\w+ )?(?:city|venue|place|town|building|location|capital|hotel)\b|\blocation of\b|\bvenue\b",
    ),
    (
        AnswerKind.YES_NO,
        r"^\W*(?:(?:so|and|but|ok|well|then),? )?(?:did|was|were|is|are|has|have|had|do|does|can|could|will|would|should)\b",
    ),
    (
        AnswerKind.LIST,
        r"\blist\b|\beverything\b|\ball (?:the |of the )?\w+|\bwhich (?:\w+ )?(?:countries|meetings|ministries|projects|ports|agreements|decisions|members|cities)\b|\boutcomes?\b|\bresults? of\b|\bagreements\b|\bdecisions\b",
    ),
)
"""Answer kinds by the words that ask for them, first match wins."""
PART = re.compile(
    r"(?:,\s*|\s)and (?=(?:to |until |at |in |by |from |for )?(?:who|when|where|how many|how much|what|which)\b)",
    re.IGNORECASE,
)
"""Between two things that one question asks."""


def kind_asked(question: str) -> AnswerKind:
    """The kind of answer that the question asks for; a fact where no word tells another."""
    for kind, pattern in KINDS:
        if re.search(pattern, question, re.IGNORECASE):
            return kind
    return AnswerKind.FACT


def parts_of(question: str) -> list[tuple[AnswerKind, str]]:
    """The parts of a question that asks several things, each with its answer kind."""
    return [(kind_asked(part), part) for part in PART.split(question) if re.search(r"\w", part)]
