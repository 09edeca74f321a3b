"""The reader: its pairs, its batches, its loader and, slow, its shipped weights."""

import hashlib
import json
import random
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from assistant.likely import READ
from assistant.reader import export as export_module
from assistant.reader.average import main as averaged
from assistant.reader.data import MEASURED, Round, training_pairs
from assistant.reader.export import calibration_error, export, fitted, scored
from assistant.reader.invented import invented_pairs
from assistant.reader.model import FILES, FOLDER, WEIGHTS_SHA256, Reader, load_reader
from assistant.reader.network import has_bfloat16
from assistant.reader.releases import ordinal
from assistant.reader.squad import Alike, Pair, Share, pairs_of, read_bench, read_squad
from assistant.reader.text import LEAD_WORDS, TITLE_WORDS, pair_text
from assistant.reader.train import length_batches
from assistant.reader.written import FOLDER as WRITTEN
from assistant.reader.written import HELD_BACK, Written
from index.errors import ModelMissing, ReaderBroken
from index.rerank import CrossEncoderReranker
from tests.fakes import FakeEmbedder

MILL = "The mill was built in 1820. It burned down in 1901. The miller was Ada Brook."
LAKE = "The lake froze in 1820. Ada Brook drew the lake."


def squad_file(folder: Path, title: str = "Old mill", name: str = "squad2_small.json") -> Path:
    """A SQuAD 2.0 file with two paragraphs and another article."""
    first = [
        {
            "question": "When was the mill built?",
            "answers": [{"text": "1820", "answer_start": MILL.index("1820")}],
            "is_impossible": False,
        },
        {"question": "When was the mill sold?", "answers": [], "is_impossible": True},
    ]
    paragraphs = [{"context": MILL, "qas": first}, {"context": "Mills grind. All do.", "qas": []}]
    lake = {"title": "The_lake", "paragraphs": [{"context": LAKE, "qas": []}]}
    articles = [{"title": title.replace(" ", "_"), "paragraphs": paragraphs}, lake]
    path = folder / name
    path.write_text(json.dumps({"version": "v2.0", "data": articles}), encoding="utf-8")
    return path


def pairs(folder: Path, share: Share) -> dict[str, dict[str, float]]:
    asking = read_squad(squad_file(folder))
    alike = Alike.of(asking, FakeEmbedder())
    found = pairs_of(asking, share, share, random.Random(1), "squad", alike)
    labels: dict[str, dict[str, float]] = {}
    for pair in found:
        labels.setdefault(pair.question, {})[pair.text.split(" | ")[-1]] = pair.label
    return labels


def test_the_text_form_keeps_the_sentence_and_cuts_what_stands_before_it() -> None:
    assert pair_text("A title", "", "One\n two.") == "A title | One two."
    assert (
        pair_text("A title", "A lead:", "One.", "3 May 2021")
        == "A title (3 May 2021) | A lead: | One."
    )
    assert pair_text("", "", "One.", "3 May 2021") == "3 May 2021 | One."
    words = "w " * 99
    head, lead, sentence = pair_text(words, words, words).split(" | ")
    assert (len(head.split()), len(lead.split()), len(sentence.split())) == (
        TITLE_WORDS,
        LEAD_WORDS,
        99,
    )


def test_squad_sentences_with_the_answer_are_gold(tmp_path: Path) -> None:
    asking = read_squad(squad_file(tmp_path))
    built, sold = asking.asked
    assert [asking.sentences[i].text for i in built.gold] == ["The mill was built in 1820."]
    assert len(built.home) == 3
    assert sold.gold == frozenset()
    assert read_squad(squad_file(tmp_path), ["The lake"]).asked == []


def test_wrong_sentences_come_from_the_paragraph_the_article_and_elsewhere(tmp_path: Path) -> None:
    labels = pairs(tmp_path, Share(near=3, article=2, elsewhere=2))
    built = labels["When was the mill built?"]
    assert built["The mill was built in 1820."] == 1.0
    assert built["It burned down in 1901."] == 0.0
    assert built["Mills grind."] == 0.0
    assert built["Ada Brook drew the lake."] == 0.0
    # the answer's words in another document: nobody knows whether it answers
    assert "The lake froze in 1820." not in built
    assert set(labels["When was the mill sold?"].values()) == {0.0}


def test_a_share_is_a_number_and_a_chance() -> None:
    random_ = random.Random(3)
    drawn = [Share(near=1.5, article=0, elsewhere=0.25).drawn(random_) for _ in range(400)]
    assert {near for near, _, _ in drawn} == {1, 2}
    assert 0.15 < sum(elsewhere for _, _, elsewhere in drawn) / 400 < 0.35


def test_a_bench_set_gives_sentences_that_alone_hold_the_answer(tmp_path: Path) -> None:
    passage = {"id": "p1", "title": "Old mill", "text": MILL, "pool": "one"}
    asked = {"text": "Who was the miller?", "answers": ["Ada Brook"], "answerable": True}
    twice = {"text": "What was it?", "answers": ["The mill"], "answerable": True}
    queries = [dict(asked, id="q1", pool="one"), dict(twice, id="q2", pool="one")]
    (tmp_path / "corpus.jsonl").write_text(json.dumps(passage), encoding="utf-8")
    lines = "\n".join(json.dumps(query) for query in queries)
    (tmp_path / "queries.jsonl").write_text(lines, encoding="utf-8")
    qrels = "query-id\tcorpus-id\tscore\nq1\tp1\t1\nq2\tp1\t1"
    (tmp_path / "qrels.tsv").write_text(qrels, encoding="utf-8")
    (only,) = read_bench(tmp_path).asked
    assert (only.question, len(only.gold), len(only.home)) == ("Who was the miller?", 1, 3)


def made(folder: Path, rounds: Sequence[Round], seed: int = 3) -> list[Pair]:
    return training_pairs(folder, 200, rounds, seed, FakeEmbedder())


def test_articles_kept_back_are_not_trained_on_and_pairs_are_reproducible(tmp_path: Path) -> None:
    share = Share(near=1, article=0, elsewhere=0)
    once = Round(1.0, 0, (0, 0), share, share)
    more = Round(0.5, 1, (0, 1), share, share)
    squad_file(tmp_path, MEASURED[0])
    assert {pair.source for pair in made(tmp_path, (once,))} == {"invented"}
    squad_file(tmp_path, "Old mill")
    found = made(tmp_path, (once,))
    assert {pair.source for pair in found} == {"easy", "invented", "squad"}
    assert found == made(tmp_path, (once,))
    assert found != made(tmp_path, (once,), seed=4)
    longer = made(tmp_path, (once, more))
    assert longer[: len(found)] == found
    assert {pair.source for pair in longer[len(found) :]} >= {"invented", "written"}


def test_a_part_of_a_set_has_its_sentences_and_some_questions(tmp_path: Path) -> None:
    asking = read_squad(squad_file(tmp_path))
    part = asking.part(0.5, random.Random(1))
    assert (part.sentences, len(part.asked)) == (asking.sentences, 1)
    assert asking.part(1.0, random.Random(1)) is asking


def test_the_most_alike_sentence_of_the_paragraph_is_always_among_the_wrong(tmp_path: Path) -> None:
    for seed in range(6):
        asking = read_squad(squad_file(tmp_path))
        alike = Alike.of(asking, FakeEmbedder())
        one = Share(near=1, article=0, elsewhere=0)
        found = pairs_of(asking, one, one, random.Random(seed), "squad", alike)
        sold = [pair.text for pair in found if pair.question == "When was the mill sold?"]
        assert [text.split(" | ")[-1] for text in sold] == ["The mill was built in 1820."]


def test_written_questions_name_sentences_that_are_there() -> None:
    folders = sorted(path for path in WRITTEN.iterdir() if path.is_dir())
    assert len(folders) >= 8
    for folder in (*folders, HELD_BACK):
        written = Written(folder, FakeEmbedder())
        for asked in written.questions:
            named = [*asked["answers"], *asked["near"]]
            assert set(named) <= set(written.parts), asked
            assert len(named) == len(set(named)), asked
        pairs = list(written.pairs(random.Random(1)))
        assert sum(pair.label for pair in pairs) == sum(
            len(asked["answers"]) for asked in written.questions
        )


def test_what_is_held_back_for_the_calibration_is_not_trained_on() -> None:
    held = Written(HELD_BACK, FakeEmbedder())
    assert (len(held.questions), HELD_BACK.parent) == (264, WRITTEN.parent)
    for folder in WRITTEN.iterdir():
        trained = Written(folder, FakeEmbedder())
        assert not questions(held) & questions(trained), folder
        assert not titles(held) & titles(trained), folder


def questions(written: Written) -> set[str]:
    return {str(asked["question"]) for asked in written.questions}


def titles(written: Written) -> set[str]:
    return {title for title, _, _, _ in written.parts.values()}


def written_folder(folder: Path) -> Path:
    """Two questions written by hand on a release of four sentences."""
    folder.mkdir()
    texts = ["The mill was built.", "It burned down.", "Ada Brook sold the mill.", "Rain fell."]
    sentences = [{"id": str(n), "lead": "", "text": text} for n, text in enumerate(texts, start=1)]
    release = {"release": "A", "title": "Mill", "day": "3 May 2021", "sentences": sentences}
    asked = [
        {"question": "Who sold the mill?", "answers": ["A/3"], "near": ["A/1"]},
        {"question": "Who bought the mill?", "answers": [], "near": ["A/3"]},
    ]
    (folder / "releases.jsonl").write_text(json.dumps(release) + "\n", encoding="utf-8")
    lines = "".join(json.dumps(one) + "\n" for one in asked)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_written_pairs_are_all_that_are_labelled_and_two_more(tmp_path: Path) -> None:
    written = Written(written_folder(tmp_path / "A"), FakeEmbedder())
    found = list(written.pairs(random.Random(1)))
    sold = [pair for pair in found if pair.question == "Who sold the mill?"]
    assert [pair.label for pair in sold] == [1.0, 0.0, 0.0, 0.0]
    ends = [pair.text.split(" | ")[-1] for pair in sold]
    assert ends[:2] == ["Ada Brook sold the mill.", "The mill was built."]
    assert set(ends[2:]) == {"It burned down.", "Rain fell."}


def test_follow_ups_are_read_with_the_question_before(tmp_path: Path) -> None:
    folder = written_folder(tmp_path / "A")
    before = len(Written(folder, FakeEmbedder()).questions)
    line = {"first": "Who sold the mill?", "follow_up": "and when?", "answers": [], "near": []}
    (folder / "follow_ups.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    *others, last = Written(folder, FakeEmbedder()).questions
    assert len(others) == before
    assert last["question"] == "and when? (Who sold the mill?)"


class ByHand:
    """A reader that finds a question answered by what has the word."""

    def __init__(self, word: str = "sold") -> None:
        self.word = word
        self.asked: list[int] = []

    def scores(self, question: str, texts: Sequence[str]) -> np.ndarray:
        self.asked.append(len(texts))
        return np.array([4.0 if self.word in text else -4.0 for text in texts], dtype=np.float32)


def test_scores_and_labels_are_of_the_sentences_most_alike(tmp_path: Path) -> None:
    written = Written(written_folder(tmp_path / "A"), FakeEmbedder())
    reader = ByHand()
    scores, labels = scored(reader, written, read=2)  # type: ignore[arg-type]
    assert reader.asked == [2, 2]
    # "the mill" stands in two sentences, and only that which was sold answers the first question
    assert sorted(zip(scores.tolist(), labels.tolist(), strict=True)) == [
        (-4.0, 0.0), (-4.0, 0.0), (4.0, 0.0), (4.0, 1.0),
    ]  # fmt: skip


def test_the_export_is_calibrated_on_what_was_held_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[Path] = []

    def few(folder: Path, embedder: FakeEmbedder) -> Written:
        used.append(folder)
        return Written(written_folder(tmp_path / "A"), embedder)

    (tmp_path / "out").mkdir()
    monkeypatch.setattr(export_module, "export", lambda trained, out: "0" * 64)
    monkeypatch.setattr(export_module, "Reader", lambda out, digest: ByHand())
    monkeypatch.setattr(export_module, "Written", few)
    monkeypatch.setattr(export_module, "load_embedder", lambda model: FakeEmbedder())
    options = [str(tmp_path), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(export_module.main, options)
    assert result.exit_code == 0, result.output
    assert used == [HELD_BACK]
    curve = json.loads((tmp_path / "out" / "calibration.json").read_text(encoding="utf-8"))
    # read are 2 sentences with the word, of which 1 answers, and 6 without, of which none does
    assert 1 / (1 + np.exp(-(4 * curve["slope"] + curve["shift"]))) == pytest.approx(0.5, abs=0.01)
    assert 1 / (1 + np.exp(-(-4 * curve["slope"] + curve["shift"]))) < 0.01
    # the error before: half of the two at .98 is wrong, the six at .02 are
    before = (2 * (0.982 - 0.5) + 6 * 0.018) / 8
    assert f"sha256 {'0' * 64}" in result.output
    assert f"ECE {before:.3f}, calibrated 0.000" in result.output


def test_a_reader_is_the_packaged_one_none_or_a_named_one(tmp_path: Path) -> None:
    small = load_reader("small")
    assert isinstance(small, Reader)
    assert (small.model, small.reads_passages) == ("small", False)
    assert load_reader("none") is None
    named = load_reader("some/cross-encoder")
    assert isinstance(named, CrossEncoderReranker)
    assert (named.model, named.reads_passages) == ("some/cross-encoder", True)
    with pytest.raises(ModelMissing, match="there is no such folder"):
        load_reader(str(tmp_path / "nowhere"))


def test_invented_pairs_tell_agreed_from_proposed_and_one_year_from_another() -> None:
    found = invented_pairs(6000, seed=5)
    assert len(found) == 6000
    assert 0.15 < sum(pair.label for pair in found) / len(found) < 0.4
    whats = [pair for pair in found if pair.question.startswith("What was agreed at")]
    assert any("proposed to" in pair.text and pair.label == 0 for pair in whats)
    assert any("agreed to" in pair.text and pair.label == 1 for pair in whats)
    assert not any("proposed to" in pair.text and pair.label == 1 for pair in whats)
    for pair in found:
        years = {word for word in pair.question.replace("?", "").split() if word.isdigit()}
        if pair.label and "(" in pair.text and years:
            assert years & set(pair.text.replace(")", " ").replace(".", " ").split()), pair


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th")],
)
def test_ordinals(number: int, written: str) -> None:
    assert ordinal(number) == written


def test_ordinals_in_words_end_at_the_tenth() -> None:
    assert (ordinal(2, words=True), ordinal(12, words=True)) == ("second", "12th")


def test_batches_hold_every_place_once_and_are_alike_in_length() -> None:
    lengths = [random.Random(i).randint(10, 400) for i in range(1000)]
    batches = length_batches(lengths, 16, seed=1)
    assert sorted(place for batch in batches for place in batch) == list(range(1000))
    spread = [max(lengths[i] for i in b) - min(lengths[i] for i in b) for b in batches]
    assert sorted(spread)[len(spread) // 2] < 40
    # a longer set begins with the same batches, so that a run can be cut short or go on
    assert length_batches(lengths + [5] * 640, 16, seed=1)[:20] == batches[:20]


def test_calibration_finds_the_curve_the_labels_were_drawn_from() -> None:
    draw = np.random.default_rng(1)
    scores = draw.normal(0, 3, 20_000).astype(np.float32)
    likely = 1 / (1 + np.exp(-(0.5 * scores - 1.0)))
    labels = (draw.random(20_000) < likely).astype(np.float32)
    slope, shift = fitted(scores, labels)
    assert slope == pytest.approx(0.5, abs=0.03)
    assert shift == pytest.approx(-1.0, abs=0.06)
    assert calibration_error(likely, labels) < 0.02
    plain = np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)
    assert calibration_error(plain, labels) > 0.1


def test_a_hand_worked_calibration_error() -> None:
    likely = np.array([0.95, 0.95, 0.05, 0.05], dtype=np.float32)
    labels = np.array([1, 0, 0, 0], dtype=np.float32)
    # upper bin: |.95 - .5| of half the pairs; lower bin: |.05 - 0| of the other half
    assert calibration_error(likely, labels) == pytest.approx(0.5 * 0.45 + 0.5 * 0.05, abs=1e-6)


def test_a_missing_file_and_other_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(ReaderBroken, match=r"model\.safetensors cannot be used: it is not in"):
        Reader(tmp_path)
    for name in FILES:
        (tmp_path / name).write_text('{"slope": 1, "shift": 0}', encoding="utf-8")
    reader = Reader(tmp_path, "0" * 64)
    assert len(reader.scores("When?", [])) == 0
    with pytest.raises(ReaderBroken, match="not 0000"):
        reader.scores("When?", ["Then."])


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


QUESTION = "What did Narvia and Estland agree on fishing?"
TITLE = "4th Narvia-Estland Policy Dialogue"
TOLD = [
    "The weather was fine and the guests visited a museum.",
    "The two sides agreed to extend the fishing accord by five years.",
    "Minister Ode Falk stressed the importance of schools.",
]


@pytest.mark.slow
def test_the_shipped_weights_are_those_that_were_measured() -> None:
    content = (FOLDER / "model.safetensors").read_bytes()
    assert hashlib.sha256(content).hexdigest() == WEIGHTS_SHA256
    assert len(content) < 50_000_000


@pytest.mark.slow
def test_the_shipped_reader_knows_an_answer(reader: Reader) -> None:
    texts = [pair_text(TITLE, "", sentence) for sentence in TOLD]
    likely = reader.probabilities(QUESTION, texts)
    assert likely.dtype == np.float32
    assert int(likely.argmax()) == 1
    assert likely[1] > 0.5 > max(likely[0], likely[2])


@pytest.mark.slow
def test_probabilities_are_the_calibrated_logistic_function_of_the_scores(reader: Reader) -> None:
    curve = json.loads((FOLDER / "calibration.json").read_text(encoding="utf-8"))
    assert curve["slope"] > 0
    texts = [pair_text(TITLE, "", sentence) for sentence in TOLD]
    scores = reader.scores(QUESTION, texts)
    likely = 1 / (1 + np.exp(-(curve["slope"] * scores + curve["shift"])))
    assert reader.probabilities(QUESTION, texts) == pytest.approx(likely, abs=1e-6)
    assert len(reader.probabilities(QUESTION, [])) == 0


@pytest.mark.slow
def test_scores_keep_the_order_of_the_texts_and_do_not_depend_on_the_batch() -> None:
    reader = Reader(bfloat16=False)
    texts = [pair_text(TITLE, "", sentence) for sentence in TOLD]
    many = texts * 15 + [pair_text(TITLE, "", "Long. " * 200)]
    scores = reader.scores(QUESTION, many)
    assert scores.shape == (46,)
    assert scores[:3] == pytest.approx(reader.scores(QUESTION, texts), abs=1e-4)
    assert scores[42:45] == pytest.approx(scores[:3], abs=1e-4)


@pytest.mark.slow
def test_a_cross_encoder_of_the_library_gives_the_same_scores() -> None:
    import torch
    from sentence_transformers import CrossEncoder

    texts = [pair_text(TITLE, "", sentence) for sentence in TOLD]
    library = CrossEncoder(str(FOLDER), local_files_only=True, model_kwargs={"dtype": "float32"})
    given = library.predict([(QUESTION, text) for text in texts], activation_fn=torch.nn.Identity())
    assert Reader(bfloat16=False).scores(QUESTION, texts) == pytest.approx(given, abs=0.01)


def test_readers_are_averaged_by_their_weights_whatever_their_precision(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    folders = [tmp_path / name for name in ("one", "two", "three")]
    for folder, value, shape in zip(folders, (1.0, 4.0, 1.0), (2, 2, 3), strict=True):
        folder.mkdir()
        for file in ("config.json", "tokenizer.json", "tokenizer_config.json"):
            (folder / file).write_text(folder.name, encoding="utf-8")
        weights = torch.full((shape,), value)
        save_file({"w": weights.half() if value > 1 else weights}, folder / "model.safetensors")
    one, two, three = folders
    run = CliRunner().invoke(averaged, [str(tmp_path / "out"), str(one), str(one), str(two)])
    assert run.exit_code == 0, run.output
    mean = load_file(tmp_path / "out" / "model.safetensors")["w"]
    assert mean.dtype is torch.float32 and mean.tolist() == [2.0, 2.0]
    assert (tmp_path / "out" / "config.json").read_text(encoding="utf-8") == "one"
    run = CliRunner().invoke(averaged, [str(tmp_path / "no"), str(one), str(three)])
    assert run.exit_code == 1 and "three has other weights than" in run.output
    run = CliRunner().invoke(averaged, [str(tmp_path / "no"), str(one), str(tmp_path)])
    assert run.exit_code == 1 and "has no model.safetensors" in run.output
    assert not (tmp_path / "no").exists()


@pytest.mark.slow
def test_bfloat16_products_leave_the_probabilities_where_they_are() -> None:
    exact, quick = Reader(bfloat16=False), Reader(bfloat16=True)
    asked = islice(Written(HELD_BACK, FakeEmbedder()).candidates(READ), 40)
    pairs = [(question, texts) for question, texts, _ in asked]
    likely = [
        np.concatenate([one.probabilities(*pair) for pair in pairs]) for one in (exact, quick)
    ]
    apart = np.abs(likely[0] - likely[1])
    assert 0 < apart.max() < 0.03 and apart.mean() < 0.001


def test_bfloat16_is_taken_only_where_the_processor_multiplies_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import torch

    for told in ({}, {"avx512_bf16": False}, {"avx512_bf16": True}):
        monkeypatch.setattr(torch.cpu, "get_capabilities", lambda told=told: told)
        assert has_bfloat16() is told.get("avx512_bf16", False)


@pytest.mark.slow
def test_float16_weights_score_as_the_float32_ones_they_were_made_from(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    whole = tmp_path / "whole"
    whole.mkdir()
    for file in FOLDER.iterdir():
        (whole / file.name).write_bytes(file.read_bytes())
    draw = torch.Generator().manual_seed(1)
    weights = {
        name: weight.float() * (1 + 1e-4 * torch.rand(weight.shape, generator=draw))
        for name, weight in load_file(FOLDER / "model.safetensors").items()
    }
    save_file(weights, whole / "model.safetensors")
    halved = tmp_path / "halved"
    digest = export(whole, halved)
    texts = [pair_text(TITLE, "", sentence) for sentence in TOLD]
    exact = Reader(whole, "", bfloat16=False).scores(QUESTION, texts)
    scores = Reader(halved, digest, bfloat16=False).scores(QUESTION, texts)
    assert scores == pytest.approx(exact, abs=0.01)
