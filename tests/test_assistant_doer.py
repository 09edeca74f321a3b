"""Who did it, and whose words are asked for."""

import pytest

from assistant.doer import asked_deeds, doer
from assistant.records import AnswerKind, Name, Reading
from assistant.speaker import speaker_of
from index.records import Passage, PassageKind
from index.statements import find_statements
from index.words import stem, stems


def reading(question: str, *names: Name) -> Reading:
    """A reading of a question for somebody."""
    return Reading(question, question, AnswerKind.WHO, terms=stems(question), names=names)


def told(question: str, sentence: str) -> str | None:
    """Who, by the sentence, did what the question asks."""
    whole = Passage("r#1.0", "r#1", "1", 0, PassageKind.LEAD, "", 0, 0, len(sentence))
    return doer(reading(question), sentence, find_statements(sentence, [whole], None))


@pytest.mark.parametrize(
    ("question", "deed"),
    [
        ("Who chaired the meeting?", "chair"),
        ("Who spoke for Chile there?", "represent"),
        ("who took over from Ambassador Lee", "succeed"),
        ("Who was announced as leader of the delegation?", "lead"),
        ("Which side came up with the idea?", "propose"),
        ("Who put their names to the text?", "sign"),
    ],
)
def test_the_asked_deed_is_read_from_the_question(question: str, deed: str) -> None:
    assert stem(deed) in asked_deeds(question)


@pytest.mark.parametrize(
    ("question", "sentence", "who"),
    [
        (
            "Who chaired the forum?",
            "The forum was chaired by Ambassador Kim Ha-na and hosted by Kenya.",
            "Ambassador Kim Ha-na",
        ),
        (
            "Who headed the delegation of Chile?",
            "Director Ana Soto led the Chilean delegation, and Ambassador Lee Su-bin the Korean one.",
            "Director Ana Soto",
        ),
        ("Who paid for the workshop?", "The Malaysian side hoped for a workshop.", None),
        ("Who chaired the talks?", "The participants agreed to hold the talks in Lima.", None),
    ],
)
def test_only_the_doer_of_the_asked_deed_is_an_answer(
    question: str, sentence: str, who: str | None
) -> None:
    assert told(question, sentence) == who


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What was Nepal's stance on fees?", {"nepal"}),
        ("What did the Irish side ask for?", {"ireland"}),
        ("According to the keynote speaker, what is at risk?", {"keynot", "speaker"}),
    ],
)
def test_a_country_or_a_role_is_a_speaker(question: str, words: set[str]) -> None:
    speaker = speaker_of(reading(question))
    assert speaker and speaker.words == words


def test_a_named_person_is_the_speaker_and_everybody_is_none() -> None:
    name = Name("Soto", "Ana Soto", ("Ana Soto",), "person")
    assert speaker_of(reading("What did Soto propose?", name)).name == "Ana Soto"  # type: ignore[union-attr]
    assert speaker_of(reading("What did the participants agree?")) is None
