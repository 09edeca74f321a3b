"""The table of acts: which verbs say how far a statement goes. Extend it here.

Order matters only within one place of a text: the longest match wins.
"""

import re

from index.records import Act

TABLE: dict[Act, tuple[str, ...]] = {
    Act.AGREED: (
        "agreed",
        "agree",
        "agrees",
        "agreeing",
        "decided",
        "adopted",
        "adopt",
        "adopts",
        "concurred",
        "endorsed",
        "approved",
        "concluded",
        "resolved to",
        "reached (?:an? |the )?(?:agreement|consensus)",
        "came to (?:an? )?agreement",
        "signed",
        "settled on",
        "finalized",
        "finalised",
        "inked",
    ),
    Act.SHARED_VIEW: (
        "shared (?:the|a|an|their|this|his|her) (?:common |same )?(?:view|views|understanding|"
        "recognition|opinion|perception|assessment|concern|belief)s?",
        "were of the (?:same |shared )?(?:view|opinion)",
        "were united in the view",
        "saw eye to eye",
        "had (?:a|the) (?:shared|common|same) (?:view|understanding)",
        "confirmed (?:a|their) shared (?:view|understanding)",
    ),
    Act.PROPOSED: (
        "proposed",
        "propose",
        "proposes",
        "suggested",
        "suggest",
        "put forward",
        "recommended",
        "offered",
        "tabled",
        "floated",
        "invited .{0,60}? to consider",
    ),
    Act.STRESSED: (
        "stressed",
        "underscored",
        "emphasized",
        "emphasised",
        "underlined",
        "highlighted",
        "reiterated",
        "stress",
        "underscore",
        "emphasize",
        "reaffirmed",
        "reconfirmed",
    ),
    Act.HOPED: (
        "hoped",
        "hopes",
        "hope",
        "voiced (?:\\w+ )?hopes?",
        "expressed (?:\\w+ )?(?:hopes?|expectations?|wish)",
        "looked forward",
        "looks forward",
        "wished",
        "expressed the hope",
    ),
    Act.DISCUSSED: (
        "discussed",
        "discuss",
        "exchanged (?:\\w+[- ]){0,2}(?:views|opinions|ideas)",
        "consulted",
        "deliberated",
        "held (?:\\w+[- ]){0,3}(?:discussions|consultations) (?:on|about)",
        "reviewed",
        "compared notes",
        "had (?:\\w+[- ]){0,3}discussions?",
        "focused on",
        "conducted a (?:\\w+ )?review",
        "explored",
        "examined",
        "talked about",
        "took stock",
    ),
    Act.EXPLAINED: (
        "explained",
        "explain",
        "introduced",
        "briefed",
        "presented",
        "outlined",
        "described",
        "elaborated",
        "shared (?:information|each|the (?:significance|progress|results|outcome|experience))",
        "gave an overview",
        "shared (?:its|his|her|their) (?:\\w+ )?(?:experiences?|plans?|achievements?|know-?how)",
        "reported",
    ),
    Act.APPRECIATED: (
        "appreciated",
        "appreciate",
        "commended",
        "welcomed",
        "thanked",
        "noted with (?:\\w+ )?appreciation",
        "expressed (?:\\w+ ){0,2}(?:appreciation|gratitude|thanks|pleasure|satisfaction)",
        "extended (?:\\w+ ){0,2}(?:appreciation|gratitude|thanks|congratulations)",
        "praised",
        "congratulated",
        "highly valued",
        "highly assessed",
        "spoke highly",
        "paid tribute",
        "found it (?:impressive|meaningful|encouraging)",
        "expressed .{0,20}condolences",
    ),
    Act.CALLED_FOR: (
        "called for",
        "called on",
        "called upon",
        "calls for",
        "urged",
        "urge",
        "asked",
        "requested",
        "appealed",
        "encouraged",
        "sought (?:\\w+ )?(?:support|cooperation)",
        "asked for",
        "request",
    ),
    Act.WILL_DO: (
        "will",
        "plans? to",
        "planned to",
        "is to",
        "are to",
        "intends? to",
        "pledged",
        "pledge",
        "committed",
        "promised",
        "vowed",
        "undertook to",
        "is scheduled to",
        "are scheduled to",
        "is set to",
        "is slated to",
        "is expected to",
        "are expected to",
    ),
    Act.TOOK_PLACE: (
        "held",
        "hosted",
        "took place",
        "attended",
        "visited",
        "met",
        "convened",
        "opened",
        "launched",
        "participated",
        "co-?chaired",
        "co-?hosted",
        "chaired",
        "arrived",
        "had (?:a|an|talks|bilateral)",
        "paid a",
        "spoke (?:by|over|with)",
        "delivered",
        "gathered",
        "brought together",
        "organized",
        "organised",
        "was established",
        "kicked off",
        "served as",
        "took part",
        "joined",
        "inaugurated",
        "conducted",
        "provided",
        "appointed",
        "represented",
        "led",
        "headed",
        "handed over",
        "received",
    ),
    Act.STATED: (
        "said",
        "says",
        "say",
        "stated",
        "state",
        "noted",
        "took note",
        "mentioned",
        "added",
        "remarked",
        "pointed out",
        "affirmed",
        "expressed",
        "announced",
        "declared",
        "recognized",
        "recognised",
        "acknowledged",
        "recalled",
        "confirmed",
        "shared",
        "assessed",
        "evaluated",
        "responded",
        "replied",
        "told",
        "spoke",
        "warned",
        "condemned",
        "voiced",
        "conveyed",
        "showed interest",
        "observed",
        "informed",
        "delivered (?:his|her|the) (?:\\w+ )?remarks",
        "clarified",
        "took the view",
        "is seen",
        "are seen",
    ),
}
"""Verb forms and phrases (regular expressions) by the act they carry."""

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
    r"declar\w+|point(?:ed)? out|notes?|noted|warn\w*|statements?|words?",
}
"""Words of a question by the act they ask for, most telling act first."""

VERBS = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(
        f"(?P<{act.name}>{'|'.join(sorted(forms, key=len, reverse=True))})"
        for act, forms in TABLE.items()
    )
    + r")(?![\w-])",
    re.IGNORECASE,
)
VIEW = re.compile(
    r"^(?:to agree |once again |also |fully |closely |in principle |broadly )*"
    r"(?:that\b(?!.{0,160}?\b(?:would|will|shall)\b)|in that\b|"
    r"on the (?:\w+ )?(?:need|necessity|importance|significance|view|fact|urgency)\b|"
    r"(?:up)?on the (?:\w+ )?(?:need|importance)\b|with the view)",
    re.IGNORECASE,
)
"""What follows "agreed" where it states a view (not "agreed that it would be held"), not a commitment (archive-formats.md)."""

CONSULT = re.compile(
    r"^\s*(?:also |together |closely )*to "
    r"(?:continue|hold|have|begin|start|launch|pursue|further)\b.{0,40}?"
    r"\b(?:consult\w*|discuss\w*|talks|explor\w*|negotiat\w*|communicat\w*|work)",
    re.IGNORECASE,
)
"""What follows "agreed" where only talks were agreed, not their object."""

NEGATION = re.compile(
    r"(?:\b(?:not|never|neither|nor|failed to|declined to|no)|n't|n’t)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def act_of(match: re.Match[str]) -> Act:
    """The act of a `VERBS` match."""
    return Act[match.lastgroup or "OTHER"]


def asked_act(question: str) -> Act | None:
    """The act a question asks for, or None when it names none."""
    found = [
        (match.start(), act)
        for act, words in ASKED.items()
        if (match := re.search(rf"\b(?:{words})\b", question, re.IGNORECASE))
    ]
    order = list(ASKED)
    return min(found, key=lambda entry: order.index(entry[1]))[1] if found else None
