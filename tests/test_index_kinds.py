"""What a file holds is told by its content first, by its name second."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.kinds import Kind, extension_of, is_read, is_zip, kind_of
from tests.pages import BODY, LAYOUTS, Layout, page_a

HTML = "<!DOCTYPE html>\n<html><body><p>Harbour</p></body></html>"
RSS = '<?xml version="1.0"?>\n<!-- made by hand --><rss version="2.0"><channel></channel></rss>'


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.xml", "a", "view.do?seq=1"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (HTML, Kind.HTML),
        ("\n\n  " + HTML, Kind.HTML),
        ("<!-- saved from url=(0019)https://example.org -->\n<html><p>x</p></html>", Kind.HTML),
        (
            '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD" "x"><html><p/></html>',
            Kind.HTML,
        ),
        ("<div class='a'><p>Harbour</p></div>", Kind.HTML),
        ("<HTML><BODY>Harbour</BODY></HTML>", Kind.HTML),
        (RSS, Kind.FEED),
        ("<feed xmlns='http://www.w3.org/2005/Atom'></feed>", Kind.FEED),
        ("<?xml version='1.0'?><rdf:RDF xmlns='x'></rdf:RDF>", Kind.FEED),
        (
            "<?xml version='1.0'?><?xml-stylesheet href='a'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss></rss>",
            Kind.FEED,
        ),
        ("<?xml version='1.0'?><urlset><url/></urlset>", Kind.XML),
        ('{"text": "x"}', Kind.JSON),
        ('[{"text": "x"}]', Kind.JSON),
        ("[]", Kind.JSON),
        ('{\n  "text": "x"\n}\n', Kind.JSON),
        ('{"text": "x"}\n{"text": "y"}\n', Kind.LINES),
        ('\n{"text": "x"}\r\n\r\n{"text": "y"}', Kind.LINES),
    ],
)
def test_content_decides(text: str, kind: Kind, name: str) -> None:
    assert kind_of(text, name) is kind


@pytest.mark.parametrize(
    "text",
    [
        page_a(BODY),
        "[Unofficial Translation]\n\n1. The Ministry held talks.",
        "[Q&A]\nQ: When?",
        "{Joint Statement}\nWe agreed.",
        "< Joint Press Statement >\n1. The Ministers met.",
        "<Joint Statement>\n1. The Ministers met.",
        "<Address>\nDear guests, it is a pleasure.",
        "5 < 6 and </p> is a tag",
    ],
)
def test_page_texts_stay_texts(text: str) -> None:
    assert kind_of(text, "page.txt") is Kind.TEXT


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_page_head_of_the_archive_is_text(layout: Layout) -> None:
    assert kind_of(layout.head + BODY, "page.txt") is Kind.TEXT


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Harbour <b>talks</b> held", "a.html", Kind.HTML),
        ("Harbour <b>talks</b> held", "a.txt", Kind.TEXT),
        ("Harbour talks held", "a.html", Kind.TEXT),
        ('{"text": "x"}', "a.jsonl", Kind.LINES),
        ('{"text": "x"}', "a.NDJSON", Kind.LINES),
        ('not json\n{"text": "x"}', "a.jsonl", Kind.LINES),
        ('{\n"text": "x"\n}', "a.jsonl", Kind.JSON),
        ('[{"text": "x"},\n{"text": "y"}]', "a.jsonl", Kind.JSON),
        (HTML, "a.jsonl", Kind.HTML),
        ("Harbour", "a.json", Kind.JSON),
        ("Harbour", "a.xml", Kind.FEED),
    ],
)
def test_name_decides_where_the_content_does_not(text: str, name: str, kind: Kind) -> None:
    expected = Kind.TEXT if kind is Kind.FEED else kind
    assert kind_of(text, name) is expected


@given(st.text(max_size=200), st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "a.xml"]))
def test_every_text_is_of_some_kind(text: str, name: str) -> None:
    assert kind_of(text, name) in Kind


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.TXT", ".txt"), ("a.b.html", ".html"), ("a", ""), (".txt", ""), ("a.", ".")],
)
def test_extension(name: str, extension: str) -> None:
    assert extension_of(name) == extension


@pytest.mark.parametrize(
    "name",
    "a.txt a.HTML a.htm a.xhtml a.xml a.rss a.atom a.json a.jsonl a.ndjson a.zip view.do?seq=5 "
    "view.do@seq=5".split(),
)
def test_names_that_are_taken_from_a_folder(name: str) -> None:
    assert is_read(name)


@pytest.mark.parametrize(
    "name",
    [".a.txt", "catalogue.jsonl", "Catalogue.jsonl", "a.md", "a.png", "README", "view.do", ""],
)
def test_names_that_are_left_alone(name: str) -> None:
    assert not is_read(name)


def test_zip_is_told_by_its_first_bytes() -> None:
    assert is_zip(b"PK\x03\x04...") and is_zip(b"PK\x05\x06" + bytes(18))
    assert not is_zip(b"PK is a word") and not is_zip(b"")
