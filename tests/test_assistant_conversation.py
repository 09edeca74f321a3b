"""The conversation's HTML: marks, statuses, the reading, the welcome; nothing becomes markup."""

import re
from dataclasses import replace

from assistant.records import Status
from assistant.web.answer_html import answer_html
from assistant.web.conversation import progress_html, question_html, welcome_html
from index.records import Coverage
from tests.invented import HOSTILE, StubAssistant, answered, cite, invented, visible


def test_marks_of_an_answer_name_their_turn_and_citation() -> None:
    html = answer_html(4, answered("q", invented()))
    text = str(html).partition("<details")[0]
    assert re.findall(r'value="(cite-[^"]+)"', text) == ["cite-4-0", "cite-4-1", "cite-4-2"]


def test_an_unknown_mark_and_a_mark_inside_a_quotation_stay_text() -> None:
    answer = replace(answered("q", invented()), text="See [9]. It says “as in [1]” [1].")
    html = str(answer_html(0, answer)).partition("<details")[0]
    assert html.count("<button") == 1
    assert "See [9]." in html and "“as in [1]”" in html


def test_a_quotation_that_never_closes_keeps_its_marks() -> None:
    answer = replace(answered("q", invented()), text="It says “as agreed [1].")
    assert str(answer_html(0, answer)).partition("<details")[0].count("<button") == 1


def test_every_status_has_its_own_words() -> None:
    badges = set()
    for status in Status:
        html = answer_html(0, replace(answered("q", invented()), status=status))
        found = re.search(r'<p class="badge \w+">([^<]+)</p>', html)
        assert found
        badges.add(found[1])
    assert len(badges) == len(Status)


def test_the_reading_of_the_question_is_shown() -> None:
    text = visible(answer_html(0, answered("q", invented())))
    assert "How I read your question" in text
    assert "“in 2022”: 1 January 2022 to 31 December 2022" in text
    assert "“HTE” is HTTE (spelling guessed)" in text


def test_messages_are_one_block_of_html_so_that_no_markdown_is_read() -> None:
    html = question_html("# heading\n\n- point\n\n<b>no</b>")
    assert html.startswith("<div") and "\n" not in html and "<b>" not in html
    hostile = replace(answered("q", invented()), text=HOSTILE + "\n\n\n# x")
    answer = answer_html(0, hostile)
    assert answer.startswith("<div") and "\n" not in answer and "<img" not in answer


def test_the_welcome_speaks_from_the_index() -> None:
    stub = StubAssistant()
    text = visible(welcome_html(stub.archive.coverage(), stub.examples()))
    assert "1,234 releases, dated 3 February 2011 to 6 May 2024; 7 of them are undated" in text
    assert "no service of the ministry" in text
    assert "What did the Harbour Talks agree in 2022?" in text
    assert "empty" in visible(welcome_html(Coverage(0, 0, None, None, 0), []))


def test_only_a_line_with_a_mark_quotes() -> None:
    answer = replace(answered("q", invented()), text="The “Harbour Talks”\n- “agreed” [1]")
    said = str(answer_html(0, answer)).partition("<details")[0]
    assert said.count('class="quote"') == 1


def test_the_words_that_answer_are_marked_and_the_text_stays() -> None:
    plain = answered("q", invented())
    first, *others = plain.citations
    start = first.start + first.quote.index("the second talks")
    marked = replace(first, marked=((start, start + len("the second talks")),))
    html = answer_html(0, replace(plain, citations=(marked, *others)))
    assert re.findall(r'<mark class="answers">(.*?)</mark>', html) == ["the second talks"]
    assert "“agreed to hold <mark" in html and "</mark> in Bergen in 2023”</span> <button" in html
    assert visible(html) == visible(answer_html(0, plain))


def test_what_is_marked_stays_text() -> None:
    release = invented()
    quote = release.text[release.text.index("<script>") : release.text.index("{{value}}")].strip()
    citation = cite(release, "1", "1.1", quote)
    marked = replace(citation, marked=((citation.start, citation.end - 5),))
    text = f"“{' '.join(quote.split())}” [1]"
    html = answer_html(0, replace(answered("q", release), text=text, citations=(marked,)))
    assert '<mark class="answers">&lt;script&gt;' in html
    assert "<script" not in html and "<img" not in html


def test_a_citation_is_set_off_whole_though_its_quote_marks_do_not_pair() -> None:
    plain = answered("q", invented())
    odd = replace(plain.citations[0], quote="He said, “We agree as in [1].")
    text = f"The “side” — said: “{odd.quote}” [1]"
    html = str(answer_html(0, replace(plain, text=text, citations=(odd,))))
    said = html.partition("<details")[0]
    assert said.count("<button") == 1
    assert '<span class="quote">“He said, “We agree as in [1].”</span>' in said
    assert '<span class="quote">“side”</span>' in said


def test_progress_ends_without_its_own_dots() -> None:
    assert visible(progress_html("Searching the archive …")) == "Searching the archive"
