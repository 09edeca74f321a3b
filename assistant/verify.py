"""Nothing is shown that its evidence does not say: quotes, dates, numbers, names, acts, negation."""

import re

from assistant.records import Citation
from index.acts import VERBS, act_of
from index.dates import find_dates
from index.records import Act, Passage, PassageKind, Release
from index.words import STOPWORDS, stems, words

NUMBER = re.compile(r"(?<![\w])\d[\d,.]*\d|\d")
NEGATIVE = re.compile(r"\b(?:not|never|no|neither|nor|without|failed|declined|refused)\b|n['’]t\b", re.IGNORECASE)
STRONG = (Act.AGREED, Act.SHARED_VIEW, Act.PROPOSED, Act.HOPED, Act.CALLED_FOR)
"""Acts that a sentence may claim only when its evidence carries the same one."""


def quote_is_exact(citation: Citation, release: Release) -> bool:
    """True when the quote is the stored text at its offsets, inside the passage it names."""
    try:
        passage = release.passage(citation.id)
    except KeyError:
        return False
    inside = passage.start <= citation.start < citation.end <= passage.end
    return inside and citation.quote == release.text[citation.start : citation.end]


def evidence_scope(release: Release, passage: Passage) -> str:
    """The text that may say who, which meeting and when: passage, its lead, paragraph 1, the head."""
    first = next((one for one in release.passages if one.kind is PassageKind.LEAD), passage)
    parts = [release.text_of(one) for one in (passage, release.lead_of(passage), first)]
    return " ".join(" ".join([release.title, *parts]).split())


def problems(sentence: str, release: Release, passage: Passage) -> list[str]:
    """What a written sentence claims that its evidence does not carry; empty when it passes.

    Acts, numbers and negation must stand in the cited passage; dates must be printed or
    described values of the release; names and other words may come from the evidence scope.
    """
    own = " ".join(release.text_of(passage).split())
    scope = evidence_scope(release, passage)
    found = [f"date {words}" for words in _wrong_dates(sentence, release, scope)]
    bare = _without_dates(sentence)
    known = set(NUMBER.findall(own)) | set(NUMBER.findall(release.title))
    found += [f"number {number}" for number in NUMBER.findall(bare) if number not in known]
    spoken = set(stems(scope))
    for word in words(bare):
        if word[0].isupper() and word.lower() not in STOPWORDS and not set(stems(word)) <= spoken:
            found.append(f"name {word}")
    acts = {one.act for one in release.statements if one.passage == passage.id}
    claimed = {act_of(match) for match in VERBS.finditer(sentence)} & set(STRONG)
    found += [f"act {act}" for act in claimed if act not in acts]
    if bool(NEGATIVE.search(sentence)) != bool(NEGATIVE.search(own)) and NEGATIVE.search(sentence):
        found.append("negation")
    return found


def _wrong_dates(sentence: str, release: Release, scope: str) -> list[str]:
    anchor = release.released or release.event
    known = [span for span in (release.event, release.released, *release.mentioned) if span]
    wrong = []
    for mention in find_dates(sentence, anchor.first if anchor else None):
        if mention.first is None or mention.words in scope:
            continue
        first, last = mention.first, mention.last or mention.first
        inside = any(span.first <= first and last <= span.last for span in known)
        if not inside and not any(first <= span.first and span.last <= last for span in known):
            wrong.append(mention.words)
    return wrong


def _without_dates(sentence: str) -> str:
    for mention in reversed(find_dates(sentence, None)):
        sentence = sentence[: mention.start] + " " + sentence[mention.end :]
    return sentence
