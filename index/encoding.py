"""From the bytes of a file to its text: the encoding is proved, never guessed on thin evidence.

A byte order mark, strict UTF-8, UTF-16 told by its zero bytes, what the page declares, and then
charset-normalizer between Korean (CP949, which holds EUC-KR) and Western European (CP1252). What
it proposes must read sensibly; a text that could be two things is refused, not garbled.
"""

import codecs
import re

from index.errors import NotARelease, WrongEncoding

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"%PDF-", "it is a PDF document"),
    (b"\xd0\xcf\x11\xe0", "it is a document of an office program"),
    (b"{\\rtf", "it is a document of an office program"),
)
DECLARED = re.compile(
    rb"""<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)
    |<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE | re.VERBOSE,
)
DECLARED_WITHIN = 4096
"""Bytes; browsers look at the first 1024, saved pages have comments before."""
KOREAN = {"euckr", "ksc56011987", "ksc5601", "ksc56011989", "windows949", "cp949", "ms949", "uhc"}
WESTERN = {"iso88591", "latin1", "usascii", "ascii", "windows1252", "cp1252", "iso885915"}
UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
UTF8_SHARE = 0.6
"""Korean text in CP949 has at most a third of its bytes in what would be UTF-8 sequences; UTF-8
text with a wrong byte or two has nearly all."""
UTF16_PROBE = 4096
PLAIN_SHARE = 0.7
"""In UTF-16 read the wrong way round, hardly a character is a letter of Latin or Korean."""
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
MAX_CONTROLS = 0.01

SYLLABLE = re.compile("[가-힣]")
HANJA = re.compile("[\u4e00-\u9fff\uf900-\ufaff]")
JAMO_RUN = re.compile("[\u3131-\u318e]{2}")
"""Korean prints letters alone as signs only; Japanese kana misread as Korean are runs of them."""
FILLER = "\u3164"
"""Announces a syllable spelt out in its letters, which EUC-KR may do."""
LATIN = re.compile("[A-Za-z]")
WESTERN_MARK = re.compile(
    "(?<![A-Za-z])[“‘](?=\\S)|(?<=\\S)”(?![A-Za-z])|(?<=\\S)’|’(?=[a-z0-9])"
    "|(?<![À-ÿ])[–—…](?![À-ÿ])|(?:^|(?<=\\s))[•·](?=\\s)",
    re.MULTILINE,
)
WESTERN_LETTER = re.compile(
    "(?<=[A-Za-z])[à-öø-ÿšžœß](?=[A-Za-z\\s.,;:!?’”)'\"-]|$)|\\b[À-ÖØ-ÞŠŽà-öø-ÿ](?=[a-z]{2})"
    "|(?<![À-ÿ])\u00a0(?![À-ÿ])|(?<=\\d)[°º](?=[\\sCF])|(?:^|(?<=\\s))[°º](?=\\s)"
    "|(?<![À-ÿ])[£€§©®](?=\\s?[\\w.])",
    re.MULTILINE,
)
MIN_LETTERS = 3
"""One accented letter alone may as well be a wrong byte."""


def decode(content: bytes, source: str) -> str:
    """The text of a file's bytes, without its byte order mark.

    Raises:
        NotARelease: there is no text, or the bytes are none.
        WrongEncoding: the bytes are text in an encoding that cannot be told for certain.
    """
    for signature, what in SIGNATURES:
        if content.startswith(signature):
            raise NotARelease(source, f"{what}, and only its text can be read")
    text = _decoded(content, source)
    if not text.strip():
        raise NotARelease(source, "it is empty")
    if len(CONTROLS.findall(text)) > MAX_CONTROLS * len(text):
        raise NotARelease(source, "it is no text file")
    return text


def wide_encoding(head: bytes) -> str:
    """The encoding of a text that starts so, when each character takes two or four bytes.

    Empty for all others, whose lines can be told apart before they are decoded.
    """
    for bom, encoding in BOMS[1:]:
        if head.startswith(bom):
            return encoding
    if b"\x00" not in head:
        return ""
    probe = head[: min(len(head), UTF16_PROBE) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = probe.decode(encoding, "replace")
        plain = sum(1 for sign in text if "\t" <= sign < "\u0250" or SYLLABLE.match(sign))
        if text and "\x00" not in text and plain >= PLAIN_SHARE * len(text):
            return encoding
    return ""


def _decoded(content: bytes, source: str) -> str:
    if encoding := wide_encoding(content):
        return _strict(content, encoding, source).removeprefix("\ufeff")
    if b"\x00" in content:
        raise NotARelease(source, "it is no text file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if content.startswith(codecs.BOM_UTF8) or _mostly_utf8(content):
            raise WrongEncoding(source, error.start) from error
        text = _declared(content) or _detected(content)
        if text is None:
            raise WrongEncoding(source, error.start) from error
        return text


def _strict(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise WrongEncoding(source, error.start, encoding.upper()) from error


def _mostly_utf8(content: bytes) -> bool:
    """True for UTF-8 text with some wrong bytes in it."""
    high = len(content) - len(content.translate(None, bytes(range(128, 256))))
    return sum(map(len, UTF8_SEQUENCE.findall(content))) >= UTF8_SHARE * high


def _declared(content: bytes) -> str | None:
    """The text in the encoding that the page declares; None when that is none or does not fit."""
    match = DECLARED.search(content[:DECLARED_WITHIN])
    if not match:
        return None
    name = (match[1] or match[2]).decode("ascii", "replace")
    bare = re.sub(r"[^a-z0-9]", "", name.lower())
    if bare in KOREAN:
        return _fitting(content, "cp949")
    if bare in WESTERN:
        return _fitting(content, "cp1252")
    try:
        if codecs.lookup(name).name.startswith(("utf", "u")):
            return None
        text = content.decode(name)
    except (LookupError, ValueError):
        return None
    return text if _fitting(content, "cp949") in (None, text) else None


def _detected(content: bytes) -> str | None:
    """The one sensible reading among those that charset-normalizer proposes; None without one."""
    from charset_normalizer import from_bytes

    matches = from_bytes(content, cp_isolation=["cp949", "cp1252"], preemptive_behaviour=False)
    texts = [_fitting(content, match.encoding) for match in matches]
    sensible = [text for text in texts if text is not None]
    return sensible[0] if len(sensible) == 1 else None


def _fitting(content: bytes, encoding: str) -> str | None:
    """The text in an encoding if it reads sensibly, else None."""
    try:
        text = content.decode(encoding)
        if FILLER in text and encoding == "cp949":
            text = content.decode("euc_kr")
    except UnicodeDecodeError:
        return None
    fits = _reads_korean if encoding == "cp949" else _reads_western
    return text if fits(text) else None


def _reads_korean(text: str) -> bool:
    """True for Korean, or for English with Korean signs, not for other text misread as Korean.

    The syllables that CP949 has beyond EUC-KR are rare, and never glued to a Latin letter; Western
    quote marks misread as Korean are exactly that.
    """
    syllables = len(SYLLABLE.findall(text))
    rare = [match for match in SYLLABLE.finditer(text) if _is_rare(match.group())]
    around = [text[max(match.start() - 1, 0) : match.end() + 1] for match in rare]
    if any(LATIN.search(three) for three in around):
        return False
    foreign = JAMO_RUN.search(text) or 2 * len(HANJA.findall(text)) > syllables
    return 2 * len(rare) <= syllables and not foreign


def _is_rare(syllable: str) -> bool:
    """True for a syllable that EUC-KR has no two bytes for."""
    return min(syllable.encode("cp949")) < 0xA1


def _reads_western(text: str) -> bool:
    """True when each sign beyond ASCII stands where a Western text has it."""
    marks = len(WESTERN_MARK.findall(text))
    letters = len(WESTERN_LETTER.findall(text))
    beyond = sum(not sign.isascii() for sign in text)
    return marks + letters >= beyond and (marks > 0 or letters >= MIN_LETTERS)
