"""Any spelling of an address names the same release, and nothing else does."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.identity import file_id, item_id, page_id, path_id, release_id, text_id, tidy_address

HOSTS = ("www.mofa.go.kr", "overseas.mofa.go.kr", "mofa.go.kr", "WWW.MOFA.GO.KR", "example.org")
SITES = ("eng", "www", "kor", "us-en", "")
OTHER = ("srchFr=", "srchTo=2021-01-01", "page=3", "bseq=7", "xseq=8", "file_seq=9", "seqno=4", "a")
JOINTS = ("&", "&amp;", "&AMP;", "&#38;", "&amp%3B", "&amp%253B", ";", "&&")


def once(address: str) -> str:
    """An address percent-encoded as a value inside another one."""
    return "".join(
        sign if sign.isalnum() else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in address
    )


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, tuple[str, int]]:
    """An address of a release in some spelling, and what it names."""
    board, seq = draw(st.integers(1, 99999)), draw(st.integers(1, 10**9))
    scheme = draw(st.sampled_from(("https://", "http://", "//", "HTTPS://")))
    port = draw(st.sampled_from(("", ":80", ":443")))
    site = draw(st.sampled_from(SITES))
    session = draw(st.sampled_from(("", ";jsessionid=AB12.node1", ";JSESSIONID=seq")))
    case = draw(st.sampled_from((str, str.upper, str.lower)))
    others = draw(st.lists(st.sampled_from(OTHER), max_size=4))
    place = draw(st.integers(0, len(others)))
    parts = [*others[:place], case(f"seq={seq}"), *others[place:]]
    query = parts[0] + "".join(draw(st.sampled_from(JOINTS)) + part for part in parts[1:])
    path = case(f"/{site}/brd/m_{board}/view.do".replace("//", "/"))
    fragment = draw(st.sampled_from(("", "#", "#seq=5", "#content?seq=6&seq=7")))
    host = draw(st.sampled_from(HOSTS))
    address = f"{scheme}{host}{port}{path}{session}?{query}"
    for _ in range(draw(st.integers(0, 2))):
        address = once(address)
    return address + fragment, (f"m_{board}", seq)


@given(spellings())
def test_any_spelling_gives_the_same_id(spelling: tuple[str, tuple[str, int]]) -> None:
    address, named = spelling
    assert release_id(address) == named
    assert release_id(f"  {address}\n") == named


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=0321611", ("m_5676", 321611)),
        ("/brd/m_4080/view.do?seq=5", ("m_4080", 5)),
        ("http://x/brd//m_4080//view.do?seq=5", ("m_4080", 5)),
        ("http://x/brd/m_4080/view.do?srchWord=a%26seq%3D9&seq=5", ("m_4080", 5)),
        ("http://x/brd/m_4080/view.do?srchWord=%23&seq=5", ("m_4080", 5)),
        ("https://web.archive.org/web/2021/http://x/brd/m_4080/view.do?seq=5", ("m_4080", 5)),
        ("http://x/brd/m_4080/view.do?seq=5&seq=6", ("m_4080", 5)),
        ("http://x/brd/m_4080/view.do?page=1&amp%3BsrchTo=&amp%3Bseq=400001", ("m_4080", 400001)),
    ],
)
def test_spellings_that_were_seen(address: str, named: tuple[str, int]) -> None:
    assert release_id(address) == named


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://www.mofa.go.kr/eng/brd/m_5676/list.do?seq=5",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do?page=5",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do?bseq=5",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do?xseq=5&file_seq=6",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do?page=1#seq=5",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do#?seq=5",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=12ab",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=" + "9" * 19,
        "https://www.mofa.go.kr/eng/brd/5676/view.do?seq=5",
        "https://www.mofa.go.kr/eng/wpge/m_5676/view.do?seq=5",
        "https://www.mofa.go.kr/www/brd/m_4080/down.do?brd_id=235&seq=5&data_tp=A&file_seq=1",
    ],
)
def test_other_addresses_name_nothing(address: str) -> None:
    assert release_id(address) is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_addresses(text: str) -> None:
    release_id(text)
    release_id(f"/brd/m_1/view.do?{text}")


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/pages/m_5676/view.do?seq=321611.html", ("m_5676", 321611)),
        ("m_5676/view.do?seq=321611", ("m_5676", 321611)),
        ("/home/c#/m_5676/view.do?page=2&seq=321611&srchFr=.html", ("m_5676", 321611)),
        ("/pages/M_5676/view.do@seq=321611.htm", ("m_5676", 321611)),
        ("/pages/m_5676/view.do%3Fseq=321611.html", ("m_5676", 321611)),
        ("/pages/m_5676/view.do?bseq=321611.html", None),
        ("/pages/view.do?seq=321611.html", None),
        ("/pages/m_5676/000_59b297982115a21a.txt", None),
    ],
)
def test_board_and_number_of_a_saved_file(path: str, named: tuple[str, int] | None) -> None:
    assert path_id(PurePosixPath(path)) == named


@pytest.mark.parametrize(
    ("stem", "id"),
    [("001_abc", "file-001-abc"), ("Ünïque Talk (2)", "file--n-que-talk--2-"), ("A.B", "file-a-b")],
)
def test_id_of_a_file(stem: str, id: str) -> None:
    assert file_id(stem) == id


def test_board_and_number_are_needed_both() -> None:
    assert page_id("m_1", 2, "file-x") == "m_1-2"
    assert page_id("m_1", 0, "file-x") == page_id("", 2, "file-x") == "file-x"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("https://example.org/news/2021?id=5", "file-example-org-news-2021-id-5"),
        ("tag:example.org,2021:7", "file-example-org-2021-7"),
        ("urn:uuid:1225C695", "file-uuid-1225c695"),
    ],
)
def test_id_of_a_feed_item(name: str, id: str) -> None:
    assert item_id(name) == id


def test_long_and_foreign_names_of_items_stay_apart() -> None:
    long = ["https://example.org/" + "a" * 80 + end for end in "xy"]
    foreign = ["소식-하나", "소식-둘셋"]
    ids = [item_id(name) for name in (*long, *foreign)]
    assert len(set(ids)) == 4
    assert all(len(id) < 80 and id.isascii() for id in ids)


def test_id_from_a_text() -> None:
    assert text_id("Harbour") == "file-d712d28b"
    assert len(text_id("half \ud800")) == len("file-") + 8


@pytest.mark.parametrize(
    ("address", "tidy"),
    [
        (
            "HTTPS://WWW.MOFA.GO.KR:443/eng/brd/m_5676/view.do?page=2&amp;srchFr=&seq=330102#none",
            "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=330102",
        ),
        (
            "http://overseas.mofa.go.kr/us-en/brd/m_4502/view.do;jsessionid=AB?seq=0761",
            "https://overseas.mofa.go.kr/us-en/brd/m_4502/view.do?seq=761",
        ),
        (
            "https%3A%2F%2Fwww.mofa.go.kr%2Feng%2Fbrd%2Fm_5676%2Fview.do%3Fseq%3D5",
            "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=5",
        ),
        ("/eng/brd/m_5676/view.do?seq=5", "/eng/brd/m_5676/view.do?seq=5"),
        ("https://example.org/page?id=3&x=4#top", "https://example.org/page?id=3&x=4#top"),
        ("", ""),
    ],
)
def test_an_address_is_tidied_so_that_it_can_be_followed(address: str, tidy: str) -> None:
    assert tidy_address(address) == tidy
    assert release_id(tidy_address(address)) == release_id(address)
