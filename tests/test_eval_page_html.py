"""The page as HTML: whatever a text holds it is shown as that text; nothing is fetched."""

import re
from dataclasses import replace

import pytest
from lxml import html as parser

from eval.page import sections
from eval.page_html import html
from eval.page_parts import Section, Table
from tests.page_runs import DEFAULT, PARTLY, PLAIN, joined

HOSTILE = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>&lt;$\\frac{1}$ id="y" {0}'


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("runs") / "run.jsonl"
    bad = replace(
        PARTLY,
        kind=HOSTILE,
        **dict.fromkeys(("id", "question", "text", "gold_answer", "expected"), HOSTILE),
        status=HOSTILE,
        faults=(HOSTILE,),
        citations=({"id": HOSTILE, "quote": HOSTILE},),
        gold=({"id": HOSTILE, "text": HOSTILE},),
    )
    head = {"command": HOSTILE, "machine": {HOSTILE: HOSTILE}, "reader": HOSTILE}
    return html(HOSTILE, sections(joined(file, bad, *DEFAULT[2:], *PLAIN, **head)))


def test_hostile_texts_are_shown_as_they_are(page: str) -> None:
    tree = parser.fromstring(page)
    assert not tree.xpath("//script | //img | //@onerror | //iframe | //link")
    assert HOSTILE in [one.text_content() for one in tree.xpath("//article//h3")]
    quoted = [one.text_content() for one in tree.xpath("//blockquote")]
    assert quoted.count(f"{HOSTILE} {HOSTILE}") == 2
    assert tree.xpath("//h1")[0].text_content() == HOSTILE
    assert f"{HOSTILE[:23]}…" in [one.text_content() for one in tree.xpath("//svg//text")]


def test_nothing_is_fetched_and_nothing_runs(page: str) -> None:
    tree = parser.fromstring(page)
    assert all(one.startswith("#") for one in tree.xpath("//@href | //@src"))
    assert "http" not in re.sub(r"http-equiv", "", page)
    assert "@import" not in page and "url(h" not in page
    assert "default-src 'none'" in tree.xpath("//meta/@content")[0]


def test_names_are_there_once_and_links_lead_to_them(page: str) -> None:
    tree = parser.fromstring(page)
    names = tree.xpath("//@id")
    assert len(names) == len(set(names))
    targets = [*tree.xpath("//a/@href"), *tree.xpath("//*[local-name()='use']/@href")]
    assert targets and {one[1:] for one in targets} <= set(names)


def test_every_chart_has_an_alt_and_a_table(page: str) -> None:
    tree = parser.fromstring(page)
    figures = tree.xpath("//figure")
    assert len(figures) == 5
    for figure in figures:
        assert figure.xpath(".//svg/@role") == ["img"]
        assert len(figure.xpath(".//svg/desc")[0].text_content()) > 40
        assert figure.xpath(".//table//td")


def test_a_long_name_can_be_broken() -> None:
    text = html("t", [Section("s", "S", [Table("", ("a_b",), (("c_d",),))])])
    assert "a_<wbr>b" in text and "c_<wbr>d" in text
