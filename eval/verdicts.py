"""How often the product's verifier is right about labelled claims."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.verify import problems
from eval.claims import BadClaims, Claim
from eval.statistics import wilson
from eval.support import Evidence
from index.errors import CommuniqueError
from index.records import Page, Passage, PassageKind, Release
from index.statements import find_statements

SHOWN = 160
"""Characters of a text in the list of failures."""


@dataclass(frozen=True)
class Verdict:
    """A claim and what the verifier finds in it that its evidence lacks; it is let through without."""

    claim: Claim
    reasons: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """True when a claim is let through that is carried, or refused that is not."""
        return self.claim.supported is not bool(self.reasons)


def verdicts(
    path: Path, claims: Sequence[Claim], progress: Callable[[str, int, int], None] | None = None
) -> list[Verdict]:
    """What the verifier says of each claim, in the order given.

    Raises:
        BadClaims: evidence does not stand in the release that is named for it.
    """
    held = {claim.line: list(_evidence(claim)) for claim in claims}
    lacking = [
        f"{path}:{claim.line}: evidence: does not stand in one passage of {claim.release}"
        for claim in claims
        if not held[claim.line]
    ]
    if lacking:
        raise BadClaims(lacking)
    found = []
    for done, claim in enumerate(claims, start=1):
        found.append(Verdict(claim, _reasons(claim, held[claim.line])))
        if progress:
            progress("verifying", done, len(claims))
    return found


def _reasons(claim: Claim, alternatives: Sequence[Evidence]) -> tuple[str, ...]:
    """What is wrong by the evidence that leaves least wrong."""
    return min(
        (
            tuple(problems(claim.text, one.release, one.passage, (one.start, one.end)))
            for one in alternatives
        ),
        key=len,
    )


def _evidence(claim: Claim) -> Iterator[Evidence]:
    """Each alternative of the evidence, in its release or alone; nothing where it is not there."""
    for sentences in claim.evidence:
        if claim.release is None:
            yield _alone(sentences, claim.title)
        elif found := _in_release(" ".join(sentences), _release(claim.release)):
            yield found


def _alone(sentences: Sequence[str], title: str) -> Evidence:
    """Sentences as a release of one passage, without a day."""
    text = " ".join(" ".join(one.split()) for one in sentences)
    passage = Passage("alone", "alone", "", 0, PassageKind.LEAD, "", 0, 0, len(text))
    told = find_statements(text, [passage], None)
    release = Release(
        *("alone", "", 0, "", "", title, "", text, "", (passage,), ()), statements=told
    )
    return Evidence(release, passage, 0, len(text))


def _in_release(words: str, release: Release) -> Evidence | None:
    """Where words stand in one passage of a release, however their white space is printed."""
    printed = r"\s+".join(map(re.escape, words.split()))
    for passage in release.passages:
        if passage.kind is PassageKind.HEAD:
            continue
        if match := re.search(printed, release.text_of(passage)):
            start = passage.start + match.start()
            return Evidence(release, passage, start, passage.start + match.end())
    return None


def _release(file: Path) -> Release:
    """The release in a file, as the product reads it beside the others of its folder.

    Raises:
        CommuniqueError: it holds none.
    """
    found = _releases(file.parent).get(file.name)
    if found is None:
        raise CommuniqueError(f"{file} holds no release. Name another file in the labelled claims.")
    return found


@cache
def _releases(folder: Path) -> Mapping[str, Release]:
    """The releases of a folder by file name."""
    from index.infer import infer_dates
    from index.read import read_release
    from index.sources import pages_in, source_files

    found = [page for file in source_files([folder]) for page in pages_in(file)]
    pages = [page for page in found if isinstance(page, Page)]
    names = {page.id: Path(page.origin).name for page in pages}
    return {names[one.id]: one for one in infer_dates([read_release(page) for page in pages])}


def report(path: Path, found: Sequence[Verdict], by_kind: bool = True) -> str:
    """How often the verifier is right, with intervals, in lines of at most 100 characters."""
    yes = [one for one in found if one.claim.supported]
    no = [one for one in found if not one.claim.supported]
    head = f"{path.name}: {len(found)} claims, {len(yes)} of them carried by their evidence"
    lines = [head, "", f"{'':34}{'value':>7}  {'95 % interval':16}"]
    lines += _share("verdict right", found)
    lines += _share("carried, and let through", yes)
    lines += _share("not carried, and refused", no)
    if by_kind:
        kinds = dict.fromkeys((one.claim.supported, one.claim.kind) for one in found)
        lines += ["", "Right by kind of claim"]
        for supported, kind in sorted(kinds, key=lambda pair: (not pair[0], pair[1])):
            own = [
                one for one in found if (one.claim.supported, one.claim.kind) == (supported, kind)
            ]
            label = f"{'carried' if supported else 'not carried'}: {kind}"
            lines.append(f"  {label:32}{sum(one.is_right for one in own):4} of {len(own)}")
    return "\n".join(lines)


def _share(name: str, found: Sequence[Verdict]) -> Iterator[str]:
    """One line of the totals; nothing where there are no such claims."""
    if found:
        right = sum(one.is_right for one in found)
        low, high = wilson(right, len(found))
        interval = f"[{low:.3f}, {high:.3f}]"
        share = f"{right / len(found):7.3f}"
        yield f"  {name:32}{share}  {interval:16}  {right} of {len(found)}"


def failures(found: Sequence[Verdict]) -> str:
    """Each claim about which the verifier is wrong: its evidence, and why it was refused."""
    lines = [f"Wrong verdicts: {sum(not one.is_right for one in found)} of {len(found)}"]
    for one in found:
        if not one.is_right:
            what = f"refused ({'; '.join(one.reasons)})" if one.reasons else "let through"
            lines += [
                "",
                f"{one.claim.id} ({one.claim.kind}, line {one.claim.line}): {what:.{SHOWN}}",
                f"  claim:    {one.claim.text:.{SHOWN}}",
                f"  evidence: {' '.join(one.claim.evidence[0]):.{SHOWN}}",
            ]
    return "\n".join(lines)
