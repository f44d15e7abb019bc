"""Sentences as words: which carry a value, which only fill, and which belong together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from memory import filler
from memory.facts import sentences
from memory.patterns import QUOTED
from memory.said import Said

TELLING = re.compile(r"\d|\w[._@/\\#]\w|^#")
"""What no plain word has in it."""
PIECE = re.compile(r"\S*~[^~\n]+~\S*|\S+")
"""A word; what is struck through is one, however long it is."""
INITIAL = re.compile(r"(?<![\w.])[A-Z]\.$")
ORDINAL = re.compile(r"\d{1,2}(st|nd|rd|th)")
ENDS = ".!?…"
SENTENCE_STOPS = ";!?…"
STOPS = f".,:{SENTENCE_STOPS}"
FARTHEST = 3
"""So many small words may stand between words that belong together."""
LONGEST_NAME = 5


class Kind(IntEnum):
    """How much a word carries."""

    FILLER = 0
    WORD = 1
    VALUE = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, without case and punctuation, and how much it carries."""

    text: str
    core: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a message; `place` is the message's, in order."""

    said: Said
    place: int
    words: tuple[Word, ...]

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.words[-1].text.rstrip("\"'”)").endswith("?")

    @property
    def wants_to_know(self) -> bool:
        """Whether it is a question for something that was not said yet."""
        return self.asks and self.words[0].core.partition("'")[0] in filler.ASKING


def lines_of(messages: Sequence[Said]) -> list[Line]:
    """Every sentence of a thread, in order."""
    texts = [_unbroken(sentences(message.text)) for message in messages]
    spelled = {_core(word) for text in texts for one in text for word in one.split() if word.islower()}
    return [
        Line(message, place, words)
        for place, (message, text) in enumerate(zip(messages, texts, strict=True))
        for sentence in text
        if (words := _words(sentence, spelled))
    ]


def together(words: Sequence[Word]) -> Iterator[tuple[int, int, Kind]]:
    """Runs of words that must not be torn apart: start, end, how much they carry."""
    start = 0
    while start < len(words):
        kind = words[start].kind
        if kind is Kind.FILLER:
            start += 1
            continue
        end = _end(words, start)
        yield _begin(words, start), end, kind
        start = end


def _core(text: str) -> str:
    return text.strip(".,;:!?\"'“”„()[]…").replace("’", "'").casefold()


def _unbroken(found: Sequence[str]) -> list[str]:
    """An initial ends no sentence: `Katharine C. Sears`."""
    whole: list[str] = []
    for sentence in found:
        if whole and INITIAL.search(whole[-1]):
            whole[-1] += f" {sentence}"
        else:
            whole.append(sentence)
    return whole


def _words(sentence: str, spelled: set[str]) -> tuple[Word, ...]:
    """`spelled` are words that stand somewhere in the thread in small letters: they are no names."""
    texts = PIECE.findall(sentence)
    quoted = _quoted(sentence, texts)
    kinds = [
        Kind.VALUE if quoted[n] else _kind(text, not n or texts[n - 1][-1] in ENDS, spelled)
        for n, text in enumerate(texts)
    ]
    cores = [_core(text) for text in texts]
    _raise_times(cores, kinds)
    _raise_named(cores, kinds)
    _complete_names(cores, kinds)
    return tuple(Word(*each) for each in zip(texts, cores, kinds, strict=True))


def _quoted(sentence: str, texts: Sequence[str]) -> list[bool]:
    """Which words stand in quotation marks."""
    spans = [match.span() for match in QUOTED.finditer(sentence)]
    found, place = [], 0
    for text in texts:
        place = sentence.index(text, place)
        found.append(any(begin <= place < end for begin, end in spans))
        place += len(text)
    return found


def _kind(text: str, first: bool, spelled: set[str]) -> Kind:
    core = _core(text)
    if "~" in text:
        return Kind.FILLER
    if TELLING.search(text) or core in filler.DAYS:
        return Kind.VALUE
    little = not core or core in filler.LITTLE or core.removesuffix("'s") in filler.LITTLE
    if text.lstrip("\"'“(")[:1].isupper() and core not in {"i", "i'm", "i'd", "i'll", "i've"}:
        named = not little and core not in spelled if first else bool(core)
        return Kind.VALUE if named else Kind.FILLER if little else Kind.WORD
    return Kind.FILLER if little else Kind.WORD


def _raise_times(cores: Sequence[str], kinds: list[Kind]) -> None:
    """`5 in the evening`, `the 10th of this month`, `next Friday`: what completes a time is part of it."""
    for n, core in enumerate(cores):
        near = [b for b in range(max(0, n - FARTHEST), min(n + 2, len(cores))) if b != n]
        if core in filler.TIMES and any(kinds[b] is Kind.VALUE or cores[b] in filler.COUNTS for b in near):
            kinds[n] = Kind.VALUE
    for n in range(len(cores) - 2, -1, -1):
        if cores[n] in filler.BEFORE_TIMES and cores[n + 1] in filler.DAYS | {"week", "month"}:
            kinds[n] = Kind.VALUE


def _complete_names(cores: Sequence[str], kinds: list[Kind]) -> None:
    """`1059 Reed avenue`, `wake up`: what belongs to the word before it."""
    for n in range(1, len(cores)):
        if cores[n] in filler.PLACES and kinds[n - 1] is Kind.VALUE:
            kinds[n] = Kind.VALUE
        if cores[n] in filler.PARTICLES and kinds[n - 1] is not Kind.FILLER:
            kinds[n] = kinds[n - 1]


def _raise_named(cores: Sequence[str], kinds: list[Kind]) -> None:
    """`titled wake up`: what is called so is a name, whatever its letters."""
    for n, core in enumerate(cores):
        start = n + 1
        while start < len(cores) and cores[start] in {"is", "of", "it", "as"}:
            start += 1
        if core in filler.NAMING and start < len(cores) and kinds[start] is Kind.WORD:
            joined = filler.PARTICLES | filler.IN_NAMES
            for each in range(start, min(start + LONGEST_NAME, len(cores))):
                if kinds[each] is Kind.FILLER and cores[each] not in joined:
                    break
                kinds[each] = Kind.VALUE


def _end(words: Sequence[Word], start: int) -> int:
    """Where the run that starts here ends. A name goes on behind a comma: `5 Mill Street, Lyon`."""
    kind, end = words[start].kind, start + 1
    stops = SENTENCE_STOPS if kind is Kind.VALUE else STOPS
    while end < len(words) and words[end - 1].text[-1] not in stops:
        if words[end].kind is kind:
            end += 1
        elif kind is Kind.VALUE and (on := _bridge(words, end)):
            end = on
        else:
            break
    return end


def _bridge(words: Sequence[Word], end: int) -> int:
    """Behind the next word of the same name or time, if only small words stand before it; else 0."""
    on = next((n for n in range(end, min(end + FARTHEST + 1, len(words))) if words[n].kind is Kind.VALUE), 0)
    between = words[end:on]
    if not between or any(word.text[-1] in STOPS for word in (words[end - 1], *between)):
        return 0
    small = {word.core for word in between}
    time = words[on].core in filler.TIMES | filler.BEFORE_TIMES and small <= filler.IN_TIMES
    name = words[on].text[:1].isupper() and len(between) < FARTHEST and small <= filler.IN_NAMES
    return on + 1 if time or name else 0


def _begin(words: Sequence[Word], start: int) -> int:
    """What is not so must not read as if it were; `the 4th` is a day."""
    if start and words[start - 1].core == "the" and ORDINAL.fullmatch(words[start].core):
        return start - 1
    for before in range(start - 1, max(start - FARTHEST, 0) - 1, -1):
        if words[before].core in filler.NEGATIONS or words[before].core.endswith("n't"):
            return before if words[before].text[-1] not in STOPS else start
        if words[before].text[-1] in STOPS:
            return start
    return start
