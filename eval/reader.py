"""How well the reader tells the sentence that answers, and whether any does."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.likely import pair_of
from assistant.reader.data import MEASURED
from assistant.reader.squad import read_squad
from assistant.reader.text import pair_text
from eval.bench import load_bench
from eval.question_sets import QuestionSet
from eval.questions import check_gold, in_group, load_questions
from eval.run import temporary_index
from eval.statistics import auroc
from index.embed import Embedder
from index.records import PassageKind, Release
from index.rerank import Reranker
from index.sentences import sentence_spans
from index.stems import tokenize

READ = 20
"""Sentences of one question that the reader reads, the best by cosine."""

SEED = 0
"""Of the draw of questions."""

Scores = NDArray[np.float32]
Asked = TypeVar("Asked")

WRONG_ANSWERS = 0.424
"""The share of unanswerable questions of NoMIRACL that GPT-4 answered: wrong refusals are counted
where as many are answered here. Source: N. Thakur and others, NoMIRACL (2024)."""


@dataclass(frozen=True)
class Candidates:
    """A question, the sentences it may be answered by, and which do; `answerable` as labelled.

    `texts` are in the reader's form (`assistant.reader.text.pair_text`), `gold` places in them,
    empty where no sentence is labelled.
    """

    question: str
    texts: tuple[str, ...]
    gold: frozenset[int]
    answerable: bool


System = Callable[[Candidates], Scores]


def squad_candidates(path: Path, articles: Sequence[str] = MEASURED) -> list[Candidates]:
    """The questions of articles that were not trained on, each over its own paragraph."""
    asking = read_squad(path, articles)
    found = []
    for asked in asking.asked:
        sentences = [asking.sentences[i] for i in asked.home]
        texts = tuple(pair_text(one.article, "", one.text) for one in sentences)
        gold = frozenset(place for place, i in enumerate(asked.home) if i in asked.gold)
        found.append(Candidates(asked.question, texts, gold, bool(gold)))
    return found


def pooled_candidates(folder: Path) -> list[Candidates]:
    """The questions of a set with pools, each over all sentences of its pool."""
    bench = load_bench(folder)
    pools: dict[str, list[str]] = {}
    for passage in bench.passages:
        for start, end in sentence_spans(passage.text):
            text = pair_text(passage.title, "", passage.text[start:end])
            pools.setdefault(passage.pool, []).append(text)
    return [
        Candidates(query.text, tuple(pools[query.pool]), frozenset(), bool(query.answerable))
        for query in bench.queries
        if query.answerable is not None and pools.get(query.pool)
    ]


def asked_candidates(asked: QuestionSet) -> list[Candidates]:
    """The questions of a set that lean on nothing before, each over all sentences of its releases.

    Gold are all sentences of the passages that may be cited.
    """
    with temporary_index(asked.releases) as indexed:
        questions = load_questions(asked.questions)
        check_gold(asked.questions, questions, indexed.archive)
        sentences = [one for release in indexed.archive.releases() for one in _sentences(release)]
    texts = tuple(text for _, text in sentences)
    return [
        Candidates(
            one.turns[0],
            texts,
            frozenset(
                place
                for place, (id, _) in enumerate(sentences)
                if any(in_group(id, group) for group in one.gold_paragraphs)
            ),
            one.answerable,
        )
        for one in questions
        if len(one.turns) == 1
    ]


def _sentences(release: Release) -> Iterator[tuple[str, str]]:
    """Each sentence in the reader's form, behind its passage's id."""
    for passage in release.passages:
        if passage.kind is not PassageKind.HEAD:
            for start, end in sentence_spans(release.text_of(passage)):
                first, last = passage.start + start, passage.start + end
                yield passage.id, pair_of(release, passage, release.text[first:last])


def drawn(asked: Sequence[Asked], limit: int | None) -> list[Asked]:
    """So many of the questions by chance, in their order; all of them without a limit.

    What is drawn with a low limit is among what is drawn with a higher one.
    """
    chosen = np.random.default_rng(SEED).permutation(len(asked))[:limit]
    return [asked[place] for place in sorted(chosen)]


def cosine_system(candidates: Sequence[Candidates], embedder: Embedder) -> System:
    """The embedding model alone."""
    texts = list(dict.fromkeys(text for one in candidates for text in one.texts))
    questions = list(dict.fromkeys(one.question for one in candidates))
    vector = dict(zip(texts, embedder.encode(texts), strict=True))
    asked = dict(zip(questions, embedder.encode(questions), strict=True))

    def scores(one: Candidates) -> Scores:
        return np.asarray(np.stack([vector[t] for t in one.texts]) @ asked[one.question])

    return scores


def bm25_system(candidates: Sequence[Candidates]) -> System:
    """BM25 over all sentences of the set."""
    import bm25s

    texts = list(dict.fromkeys(text for one in candidates for text in one.texts))
    place = {text: i for i, text in enumerate(texts)}
    model = bm25s.BM25()
    model.index(tokenize(texts), show_progress=False)

    def scores(one: Candidates) -> Scores:
        words = [word for word in tokenize([one.question])[0] if word in model.vocab_dict]
        given = model.get_scores(words) if words else np.zeros(len(texts))
        return np.asarray([given[place[text]] for text in one.texts], dtype=np.float32)

    return scores


def reader_system(reader: Reranker, first: System, read: int = READ) -> System:
    """The reader's scores of the best sentences by `first`; the others stay below all of them."""

    def scores(one: Candidates) -> Scores:
        order = np.argsort(-first(one), kind="stable")[:read]
        found = np.full(len(one.texts), -30.0, dtype=np.float32)
        found[order] = np.asarray(reader.scores(one.question, [one.texts[i] for i in order]))
        return found

    return scores


@dataclass(frozen=True)
class Judged:
    """What a system made of one question.

    `rank` is that of the best gold sentence, from 1, 0 where none is labelled or there is no
    choice; `confidence` is the best sentence's score.
    """

    answerable: bool
    confidence: float
    rank: int


def judged(one: Candidates, scores: Scores) -> Judged:
    """The rank of the gold sentence, and the best score; equal scores keep the sentences' order."""
    rank = 0
    if one.gold and len(one.texts) > 1:
        order = np.argsort(-scores, kind="stable").tolist()
        rank = 1 + min(order.index(place) for place in one.gold)
    return Judged(one.answerable, round(float(scores.max()), 6), rank)


def by_ranks(first: Sequence[Judged], second: Sequence[Judged]) -> list[Judged]:
    """Two systems' confidences as the sum of their ranks among all questions, of alike scale."""
    both = _ranks(first) + _ranks(second)
    return [Judged(one.answerable, float(sum_), 0) for one, sum_ in zip(first, both, strict=True)]


def _ranks(found: Sequence[Judged]) -> NDArray[np.float64]:
    values = np.array([one.confidence for one in found])
    return np.searchsorted(np.sort(values), values).astype(float)


def area(found: Sequence[Judged]) -> float | None:
    """AUROC of the confidence in [0, 1]; None where all questions are of one kind."""
    yes = [one.confidence for one in found if one.answerable]
    no = [one.confidence for one in found if not one.answerable]
    return auroc(yes, no) if yes and no else None


def refused_at(found: Sequence[Judged], answered: float = WRONG_ANSWERS) -> float | None:
    """The share of answerable questions refused where so many unanswerable ones are answered."""
    yes = [one.confidence for one in found if one.answerable]
    no = sorted((one.confidence for one in found if not one.answerable), reverse=True)
    if not yes or not no:
        return None
    bar = no[min(len(no) - 1, round(answered * len(no)))]
    return sum(confidence <= bar for confidence in yes) / len(yes)
