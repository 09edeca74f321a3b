"""Small runs for the tests of what reads them: lines with figures worked out by hand."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.page import TITLE, sections
from eval.page_html import html
from eval.page_runs import Joined, join
from eval.run_file import Line, read_run
from eval.run_writer import RunWriter

SECRET = "Zanzibar"
"""A word of every text of the set put aside."""
HEAD = {
    "command": "python -m eval run eval/sets/one --out /home/somebody/runs/run.jsonl",
    "made": "2026-01-02T03:04:05+00:00",
    "machine": {"processor": "Fast 1", "cores": 2, "memory_gib": 23.5, "system": "Linux 6"},
    "versions": {"communique": "0.1.0", "torch": "2.13.0"},
    "embedding_model": "packaged",
    "reader": "none",
    "llm": "",
    "systems": ["default", "bm25"],
    "sets": [
        {
            "name": "one",
            "questions": 4,
            "releases": 3,
            "stamp": "6-abc",
            "questions_sha256": "d" * 64,
        },
        {"name": "kept", "releases": 2, "stamp": "6-def", "set_aside": True},
    ],
    "options": {"limit": None, "only": []},
}
NOTHING = dict.fromkeys(("citation_precision", "citation_recall", "points", "status_right"))
RIGHT = Line(
    "default",
    "one",
    1,
    kind="when",
    answerable=True,
    status="answered",
    measures={
        **{"R@5": 1.0, "RR@10": 1.0, "nDCG@10": 1.0, "citation_precision": 1.0},
        **{"citation_recall": 1.0, "points": 1.0, "status_right": 1, "wrong_refusal": 0},
        **{"quotes": 3, "quotes_exact": 3, "other_status": 0},
    },
    timings={"ask": 0.1},
    confidence=0.9,
    id="q1",
    question="When was it?",
    turns=1,
    gold_answer="1 May",
    expected="answered",
    text="On 1 May [1].",
    citations=({"id": "r#1.1", "start": 0, "end": 5, "quote": "1 May", "act": None},),
    retrieved=("r#1",),
)
PARTLY = replace(
    RIGHT,
    place=2,
    kind="who",
    id="q2",
    question="Who came?",
    text="The minister.",
    gold_answer="The envoy came.",
    confidence=0.5,
    timings={"ask": 0.3},
    measures={
        **RIGHT.measures,
        **{"R@5": 0.5, "nDCG@10": 0.25, "citation_precision": 0.0, "citation_recall": 0.0},
        **{"points": 0.5, "quotes": 1, "quotes_exact": 0},
    },
    citations=({"id": "r#2.1", "start": 0, "end": 5, "quote": "A minister came.", "act": None},),
    gold=({"id": "r#4.0", "text": "The envoy was there."},),
    faults=("not cited: r#4",),
)
REFUSED = replace(
    RIGHT,
    place=3,
    id="q3",
    question="When does it end?",
    status="not_in_archive",
    text="No release says so.",
    citations=(),
    confidence=0.2,
    measures={**RIGHT.measures, "points": 0.0, "status_right": 0, "wrong_refusal": 1, "quotes": 0}
    | {"quotes_exact": 0, "refusal_right": 0, "citation_precision": None, "citation_recall": 0.0},
    faults=("wrong refusal: not_in_archive",),
)
WRONG = replace(
    RIGHT,
    place=4,
    kind="who",
    id="q4",
    question="Who won?",
    answerable=False,
    expected="not_in_archive",
    gold_answer="",
    text="Nobody won.",
    confidence=0.4,
    measures={"status_right": 0, "wrong_answer": 1, "right_abstention": 0, "quotes": 1}
    | {"quotes_exact": 1, "other_status": 0},
    faults=("wrong answer: answered",),
)
DEFAULT = (RIGHT, PARTLY, REFUSED, WRONG)
PLAIN = tuple(
    replace(
        one,
        system="bm25",
        confidence=7.0,
        status="answered",
        timings={"ask": 0.01},
        measures=one.measures | ({"nDCG@10": 0.25} if "nDCG@10" in one.measures else {}),
    )
    for one in DEFAULT
)
# Its texts are there although no run writes them: not even then may they be shown.
ASIDE = replace(
    PARTLY,
    set="kept",
    place=1,
    set_aside=True,
    kind=f"about_{SECRET}",
    **dict.fromkeys(("id", "question", "text", "gold_answer"), SECRET),
    faults=(SECRET,),
    citations=({"id": SECRET, "quote": SECRET},),
    gold=({"id": SECRET, "text": SECRET},),
)


def written(path: Path, *lines: Line, finished: bool = True, **head: Any) -> Path:
    """A run file of these lines."""
    with RunWriter(path, HEAD | head) as writer:
        for line in lines:
            writer.write(line)
        if finished:
            writer.finish(81.2, 1210.5)
    return path


def joined(path: Path, *lines: Line, **head: Any) -> Joined:
    """The run of these lines, written and read."""
    return join([read_run(written(path, *lines, **head))])


def with_report(folder: Path) -> Path:
    """A data folder that holds nothing but a report of the evaluation."""
    run = read_run(written(folder / "run.jsonl", *DEFAULT))
    (folder / "report.html").write_text(html(TITLE, sections(join([run]), (), ())), "utf-8")
    return folder
