"""Each encoding of the archive is read exactly, and what cannot be told for certain is refused."""

import codecs
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoding import decode, wide_encoding
from index.errors import NotARelease, WrongEncoding

SEEDS = [
    file.read_text("utf-8")
    for file in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
]
ENGLISH = (
    "1. The “Northeast Asia” Forum was held. It’s the participants’ view – and Korea’s … plan.\n"
)
CHROME = "바로가기 메뉴\n본문 바로가기\n검색창 열기\nPress Releases 상세보기\n"
KOREAN = (
    "외교부는 “제13차 포럼”을 개최하였다. 이번 회의에는 각국 대표가 참석하였다. MOU를 체결했다.\n"
)
BEYOND_EUC_KR = "똠방각하와 펲시콜라, 햏자와 뷁은 드문 글자이다."
FRENCH = "Côte d’Ivoire, a café in Orléans, “naïve” résumés.\n"


@pytest.mark.parametrize("text", [*SEEDS, ENGLISH, CHROME + ENGLISH, BEYOND_EUC_KR, FRENCH])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"],
)
def test_unicode_encodings(text: str, encoding: str) -> None:
    if encoding == "utf-32-be":
        assert decode(codecs.BOM_UTF32_BE + text.encode(encoding), "x") == text
    else:
        assert decode(text.encode(encoding), "x") == text


def test_utf16_big_endian_with_its_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + CHROME.encode("utf-16-be"), "x") == CHROME


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_start(encoding: str) -> None:
    assert wide_encoding((KOREAN + ENGLISH).encode(encoding)[:200]) == encoding
    assert wide_encoding(KOREAN.encode("cp949")[:200]) == ""


@pytest.mark.parametrize(
    "text",
    [
        CHROME + ENGLISH,
        CHROME + ENGLISH * 200,
        KOREAN * 40,
        KOREAN,
        "Title외교부",
        BEYOND_EUC_KR,
        KOREAN + BEYOND_EUC_KR,
        "° The meeting was held.\nㅇ It ended.\n※ A note.\n",
        "plain words in a long page. " * 300 + "Korea’s plan",
        "外交部(외교부)와 中央亞細亞(중앙아시아)의 협력 회의가 열렸다.",
    ],
    ids=lambda text: text[:20],
)
def test_korean_encodings(text: str) -> None:
    korean = text.replace("–", "―").replace("—", "―")
    assert decode(korean.encode("cp949"), "x") == korean


def test_korean_syllables_spelt_out_in_euc_kr() -> None:
    assert decode(BEYOND_EUC_KR.encode("euc_kr"), "x") == BEYOND_EUC_KR


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH * 100,
        FRENCH,
        "plain words in a long page. " * 300 + "Korea’s plan",
        "plain words\u00a0of\u00a0a long\u00a0page. " * 30,
        "“Korea” said “No” – and “Yes,” he’d add—“fine.” ‘Quoted’, (“x”); the ’90s; countries’ rights",
        "“I am here,” said the Minister. “A plan … is what we’ve got.”",
        "° One\n° Two\n° Three\n1. Korea’s",
        "• One\n• Two\n",
    ],
    ids=lambda text: text[:20],
)
def test_western_encoding(text: str) -> None:
    assert decode(text.encode("cp1252"), "x") == text


@pytest.mark.parametrize(
    ("declaration", "encoding", "text"),
    [
        ('<meta charset="euc-kr">', "cp949", "외교부 “Korea’s”"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=KS_C_5601-1987" />',
            "cp949",
            "뷁외교부",
        ),
        ("<META CHARSET=EUC-KR>", "cp949", "외"),
        ('<?xml version="1.0" encoding="EUC-KR"?>', "cp949", "외교부"),
        ('<meta charset="iso-8859-1">', "cp1252", "“Korea’s” plan"),
        ('<meta charset="shift_jis">', "shift_jis", "外務省"),
        ('<meta charset="utf-8">', "cp949", "외교부 “Korea’s” 그리고 우리는"),
        ('<meta charset="nonsense">', "cp949", "외교부 “Korea’s” 그리고 우리는"),
    ],
)
def test_declared_encoding(declaration: str, encoding: str, text: str) -> None:
    page = f"<html>{declaration}<body>{text}</body></html>"
    assert decode(page.encode(encoding), "x") == page


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "windows-1252", "iso-8859-9", "utf-16", "big5x"]
)
def test_declaration_that_does_not_fit_is_not_believed(declared: str) -> None:
    page = f'<html><meta charset="{declared}"><body>외교부는 회의를 열었다.</body></html>'
    assert decode(page.encode("cp949"), "x") == page
    with pytest.raises(WrongEncoding):
        decode(page.encode()[:-20] + b"\xe9</html>", "x")


@pytest.mark.parametrize("text", SEEDS)
@pytest.mark.parametrize(
    "wrong", [b"\xe9", b"\x92", b"\xb0", b"\xa0", b"\xe2\x80", b"\x93T", b"\xff"]
)
def test_utf8_with_a_wrong_byte_is_refused_at_that_byte(text: str, wrong: bytes) -> None:
    content = text.encode()
    place = content.index(b" ", len(content) // 2)
    with pytest.raises(WrongEncoding, match=rf"a\.txt is not UTF-8 text .*byte at {place}\)"):
        decode(content[:place] + wrong + content[place:], "a.txt")


@pytest.mark.parametrize("text", SEEDS)
def test_utf8_with_a_lost_byte_is_refused(text: str) -> None:
    content = text.encode()
    wide = [place for place, byte in enumerate(content) if byte > 127]
    for place in wide:
        with pytest.raises(WrongEncoding, match="Save it as UTF-8"):
            decode(content[:place] + content[place + 1 :], "x")


@pytest.mark.parametrize(
    "content",
    [
        b"caf\xe9",
        b"Some plain text" * 30 + b"\xe2\x80",
        "Привет, как дела у вас сегодня, это новости министерства".encode("cp1251"),
        "Привет, как дела у вас сегодня, это новости министерства".encode("koi8-r"),
        "外務省は本日、日韓会談を開催しました。これについて説明します。".encode("shift_jis"),
        "外務省は本日、日韓会談を開催しました。これについて説明します。".encode("euc_jp"),
        "外交部今天举行了新闻发布会，介绍中韩关系的有关情况。".encode("gbk"),
        "外交部今天舉行了新聞發布會，介紹中韓關係的有關情況。".encode("big5"),
        "Město Praha žádá, příliš žluťoučký kůň úpěl ďábelské ódy".encode("cp1250"),
        codecs.BOM_UTF8 + b"caf\xe9 and more",
        codecs.BOM_UTF16_LE + "Harbour".encode("utf-16-le")[:-1],
    ],
)
def test_what_cannot_be_told_for_certain_is_refused(content: bytes) -> None:
    with pytest.raises(WrongEncoding, match=r"x is not UTF-\S+ text .*no other encoding fits"):
        decode(content, "x")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"  \n\t \r\n", "it is empty"),
        (codecs.BOM_UTF8 + b"\n", "it is empty"),
        (codecs.BOM_UTF16_LE, "it is empty"),
        (b"%PDF-1.7\n...", "it is a PDF document"),
        (b"{\\rtf1 Harbour}", "it is a document of an office program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is a document of an office program"),
        (bytes(range(256)) * 4, "it is no text file"),
        (b"\x01\x02\x03 words", "it is no text file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "it is no text file"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(NotARelease, match=rf"x is no release: {reason}"):
        decode(content, "x")


def test_a_stray_control_character_does_not_make_a_page_unreadable() -> None:
    text = ENGLISH * 5 + "\x0b\x02"
    assert decode(text.encode(), "x") == text


def test_random_bytes_are_never_a_page() -> None:
    chance = random.Random(5)
    for _ in range(50):
        with pytest.raises((NotARelease, WrongEncoding)):
            decode(chance.randbytes(400), "x")


@settings(max_examples=300)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if text.strip() and not text.startswith("\ufeff"):
        assert decode(text.encode(), "x") == text


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        assert decode(content, "x").strip()
    except (NotARelease, WrongEncoding) as error:
        assert str(error).startswith("x is ")


@settings(max_examples=200)
@given(st.sampled_from(SEEDS), st.integers(0, 4000), st.integers(128, 255))
def test_no_single_wrong_byte_turns_utf8_into_something_else(
    text: str, place: int, byte: int
) -> None:
    content = bytearray(text.encode())
    content[place % len(content)] = byte
    try:
        read = decode(bytes(content), "x")
    except WrongEncoding:
        return
    assert read.encode() == bytes(content)
