"""Labelled pairs from public question sets: SQuAD 2.0 and TimeQA in the form of ../bench."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.reader.text import pair_text
from index.embed import Embedder
from index.lexical import rarity
from index.sentences import sentence_spans
from index.stems import tokenize

FIRST = 5
"""A wrong sentence is drawn from so many that are most alike to the question."""
UNTITLED = 0.1
"""The share of pairs without a title, lest the title alone be trusted."""
LONGEST = 420
"""Characters of a pair; the few longer ones would take a fifth of the time."""

SHORT = 240
"""Characters of a pair at most, among the easy ones."""


@dataclass(frozen=True)
class Pair:
    """A question, a sentence in the reader's form, and whether the sentence answers it."""

    question: str
    text: str
    label: float
    source: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article; `paragraph` is the paragraph's number among all paragraphs."""

    text: str
    article: str
    paragraph: int


@dataclass(frozen=True)
class Asked:
    """A question over one paragraph; `gold` are numbers of sentences, none where unanswerable.

    `home` are the sentences of the paragraph it was asked over, `answers` the labelled words.
    """

    question: str
    article: str
    home: tuple[int, ...]
    gold: frozenset[int]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Asking:
    """A question set taken apart: all sentences, all questions over them."""

    sentences: list[Sentence]
    asked: list[Asked]

    def part(self, share: float, random_: random.Random) -> "Asking":
        """A share of the questions, drawn by chance, over all sentences; itself for 1."""
        if share >= 1:
            return self
        return Asking(self.sentences, random_.sample(self.asked, round(share * len(self.asked))))


def read_squad(path: Path, articles: Sequence[str] | None = None) -> Asking:
    """The questions and sentences of a SQuAD 2.0 file; of the named articles, if any are named."""
    asking = Asking([], [])
    paragraph = 0
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        title = article["title"].replace("_", " ")
        if articles is not None and title not in articles:
            continue
        for block in article["paragraphs"]:
            spans = sentence_spans(block["context"])
            first = len(asking.sentences)
            for start, end in spans:
                sentence = Sentence(block["context"][start:end], title, paragraph)
                asking.sentences.append(sentence)
            home = tuple(range(first, len(asking.sentences)))
            for asked in block["qas"]:
                asking.asked.append(_squad_asked(asked, title, home, first, spans))
            paragraph += 1
    return asking


def squad_articles(path: Path) -> list[str]:
    """The titles of a SQuAD file, in its order."""
    read = json.loads(path.read_text(encoding="utf-8"))
    return [article["title"].replace("_", " ") for article in read["data"]]


def _squad_asked(
    asked: dict[str, object],
    title: str,
    home: tuple[int, ...],
    first: int,
    spans: Sequence[tuple[int, int]],
) -> Asked:
    answers: list[dict[str, object]] = asked["answers"]  # type: ignore[assignment]
    gold = set()
    for answer in answers:
        place = int(answer["answer_start"])  # type: ignore[call-overload]
        gold |= {first + i for i, (start, end) in enumerate(spans) if start <= place < end}
    words = tuple(dict.fromkeys(str(answer["text"]).lower() for answer in answers))
    return Asked(str(asked["question"]).strip(), title, home, frozenset(gold), words)


def read_bench(folder: Path) -> Asking:
    """The questions of a set in the form of ../bench whose answer stands in one sentence.

    The sentence of the labelled passage that holds the answer's words is the gold one; a question
    whose answer stands in none or in several is left out. One without an answer keeps the passages
    of its pool as its home.
    """
    asking = Asking([], [])
    of_passage: dict[str, list[int]] = {}
    of_pool: dict[str, list[int]] = {}
    for number, passage in enumerate(_lines(folder / "corpus.jsonl")):
        text = passage["text"]
        if text == passage["title"]:
            continue
        for start, end in sentence_spans(text):
            place = len(asking.sentences)
            asking.sentences.append(Sentence(text[start:end], passage["title"], number))
            of_passage.setdefault(passage["id"], []).append(place)
            of_pool.setdefault(passage["pool"], []).append(place)
    labelled: dict[str, list[str]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        question, found, _ = line.split("\t")
        labelled.setdefault(question, []).append(found)
    for asked in _lines(folder / "queries.jsonl"):
        pool = of_pool.get(asked["pool"], [])
        places = [i for id in labelled.get(asked["id"], []) for i in of_passage.get(id, [])]
        words = tuple(answer.lower() for answer in asked["answers"] if answer)
        gold = {i for i in places if any(w in asking.sentences[i].text.lower() for w in words)}
        if pool and (len(gold) == 1 if asked["answerable"] else True):
            article = asking.sentences[pool[0]].article
            home = tuple(places or pool)
            asking.asked.append(Asked(asked["text"], article, home, frozenset(gold), words))
    return asking


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True)
class Share:
    """How many wrong sentences of each kind a question gets; a fraction is the chance of one more.

    `near` are of its own paragraph, `article` of the rest of the article, `elsewhere` of others.
    """

    near: float
    article: float
    elsewhere: float

    def drawn(self, random_: random.Random) -> tuple[int, int, int]:
        """Whole numbers of the three kinds."""
        wanted = (self.near, self.article, self.elsewhere)
        near, article, elsewhere = (int(x) + (random_.random() < x % 1) for x in wanted)
        return near, article, elsewhere


def pairs_of(
    asking: Asking,
    answerable: Share,
    unanswerable: Share,
    random_: random.Random,
    source: str,
    alike: "Alike",
) -> list[Pair]:
    """The pairs of each question: the gold sentence, and wrong ones that are most alike to it.

    Wrong ones are those of its own paragraph, those that a search by words and vectors finds in
    the rest of the article, and those it finds in other documents. None of the last two holds the
    answer's words.
    """
    article = np.array([sentence.article for sentence in asking.sentences])
    pairs: list[Pair] = []
    for asked in asking.asked:
        wrong = _ranked(asking, asked, alike.to(asked.question))
        home, own = set(asked.home), article == asked.article
        near, rest, far = (answerable if asked.gold else unanswerable).drawn(random_)
        at_home = [i for i in wrong if i in home][:FIRST]
        chosen = at_home[:1] + random_.sample(at_home[1:], max(0, min(near, len(at_home)) - 1))
        in_article = [i for i in wrong if i not in home and own[i]][:FIRST]
        outside = [i for i in wrong if not own[i]][:FIRST]
        chosen += random_.sample(in_article, min(rest, len(in_article)))
        chosen += random_.sample(outside, min(far, len(outside)))
        for i in [*sorted(asked.gold), *chosen]:
            sentence = asking.sentences[i]
            title = "" if random_.random() < UNTITLED else sentence.article
            text = pair_text(title, "", sentence.text)
            if len(asked.question) + len(text) <= LONGEST:
                pairs.append(Pair(asked.question, text, float(i in asked.gold), source))
    return pairs


def easy_pairs(asking: Asking, random_: random.Random, count: int) -> list[Pair]:
    """So many short pairs to begin with: the gold sentence, and as often one drawn by chance.

    Where all wrong sentences are alike to the question, as those of `pairs_of` are, a model that
    has never seen two texts together learns nothing for hundreds of batches.
    """
    pairs: list[Pair] = []
    for asked in random_.sample(asking.asked, len(asking.asked)):
        wrong = [i for i in asked.home if i not in asked.gold]
        if not asked.gold or not wrong:
            continue
        other = random_.randrange(len(asking.sentences))
        near = random_.choice(wrong) if random_.random() < 0.5 else other
        both = [(sorted(asked.gold)[0], 1.0), (near, float(near in asked.gold))]
        for i, label in both:
            text = pair_text(asking.sentences[i].article, "", asking.sentences[i].text)
            pairs.append(Pair(asked.question, text, label, "easy"))
        if len(asked.question) + max(len(pair.text) for pair in pairs[-2:]) > SHORT:
            del pairs[-2:]
    return pairs[:count]


def _ranked(asking: Asking, asked: Asked, scores: NDArray[np.float32]) -> list[int]:
    """The sentences that do not answer, the most alike first."""
    own = set(asked.home)
    best = np.argsort(-scores, kind="stable")
    ranked = []
    for i in [*best[:600].tolist(), *sorted(own, key=lambda i: -scores[i])]:
        text = asking.sentences[i].text.lower()
        if i in asked.gold or (i not in own and any(word in text for word in asked.answers)):
            continue
        ranked.append(int(i))
    return list(dict.fromkeys(ranked))


class Alike:
    """How alike sentences are to questions: by shared words, rare ones counting more, and cosine."""

    def __init__(
        self, sentences: Sequence[str], questions: Sequence[str], embedder: Embedder
    ) -> None:
        self.size = len(sentences)
        self.vectors = embedder.encode(sentences)
        self.asked = dict(zip(questions, embedder.encode(questions), strict=True))
        self.places: dict[str, list[int]] = {}
        for i, words in enumerate(tokenize(sentences)):
            for word in set(words):
                self.places.setdefault(word, []).append(i)

    @classmethod
    def of(cls, asking: Asking, embedder: Embedder) -> "Alike":
        """Of the sentences and questions of a set."""
        sentences = [sentence.text for sentence in asking.sentences]
        return cls(sentences, [asked.question for asked in asking.asked], embedder)

    def to(self, question: str) -> NDArray[np.float32]:
        """The share, in [0, 1], of the question's weighted words in each sentence, plus its cosine."""
        scores = np.zeros(self.size, dtype=np.float32)
        total = 0.0
        for word in sorted(set(tokenize([question])[0])):
            places = self.places.get(word, [])
            weight = rarity(len(places), self.size)
            scores[places] += weight
            total += weight
        scores /= np.float32(total or 1.0)
        return np.asarray(scores + self.vectors @ self.asked[question])
