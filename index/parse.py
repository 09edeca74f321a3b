"""The records of a parse: clauses found, clauses still open, and the tokens around a place."""

from dataclasses import dataclass, field

from index.tokens import Token


@dataclass(slots=True)
class Clause:
    """A finite clause of a sentence; all places are numbers of tokens.

    `subject` is `[start, end)`, None where there is none. `begin` is where the clause's words
    start and `end` the token after its last; `first` starts the verb group, and `main` is the
    verb that carries the meaning. `form` is "past", "present", "perfect", "be", "progressive" or
    the modal. `level` counts the clauses around it. `kind` is "main", "that", "relative" or
    "adverbial"; `governor` is the clause whose verb a "that" belongs to. `gap` tells that
    a relative clause is about its noun ("the rules that it adopted"), `governs` that a "that"
    hangs on the verb.
    """

    subject: tuple[int, int] | None
    begin: int
    first: int
    main: int
    form: str
    passive: bool
    negated: bool
    perfect: bool
    level: int
    kind: str
    end: int = 0
    governor: "Clause | None" = None
    gap: bool = False
    governs: bool = False


@dataclass(slots=True)
class Group:
    """A finite verb group, from its first auxiliary to the verb that carries the meaning."""

    first: int
    main: int
    form: str
    passive: bool = False
    negated: bool = False
    perfect: bool = False
    subject: tuple[int, int] | None = None


@dataclass(slots=True)
class Frame:
    """An open clause: where its words start, its opening word, and its latest finite clause."""

    kind: str
    start: int
    opener: int = 0
    antecedent: tuple[int, int] | None = None
    governor: Clause | None = None
    last: Clause | None = None


@dataclass
class Parse:
    """The state of the pass over one sentence; the innermost open clause is the last."""

    tokens: list[Token]
    stack: list[Frame] = field(default_factory=lambda: [Frame("main", 0)])
    clauses: list[Clause] = field(default_factory=list)

    def kind(self, place: int) -> str:
        """The class of a token, empty outside the sentence."""
        return self.tokens[place].kind if 0 <= place < len(self.tokens) else ""

    def low(self, place: int) -> str:
        """A token in lower case, empty outside the sentence."""
        return self.tokens[place].low if 0 <= place < len(self.tokens) else ""

    def before(self, place: int) -> int:
        """The token before one, adverbs and negations left out; -1 for none."""
        place -= 1
        while place >= 0 and self.tokens[place].kind in "AN":
            place -= 1
        return place

    def beyond(self, place: int) -> int:
        """The token after one, adverbs and negations left out."""
        place += 1
        while self.kind(place) in ("A", "N"):
            place += 1
        return place

    @property
    def top(self) -> Frame:
        """The innermost open clause."""
        return self.stack[-1]

    @property
    def waiting(self) -> int | None:
        """The innermost open clause around the top one that still lacks its verb."""
        for depth in range(len(self.stack) - 2, -1, -1):
            if self.stack[depth].last is None:
                return depth
        return None
