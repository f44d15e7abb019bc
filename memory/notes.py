"""A thread as notes: each sentence cut down to the words that carry something, the best within a limit."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from memory.said import Role, Said
from memory.wording import Kind, Line, Word, lines_of, together

# What a run of words is worth. A value counts once, however long it is; plain words much less.
VALUE = 1.0
TOLD, ASKED_FOR, ANSWERED, ASKED = 0.25, 0.08, 0.15, 0.05
_PART = {Role.EMPLOYEE: 1.0, Role.HUMAN: 1.0, Role.COWORKER: 0.9, Role.SYSTEM: 0.3}
OVERHEAD = 8
"""Characters that a run costs besides its own, so that short ones do not always win."""
IN_COMPANY = 0.05
"""Values that stand together say more than each alone; what was said last holds rather than the first."""
NEARLY = 0.45
"""People's sentences that lack no more of their words are completed before a coworker's plain words."""
READABLE = 1_500
"""From so many characters on notes are for reading: who said it is shown, and crumbs are not."""
LABELS = 0.1
CRUMBS = 3
GAP = 3
"""So many words left out between two that are shown are put back first."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a sentence that belong together: which, without their case, and how good they are."""

    line: int
    start: int
    end: int
    key: tuple[str, ...]
    kind: Kind
    rate: float


@dataclass(frozen=True, slots=True)
class Draft:
    """A thread as sentences and their runs of words, the best run first: what notes are made of."""

    lines: Sequence[Line]
    runs: Sequence[Run]

    @classmethod
    def of(cls, messages: Sequence[Said]) -> "Draft":
        """Read a thread; of a long one this is most of the work, and it serves for any number of notes."""
        lines = lines_of(messages)
        return cls(lines, sorted(_runs(lines), key=lambda run: -run.rate))


class Notes:
    """What is shown of a thread. `text` never is longer than the limit."""

    def __init__(
        self, draft: Draft, limit: int, covered: Iterable[str] = (), without: Collection[str] = ()
    ) -> None:
        """`covered` are values shown elsewhere; `without` are ids of messages that are quoted there."""
        self._lines = draft.lines
        self._without = without
        self._kept: list[set[int]] = [set() for _ in self._lines]
        self._limit = limit
        self._room = limit
        self._shown: Counter[tuple[str, ...]] = Counter()
        self._named = False
        for value in covered:
            self._shown.update(_parts(tuple(value.casefold().split())))
        runs = [run for run in draft.runs if not self._is_quoted(run)]
        self._take([run for run in runs if run.kind is Kind.VALUE])
        self._close_gaps()
        if limit >= READABLE:
            self._name_speakers(LABELS)
        words = [run for run in runs if run.kind is Kind.WORD]
        theirs = {n for n, line in enumerate(self._lines) if line.said.role is not Role.COWORKER}
        self._take([run for run in words if run.line in theirs])
        self._close_gaps()
        self._complete([line for line in theirs if self._kept[line]], NEARLY)
        self._take([run for run in words if run.line not in theirs])
        self._close_gaps()
        if limit >= READABLE:
            self._drop_crumbs()
        self._name_speakers()
        self._complete([line for line in theirs if self._kept[line]])
        self._complete(theirs)
        self._complete(set(range(len(self._lines))) - theirs)

    def _is_quoted(self, run: Run) -> bool:
        """Whoever reads the message elsewhere has read what it says."""
        if not self._stands_elsewhere(run.line):
            return False
        self._shown.update(_parts(run.key))
        return True

    @property
    def text(self) -> str:
        """A line a message."""
        return "\n".join(self._told())

    def _told(self) -> Iterator[str]:
        place, speaker, parts = -1, "", list[str]()
        for line, kept in zip(self._lines, self._kept, strict=True):
            if not kept:
                continue
            if line.place != place and parts:
                yield _joined(parts)
                parts = []
            shown = _shown(line.words, kept)
            if line.place != place and self._named and line.said.speaker != speaker:
                speaker = line.said.speaker
                shown = f"{speaker}: {shown}"
            place = line.place
            parts.append(shown)
        if parts:
            yield _joined(parts)

    def _take(self, runs: Sequence[Run]) -> None:
        """The best first; what became part of something longer gives its room back, and it is tried again."""
        taken: set[Run] = set()
        while True:
            self._measure()
            for run in runs:
                if run not in taken and not self._shown[run.key] and self._fits(run):
                    taken.add(run)
            repeated = [run for run in sorted(taken, key=lambda run: len(run.key)) if self._repeats(run)]
            if not repeated:
                return
            taken.difference_update(repeated)
            runs = [run for run in runs if run not in repeated]

    def _measure(self) -> None:
        """Costs are counted on the safe side; this is what is really left."""
        self._room = self._limit - len(self.text)

    def _fits(self, run: Run) -> bool:
        wanted = [n for n in range(run.start, run.end) if n not in self._kept[run.line]]
        cost = self._cost(run.line, wanted)
        if cost > self._room:
            return False
        self._room -= cost
        self._kept[run.line].update(wanted)
        self._shown.update(_parts(run.key))
        return True

    def _repeats(self, run: Run) -> bool:
        """Drop a run that another one holds."""
        if self._shown[run.key] < 2:
            return False
        self._shown.subtract(_parts(run.key))
        words = self._kept[run.line] & set(range(run.start, run.end))
        self._kept[run.line] -= words
        self._room += self._cost(run.line, words)
        return True

    def _cost(self, line: int, wanted: Iterable[int]) -> int:
        """At most so many characters: words, the blanks before them, and a mark at the sentence's end."""
        words = self._lines[line].words
        label = len(self._lines[line].said.speaker) + 2 if self._named and not self._kept[line] else 0
        return sum(len(words[n].text) + 1 for n in wanted) + 1 + 2 * label

    def _close_gaps(self) -> None:
        """Between two words that are shown, and before a name that has an article: the cheapest first."""
        self._measure()
        gaps = []
        for line, kept in enumerate(self._kept):
            shown = sorted(kept)
            for left, right in zip([-1, *shown], shown, strict=False):
                missing = range(left + 1, right)
                if missing and (len(missing) <= GAP if left >= 0 else self._has_article(line, right)):
                    gaps.append((self._cost(line, missing if left >= 0 else [right - 1]), line, left, right))
        for cost, line, left, right in sorted(gaps):
            if cost <= self._room:
                self._room -= cost
                self._kept[line].update(range(left + 1 if left >= 0 else right - 1, right))

    def _has_article(self, line: int, word: int) -> bool:
        words = self._lines[line].words
        return words[word].kind is Kind.VALUE and words[word - 1].core == "the"

    def _drop_crumbs(self) -> None:
        """A word or two that say nothing by themselves make room for what does."""
        for line, kept in enumerate(self._kept):
            words = self._lines[line].words
            cut_short = len(kept) < min(CRUMBS, len(words))
            if cut_short and all(words[n].kind is not Kind.VALUE for n in kept):
                kept.clear()

    def _name_speakers(self, share: float = 1.0) -> None:
        """Who said it, where that fits for all into such a share of the whole."""
        self._measure()
        cost, speaker = 0, ""
        for line, kept in zip(self._lines, self._kept, strict=True):
            if kept and line.said.speaker != speaker:
                speaker = line.said.speaker
                cost += len(speaker) + 2
        self._named = self._named or cost <= min(self._room, share * self._limit)

    def _complete(self, which: Iterable[int], lacking: float = 1.0) -> None:
        """Whole sentences again where there is room: those first that lack least, at most such a share."""
        self._measure()
        short = []
        for line in which:
            words = self._lines[line].words
            missing = [n for n in range(len(words)) if n not in self._kept[line]]
            if missing and len(missing) <= lacking * len(words) and not self._stands_elsewhere(line):
                short.append((len(missing) / len(words), line, missing))
        for _, line, missing in sorted(short):
            cost = self._cost(line, missing)
            if cost <= self._room:
                self._room -= cost
                self._kept[line].update(missing)

    def _stands_elsewhere(self, line: int) -> bool:
        return self._lines[line].said.id in self._without


def _runs(lines: Sequence[Line]) -> Iterator[Run]:
    for number, line in enumerate(lines):
        found = list(together(line.words))
        values = sum(kind is Kind.VALUE for _, _, kind in found)
        company = (1 + IN_COMPANY * min(values, 4)) * (1 + IN_COMPANY * number / len(lines))
        for start, end, kind in found:
            words = line.words[start:end]
            worth = VALUE if kind is Kind.VALUE else _plain(line, values) * sqrt(min(end - start, 3))
            length = sum(len(word.text) + 1 for word in words) - 1
            rate = worth * _PART[line.said.role] * company / (length + OVERHEAD)
            yield Run(number, start, end, tuple(word.core for word in words), kind, rate)


def _plain(line: Line, values: int) -> float:
    """What a plain word of this sentence is worth."""
    if line.said.role is Role.COWORKER:
        return ASKED if line.asks and values < 2 else ANSWERED
    return ASKED_FOR if line.wants_to_know else TOLD


def _parts(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every piece of a run: whoever reads the run has read them."""
    for start in range(len(key)):
        for end in range(start + 1, min(len(key), start + 8) + 1):
            yield key[start:end]
    if len(key) > 8:
        yield key


def _shown(words: Sequence[Word], kept: set[int]) -> str:
    text = " ".join(words[n].text for n in sorted(kept))
    return text[:-1] if len(kept) < len(words) and text[-1] in ".,;:" else text


def _joined(parts: Sequence[str]) -> str:
    """Sentences of one message; those cut short are told apart by a semicolon."""
    return " ".join(
        part if n == len(parts) - 1 or part[-1:] in ".!?…" else f"{part};" for n, part in enumerate(parts)
    )
