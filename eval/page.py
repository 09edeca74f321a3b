"""Flow of the report: runs -> sections of tables, charts and questions -> a page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.page_charts import citations_by_system, latency_by_system, retrieval_by_kind
from eval.page_confidence import calibration, risk_by_coverage
from eval.page_given import readings, searched
from eval.page_meanings import MIX_UPS, meanings
from eval.page_parts import Cell, Part, Section, Table, Words
from eval.page_runs import OURS, Joined, of_system
from eval.page_tables import (
    NONE,
    by_set,
    by_system,
    differences,
    kinds_table,
    main_measures,
    measures_table,
)
from eval.page_worst import worst
from eval.report import MEASURES
from eval.run_file import RunFile
from eval.systems import SYSTEMS

TITLE = "How well Communiqué answers"
_FOLDERS = re.compile(r"(?<![^\s'\"=])/(?:[^\s/]+/)+")
"""Of a path from the root: the folders tell of one machine, and the page goes elsewhere."""
DEVELOPED, ASIDE = "Sets developed on", "Sets put aside"


def sections(
    joined: Joined, retrieval: Sequence[Path] = (), reading: Sequence[Path] = ()
) -> list[Section]:
    """Everything that the report tells, in its order; what has no figures is left out.

    Args:
        retrieval: files of `eval retrieval --out`.
        reading: files of `eval read --out`.
    """
    found = [
        Section("summary", "In short", [*_summary(joined)]),
        Section("sets", "By set", [*_sets(joined)]),
        Section("systems", "Systems side by side", [*_systems(joined)]),
        Section("kinds", "By kind of question", [*_kinds(joined)]),
        Section("confidence", "What the confidence is worth", [*_confidence(joined)]),
        Section("latency", "Time", [*_latency(joined)]),
        Section("search", "Search on public sets", searched(retrieval) if retrieval else []),
        Section("reading", "Reading and dates", readings(reading) if reading else []),
        Section("worst", "The questions answered worst", [*_worst(joined)]),
        Section("measures", "What the measures count", [meanings(), Words(MIX_UPS)]),
        Section("made", "How it was measured", [*_made(joined)]),
    ]
    return [one for one in found if one.parts]


def _summary(joined: Joined) -> Iterator[Part]:
    own = of_system(joined.lines, joined.main)
    aside = len(of_system(joined.put_aside, joined.main))
    told = f", {aside:,} of them put aside" if aside else ""
    sets = len({line.set for line in own})
    yield Words(
        f"{len(own):,} questions with gold answers{told}, of {sets} set{'s' * (sets > 1)}, put to "
        f"{', '.join(joined.systems)}. The tables by set and by kind are of {joined.main}. "
        "In brackets: 95 % intervals."
    )
    for run in joined.runs:
        if not run.finished:
            yield Words(
                f"{run.path.name} is not finished: it holds {len(run.lines):,} answers, and the "
                "figures are of these alone.",
                is_warning=True,
            )
    columns = {
        DEVELOPED.lower(): of_system(joined.developed, joined.main),
        ASIDE.lower(): of_system(joined.put_aside, joined.main),
    }
    shown = {name: lines for name, lines in columns.items() if lines}
    yield measures_table(f"{joined.main}, the main measures", shown, main_measures())
    if joined.put_aside:
        yield Words(
            "The sets put aside are what to expect of new questions: nobody looked at them while "
            "rules were made, and nothing but figures is shown of them here."
        )


def _sets(joined: Joined) -> Iterator[Part]:
    heads = ("set", "asked", "releases", "put aside", "index", "questions")
    rows: list[tuple[Cell, ...]] = []
    for name, one in joined.sets.items():
        asked = {line.place for line in joined.lines if line.set == name}
        rows.append(
            (
                *(name, f"{len(asked):,}", str(one.get("releases") or NONE)),
                "yes" if name in joined.aside else "no",
                *(str(one.get("stamp") or NONE), str(one.get("questions_sha256") or NONE)[:12]),
            )
        )
    note = "The stamp of the index, and the beginning of the SHA-256 of the file of questions."
    yield measures_table(f"{joined.main} on each set", by_set(joined))
    yield Table("The sets", heads, tuple(rows), note)


def _systems(joined: Joined) -> Iterator[Part]:
    if len(joined.systems) == 1:
        return
    yield Table("The systems", ("system", "what it is"), _described(joined.systems))
    for title, lines in ((DEVELOPED, joined.developed), (ASIDE, joined.put_aside)):
        columns = by_system(lines, joined.systems)
        if not columns:
            continue
        yield measures_table(title, columns)
        if OURS in columns and len(columns) > 1:
            yield differences(f"{title}: differences to {OURS}", columns)
        if title == DEVELOPED and (chart := citations_by_system(columns)):
            yield chart


def _described(systems: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((name, SYSTEMS.get(name, NONE)) for name in systems)


def _kinds(joined: Joined) -> Iterator[Part]:
    own = of_system(joined.developed, joined.main)
    if not own:
        return
    if chart := retrieval_by_kind(joined.developed, joined.systems):
        yield chart
    groups = list(dict.fromkeys(one.group for one in MEASURES))
    yield kinds_table(own, groups[:2], f"{joined.main}: search and citations")
    yield kinds_table(own, groups[2:], f"{joined.main}: answers and refusals")
    yield Words("Sets put aside are not in these tables: of them only totals are told.")


def _confidence(joined: Joined) -> Iterator[Part]:
    columns = by_system(joined.developed or joined.put_aside, joined.systems)
    for chart in (risk_by_coverage(columns), calibration(columns)):
        if chart:
            yield chart


def _latency(joined: Joined) -> Iterator[Part]:
    if chart := latency_by_system(by_system(joined.lines, joined.systems)):
        yield chart


def _worst(joined: Joined) -> Iterator[Part]:
    found = worst(of_system(joined.developed, joined.main))
    if found:
        yield Words(
            f"Of {joined.main}, from the sets developed on: the {len(found)} with the most wrong. "
            "Each kind of fault (a wrong answer or refusal, a forbidden point, an act mixed up, "
            "another status) counts 1, and so does the share that citations, points and status "
            "lack."
        )
        yield from found


def _made(joined: Joined) -> Iterator[Part]:
    columns = [_run_rows(run) for run in joined.runs]
    names = dict.fromkeys(name for one in columns for name in one)
    heads = ("", *(run.path.name for run in joined.runs))
    rows = tuple((name, *(one.get(name, NONE) for one in columns)) for name in names)
    yield Table("The runs", heads, rows)


def _run_rows(run: RunFile) -> Mapping[str, str]:
    """What a run was made with and by, each under its name."""
    head = run.head
    command = _FOLDERS.sub("", str(head.get("command", NONE)))
    rows = {"command": command, "made": str(head.get("made", NONE))}
    rows |= _told(head.get("machine"))
    for name in ("embedding_model", "reader", "llm"):
        rows[name.replace("_", " ")] = str(head.get(name) or "none")
    rows |= _told(head.get("versions")) | _told(head.get("options"))
    if run.seconds is not None:
        rows["time of the run"] = f"{run.seconds:,.0f} s"
    if run.peak_memory_mib is not None:
        rows["most memory"] = f"{run.peak_memory_mib:,.0f} MiB"
    rows["finished"] = "yes" if run.finished else "no"
    return rows


def _told(values: Any) -> dict[str, str]:
    """An object of a head as rows; empty lists and null are `none`."""
    found = values if isinstance(values, dict) else {}
    return {
        str(name).replace("_", " "): ", ".join(map(str, one))
        if isinstance(one, list) and one
        else str(one if one not in (None, "", []) else "none")
        for name, one in found.items()
    }
