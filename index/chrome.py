"""The archive's chrome, told by its known words: menus, skip links, banners, section names."""

import re
from collections.abc import Sequence

from index.lines import LONG_LINE, NUMBER, Line, is_short

SECTIONS = frozenset(
    """press releases|press release|ministry news|issues|press briefings|press briefing room
    |minister's speeches|ministers' speeches|vice ministers' speeches|vice minister's speeches
    |speeches|speeches & published materials|minister|vice ministers|vice minister|news
    |news and announcements|announcements|notices|embassy news|spokesperson's statements|statements
    |key remarks|interviews|보도자료|보도·해명|브리핑|정례브리핑|대변인 브리핑|연설문|공지사항|뉴스""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
NETWORK = r"(?:facebook|twitter|youtube|instagram|flickr|blog|linkedin|kakao\w*|naver\w*|x)"
CHROME = re.compile(
    rf"""^(?:\d+\.\s*)?(?:
      skip\ (?:to\ )?(?:the\ )?(?:main\ )?(?:navigation|content|menu)\w*|content\ shortcut
    | countries\ information|home|press|kor|eng|korean|english|rss|language|search|menu|share|print|list
    | policy\ information|about\ (?:us|mofa|the\ ministry)|site\s?map|screen\ size|font\ size
    | contact\ us|human\ rights|zoom\ (?:in|out)|[+-]|{NETWORK}
    | (?:official\ )?(?:ministry\ of\s+foreign\ affairs|mofa|embassy\ of)\b.*\b{NETWORK}
    | (?:embassy|consulate(?:\ general)?|permanent\ mission)\ of\ the\ republic\ of\ korea\ (?:in|to)
      (?:\ the)?(?-i:\ [A-Z][\w-]+){{1,3}}
    | ministry\ of\s+foreign\ affairs(?:,\s*republic\ of\ korea)?|외교부
    | .*(?:바로가기|누리집입니다\.?|메뉴|검색창\ 열기|국가상징|어린이·청소년|메뉴\ 열기|주소\ 확인하기)
    | 이\ 누리집은.*|.*공식\ 누리집\ ?보기|이\ ?밖에\ or\.kr.*|공유하기|인쇄|목록|글자\ ?크기|화면\ ?크기|SNS
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
NAVIGATION = re.compile(r"^\d+\.(?:\s+(?:[A-Z&]\S*|of|and|the|for|in|on|to))+$")
HANGUL = re.compile(r"[가-힣]")


def section_in(line: str) -> list[int]:
    """Where the section's name that a line begins with starts and ends; empty without one."""
    bare = line.removeprefix("KOR").lstrip()
    lower = bare.lower().replace("’", "'")
    known = max((name for name in SECTIONS if lower.startswith(f"{name} ")), key=len, default="")
    start = len(line) - len(bare)
    return [start, start + len(known)] if known and not line.endswith("상세보기") else []


def section_name(words: str) -> str:
    """A section's name, without the menu that was run together with it."""
    lower = words.lower().replace("’", "'")
    known = max((name for name in SECTIONS if lower.endswith(name)), key=len, default="")
    return words[-len(known) :] if known and len(words) > LONG_LINE / 3 else words.strip()


def is_chrome(line: str) -> bool:
    """True for a known word of the site's menus, or several of them in a row."""
    if len(line) > LONG_LINE:
        return False
    return all(CHROME.match(entry) for entry in re.split(r"\s*[|·/]\s*|\t", line))


def is_no_title(line: str) -> bool:
    """True for chrome, a menu entry and Korean, where a section line is looked for."""
    return bool(is_chrome(line) or NAVIGATION.match(line) or HANGUL.search(line))


def menu_end(lines: Sequence[Line]) -> int:
    """The line behind the last numbered menu; 0 where there is none."""
    end, known, before = 0, False, 0
    for place, line in enumerate(lines):
        match = NUMBER.match(line.text)
        if not (match and is_short(line.text)):
            known, before = False, 0
            continue
        number = int(match["number"])
        known = bool(CHROME.match(line.text)) or (known and number == before + 1)
        before = number
        end = place + 1 if known else end
    return end
