"""Main flow 2: question -> reading -> paragraphs -> evidence -> answer -> checked citations."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.about import about, choices, examples
from assistant.chosen import NO_FILTERS
from assistant.clock import Clock
from assistant.compose import compose
from assistant.conflict import conflicting
from assistant.evidence import Evidence, Sentences, affinities, weigh
from assistant.fate import with_fate
from assistant.left_out import as_typed, without
from assistant.lexicon import Lexicon, read_lexicon
from assistant.likely import read
from assistant.lines import cite
from assistant.news import further_openings
from assistant.proof import checked
from assistant.query import query_of, words_of
from assistant.read_with_model import ModelReader
from assistant.reader.model import load_reader
from assistant.records import Answer, AnswerKind, Basis, Draft, Reading, Status
from assistant.remarks import with_remarks
from assistant.search import Search
from assistant.select import select
from assistant.selection import Selection
from assistant.settings import Settings
from assistant.suggest import suggestions
from assistant.understand import checked_question, understand
from assistant.wider import (
    GIVEN,
    fits,
    held_filters,
    leaves_no_day,
    permitted,
    search_filters,
    wider_readings,
    with_chosen,
    with_wider,
)
from assistant.write import Writer
from index.embed import load_embedder
from index.records import Filters, Passage, PassageKind, Release, ScoredParagraph, ScoredPassage
from index.rerank import Reranker
from index.retrieve import Retriever, paragraphs_of
from index.store import Archive

PASSAGES = 40
"""Passages that are read sentence by sentence."""
PARAGRAPHS = 20
"""Paragraphs kept as the ranking behind an answer."""
FULL_RELEASES = 4
"""Releases that are read whole when the question names their meeting."""
TRIES = 4
"""How often the next best sentences are tried where a proof failed."""
NEAR_RELEASE = 0.7
"""Affinity from which a release is read whole."""


class Assistant:
    """Answers questions over one archive; holds no visitor's state."""

    def __init__(
        self,
        archive: Archive,
        retriever: Retriever,
        writer: Writer | None = None,
        reranker: Reranker | None = None,
        reader: ModelReader | None = None,
    ) -> None:
        self.archive, self.retriever, self.writer = archive, retriever, writer
        self.reranker, self.reader = reranker, reader
        reorders = reranker if reranker and reranker.reads_passages else None
        self._search = Search(archive, retriever, reorders)
        self._sentences = Sentences(retriever.embedder, retriever.sentences)
        self._lexicon: tuple[str, Lexicon] | None = None

    @property
    def lexicon(self) -> Lexicon:
        """The archive's names, read anew when the archive has changed."""
        state = self.archive.state
        if self._lexicon is None or self._lexicon[0] != state:
            self._lexicon = (state, read_lexicon(self.archive.releases()))
        return self._lexicon[1]

    def warm(self) -> None:
        """Load what the first question needs, so that it is as fast as the next ones."""
        self.retriever.encode("")
        if self.reranker:
            self.reranker.scores("", [""])
        _ = self.lexicon.table, self.lexicon.speller, self.lexicon.opened_with

    def examples(self) -> list[str]:
        """Questions that this archive answers, made from its own meetings and people."""
        return examples(self.archive.releases(), self.archive.coverage())

    def suggestions(
        self, answer: Answer, earlier: Sequence[Answer] = (), today: date | None = None
    ) -> list[str]:
        """Up to three questions to ask next that this archive answers (`suggest.suggestions`)."""
        return suggestions(self, answer, earlier, today)

    def ask(
        self,
        question: str,
        earlier: Sequence[Answer] = (),
        today: date | None = None,
        chosen: Filters = NO_FILTERS,
        left_out: Sequence[str] = (),
    ) -> Answer:
        """The answer to a question.

        Args:
            earlier: the answers of the conversation so far.
            chosen: filters that hold for the whole question, whatever it asks.
            left_out: keys of parts of its reading that are not to count (`left_out.parts_of`).

        Raises:
            BadQuestion: the question is empty, too long or holds no word.
        """
        *_, answer = self.stream(question, earlier, today, chosen, left_out)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self,
        question: str,
        earlier: Sequence[Answer] = (),
        today: date | None = None,
        chosen: Filters = NO_FILTERS,
        left_out: Sequence[str] = (),
    ) -> Iterator[str | Draft | Answer]:
        """Progress lines, drafts while a model writes, then the answer; else as `ask`."""
        typed = checked_question(question)
        for step in self._steps(typed, earlier, today or date.today(), chosen, left_out):
            yield step if isinstance(step, str) else as_typed(step, typed)

    def _steps(
        self,
        question: str,
        earlier: Sequence[Answer],
        day: date,
        chosen: Filters,
        left_out: Sequence[str],
    ) -> Iterator[str | Draft | Answer]:
        """As `stream`, the question of the answer without the words that are left out."""
        clock = Clock()
        lexicon = self.lexicon  # one for the whole question: a build may be published meanwhile
        reading = understand(question, earlier, lexicon, day)
        if self.reader:
            yield "Reading the question …"
            reading = self.reader.read(reading, earlier, lexicon, day)
        reading = with_chosen(without(reading, left_out), chosen)
        clock.lap("understand")
        selection = Selection(Status.OUTSIDE_PERIOD)
        answer = self._without_search(reading)
        if answer is None:
            answer, selection = yield from self._searched(reading, lexicon, clock)
        if self.writer and selection.lines:
            yield "Writing the answer …"
            for step in self.writer.write(answer, selection):
                if isinstance(step, Draft):
                    yield step
                else:
                    answer = step
            clock.lap("write")
        if any(wider_readings(answer)):
            answer = yield from self._widened(answer, selection, lexicon)
            clock.lap("widen")
        yield replace(
            with_remarks(answer, self.retriever.embedder, self.archive.releases()),
            timings=clock.laps,
        )

    def _searched(
        self, reading: Reading, lexicon: Lexicon, clock: Clock
    ) -> Generator[str, None, tuple[Answer, Selection]]:
        """Progress lines; returned are the answer in quotations and what was selected for it."""
        yield "Searching the archive …"
        filters, held = search_filters(reading), held_filters(reading)
        query = query_of(reading, self.retriever.embedder)
        passages = self._search.passages(reading, query, PASSAGES)
        alone = reading.standalone == reading.corrected and not reading.background
        vector = query.vector if alone else self.retriever.encode(reading.standalone)
        affinity = affinities(reading, lexicon)
        clock.lap("retrieve")
        yield "Reading the paragraphs …"
        pieces = self._pieces(reading, passages, affinity, lexicon, held)
        weighed = weigh(reading, pieces, vector, self._sentences, lexicon, affinity)
        evidence = [one for one in weighed if fits(one, held)]
        if self.reranker:
            evidence = read(reading, evidence, self.reranker)
        selection = self._select(reading, evidence, filters, lexicon)
        clock.lap("select")
        text, citations = compose(reading, selection, self.archive.coverage())
        clock.lap("compose")
        answer = Answer(
            reading.question,
            selection.status,
            text,
            citations,
            tuple(cite(one, "") for one in selection.closest) if not selection.lines else (),
            reading,
            " ".join(words_of(reading)),
            tuple(_ranking(evidence, passages)),
            confidence=max((one.score for one in evidence), default=0.0),
        )
        return answer, selection

    def _widened(
        self, answer: Answer, selection: Selection, lexicon: Lexicon
    ) -> Generator[str, None, Answer]:
        """Progress lines; returned is a refused answer with what is said outside its limits."""
        wider = None
        for reading in wider_readings(answer):
            found, _ = yield from self._searched(reading, lexicon, Clock())
            if found.status in GIVEN:
                wider = found
                break
        return with_wider(answer, wider, selection.missing, self.archive.releases())

    def _without_search(self, reading: Reading) -> Answer | None:
        """Answers that need no search: an empty index, the archive itself, a question that points nowhere."""
        coverage = self.archive.coverage()
        if not coverage.releases:
            text = "The archive holds no releases yet. Add some with: communique index add FOLDER"
            return _said(reading, Status.INDEX_EMPTY, text)
        if reading.kind is AnswerKind.ABOUT:
            return _said(reading, Status.ABOUT, about(coverage, self.examples()))
        if reading.conflict:
            offered = conflicting(reading)
            return _said(reading, Status.UNCLEAR, offered.text, offered.questions)
        named = reading.filters.releases or reading.filters.series
        fitting = permitted(reading.filters, self.archive.releases())
        asks = fitting and not named  # where no release fits, that is what is said
        if asks and (back := choices(reading, fitting, self.lexicon)):
            return _said(reading, Status.UNCLEAR, back.text, back.questions)
        beyond = reading.period and coverage.first and coverage.last and self._beyond(reading)
        if beyond or leaves_no_day(search_filters(reading)):
            text, _ = compose(reading, Selection(Status.OUTSIDE_PERIOD), coverage)
            return _said(reading, Status.OUTSIDE_PERIOD, text)
        return None

    def _beyond(self, reading: Reading) -> bool:
        """True when no release tells of any day of the asked period."""
        assert reading.period
        for release in self.archive.releases():
            told = reading.period.basis is Basis.EVENT
            spans = [release.released, *((release.event, *release.mentioned) if told else ())]
            if any(
                span and span.first <= reading.period.last and reading.period.first <= span.last
                for span in spans
            ):
                return False
        return True

    def search(self, reading: Reading, k: int = PASSAGES) -> list[ScoredPassage]:
        """The best passages for a reading, as `Search.passages` gives them."""
        return self._search.passages(reading, query_of(reading, self.retriever.embedder), k)

    def _pieces(
        self,
        reading: Reading,
        passages: Sequence[ScoredPassage],
        affinity: dict[str, float],
        lexicon: Lexicon,
        filters: Filters,
    ) -> list[tuple[Release, Passage]]:
        """What was found, the releases whose meeting is asked about, and what a list needs."""
        quotable = permitted(filters, self.archive.releases())
        releases = {one.id: one for one in quotable if one.id in lexicon.heads}
        named = [id for id, value in affinity.items() if value >= NEAR_RELEASE and id in releases]
        wanted = {found.id for found in passages}
        held = [releases[id] for id in {found.release for found in passages} if id in releases]
        pieces = {  # while a build runs the store may be newer than the generation
            passage.id: (release, passage)
            for release in held
            for passage in release.passages
            if passage.id in wanted
        }
        whole = sorted(named, key=lambda id: -affinity[id])[:FULL_RELEASES]
        for id in dict.fromkeys([*(one for one in reading.context if one in releases), *whole]):
            for passage in releases[id].passages:
                pieces.setdefault(passage.id, (releases[id], passage))
        for release, opening in further_openings(reading, list(releases.values()), lexicon):
            pieces.setdefault(opening.id, (release, opening))
        return [piece for piece in pieces.values() if piece[1].id not in lexicon.repeated]

    def _select(
        self, reading: Reading, evidence: Sequence[Evidence], filters: Filters, lexicon: Lexicon
    ) -> Selection:
        """The selection without what its evidence does not carry (design.md, flow 2, step 5).

        Where nothing of it is proven, the next best sentences are tried.
        """
        unproven: Selection | None = None
        for _ in range(TRIES):
            selection = with_fate(reading, select(reading, evidence, filters, lexicon))
            proven = checked(selection)
            if proven.status is not Status.MODEL_FAILED:
                return proven if proven.lines else unproven or proven
            unproven = unproven or proven
            failed = {(line.evidence.passage.id, line.evidence.start) for line in selection.lines}
            evidence = [one for one in evidence if (one.passage.id, one.start) not in failed]
        return unproven or proven


def _said(reading: Reading, status: Status, text: str, questions: tuple[str, ...] = ()) -> Answer:
    """An answer that quotes nothing."""
    return Answer(reading.question, status, text, (), (), reading, "", choices=questions)


def _ranking(
    evidence: Sequence[Evidence], passages: Sequence[ScoredPassage]
) -> list[ScoredParagraph]:
    """The paragraphs in the order of their best sentence, then as the search ranked the rest."""
    scored = [
        ScoredPassage(one.passage.id, one.release.id, one.score + 10)
        for one in evidence
        if one.passage.kind is not PassageKind.HEAD
    ]
    best: dict[str, ScoredPassage] = {}
    for one in (*scored, *passages):
        best.setdefault(one.id, one)
    return list(paragraphs_of(sorted(best.values(), key=lambda one: -one.score), PARAGRAPHS))


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the index in the data folder.

    Raises:
        NoIndex, OtherModel, BadData, ModelMissing: it cannot be opened; the message says what to do.
    """
    embedder = load_embedder(settings.embed_model)
    reranker = load_reader(settings.reranker)
    # what was trained on questions and sentences is no judge of one sentence by another
    judge = reranker if reranker and reranker.reads_passages else None
    return Assistant(
        Archive(settings.data),
        Retriever(settings.data, embedder),
        Writer.connect(settings, judge),
        reranker,
        ModelReader.connect(settings),
    )
