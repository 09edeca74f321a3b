"""What is copied: quotations and answers with full references, as text and as Markdown."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.web.answering import stopped, suggestions_for
from assistant.web.cited import cited_html
from assistant.web.conversation import Turn
from assistant.web.copying import copied
from assistant.web.reference import answer_markdown, answer_text, escaped, quotation_text, reference
from assistant.wider import with_chosen
from index.records import Filters
from tests.invented import HOSTILE, StubArchive, StubAssistant, answered, invented, narrow, visible

BASE = "http://127.0.0.1:7860/"
RELEASE = invented()
ANSWER = answered("What?", RELEASE)
LINK = "http://127.0.0.1:7860/r/m_5676-400001?cite="


def release_of(citation: Any) -> Any:
    """The only release there is."""
    return RELEASE


def test_a_reference_names_title_dates_paragraph_page_and_permalink() -> None:
    citation = ANSWER.citations[0]
    assert reference(citation, RELEASE, BASE) == (
        "First Harbour Talks on Tidal Energy Held on May 4. "
        "Ministry of Foreign Affairs, Republic of Korea, released 5 May 2022 (as printed); "
        "took place 4 May 2022 (inferred). Paragraph 2 (m_5676-400001#2.0). "
        f"Official page: {RELEASE.address}. "
        f"Permalink: {LINK}{citation.start}-{citation.end}#2.0"
    )


def test_a_reference_to_a_release_that_is_gone_or_has_no_page_says_what_is_known() -> None:
    citation = replace(ANSWER.citations[0], url="javascript:alert(1)", released=None)
    told = reference(citation, None)
    assert "javascript" not in told and "Official page not known" in told
    assert ". undated. Paragraph 2" in told and "took place" not in told
    assert told.endswith(f"/r/m_5676-400001?cite={citation.start}-{citation.end}#2.0")


def test_a_quotation_is_copied_exactly() -> None:
    citation = ANSWER.citations[2]
    quote, _, told = quotation_text(citation, RELEASE, BASE).partition("\n")
    assert quote == f"“{citation.quote}”" and told == reference(citation, RELEASE, BASE)


def test_each_mark_of_a_copied_answer_has_its_reference() -> None:
    text = answer_text("What?", ANSWER, release_of, BASE)
    assert text.startswith("What?\n\nAnswered.\n\nAt the first Harbour Talks")
    assert ANSWER.text in text
    for citation in ANSWER.citations:
        assert f"[{citation.label}] {reference(citation, RELEASE, BASE)}" in text
    assert text.count(LINK) == 3


def test_in_markdown_each_mark_is_a_link_to_its_quotation() -> None:
    text = answer_markdown("What?", ANSWER, release_of, BASE)
    for citation in ANSWER.citations:
        target = f"({LINK}{citation.start}-{citation.end}#2.0)"
        target = target if citation.label != "3" else target.replace("#2.0", "#1.0")
        assert f"[\\[{citation.label}\\]]{target}" in text
    assert "\n\n- “agreed to hold" in text
    assert f"[Official page]({RELEASE.address})" in text


def test_nothing_of_a_release_or_question_is_markdown() -> None:
    hostile = replace(ANSWER, text=f"# {HOSTILE} [1]\n1. one [x](http://a) ![y](z)\n- - nested [2]")
    text = answer_markdown("<b>*What*</b>?\n# x", hostile, release_of, BASE)
    assert text.startswith("**\\<b\\>\\*What\\*\\</b\\>? \\# x**")
    assert "<img" not in text.replace("\\<img", "") and "**bold**" not in text
    assert "\n\\# \\<img" in text and "\n1\\. one \\[x\\](http://a) !\\[y\\](z)" in text
    assert "\n- \\- nested" in text
    odd = replace(ANSWER.citations[0], url="https://www.mofa.go.kr/a)[b](c <d>")
    told = answer_markdown("q", replace(ANSWER, citations=(odd,)), release_of, BASE)
    assert "(https://www.mofa.go.kr/a%29%5Bb%5D%28c%20%3Cd%3E)" in told


@pytest.mark.parametrize("text", ["+ a", "- a", "= a", "12) a", "a_b", "<a>", "`a`", "|a|", "&lt;"])
def test_signs_are_escaped_and_nothing_else(text: str) -> None:
    assert escaped(text) != text and escaped(text).replace("\\", "") == text
    assert (
        escaped("A plain sentence, 3.5 metres - no more.")
        == "A plain sentence, 3.5 metres - no more."
    )


def test_limits_wider_and_closest_are_copied_too() -> None:
    wide = narrow(replace(ANSWER, reading=with_chosen(ANSWER.reading, Filters(countries=("NO",)))))
    text = answer_text("q", wide, release_of)
    assert "Filters: country Norway (NO)." in text
    assert "Without the filter country Norway (NO) and the period “in 2022”:" in text
    assert "Closest" not in text and "[1] First Harbour Talks" in text
    close = answer_text("q", replace(wide, wider=None), release_of)
    assert "Closest, not an answer:" in close and "References" not in close


def test_what_the_browser_asks_to_copy_is_looked_up() -> None:
    archive: Any = StubArchive()
    turns = (Turn("One?", ANSWER), Turn("Two?", error="no"))
    whole = copied(archive, turns, {"what": "text-0", "base": BASE})
    assert whole == answer_text("One?", ANSWER, release_of, BASE)
    assert copied(archive, turns, {"what": "markdown-0"}).startswith("**One?**")
    quote = copied(archive, turns, {"what": "cite-0-1", "base": BASE})
    assert quote == quotation_text(ANSWER.citations[1], RELEASE, BASE)
    for what in ("text-1", "text-9", "cite-0-9", "near-0-0", "cite-7-0", "", "text--1"):
        assert copied(archive, turns, {"what": what, "base": BASE}) == ""


@pytest.mark.parametrize("base", ["javascript:x", "http://", "http://a b", "x" * 400, 'http://a"b'])
def test_an_address_that_is_none_is_left_out(base: str) -> None:
    archive: Any = StubArchive()
    text = copied(archive, (Turn("One?", ANSWER),), {"what": "cite-0-0", "base": base})
    assert "Permalink: /r/m_5676-400001" in text


def test_what_was_cited_is_listed_once_with_its_answers() -> None:
    turns = (Turn("a", ANSWER), Turn("b", error="no"), Turn("c", ANSWER))
    html = cited_html(turns, "cite-0-1")
    assert "3 passages of 1 release" in visible(html)
    assert visible(html).count("answers 1 and 3") == 3
    assert 'value="cite-0-1" aria-current="true"' in html and html.count("aria-current") == 1
    assert cited_html((Turn("b", error="no"),)) == ""


def test_a_stopped_answer_stays_and_a_whole_one_is_not_stopped() -> None:
    growing = Turn("a", ANSWER, lines=1)
    assert stopped((growing,)) == (replace(growing, stopped=True),)
    assert stopped((Turn("a"),)) == (Turn("a", stopped=True),)
    for whole in (Turn("a", ANSWER), Turn("a", error="no")):
        assert stopped((whole,)) == (whole,)
    assert stopped(()) == ()


def test_only_a_whole_answer_has_suggestions() -> None:
    assistant: Any = StubAssistant()
    assert len(suggestions_for(assistant, (Turn("a", ANSWER),))) == 2
    for turn in (Turn("a", ANSWER, lines=1), Turn("a", ANSWER, stopped=True), Turn("a", error="x")):
        assert suggestions_for(assistant, (turn,)) == []
    assert suggestions_for(assistant, ()) == []
