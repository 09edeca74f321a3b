"""The times that a question names, each as a piece: days, a year, a part, days of some year."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.period_forms import COUNTING, FIGURES, FORMS, STARTS, WORD
from assistant.period_piece import Piece
from assistant.period_printed import READ_PRINTED
from assistant.period_relative import READ_RELATIVE

PLAIN = str.maketrans("０１２３４５６７８９–—‑−～~∼", "0123456789-------")
READ = READ_PRINTED | READ_RELATIVE


def folded(question: str) -> str:
    """The question in small letters with plain digits and dashes, each character at its place."""
    plain = question.translate(PLAIN)
    small = plain.lower()
    if len(small) == len(plain):
        return small
    return "".join(one if len(one := sign.lower()) == 1 else sign for sign in plain)


def find_pieces(text: str, today: date) -> Iterator[Piece]:
    """The pieces of a folded question, in order; they do not overlap."""
    end = 0
    for word in WORD.finditer(text):
        start = word.start()
        if start < end:
            continue
        forms = (*FIGURES, *COUNTING) if word[0][0].isdigit() else STARTS.get(word[0], ())
        for form in forms:
            match = FORMS[form].match(text, start)
            piece = match and _read(form, match, today)
            if piece:
                yield piece
                end = piece.end
                break


def _read(form: str, match: re.Match[str], today: date) -> Piece | None:
    fields = {name: value or "" for name, value in match.groupdict().items()}
    blank = Piece(match.start(), match.end(), form)
    try:
        return READ[form](fields, blank, today)
    except (ValueError, OverflowError):
        return replace(blank, broken=True)
