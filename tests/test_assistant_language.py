"""The language of a question, and whether an embedder reads it."""

import subprocess
import sys

import numpy as np
import pytest

from assistant.language import PROBES, UNRELATED, is_multilingual, question_language
from assistant.lexicon import Lexicon, read_lexicon
from index.embed import Vectors
from index.infer import infer_dates
from tests.fakes import FakeEmbedder
from tests.pages import release_of
from tests.test_assistant_answer import PAGES


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The names and words of the four invented releases."""
    return read_lexicon(
        infer_dates([release_of(text, id, "m_5676", int(id[-6:])) for id, text in PAGES.items()])
    )


OTHERS = """
ko|KRRI는 무엇을 합의했나요?
ko|2022년 회의는 언제 열렸습니까?
ko|외교부 장관은 뭐라고 했나
ko|해초 숲
ko|누가 참석했나요
ko|NATO 회의 결과는?
ja|会議はいつ開かれましたか
ja|KRRIは何に合意しましたか？
ja|誰が議長を務めましたか
ja|日本の提案は何ですか
zh|会议在哪里举行？
zh|谁主持了会议
zh|KRRI 达成了什么协议？
zh|部长说了什么
ru|Когда состоялась встреча?
ru|Что предложила Норвегия?
ru|О чём договорились участники KRRI?
ru|Кто был председателем?
uk|Коли відбулася зустріч міністрів?
ar|متى عقد الاجتماع؟
ar|ماذا اقترحت النرويج؟
ar|من ترأس الاجتماع؟
el|Πότε έγινε η συνάντηση;
th|การประชุมจัดขึ้นเมื่อใด
es|¿Qué acordó KRRI en 2022?
es|¿Cuándo se celebró el foro?
es|¿Quién presidió la reunión?
es|que dijo el ministro sobre los arrecifes
es|¿Dónde tuvo lugar la segunda reunión de KRRI?
es|cuantos expertos asistieron a la reunión
es|lista de los acuerdos de la reunión en Busan
es|¿Cuál fue la propuesta de Noruega?
fr|Qu'a décidé KRRI en 2022 ?
fr|Quand la réunion a-t-elle eu lieu ?
fr|Qui a présidé le forum ?
fr|où est le siège de la banque de graines
fr|Combien d'experts ont participé à la réunion ?
fr|quelles sont les décisions de la deuxième réunion
fr|Qu'est-ce que la Norvège a proposé ?
fr|De quoi le ministre a-t-il parlé dans son discours ?
de|Was hat KRRI 2022 beschlossen?
de|Wann fand das Treffen statt?
de|wer leitete die sitzung in Busan
de|Wo wurde das Forum eröffnet?
de|Wie viele Experten haben teilgenommen?
de|Welche Vorschläge machte Norwegen auf der Sitzung?
de|Worüber sprach der Minister mit den Teilnehmern?
pt|O que foi decidido na reunião de 2022?
pt|Quando foi realizado o fórum?
pt|Quem presidiu a reunião do KRRI?
pt|quais são as propostas da Noruega
it|Che cosa ha deciso KRRI nel 2022?
it|Quando si è tenuta la riunione?
it|Chi ha presieduto il forum?
it|quanti esperti hanno partecipato alla riunione
nl|Wat heeft KRRI in 2022 besloten?
nl|Wanneer werd de vergadering gehouden?
nl|Wie was de voorzitter van het forum?
id|Kapan pertemuan itu diadakan?
id|Apa yang disepakati oleh para menteri?
id|Siapa yang memimpin pertemuan di Busan?
vi|Cuộc họp diễn ra khi nào?
vi|Ai đã chủ trì cuộc họp?
vi|Na Uy đề xuất những gì
tr|Toplantı ne zaman yapıldı?
tr|Bakan bu konuda ne dedi ve kim katıldı?
pl|Kiedy odbyło się spotkanie?
pl|Co zaproponowała Norwegia na spotkaniu?
"""
OTHER_ROWS = [tuple(row.split("|", 1)) for row in OTHERS.strip().split("\n")]
ENGLISH = """
What did KRRI agree?
KRRI
KRRI 2022
Han Sora
Han Sora Busan 2023
Norway
Norway Chile
Busan May 10
kelp reefs
kelp reef tourism forum jeju
Kelp Reef Restoration Initiative
NATO
who chaired it
And in 2019?
why
seed bank?
2022
3 million
m_5676
what did krri agre in 2022
waht was agrred
wen was the meetting held
wher did teh forum tak place
who atended the konsultation
wat did norway propos
hwo many experts
pls list all decisons
timelin of krri
kelp reaf restoraton
mussle larvae exchange
Busan meeting outcome
Jeju forum outcome list
KRRI meeting agreed what
What is a communiqué?
What did the attaché say in São Paulo?
Who is Émile Dupont?
What did José Martínez de la Cruz say?
What did President Luiz Inácio Lula da Silva propose?
Was Angela Merkel in Berlin?
What did Ministre des Affaires étrangères Jean-Yves Le Drian say?
Der Spiegel interview
What is "Agence Française de Développement"?
Agence Française de Développement
Ministerio de Relaciones Exteriores de Chile meeting
What did Côte d'Ivoire ask for?
Did Türkiye attend?
What was said in Kraków and Łódź?
Was there a visit to Đà Nẵng?
Who met Nguyễn Phú Trọng?
What does 외교부 mean?
What does the word 日本 stand for in the release?
Who is Владимир Петров?
What was agreed on the Nord Stream pipeline?
Mercosur talks
de facto embargo
ad hoc committee per diem
status quo in Donbas
What about Rio de Janeiro?
Los Angeles consulate
El Salvador and La Paz
summit in Den Haag
the die casting project
no on son die was
chair of session in Oslo
fund for divers
minister on reefs
Han Sora über alles
LIST EVERYTHING AGREED IN BUSAN
WHO CHAIRED IT
Who Attended The Kelp Reef Tourism Forum?
Coronavirus vaccine COVAX pledge
pyeongchang olympics delegation
hallyu gangnam kimchi diplomacy
"""


@pytest.mark.parametrize(("code", "question"), OTHER_ROWS, ids=[row[1] for row in OTHER_ROWS])
def test_a_question_in_another_language_is_told(lexicon: Lexicon, code: str, question: str) -> None:
    assert question_language(question, lexicon) == code


@pytest.mark.parametrize("question", ENGLISH.strip().split("\n"))
def test_an_english_question_stays_english(lexicon: Lexicon, question: str) -> None:
    assert question_language(question, lexicon) == "en"


def test_a_question_without_a_word_is_english() -> None:
    assert question_language("?! 2022", Lexicon()) == "en"


def test_english_needs_no_archive_to_be_known() -> None:
    for question in ("What did KRRI agree?", "who chaired the meeting", "kelp reefs"):
        assert question_language(question, Lexicon()) == "en"


def test_the_classifier_is_not_loaded_for_a_plain_question() -> None:
    code = (
        "import sys\nfrom assistant.language import question_language\n"
        "from assistant.lexicon import Lexicon\n"
        "print(question_language('What did KRRI agree?', Lexicon()))\n"
        "print(question_language('언제 열렸나요', Lexicon()))\n"
        "print('py3langid' in sys.modules, 'torch' in sys.modules)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert printed.split() == ["en", "ko", "False", "False"]


class Model(FakeEmbedder):
    """Gives the probe sentences of some languages the meaning of the English one."""

    def __init__(self, *languages: str) -> None:
        super().__init__("model")
        self.meant = {PROBES[code] for code in languages}

    def encode(self, texts: "list[str]") -> Vectors:  # type: ignore[override]
        """The first axis for what is understood, others for other texts."""
        self.calls += 1
        vectors = np.zeros((len(texts), 4), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row, 0 if text in self.meant else 1 if text == UNRELATED else 2] = 1.0
        return vectors


def test_a_model_that_reads_other_languages_is_known_by_its_vectors() -> None:
    model = Model(*PROBES)
    assert is_multilingual(model)
    assert is_multilingual(model, "fr")


def test_a_model_of_english_alone_is_not_multilingual() -> None:
    assert not is_multilingual(Model("en"))
    assert not is_multilingual(Model("en"), "fr")
    assert is_multilingual(Model("en"), "en")


def test_a_model_may_read_the_language_of_the_question_only() -> None:
    model = Model("en", "de")
    assert is_multilingual(model, "de")
    assert not is_multilingual(model, "ko") and not is_multilingual(model)


def test_a_model_that_gives_all_texts_one_vector_reads_nothing() -> None:
    class Same(Model):
        def encode(self, texts: "list[str]") -> Vectors:  # type: ignore[override]
            return np.ones((len(texts), 1), dtype=np.float32)

    assert not is_multilingual(Same())


def test_a_model_is_asked_once_for_a_language() -> None:
    model = Model(*PROBES)
    for _ in range(3):
        is_multilingual(model, "ko")
    assert model.calls == 1


@pytest.mark.slow
def test_the_packaged_model_reads_english_only() -> None:
    from index.embed import PACKAGED, load_embedder

    model = load_embedder(PACKAGED)
    assert not any(is_multilingual(model, code) for code in PROBES if code != "en")
