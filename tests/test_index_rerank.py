"""Rerankers: what is refused at once, what at the first use, and what a real one gives."""

import json
import math
import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from index import rerank
from index.embed import load_embedder
from index.errors import ModelMissing
from index.rerank import CrossEncoderReranker, load_reranker

TEXTS = ["Talks on tides\nThe delegates met.", "Talks on kelp\nNobody met.", ""]


class Pairs:
    """A stand-in for a cross-encoder: scores by length, and notes how many call it at once."""

    def __init__(self) -> None:
        self.inside = self.most = 0

    def predict(self, pairs: list[tuple[str, str]], **_: object) -> list[float]:
        self.inside += 1
        self.most = max(self.most, self.inside)
        threading.Event().wait(0.01)
        self.inside -= 1
        return [float(len(question) + len(text)) for question, text in pairs]


def folder_with(tmp_path: Path, config: object) -> str:
    """A folder with a model's configuration and no weights."""
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return str(tmp_path)


def test_none_turns_it_off() -> None:
    assert load_reranker("none") is None
    assert load_reranker("") is None


def test_a_path_that_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "none")
    wanted = (
        r"^The reranker .*none cannot be loaded: there is no such folder\. "
        r"Install it, or choose another with --reranker or COMMUNIQUE_RERANKER \(none for no"
    )
    with pytest.raises(ModelMissing, match=wanted):
        load_reranker(path)


@pytest.mark.parametrize("config", [{}, [], {"architectures": None}])
def test_a_folder_without_a_model_is_refused_at_once(tmp_path: Path, config: object) -> None:
    with pytest.raises(ModelMissing, match=r"config\.json is missing or names no architecture"):
        load_reranker(str(tmp_path))
    with pytest.raises(ModelMissing, match=r"config\.json is missing or names no architecture"):
        load_reranker(folder_with(tmp_path, config))


def test_a_model_without_a_trained_head_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="it is no cross-encoder, it has no trained head"):
        load_reranker(folder_with(tmp_path, {"architectures": ["BertModel"]}))


def test_nothing_is_loaded_before_the_first_text(tmp_path: Path) -> None:
    config = {"architectures": ["BertForSequenceClassification"]}
    reranker = load_reranker(folder_with(tmp_path, config))
    assert reranker is not None
    assert reranker.scores("a question", []) == []
    assert reranker._loaded is None


def test_a_hub_name_leaves_the_hub_open_unless_the_user_closed_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert load_reranker("some/cross-encoder") is not None
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    monkeypatch.delenv("HF_HUB_OFFLINE")
    assert load_reranker("some/cross-encoder") is not None
    assert os.environ["HF_HUB_OFFLINE"] == "0"


def test_a_path_does_not_open_the_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    load_reranker(folder_with(tmp_path, {"architectures": ["BertForSequenceClassification"]}))
    assert "HF_HUB_OFFLINE" not in os.environ


def test_one_caller_at_a_time() -> None:
    reranker, pairs = CrossEncoderReranker("stand-in"), Pairs()
    reranker._loaded = pairs
    threads = [threading.Thread(target=reranker.scores, args=("why", TEXTS)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pairs.most == 1
    assert reranker.scores("why", ["a", "abc"]) == [4.0, 6.0]


def test_probabilities_are_the_logistic_function_of_the_scores() -> None:
    class Given:
        def predict(self, pairs: list[tuple[str, str]], **_: object) -> list[float]:
            return [0.0, math.log(3), -math.log(3), 800.0, -800.0][: len(pairs)]

    reranker = CrossEncoderReranker("stand-in")
    reranker._loaded = Given()
    # odds of one, three and a third; far out it overflows nowhere
    assert reranker.probabilities("why", list("abcde")) == pytest.approx([0.5, 0.75, 0.25, 1, 0])
    assert reranker.probabilities("why", []) == []


def test_a_named_model_may_reorder_passages_and_has_its_name() -> None:
    reranker = load_reranker("some/cross-encoder")
    assert reranker is not None
    assert (reranker.model, reranker.reads_passages) == ("some/cross-encoder", True)


def tiny(folder: Path, labels: int = 1) -> str:
    """A cross-encoder of random weights, with the packaged model's tokenizer, in a folder."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    embedder = load_embedder("packaged")
    embedder.encode(["a text"])
    tokenizer: Any = embedder._loaded.tokenizer
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=64, num_labels=labels,
        initializer_range=0.5,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(tokenizer.name_or_path).save_pretrained(folder)
    CrossEncoder(str(folder), max_length=64, local_files_only=True).save_pretrained(str(folder))
    return str(folder)


@pytest.mark.slow
def test_a_real_cross_encoder_scores_each_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tiny(tmp_path / "tiny")

    asked: list[object] = []

    def refuse(_: object, address: object) -> None:
        asked.append(address)
        raise OSError("no network")

    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setattr("socket.socket.connect", refuse)
    reranker = load_reranker(path)
    assert reranker is not None
    scores = reranker.scores("Who met?", [*TEXTS, "word " * 500])
    assert asked == []  # a folder is all that is needed
    assert len(scores) == 4
    assert len(set(scores)) == 4
    assert reranker.scores("Who met?", TEXTS[::-1]) == pytest.approx(scores[2::-1], abs=1e-5)
    assert reranker.scores("What did they say of kelp?", TEXTS)[0] != pytest.approx(scores[0])
    assert CrossEncoderReranker(path).scores("Who met?", TEXTS) == pytest.approx(
        scores[:3], abs=1e-5
    )


@pytest.mark.slow
def test_more_than_one_score_for_a_pair_is_refused(tmp_path: Path) -> None:
    reranker = load_reranker(tiny(tmp_path / "three", labels=3))
    assert reranker is not None
    with pytest.raises(ModelMissing, match="it gives 3 scores for a pair, not one"):
        reranker.scores("Who met?", TEXTS)


@pytest.mark.slow
def test_a_folder_without_weights_is_told_at_the_first_use(tmp_path: Path) -> None:
    config = {"architectures": ["BertForSequenceClassification"], "model_type": "bert"}
    reranker = load_reranker(folder_with(tmp_path, config))
    assert reranker is not None
    with pytest.raises(ModelMissing, match=r"^The reranker .* cannot be loaded: [^\n]+$"):
        reranker.scores("Who met?", TEXTS)


@pytest.mark.slow
def test_a_hub_name_that_cannot_be_had_is_told_in_one_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    reranker = load_reranker("nobody/no-such-cross-encoder")
    assert reranker is not None
    with pytest.raises(ModelMissing, match=r"^The reranker nobody/no-such-cross-encoder cannot"):
        reranker.scores("Who met?", TEXTS)


def test_the_module_loads_no_model() -> None:
    assert rerank.NONE == "none"
    code = "import sys, index.rerank; sys.exit('sentence_transformers' in sys.modules)"
    assert os.spawnl(os.P_WAIT, sys.executable, sys.executable, "-c", code) == 0
