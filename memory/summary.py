"""An extractive summary: the sentences that carry the most, verbatim, each with the message it comes from."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from memory.facts import sentences
from memory.lexical import words
from memory.patterns import CLAUSES, QUOTED, TYPED
from memory.said import Role, Said

# What a unit of content is worth. Identifiers come first: they are what nobody can guess again.
NAMED, WORD, WISH = 4.0, 0.35, 2.5
_PART = {Role.EMPLOYEE: 1.0, Role.HUMAN: 0.9, Role.COWORKER: 0.45, Role.SYSTEM: 0.2}
OVERHEAD = 24
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was said, and where."""

    text: str
    source_id: str
    role: Role
    place: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences in the order said, and identifiers of those that did not fit: (value, message id)."""

    sentences: tuple[Sentence, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = field(default=())

    @property
    def text(self) -> str:
        """One line a sentence; the loose identifiers in the last line."""
        lines = [sentence.text for sentence in self.sentences]
        if self.identifiers:
            lines.append("Also named: " + ", ".join(value for value, _ in self.identifiers))
        return "\n".join(lines)

    def without(self, source_id: str) -> "Summary":
        """As if that message had never been said."""
        return Summary(
            tuple(s for s in self.sentences if s.source_id != source_id),
            tuple(named for named in self.identifiers if named[1] != source_id),
        )


@lru_cache(maxsize=4096)
def identifiers(text: str) -> tuple[str, ...]:
    """Values in a text that must survive verbatim, in no particular order, none twice."""
    found = [quoted["value"] for quoted in QUOTED.finditer(text)]
    for key, pattern in TYPED.items():
        if key != "app":
            found += [match.group(match.lastgroup or 0) for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(value.strip(" .,") for value in found))


@lru_cache(maxsize=4096)
def _units(text: str, role: Role) -> dict[str, float]:
    """What a sentence brings, each with its weight; a unit counts once in a summary."""
    part = _PART[role]
    units = dict.fromkeys(words(text), WORD * part)
    units |= {f"={value.lower()}": NAMED * max(part, 0.6) for value in identifiers(text)}
    units |= {f"{key}:{text}": WISH * part for key, clause in CLAUSES.items() if clause.search(text)}
    return units


def _sentences(messages: Iterable[Said], first: int) -> list[Sentence]:
    return [
        Sentence(text[:LONGEST], message.id, message.role, first + place)
        for place, message in enumerate(messages)
        for text in sentences(message.text)
    ]


def summarise(
    messages: Sequence[Said],
    budget_chars: int,
    previous: Summary | None = None,
    covered: Iterable[str] = (),
) -> Summary:
    """The best summary of `previous` and the messages after it, at most `budget_chars` long.

    Greedy by gain for its length, as submodular coverage allows. `covered` are values shown elsewhere.
    Sentences
    that were chosen before compete again with the new ones, so a summary of a summary is still made of what
    was
    said; identifiers whose sentence no longer fits are kept beside it, within a quarter of the budget.
    """
    before = previous or Summary()
    first = before.sentences[-1].place + 1 if before.sentences else 0
    candidates = [*before.sentences, *_sentences(messages, first)]
    known = frozenset(value.lower() for value in covered)
    elsewhere = {f"={value}" for value in known} | {unit for value in known for unit in words(value)}
    room = int(budget_chars * 0.75)
    for _ in range(2):
        chosen = _chosen(candidates, room, elsewhere)
        loose = _left_out(candidates, chosen, before.identifiers, budget_chars, known)
        room = budget_chars - len(Summary((), loose).text) - 1
    return Summary(tuple(chosen), loose)


def _chosen(candidates: Sequence[Sentence], budget: int, covered: set[str]) -> list[Sentence]:
    """First what is not covered elsewhere; what room is left goes to the best of the rest."""
    rows = _greedy(candidates, range(len(candidates)), budget, set(covered))
    left = budget - sum(len(candidates[row].text) + 1 for row in rows)
    rest = sorted(set(range(len(candidates))) - set(rows))
    return [candidates[row] for row in sorted([*rows, *_greedy(candidates, rest, left, set())])]


def _greedy(
    candidates: Sequence[Sentence], among: Iterable[int], budget: int, covered: set[str]
) -> list[int]:
    """Lazy greedy: a gain only shrinks as units get covered, so a stale queue entry is an upper bound."""
    queue = [(-_rate(candidates[row], covered), row) for row in among]
    heapq.heapify(queue)
    chosen: list[int] = []
    while queue:
        rate, row = heapq.heappop(queue)
        sentence = candidates[row]
        if len(sentence.text) + 1 > budget:
            continue
        now = -_rate(sentence, covered)
        if now > rate + 1e-9:
            if now < 0:
                heapq.heappush(queue, (now, row))
            continue
        if now >= 0:
            break
        chosen.append(row)
        budget -= len(sentence.text) + 1
        covered |= _units(sentence.text, sentence.role).keys()
    return chosen


def _rate(sentence: Sentence, covered: set[str]) -> float:
    units = _units(sentence.text, sentence.role)
    gain = sum(weight for unit, weight in units.items() if unit not in covered)
    opening = 3.0 if sentence.place == 0 and sentence.role is Role.EMPLOYEE else 0.0
    return (gain + opening if gain else 0.0) / (len(sentence.text) + OVERHEAD)


def _left_out(
    candidates: Sequence[Sentence],
    chosen: Sequence[Sentence],
    before: Sequence[tuple[str, str]],
    budget_chars: int,
    known: frozenset[str],
) -> tuple[tuple[str, str], ...]:
    """Identifiers that no chosen sentence shows, the latest first to stay, within a quarter of the budget."""
    shown = "\n".join(sentence.text for sentence in chosen)
    named = [*before, *((value, s.source_id) for s in candidates for value in identifiers(s.text))]
    latest = {
        value: source
        for value, source in named
        if value not in shown and value.lower() not in known and len(value) <= 60
    }
    room = min(budget_chars // 4, budget_chars - len(shown)) - len("\nAlso named: ")
    kept: list[tuple[str, str]] = []
    for value, source in reversed(latest.items()):
        if len(value) + 2 > room:
            break
        room -= len(value) + 2
        kept.append((value, source))
    return tuple(reversed(kept))
