"""The table of acts: which verbs say how far a statement goes. Extend it here.

An entry of `TABLE` is a verb in its base form, or several: `(put|bring) ~ idea`. Where the verb
alone does not carry the act, the words that must follow it stand behind it: `express ~ hopes?`.
`~` stands for up to five words, `~~` for up to ten, `ON` is "on" with no day behind it; `?` and `|`
are those of regular expressions. Of several entries that fit, the one with the most words wins.
All finite forms of the verb are meant, and the passive voice, where the words that follow may come
before it ("hope was expressed"). A verb that is in no entry is an act only where somebody does it:
`other` (see `NO_DEED`).
"""

import re
from dataclasses import dataclass

from index.records import Act
from index.verbs import forms

TABLE: dict[Act, str] = {
    Act.AGREED: """
        agree; decide; adopt; concur; endorse; approve; sign; settle on; finalize; finalise; ink;
        ratify; conclude; conclude ~ (agreement|treaty|protocol|arrangement|mou|memorandum|deal);
        resolve to; resolve that; accept; initial; consent; pass; elect; select; designate; opt;
        choose; authorize; authorise; assent; determine to; hammer out; work out; acquiesce;
        reach ~ (agreements?|consensus|understanding|accord|compromise|conclusion|deal|settlement);
        (come|arrive) (to|at) ~ (agreement|understanding|conclusion|consensus|terms|compromise);
        strike ~ (deal|agreement|bargain|compromise); (make|take) ~ decision; find ~ compromise;
        (give|grant) ~ (approval|consent|nod|endorsement|green light|blessing); forge ~ consensus;
        (fix|set) ~ (date|venue|target|deadline|schedule); join ~ consensus; seal ~ (deal|agreement);
        put ~ signatures?; affix ~ signatures?
    """,
    Act.SHARED_VIEW: """
        share ~ (views?|understandings?|recognition|opinions?|perceptions?|assessments?|concerns?|
        beliefs?|convictions?|positions?|sense|awareness|conclusion|judg(?:e)?ment|sentiment|stance|
        diagnosis|vision|outlook|appraisal);
        be ~ of ~ (view|opinion|mind|position|belief|conviction);
        be ~ (united|one|unanimous) in ~ (view|belief|opinion|conviction|assessment);
        be ~ (at one|united|unanimous|like-minded); be ~ in ~ (agreement|accord); see eye to eye;
        find common ground; (echo|second|support) ~ view; speak with one voice; agree in ~ view;
        have ~ (shared|common|same|similar|identical) (view|understanding|opinion|position|
        perception|assessment|recognition)s?; converge (on|in); be ~ of like mind;
        confirm ~ (shared|common|same) (view|understanding|position|recognition)s?;
        (hold|take) ~ (same|common|shared|similar) ~ (view|opinion|position); hold ~ view;
        (express|voice) ~ (shared|common) ~ (view|perception|understanding|recognition|opinion)
    """,
    Act.PROPOSED: """
        propose; suggest; recommend; offer; table; float; advise; moot; pitch;
        (put|bring) (forward|forth); submit ~ (proposal|recommendation|paper|draft|idea);
        (advance|present|raise|air|broach) ~ (idea|proposal|possibility|option|suggestion);
        (make|give|lay out|come up with) ~ (proposals?|suggestions?|offer|recommendations?);
        invite ~ to consider; bring up ~ idea; extend ~ (offer|proposal); come up with
    """,
    Act.STRESSED: """
        stress; underscore; emphasize; emphasise; underline; highlight; reiterate; reaffirm; affirm;
        reconfirm; accentuate; repeat; restate; insist; re-emphasize; spotlight; confirm anew;
        reassert; (place|lay|put|give) ~ (emphasis|stress|weight|priority); accent;
        (draw|call|turn|direct) ~ attention; make (it )?(clear|plain); (press|drive|bring) home;
        (point to|speak of) ~ (importance|need|necessity|significance|urgency);
        attach ~ (importance|weight|significance|value); renew ~ (commitment|resolve|pledge);
        (express|voice|declare) ~ (determination|resolve|conviction)
    """,
    Act.HOPED: """
        hope; wish; anticipate; look ~ forward; long for; aspire; expect that; expect to; trust that; await; pray;
        (voice|express|convey|extend|share|state|offer|send|cherish) ~
        (hopes?|expectations?|wish|wishes|desire|optimism|confidence|anticipation|aspirations?);
        be ~ (hopeful|optimistic|confident|eager); count on; have ~ (hopes?|expectations)
    """,
    Act.DISCUSSED: """
        discuss; consult; deliberate; review; explore; examine; debate; address; weigh; consider;
        exchange ~ (views?|opinions?|ideas?|assessments?|thoughts|perspectives|notes|information);
        (hold|have|conduct|engage) ~ (discussions?|exchange of views|exchange of opinions|review|
        debate|deliberations|brainstorming); confer; negotiate; mull; canvass;
        (hold|have|conduct|engage) ~ (consultations|talks|conversations?) (ON|about|regarding|
        over|concerning); compare notes; focus on; take stock; (conduct|carry|make) ~ review;
        touch (up)?on; (talk|go|think) (over|about|through); look (back|into|at|ahead); take up;
        sound out; study; dwell on; assess ~ (options|ways|progress); cover; delve into; check;
        analyze; analyse; survey; broach; deal with; brainstorm; scrutinize; evaluate ~ progress;
        talk ~ about
    """,
    Act.EXPLAINED: """
        explain; introduce; brief; present; outline; describe; elaborate; report; detail; update;
        share; (lay|set|spell) out; set forth; walk ~ through; illustrate; demonstrate; showcase;
        (give|make|deliver|provide|have|offer) ~ (briefing|presentation|explanation|overview|account|
        outline|description|rundown|update|summary|report); shed ~ light; recount; relate; clarify;
        inform ~~ of; inform ~~ about; inform ~~ on; expound; summarize; summarise; acquaint;
        apprise; sketch; fill ~ in on; trace; go into ~ detail
    """,
    Act.APPRECIATED: """
        appreciate; commend; welcome; thank; praise; congratulate; applaud; value; laud; hail;
        compliment; cherish; salute; acclaim; esteem; admire;
        note ~ with ~ (appreciation|satisfaction|gratitude|pleasure|delight);
        (acknowledge|receive|recall|recognize|mention) with ~ (appreciation|gratitude|thanks|
        satisfaction); take note with ~ (appreciation|satisfaction);
        (express|extend|convey|offer|voice|send|share|put|take|show|record|register) ~
        (appreciation|gratitude|thanks|pleasure|satisfaction|congratulations|admiration|welcome|
        delight|joy|gratification|felicitations|gratefulness|praise|thankfulness);
        (assess|rate|evaluate|regard|value) ~ (highly|positively|favou?rably); pay (tribute|homage);
        (think|speak) ~ (highly|warmly|well) of; give ~ credit; take ~ (pride|comfort);
        find ~ (impressive|meaningful|encouraging|significant|useful|helpful|noteworthy|valuable|
        inspiring); be ~ (pleased|impressed|grateful|delighted|thankful|gratified|encouraged|glad|
        heartened|satisfied|appreciative|proud|happy); be ~ (moved|touched) by; be well received;
        (receive|meet) ~ (well|positively|warmly); single out ~ for praise
    """,
    Act.CALLED_FOR: """
        call for; call upon; call on ~~ to; call on ~~ for; urge; ask; request; appeal; encourage;
        seek ~ (support|cooperation|advice|help|understanding|assistance|participation|backing|
        interest|attention); demand; exhort; implore; solicit; (press|push|plead) for; press ~~ to;
        plead; petition; enlist; advise ~~ to; (invite|remind|prompt|counsel|nudge|enjoin) ~~ to;
        beseech; advocate; invite ~ views;
        (make|issue|renew|launch|repeat|reiterate|put|submit|file|lodge|send|voice|add|join) ~
        (requests?|appeals?|calls?|plea)
    """,
    Act.WILL_DO: """
        plan to; plan on; intend to; aim to; pledge; promise; vow; volunteer; undertake to; commit;
        swear; look to; mean to; be to; guarantee; stand ready; engage to; be ~ poised to;
        be ~ (scheduled|set|slated|expected|planning|planned|willing|ready|determined|prepared|
        going|due|supposed|committed|bound|preparing|intending|likely|projected|resolved) to;
        (express|voice|convey|declare|signal|indicate|announce) ~
        (willingness|readiness|intention|intent|commitment) to;
        give ~ (assurances?|word|pledge|commitment); make ~ (pledge|commitment|promise)
    """,
    Act.TOOK_PLACE: """
        hold; host; take place; get (under way|underway|off); attend; visit; meet; convene; open;
        participate; take part; chair; co-chair; cochair; co-host; cohost; preside; gather; arrange;
        bring together; organize; organise; co-organize; kick off; join; arrive; depart; commence;
        have ~ (meetings?|talks|conferences?|calls?|conversations?|encounter|luncheon|lunch|dinner|
        breakfast|interviews?|dialogues?|sessions?|summit|round|consultations?|audience|
        discussions? with|negotiations|chat|exchange with); (lead|head) ~ delegation; moderate;
        pay ~ (visits?|calls?); speak (by|over|with|on the); (make|conduct) ~ (visit|call|trip);
        sit (down|in); be in attendance; be (present|there); call on; call by; run; close; end; start;
        begin; represent; resume; reconvene; reopen; talk (by|with|on the); travel; co-sponsor ~ event;
        receive ~ (delegation|minister|ambassador|president|guests?|envoy|visit|call|group|members|
        secretary|speaker|chairman|counterpart); come (together|to a close|to an end|to order);
        hold ~ (talks|discussions?|consultations?) with; conduct ~ (negotiations|consultations|
        exercise|interviews?); inaugurate; celebrate; mark ~ anniversary; embark on; return;
        conclude ~ (visit|trip|tour|talks|meeting|session|round); (drop|stop) (by|over|in); (wrap|wind) up; draw to ~ close;
        (draw|attract) ~ (participants|attendance|attendees|audience); stage; go ahead; sit for;
        telephone; phone; serve as ~ (chair|host|moderator)
    """,
    Act.STATED: """
        say; state; note; mention; add; remark; point out; point to; announce; declare; go on to;
        recognize; recognise; acknowledge; recall; confirm; assess; evaluate; respond; reply; tell;
        warn; observe; inform; assure; take note; take the view; admit that; comment; argue; call;
        caution; answer; maintain; conclude that; report that; report ~~ that; find; find that;
        believe; judge; submit that; indicate; disclose; reveal; attribute; refer; quote; claim;
        convey; describe ~ as; characterize; liken; deny; notify; testify; contend; opine; assert;
        concede; predict; forecast; estimate; cite; list; credit; regard; view; see ~ as; deem;
        remind; (release|issue|make|give|read) ~ (statement|comment|remark); hold that; speak of; put it;
        (express|voice|hold|present|take|convey|offer) ~ (view|opinion|position|stance) that;
        express ~ (view|opinion|position|understanding); make ~ point; stipulate; underwrite;
        explain away; wonder; inquire; enquire; publish; proclaim; interpret; reason
    """,
    Act.OTHER: """
        condemn; deplore; regret; reject; object; oppose; denounce; protest; criticize; criticise;
        refute; disagree; accompany; greet; launch; establish; set up; found; create;
        appoint; name; donate; hand over; dispatch; listen to; try out; read out; watch; tour; raise;
        (express|voice|convey|show|register|take|relay|offer|extend) ~ (concerns?|regrets?|support|interest|
        sympathy|sympathies|condolences?|respects?|sorrow|solidarity|apology|apologies|worries|
        disappointment|objections?|reservations?|doubts?|dissatisfaction|dismay|grief|greetings|
        outrage|misgivings|unease|alarm|shock|sadness|frustration|disagreement|skepticism);
        (deliver|give|make|read) ~ (speech|lecture|remarks|address|toast|interview|message|donation|
        contribution|tour|performance|talk); provide ~ (aid|relief|supplies|meals|shelter);
        (present|award|hand|deliver|give|submit) ~ (plaques?|medals?|certificates?|awards?|gifts?|letter|
        credentials|prizes?|copy|portrait|decoration|books?|petition|order|trophy|bouquet|flowers);
        sign ~ (book|register|guestbook|autographs?); pose ~ (photo|photos|photograph|photographs);
        put ~ questions?; take ~ (photo|photos|photographs?|pictures?|walk|tour|oath|questions);
        pay ~ respects?; lay ~ (wreath|flowers|cornerstone|foundation stone|bouquet);
        observe ~ silence; serve ~ (lunch|dinner|breakfast|tea|meals?); throw ~ (party|reception);
        exchange ~ (gifts|greetings|signed|instruments|prisoners|business cards|lists);
        pass (from|to|on|into|through|over|away|around|along)
    """,
}
"""Verbs and phrases by the act they carry."""

NO_DEED = """
    be; have; do; become; remain; continue; seem; appear; face; need; want; know; think; feel; depend;
    receive; include; feature; consist; contain; comprise; serve; play; mark; carry; strive; help; lead; result;
    provide; cooperate; work; develop; expand; increase; grow; double; triple; recover; rise; fall;
    reduce; enjoy; share; keep; maintain; strengthen; deepen; enhance; improve; promote; contribute;
    suffer; live; belong; represent; constitute; concern; relate; involve; aim; focus; stand; lie;
    account; exist; reflect; indicate; show; demonstrate; prove; make; take; give; bring; come; go;
    get; let; enter; undergo; experience; advance; evolve; emerge; witness; see; hear; learn;
    follow; precede; succeed; last; range; total; number; amount; reach; exceed; surpass; cost;
    understand; realize; fulfill; fulfil; implement; pursue; push; endeavor; endeavour; exert; build;
    form; foster; solidify; cement; consolidate; boost; spur; stem; derive; change; turn; fail;
    oversee; manage; handle; cover; span; hail; date; comply; suit; fit; match; own; possess; lack;
    seek; use; utilize; gain; obtain; acquire; earn; win; lose; draw; attract; garner; trigger; cause
"""
"""Verbs of state, growth and effort: by themselves they tell of no act at the event."""

ASKED: dict[Act, str] = {
    Act.AGREED: r"agree\w*|agreement|agreements|decid\w*|decisions?|adopt\w*|conclud\w+|concur\w*|"
    r"consensus|endors\w+|approv\w+|commitments?|sign(?:ed)?|settled?|inked|resolved|"
    r"outcomes?|results?(?= of)|c[ao]me out of|struck|deals?|pacts?|accords?",
    Act.PROPOSED: r"propos\w+|suggest\w*|put forward|recommend\w*|offer(?:ed|s)?|floated|tabled",
    Act.STRESSED: r"stress\w*|underscor\w+|emphasi[sz]\w+|underlin\w+|highlight\w*|"
    r"reiterat\w+|reaffirm\w*",
    Act.HOPED: r"hop(?:e|ed|es|ing)|wish\w*|look\w* forward",
    Act.SHARED_VIEW: r"shared? (?:the |a |their )?(?:\w+ )?(?:view|understanding|assessment)s?|"
    r"common view",
    Act.DISCUSSED: r"discuss\w*|talk(?:ed|s)? about|exchang\w+ views?|topics?|agenda|debated?",
    Act.EXPLAINED: r"explain\w*|introduc\w+|brief(?:ed)?|present(?:ed)?|outlin\w+",
    Act.APPRECIATED: r"appreciat\w+|commend\w*|welcom\w+|thank\w*|prais\w+|gratitude|"
    r"congratulat\w+",
    Act.CALLED_FOR: r"call(?:ed|s)? (?:for|on|upon)|urg(?:e|ed|es)|ask(?:ed|s)? for|request\w*|"
    r"appeal\w*",
    Act.WILL_DO: r"pledg\w+|promis\w+|plan(?:s|ned)? to|commit(?:ted)? to|intends?|"
    r"going to do|next steps?",
    Act.STATED: r"sa(?:y|id|ys)|stat(?:e|ed|es)|mention\w*|remark(?:ed|s)?|told?|announc\w+|"
    r"declar\w+|point(?:ed)? out|notes?|noted|warn\w*|statements?|words?|points?(?= did)|"
    r"ma[dk]e (?:the |a |any )?points?",
}
"""Words of a question by the act they ask for, most telling act first."""

CONSULT = re.compile(
    r"^\s*(?:also |together |closely )*to "
    r"(?:continue|hold|have|begin|start|launch|pursue|further)\b.{0,40}?"
    r"\b(?:consult\w*|discuss\w*|talks|explor\w*|negotiat\w*|communicat\w*|work)",
    re.IGNORECASE,
)
"""What follows "agreed" where only talks were agreed, not their object."""

ALSO = {"be": ("are", "were", "am")}
"""Forms that `forms` does not give."""
ON = r"on(?!\s+(?:\d|[a-z]{3,9}\s+\d|the\s+(?:morning|afternoon|evening|sidelines|margins)))"
"""What `ON` stands for: "on" before a subject, not before a day."""
SOME, MANY = r"(?:[\w’'-]+\s+){0,5}?", r"(?:(?!and\s+\w+ed\b)[\w’'-]+\s+){0,10}?"
"""What `~` and `~~` stand for in an entry."""


@dataclass(frozen=True)
class Entry:
    """A row of the table: a verb, the act it carries and what must follow.

    `after` is matched on the text behind the verb; `before` on the end of the subject of a
    passive. `size` is the number of words that must follow.
    """

    lemma: str
    act: Act
    after: re.Pattern[str] | None
    before: re.Pattern[str] | None
    size: int


def _entries() -> dict[str, list[Entry]]:
    """The rows of the table by every form of their verb."""
    found: dict[str, list[Entry]] = {}
    for act, rows in TABLE.items():
        for row in rows.split(";"):
            head, _, tail = " ".join(row.split()).partition(" ")
            if head.startswith("("):
                heads, _, tail = " ".join(row.split()).partition(") ")
                starts = [one.strip() for one in heads.strip("() ").split("|")]
            else:
                starts = [head]
            for start in starts:
                lemma, _, particle = start.partition(" ")
                entry = _entry(lemma, act, f"{particle} {tail}".strip())
                for form in dict.fromkeys((*forms(lemma), *ALSO.get(lemma, ()))):
                    found.setdefault(form, []).append(entry)
    return found


def _entry(lemma: str, act: Act, tail: str) -> Entry:
    if not tail:
        return Entry(lemma, act, None, None, 0)
    words = tail.replace("| ", "|").replace("ON", ON)
    own, _, far = words.partition("~~ ")
    far = rf"{MANY}{far}" if far else ""
    if words == "that":
        own, far = "", r"(?:\w+ly\s+)?that"
    after = "".join(SOME if word == "~" else rf"{word}\s+" for word in own.split()).removesuffix(
        r"\s+"
    )
    pattern = (rf"\s+{after}\b" if after else "") + (rf"(?=\s+{far}\b)" if far else "")
    noun = words.removeprefix("~ ")
    before = rf"\b(?:{noun})$" if words.startswith("~ ") and "~" not in noun else ""
    return Entry(
        lemma,
        act,
        re.compile(pattern, re.IGNORECASE),
        re.compile(before, re.IGNORECASE) if before else None,
        len([word for word in words.split() if word.strip("~")]),
    )


ENTRIES = _entries()
PRESENT = frozenset(
    form
    for rows in ENTRIES.values()
    for entry in rows
    if entry.lemma not in ("be", "have")
    for form in forms(entry.lemma)[:2]
)
"""Base forms and third persons of the table's verbs; many are nouns too."""
STATES = frozenset(form for lemma in NO_DEED.split(";") for form in forms(lemma.strip()))
VERBS = re.compile(
    rf"(?<![\w-])(?:will|{'|'.join(sorted(ENTRIES, key=len, reverse=True))})(?![\w-])",
    re.IGNORECASE,
)
"""Every word that may carry an act, wherever it stands; `act_of` tells which."""


def find_entry(form: str, text: str, end: int, subject: str = "") -> tuple[Entry, int] | None:
    """The row that a verb form ending at `end` of a text fits, and where its words end.

    Of several, the one that asks for the most words, then the one that skips the fewest.

    Args:
        subject: the subject of a passive, whose last words may be the row's.
    """
    found: list[tuple[int, int, int, Entry]] = []
    alone: Entry | None = None
    for entry in ENTRIES.get(form, ()):
        if entry.after is None:
            alone = alone or entry
        elif match := entry.after.match(text, end):
            size = len(match.group().split())
            found.append((-entry.size, size, match.end(), entry))
        elif subject and entry.before and entry.before.search(subject):
            found.append((-entry.size, 0, end, entry))
    if found:
        _, _, place, entry = min(found, key=lambda one: one[:3])
        return entry, place
    return (alone, end) if alone else None


def act_of(match: re.Match[str]) -> Act:
    """The act of a `VERBS` match, by the table; `other` where more words would be needed."""
    if match.group().lower() == "will":
        return Act.WILL_DO
    found = find_entry(match.group().lower(), match.string, match.end())
    return found[0].act if found else Act.OTHER


def asked_act(question: str) -> Act | None:
    """The act a question asks for, or None when it names none."""
    found = [
        (match.start(), act)
        for act, words in ASKED.items()
        if (match := re.search(rf"\b(?:{words})\b", question, re.IGNORECASE))
    ]
    order = list(ASKED)
    return min(found, key=lambda entry: order.index(entry[1]))[1] if found else None
