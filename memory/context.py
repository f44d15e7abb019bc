"""The working context of a turn: facts, summary, the latest messages, never above a ceiling."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from memory.brief import fact_lines, still_stale, struck
from memory.facts import Fact
from memory.said import Said
from memory.summary import Summary, summarise

CEILING = 2000
FACTS_SHARE, RECALLED_SHARE, SUMMARY_SHARE = 0.3, 0.2, 0.25
LONGEST_RECALLED = 300
_HEADINGS = len("Known:\n\nSaid before about this:\n\nEarlier:\n\nLately:\n")


def tokens(text: str) -> int:
    """An estimate on the safe side for any tokenizer: UTF-8 bytes / 4 * 1.3, rounded up."""
    return -(-_bytes(text) * 13 // 40)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Context:
    """What a turn may know. `text` is what counts against the ceiling."""

    facts: tuple[Fact, ...]
    summary: Summary
    window: tuple[Said, ...]
    recalled: tuple[Said, ...] = ()

    @property
    def text(self) -> str:
        """Four sections, each left out where it is empty."""
        parts = (
            ("Known", "\n".join(fact_lines(self.facts))),
            ("Said before about this", "\n".join(_dated(said) for said in self.recalled)),
            ("Earlier", self.summary.text),
            ("Lately", "\n".join(_line(said) for said in self.window)),
        )
        return "\n".join(f"{heading}:\n{body}" for heading, body in parts if body)

    @property
    def tokens(self) -> int:
        """The estimate of `tokens` for the text."""
        return tokens(self.text)


def compose(
    facts: Sequence[Fact],
    before: Summary,
    recent: Sequence[Said],
    ceiling: int = CEILING,
    recalled: Sequence[Said] = (),
) -> Context:
    """The best context within `ceiling` tokens.

    `facts` and `recalled` come the most wanted first; `before` summarises everything before `recent`, which
    is in order. What of `recent` does not fit is summarised with `before`.
    """
    room = ceiling * 40 // 13 - _HEADINGS
    known = _facts_within(facts, int(room * FACTS_SHARE))
    again = _recalled_within(recalled, int(room * RECALLED_SHARE))
    room -= _used(fact_lines(known)) + _used(_dated(said) for said in again)
    window = _window(recent, room - int(ceiling * SUMMARY_SHARE * 40 // 13))
    left = room - _used(_line(said) for said in window)
    unseen = recent[: len(recent) - len(window)]
    summary = struck(summarise(unseen, max(left, 0), before), still_stale(facts))
    return Context(tuple(known), _summary_within(summary, left), tuple(window), tuple(again))


def _line(said: Said) -> str:
    return f"{said.speaker}: {said.text}"


def _dated(said: Said) -> str:
    """A line of long ago; a long one is cut, so that others have room, too."""
    return f"{said.at:%Y-%m-%d} {said.speaker}: {said.text[:LONGEST_RECALLED]}"


def _recalled_within(recalled: Sequence[Said], room: int) -> list[Said]:
    """The best that fit, in the order said."""
    kept: list[Said] = []
    for said in recalled:
        cost = _bytes(_dated(said)) + 1
        if cost <= room:
            room -= cost
            kept.append(said)
    return sorted(kept, key=lambda said: said.at)


def _used(lines: Iterable[str]) -> int:
    return sum(_bytes(line) + 1 for line in lines)


def _facts_within(facts: Sequence[Fact], room: int) -> list[Fact]:
    kept: list[Fact] = []
    for fact in facts:
        if fact.superseded_by is None and _used(fact_lines([*kept, fact])) <= room:
            kept.append(fact)
    return kept


def _window(recent: Sequence[Said], room: int) -> list[Said]:
    """The latest messages that fit whole; the very last one is there in any case, clipped if it must be."""
    kept: list[Said] = []
    for said in reversed(recent):
        cost = _bytes(_line(said)) + 1
        if cost > room:
            if not kept:
                kept.append(replace(said, text=_clipped(said.text, room - _bytes(said.speaker) - 8)))
            break
        room -= cost
        kept.append(said)
    return kept[::-1]


def _clipped(text: str, room: int) -> str:
    return text.encode("utf-8", "replace")[: max(room, 0)].decode("utf-8", "ignore") + "…"


def _summary_within(summary: Summary, room: int) -> Summary:
    """Characters were budgeted, bytes count: the lowest sentences give way until it fits."""
    while summary.sentences and _bytes(summary.text) + 1 > room:
        summary = replace(summary, sentences=summary.sentences[:-1])
    return summary if _bytes(summary.text) + 1 <= room else Summary()
