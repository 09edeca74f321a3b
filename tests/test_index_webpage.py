"""Saved web pages become page texts: all that is visible, in order, and nothing else."""

from datetime import date
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import NotARelease
from index.read import read_release
from index.records import Page, Release
from index.webpage import lay_out, read_webpage, text_of
from tests.pages import BODY, BULLET, FIRST, SECOND, TITLE, texts

ADDRESS = "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=400001"
BLANK = "<p>&nbsp;</p>"
PARAGRAPHS = f"<p>1. {FIRST}</p>{BLANK}<p>&deg; {BULLET}</p>{BLANK}<p>2. {SECOND}</p>"


def board_page(body: str, head: str = "", before: str = "", after: str = "", top: str = "") -> str:
    """A page of the archive's board around the HTML of a body."""
    head = head or "<dl><dt>Date</dt><dd>2022-05-05 11:47:39</dd><dt>hit</dt><dd>1836</dd></dl>"
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Press Releases | Ministry</title><style>p {{ margin: 0 }}</style>{top}</head><body>
<a href="#content">Skip navigation</a><header><nav><ol><li>HOME</li><li>Press</li></ol></nav></header>
<h3>Press Releases</h3>{before}<div class="sub board_detail"><div class="bo_head"><h2>{TITLE}</h2>
{head}</div><div class="bo_con"><div class="se-contents">{body}</div></div>
<ul class="bo_btm"><li><a>Previous</a> An Older Title</li><li><a>Next</a></li><li>List</li></ul>
{after}</div><footer>Seoul, Korea</footer></body></html>"""


def body_of(html: str) -> str:
    """The body of the page text that a body's HTML gives."""
    return read_webpage(board_page(html), "a.html").text.partition("hit : 1836\n\n")[2]


def release_in(html: str) -> Release:
    return read_release(Page("a.html", read_webpage(html, "a.html").text, "r"))


def test_page_text_of_a_board_page() -> None:
    page = read_webpage(board_page(PARAGRAPHS, before="<h4>Press Releases 상세보기</h4>"), "a.html")
    assert page.text == (
        f"Press Releases 상세보기\n\n{TITLE}\nDate : 2022-05-05 11:47:39\nhit : 1836\n\n{BODY}"
    )


def test_board_page_reads_as_a_release() -> None:
    release = release_in(board_page(PARAGRAPHS, before="<h4>Press Releases 상세보기</h4>"))
    assert (release.title, release.section) == (TITLE, "Press Releases")
    assert release.released is not None
    assert release.released.first == date(2022, 5, 5)
    assert texts(release) == {"head": TITLE, "1.0": FIRST, "1.1": BULLET, "2.0": SECOND}


@pytest.mark.parametrize(
    "before",
    [
        "<h4>Press Releases 상세보기</h4>",
        '<h4 class="blind"><b>Press Releases</b>\n 상세보기</h4>',
        "<table><caption>Press Releases 상세보기</caption></table>",
    ],
)
def test_section_line(before: str) -> None:
    text = read_webpage(board_page(PARAGRAPHS, before=before), "a.html").text
    assert text.startswith(f"Press Releases 상세보기\n\n{TITLE}\n")


def test_section_from_the_window_title() -> None:
    html = board_page(PARAGRAPHS).replace("Press Releases | Min", "Issues 상세보기 | Min")
    assert read_webpage(html, "a.html").text.startswith("Issues 상세보기\n\n")
    assert read_webpage(board_page(PARAGRAPHS), "a.html").text.startswith(TITLE)


@pytest.mark.parametrize(
    ("head", "stated"),
    [
        ("<dl><dt>Date</dt><dd>2022-05-05</dd></dl>", "Date : 2022-05-05"),
        ("<dl><dt>Date :</dt><dd>2022-05-05</dd></dl>", "Date : 2022-05-05"),
        ("<ul><li>Date : 2022-05-05</li><li>Hit : 7</li></ul>", "Date : 2022-05-05\nHit : 7"),
        ("<span>2022-05-05 10:00:00</span>", "2022-05-05 10:00:00"),
        (
            "<dl><dt>작성일</dt><dd>2022-05-05</dd><dt>조회수</dt><dd>1,836</dd></dl>",
            "작성일 : 2022-05-05\n조회수 : 1,836",
        ),
        ("<dl><dt>Writer</dt><dd>Harbour Team</dd><dt>hit</dt><dd>9</dd></dl>", "hit : 9"),
        ("<p></p>", ""),
    ],
)
def test_date_and_hits_of_the_head(head: str, stated: str) -> None:
    text = read_webpage(board_page(PARAGRAPHS, head=head), "a.html").text
    assert text == "\n".join(filter(None, [TITLE, stated])) + f"\n\n{BODY}"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one<br>two</p>", "one\ntwo"),
        ("<p>one<br/>\n<br>two</p>", "one\n\ntwo"),
        ("<p>one</p><p><br></p><p>two</p>", "one\n\ntwo"),
        ("<p>one</p><p>&nbsp;</p><p>two</p>", "one\n\ntwo"),
        ("<p>one</p>\n\n<p> </p><p></p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<p>one <b>t</b>wo<i>thr</i>ee</p>", "one twothree"),
        ("<p>one\n   two\tthree</p>", "one two three"),
        ("<p>one&nbsp;&nbsp;two\u3000three</p>", "one\u00a0\u00a0two\u3000three"),
        ("<p>&ldquo;R&amp;D&rdquo; &lt;1&gt; &#8217;s &#x92;s &copy</p>", "“R&D” <1> ’s ’s ©"),
        ("<p>&deg;</p><p>The text.</p>", "°\nThe text."),
        ("<p>&deg;</p><p>The text.</p><p>&nbsp;</p><p>More.</p>", "°\nThe text.\n\nMore."),
        ("<p>one<script>two()</script><style>p{}</style><noscript>no</noscript></p>", "one"),
        ("<p>one<!-- two --> three<img src='x' alt='four'></p>", "one three"),
        ("<p>one</p><p hidden>two</p><div style='color:red; DISPLAY : none'>three</div>", "one"),
        ("<p>one</p><p style='visibility:hidden'>two</p> three", "one\n\nthree"),
        ("<p>one<o:p>two</o:p><font face='x'> three</font></p>", "onetwo three"),
        ("one<p>two</p>three", "one\ntwo\n\nthree"),
        ("<pre>one\n  two <b>a</b>\n\nb</pre>c\nd", "one\ntwo a\n\nb\nc d"),
        ("<p style='white-space: pre-wrap'>one\ntwo</p>three\nfour", "one\ntwo\n\nthree four"),
        ("<h4>one</h4><blockquote>two</blockquote><hr>three", "one\ntwo\nthree"),
        ("<button>one</button> <textarea>two</textarea>", "one two"),
    ],
)
def test_lines_of_a_body(html: str, text: str) -> None:
    assert body_of(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ol><li>one</li><li><p>two</p></li></ol>", "1. one\n2. two"),
        (
            "<ol start='3'><li>one<li>two<li value=9>nine<li>ten</ol>",
            "3. one\n4. two\n9. nine\n10. ten",
        ),
        ("<ol><li>1. one</li><li>2. two</li></ol>", "1. one\n2. two"),
        ("<ol><li>one<ol><li>in</li></ol></li><li>two</li></ol>", "1. one\n1. in\n2. two"),
        ("<ul><li>one</li><li>° two</li><li>- three</li><li></li></ul>", "• one\n° two\n- three"),
        (
            "<ol><li>1. one</li><li>two<!-- 3. --></li><li><!-- 3. -->three</li></ol>",
            "1. one\n2. two\n3. three",
        ),
        ("<ol><li></li><li>two</li></ol><p>x</p>", "2. two\nx"),
    ],
)
def test_lists(html: str, text: str) -> None:
    assert body_of(html).replace("\n\n", "\n") == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td> </td><td>d</td></tr></table>",
            "a\tb\nc\td",
        ),
        ("<table><tr><td><p>a</p></td><td><div>b</div></td></tr></table>", "a\tb"),
        ("<table><tr><td>a</td><td>b<br>c</td><td>d</td><td>e</td></tr></table>", "a\nb\nc\nd\te"),
        (
            "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>",
            "a\tb\tc",
        ),
        ("<table>x<tr>y<td>a</td>z<td>b</td></tr></table>w", "x\ny\ta\tz\tb\nw"),
        ("<td>a<td>b", "a\nb"),
        ("<table><caption>t</caption><tbody><tr><td>a</table>b", "t\na\nb"),
    ],
)
def test_tables_row_by_row(html: str, text: str) -> None:
    assert text_of(html, "a.html") == text


def test_paragraphs_without_blank_lines_are_parted() -> None:
    html = "<p>A short one</p><p>another<br>one</p><p>the third</p>"
    assert body_of(html) == "A short one\n\nanother\none\n\nthe third"


def test_body_without_its_inner_container() -> None:
    html = board_page(PARAGRAPHS).replace('class="se-contents"', "")
    assert read_webpage(html, "a.html").text.endswith(f"\n\n{BODY}")
    html = board_page(PARAGRAPHS).replace('class="bo_con"', "")
    assert read_webpage(html, "a.html").text.endswith(f"\n\n{BODY}")


def test_all_that_the_body_container_holds_is_kept() -> None:
    html = board_page(PARAGRAPHS + "</div><p>Beside it.</p><div class='se-contents'>More.")
    assert read_webpage(html, "a.html").text.endswith(f"{BODY}\nBeside it.\nMore.")


def test_what_surrounds_the_body_is_left_out() -> None:
    text = read_webpage(board_page(PARAGRAPHS), "a.html").text
    for chrome in ("Skip", "HOME", "Previous", "Older", "List", "Seoul, Korea", "margin"):
        assert chrome not in text


OLD = f"""<html><body><table><tr><td>KOR</td><td>RSS</td></tr>
<tr><td>Home &gt; <a>Press</a> &gt; <b>Press Releases</b></td></tr>
<tr><td><h3>Press Releases</h3></td></tr><tr><td class="tit">{TITLE}</td></tr>
<tr><td>Date <em>2009-05-04</em> Hit <em>123</em></td></tr>
<tr><td><p>1. {FIRST}</p><p>° {BULLET}</p><p>2. {SECOND}</p></td></tr></table></body></html>"""


def test_old_table_layout() -> None:
    text = read_webpage(OLD, "a.html").text
    assert f"Press Releases\n{TITLE}\nDate\n2009-05-04\nHit 123\n" in text
    assert "Home" not in text
    assert text.endswith(BODY)
    release = release_in(OLD)
    assert (release.title, release.section) == (TITLE, "Press Releases")
    assert release.released is not None
    assert release.released.first == date(2009, 5, 4)
    assert texts(release) == {"head": TITLE, "1.0": FIRST, "1.1": BULLET, "2.0": SECOND}


@pytest.mark.parametrize(
    "html",
    [
        f"<div class='Sub LNB'><ul><li>Menu</ul></div><ol class='breadcrumb'><li>Press</ol>"
        f"<div><h1>{TITLE}</h1><p>2022-05-05</p>{PARAGRAPHS}</div>",
        f"<html><body><nav>Menu</nav><header>Top</header><article><header><h1>{TITLE}</h1></header>"
        f"<p>2022-05-05</p>{PARAGRAPHS}</article><footer>Foot</footer></body></html>",
        f"<body><div role='navigation'>Menu</div><div>Top<main><h1>{TITLE}</h1><time>2022-05-05</time>"
        f"{PARAGRAPHS}</main></div><aside>Foot</aside>",
        f"<h1>{TITLE}</h1><p>2022-05-05</p>{PARAGRAPHS}<select><option>Menu</select>",
    ],
)
def test_unknown_layouts_give_their_visible_text(html: str) -> None:
    text = read_webpage(html, "a.html").text
    assert text == f"{TITLE}\n2022-05-05\n{BODY}"


def test_xhtml_with_elements_closed_at_once() -> None:
    html = board_page(PARAGRAPHS, top="<script src='a.js'/><title/>")
    page = '<?xml version="1.0" encoding="utf-8"?>\n' + html
    assert read_webpage(page, "a.html").text.endswith(BODY)


@pytest.mark.parametrize(
    "top",
    [
        f'<link rel="canonical" href="{ADDRESS}">',
        f'<link rel="Canonical" href=" {ADDRESS} ">',
        f'<meta property="og:url" content="{ADDRESS}">',
        f"<!-- saved from url=(0057){ADDRESS} -->",
        f'<link rel="canonical" href="https://www.mofa.go.kr/"><meta property="og:url" content="{ADDRESS}">',
    ],
)
def test_address_that_a_page_states(top: str) -> None:
    assert read_webpage(board_page(PARAGRAPHS, top=top), "a.html").address == ADDRESS


def test_canonical_address_goes_first_and_relative_ones_name_nothing() -> None:
    other = ADDRESS.replace("400001", "400002")
    top = f'<meta property="og:url" content="{other}"><link rel="canonical" href="{ADDRESS}">'
    assert read_webpage(board_page("x", top=top), "a.html").address == ADDRESS
    top = '<link rel="canonical" href="/about">'
    assert read_webpage(board_page("x", top=top), "a.html").address == ""
    top = '<link rel="canonical" href="/eng/brd/m_5676/view.do?seq=400001">'
    assert read_webpage(board_page("x", top=top), "a.html").address == ADDRESS
    top = '<link rel="canonical" href="javascript:/eng/brd/m_5676/view.do?seq=400001">'
    assert read_webpage(board_page("x", top=top), "a.html").address == ""
    top = '<link rel="canonical" href="https://example.org/news/7">'
    assert read_webpage(board_page("x", top=top), "a.html").address == "https://example.org/news/7"


@pytest.mark.parametrize(
    "html", ["<html></html>", "<p></p>", "<script>x</script>", "<!-- x -->", "<"]
)
def test_page_without_text(html: str) -> None:
    try:
        assert read_webpage(html, "a.html").text.strip() in ("", "<")
    except NotARelease as error:
        assert "a.html is no release" in str(error)


def test_deep_nesting_is_read_or_refused_and_never_cut() -> None:
    deep = "<div>" * 1500 + "deep" + "</div>" * 1500 + "<p>after</p>"
    assert body_of(deep) == "deep\nafter"
    with pytest.raises(NotARelease, match=r"a\.html is no release: .*(?:nested|depth)"):
        read_webpage("<b>" * 50_000 + "deep", "a.html")


def test_control_characters_become_blanks() -> None:
    assert body_of("<p>one\x00two\x0bthree\x7f</p>") == "one two three"


def test_layout_of_parts() -> None:
    assert lay_out("T", "2022-05-05", "B", "S") == "S 상세보기\n\nT\nDate : 2022-05-05\n\nB"
    assert lay_out("T", "", "B") == "T\n\nB"
    assert lay_out("", "2022-05-05", "B") == "Date : 2022-05-05\n\nB"
    assert lay_out("", "", "B") == "B"


WORDS = st.text("abc é한“’&<>°-1.\u00a0", min_size=1, max_size=8)
INLINE = ("b", "i", "span", "font", "a", "o:p", "sup")
BLOCK = ("p", "div", "h4", "blockquote", "section", "li", "td", "center", "pre")


@st.composite
def pieces(draw: st.DrawFn, depth: int = 3) -> tuple[str, str]:
    """A piece of HTML and the visible text in it."""
    html, text = "", ""
    for _ in range(draw(st.integers(1, 4))):
        shape = draw(
            st.sampled_from(("words", "words", "inline", "block", "row", "break", "unseen"))
        )
        if shape == "words" or (depth == 0 and shape in ("inline", "block", "row")):
            words = draw(WORDS)
            html, text = html + escape(words), text + words
        elif shape == "break":
            html += draw(st.sampled_from(("<br>", "<p>&nbsp;</p>", "\n", "<hr>", "<p></p>")))
        elif shape == "unseen":
            html += draw(
                st.sampled_from(
                    (
                        "<script>var hidden = '<p>';</script>",
                        "<style>hidden</style>",
                        "<!-- hidden -->",
                        "<div style='display:none'>hidden<p>hidden</p></div>",
                        "<span hidden>hidden</span>",
                        "<img alt='hidden'>",
                    )
                )
            )
        else:
            inner, inside = draw(pieces(depth=depth - 1))
            if shape == "row":
                cell, more = draw(pieces(depth=0))
                html += f"<table><tr><td>{inner}</td><th>{cell}</th></tr></table>"
                inside += more
            else:
                tag = draw(st.sampled_from(INLINE if shape == "inline" else BLOCK))
                html += f"<{tag}>{inner}</{tag}>"
            text += inside
    return html, text


def bare(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=400, deadline=None)
@given(pieces())
def test_every_visible_word_stands_in_the_text_in_order(piece: tuple[str, str]) -> None:
    html, visible = piece
    assert bare(body_of(f"<div>{html}</div>")) == bare(visible)
    assert "hidden" not in text_of(f"<div>{html}</div>", "x")


TAGS = """<p> </p> <td> </td> <tr> <table> </table> <div> </div> <b> </b> <li> <ol> </ol> <br>
</span> one two three""".split()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(TAGS)))
def test_broken_html_loses_no_word(parts: list[str]) -> None:
    html = "<div>begin " + "".join(part if part[0] == "<" else f"{part} " for part in parts)
    words = [part for part in parts if part[0] != "<"]
    text = text_of(html, "x").replace("•", " ")
    assert [word for word in text.split() if word.isalpha()] == ["begin", *words]
