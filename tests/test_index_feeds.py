"""RSS and Atom files become one page text for each item, with the day in Seoul."""

import socket
from datetime import date
from typing import Any

import pytest

from index.errors import BadFeed, NotARelease
from index.feeds import read_feed
from index.found import Found, Refusal
from index.read import read_release
from index.records import Page
from tests.pages import BULLET, FIRST, SECOND, TITLE, texts

ADDRESS = "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=400001"
RUN_ON = f"1. {FIRST} ° {BULLET} 2. {SECOND}"


def rss(*items: str, end: str = "</channel></rss>") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Press</title>'
        f"<link>https://www.mofa.go.kr/eng</link>{''.join(items)}{end}"
    )


def item(**fields: str) -> str:
    given = {
        "title": TITLE,
        "link": ADDRESS,
        "pubDate": "Thu, 05 May 2022 02:47:39 GMT",
        "description": f"<![CDATA[{RUN_ON}]]>",
    } | fields
    names = {name: name.replace("_", ":") for name in given}
    return f"<item>{''.join(f'<{names[n]}>{v}</{names[n]}>' for n, v in given.items() if v)}</item>"


def items_of(text: str) -> list[Found]:
    found = list(read_feed(text, "feed.xml", "file-feed"))
    assert all(isinstance(one, Found) for one in found), found
    return [one for one in found if isinstance(one, Found)]


def test_item_of_a_feed() -> None:
    [one] = items_of(rss(item()))
    assert one.source == "feed.xml, item 1"
    assert one.entry.address == ADDRESS
    assert one.text == f"{TITLE}\nDate : 2022-05-05\n\n{RUN_ON}"


def test_item_reads_as_a_release() -> None:
    body = f"<p>1. {FIRST}</p><p>&nbsp;</p><p>&deg; {BULLET}</p><p>2. {SECOND}</p>"
    [one] = items_of(rss(item(content_encoded=f"<![CDATA[{body}]]>")))
    release = read_release(Page(one.source, one.text, "r"))
    assert release.released is not None
    assert release.released.first == date(2022, 5, 5)
    assert texts(release) == {"head": TITLE, "1.0": FIRST, "1.1": BULLET, "2.0": SECOND}


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Thu, 05 May 2022 14:59:59 GMT", "2022-05-05"),
        ("Thu, 05 May 2022 15:00:00 GMT", "2022-05-06"),
        ("Sat, 31 Dec 2022 20:00:00 GMT", "2023-01-01"),
        ("Thu, 05 May 2022 23:00:00 +0900", "2022-05-05"),
        ("Thu, 05 May 2022 23:00:00 -0500", "2022-05-06"),
        ("2022-05-05T16:00:00Z", "2022-05-06"),
        ("2022-05-05T16:00:00+09:00", "2022-05-05"),
        ("2022-05-05 23:47:39", "2022-05-05"),
        ("2022-05-05", "2022-05-05"),
    ],
)
def test_day_in_seoul(printed: str, day: str) -> None:
    [one] = items_of(rss(item(pubDate=printed)))
    assert one.text.split("\n")[1] == f"Date : {day}"


@pytest.mark.parametrize("printed", ["", "soon", "Thu, 99 May 2022"])
def test_item_without_a_date(printed: str) -> None:
    [one] = items_of(rss(item(pubDate=printed)))
    assert one.text == f"{TITLE}\n\n{RUN_ON}"


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (
            {"description": "A &lt;b&gt;bold&lt;/b&gt; plan &amp;ldquo;now&amp;rdquo;"},
            "A bold plan “now”",
        ),
        ({"description": "<![CDATA[R&D and 5 < 6]]>"}, "R&D and 5 < 6"),
        (
            {"description": "short", "content_encoded": "<![CDATA[<p>the long one</p>]]>"},
            "the long one",
        ),
        (
            {"description": "the longer of both", "content_encoded": "<![CDATA[<p>short</p>]]>"},
            "the longer of both",
        ),
        (
            {
                "description": "<![CDATA[<p>a</p><script>b()</script><p style='display:none'>c</p>]]>"
            },
            "a",
        ),
        ({"description": "<![CDATA[one<br/>two&nbsp;three]]>"}, "one\ntwo\u00a0three"),
        ({"description": "pasted\x0bfrom\x02 a program"}, "pasted from  a program"),
        (
            {"description": "<![CDATA[<a href='javascript:x'>link</a> <iframe>no</iframe>]]>"},
            "link",
        ),
    ],
)
def test_body_of_an_item(fields: dict[str, str], body: str) -> None:
    [one] = items_of(rss(item(**fields)))
    assert one.text.partition("\n\n")[2] == body


def test_title_with_markup_and_line_breaks() -> None:
    [one] = items_of(
        rss(item(title="&lt;b&gt;2nd&lt;/b&gt;\n  &amp;ldquo;Harbour&amp;rdquo; &amp;amp; more"))
    )
    assert one.text.startswith("2nd “Harbour” & more\nDate")


def test_unescaped_ampersands_in_addresses() -> None:
    [one] = items_of(rss(item(link="https://x/eng/brd/m_5676/view.do?page=1&srchFr=&seq=400001")))
    assert one.entry.address.endswith("seq=400001")
    assert one.text.endswith(RUN_ON)


@pytest.mark.parametrize(
    ("fields", "id", "address"),
    [
        ({}, "file-www-mofa-go-kr-eng-brd-m-5676-view-do-seq-400001", ADDRESS),
        ({"guid": "abc-7"}, "file-abc-7", ADDRESS),
        ({"guid": ADDRESS, "link": "https://x/rss"}, None, ADDRESS),
        ({"link": "https://x.org/a", "guid": ""}, "file-x-org-a", "https://x.org/a"),
        ({"link": "", "guid": "urn:abc"}, "file-abc", ""),
        ({"link": "javascript:/brd/m_1/view.do?seq=5", "guid": "abc"}, "file-abc", ""),
    ],
)
def test_identity_of_an_item(fields: dict[str, str], id: str | None, address: str) -> None:
    [one] = items_of(rss(item(**fields)))
    assert one.entry.address == address
    assert id is None or one.id == id


def test_item_with_neither_guid_nor_link_keeps_its_id_in_another_place() -> None:
    bare = item(link="")
    [one] = items_of(rss(bare))
    [_, same] = items_of(rss(item(), bare))
    assert one.id == same.id
    assert one.id.startswith("file-feed-")


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Press</title>
<entry><title type="text">A &lt; B</title><id>tag:x.org,2022:1</id>
<link rel="alternate" href="https://www.mofa.go.kr/eng/brd/m_5674/view.do?seq=5"/>
<updated>2022-05-05T20:00:00Z</updated><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b></p><p>three</p></div></content></entry>
<entry><title type="html">B &amp;amp; C</title><id>urn:y</id><published>2022-05-05</published>
<content type="text">Line &lt;one&gt; &amp;amp;\n two</content></entry></feed>"""


def test_atom() -> None:
    one, other = items_of(ATOM)
    assert one.text == "A < B\nDate : 2022-05-06\n\nOne two\n\nthree"
    assert (one.id, one.entry.address[-5:]) == ("file-x-org-2022-1", "seq=5")
    assert other.text == "B & C\nDate : 2022-05-05\n\nLine <one> &amp;\n two"


RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item><title>One</title><link>https://x.org/1</link><description>Text</description>
<dc:date>2022-05-05T20:00:00Z</dc:date></item></rdf:RDF>"""


def test_rss_1() -> None:
    assert items_of(RDF)[0].text == "One\nDate : 2022-05-06\n\nText"


def test_feed_that_was_cut_off_gives_its_whole_items() -> None:
    whole = rss(item(), item(title="The Second"), item(title="The Third"))
    found = list(read_feed(whole[: whole.index("The Third") + 200], "feed.xml", "f"))
    assert [type(one) for one in found] == [Found, Found, Refusal]
    assert isinstance(found[2], Refusal)
    assert isinstance(found[2].error, BadFeed)
    assert "feed.xml is cut off: what follows item 2 was not read" in str(found[2].error)


@pytest.mark.parametrize("text", [rss(), "<rss></rss>", "<feed></feed>"])
def test_feed_without_items(text: str) -> None:
    [refusal] = read_feed(text, "feed.xml", "f")
    assert isinstance(refusal, Refusal)
    assert isinstance(refusal.error, NotARelease)
    assert "feed.xml is no release: it is a feed without items" in str(refusal.error)


def test_item_that_cannot_be_read_is_refused_alone() -> None:
    deep = f"<![CDATA[{'<b>' * 5000}]]>"
    first, second = read_feed(rss(item(description=deep), item()), "feed.xml", "f")
    assert isinstance(first, Refusal)
    assert first.source == "feed.xml, item 1"
    assert "feed.xml, item 1 is no release" in str(first.error)
    assert isinstance(second, Found)


def test_damaged_name_space_on_which_the_parser_fails() -> None:
    text = rss(item(content_encoded="x")).replace("purl.org", "purl\u00a0.org")
    [refusal] = read_feed(text, "feed.xml", "f")
    assert isinstance(refusal, Refusal)
    assert "feed.xml is no release: it is no feed that can be read" in str(refusal.error)


@pytest.mark.parametrize("fault", [ValueError, KeyError, AttributeError, RecursionError])
def test_feed_on_which_the_parser_fails(
    fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise fault("inside")

    monkeypatch.setattr("feedparser.parse", fail)
    [refusal] = read_feed(rss(item()), "feed.xml", "f")
    assert isinstance(refusal, Refusal)
    assert "feed.xml is no release: it is no feed that can be read" in str(refusal.error)


def test_declared_encoding_is_not_applied_a_second_time() -> None:
    text = rss(item(title="외교부 “Harbour”")).replace("UTF-8", "euc-kr")
    assert items_of(text)[0].text.startswith("외교부 “Harbour”\n")


def test_nothing_is_fetched_and_no_entity_is_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a feed must not open a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    doctype = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    text = rss(item(description="one &x; two")).replace("<rss", doctype + "<rss", 1)
    for one in read_feed(text, "https://example.org/feed.xml", "f"):
        assert isinstance(one, Refusal) or "one" in one.text
    list(read_feed("https://example.org/feed.xml", "x", "f"))


def test_entities_that_multiply_do_no_harm() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]>'
    text = rss(item(description="&e9;")).replace("<rss", doctype + "<rss", 1)
    assert all(
        isinstance(one, Refusal) or len(one.text) < 10_000 for one in read_feed(text, "x", "f")
    )
