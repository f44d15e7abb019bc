"""Judges a story by the playground's journal alone: nothing lost, nothing twice, everything in order."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.playground.driver import Json
from tests.stories.stage import everything_in, kind_of

ONCE = {"reply", "question", "packet", "relay", "survey"}
ANSWERS = {"reply", "question", "notice"}


@dataclass(frozen=True)
class Message:
    """A message of the journal, flattened."""

    channel: str
    ts: str
    thread: str
    by: str
    kind: str
    id: str
    ticket: str
    text: str
    said: str


class Judgement:
    """What is wrong with what Slack saw; empty lists are good news."""

    def __init__(self, rows: Sequence[Json]) -> None:
        self.messages = [_read(row) for row in rows if row["what"] == "message"]
        self.ours = [message for message in self.messages if message.by == "app"]
        self.theirs = [message for message in self.messages if message.by != "app"]

    def faults(self) -> list[str]:
        """Every fault, in a sentence each."""
        return [*self.repeated(), *self.unanswered(), *self.not_relayed_once(), *self.unordered()]

    def repeated(self) -> Iterator[str]:
        """The same row posted twice, or the same words of a kind said twice in a thread."""
        ids = Counter(message.id for message in self.ours)
        yield from (f"{id_} was posted {n} times" for id_, n in ids.items() if n > 1)
        words = Counter((m.channel, m.thread, m.kind, m.said) for m in self.ours if m.kind in ONCE)
        yield from (f"{n} times the same {key[2]}: {key[3][:80]}" for key, n in words.items() if n > 1)
        for kind in ("packet", "survey"):
            tickets = Counter(message.ticket for message in self.ours if message.kind == kind)
            yield from (f"{ticket} has {n} of kind {kind}" for ticket, n in tickets.items() if n > 1)

    def unanswered(self) -> Iterator[str]:
        """Roots of direct messages without an answer."""
        answers: dict[str, list[str]] = defaultdict(list)
        for message in self.ours:
            answers[message.thread].append(message.kind)
        for root in self.theirs:
            asked = root.channel.startswith("D") and root.thread == root.ts
            if asked and not ANSWERS & set(answers[root.ts]):
                yield f"no answer to {root.text!r}"

    def not_relayed_once(self) -> Iterator[str]:
        """Replies in threads with a person in them that did not cross exactly once."""
        crossed = Counter(_core(message.said) for message in self.ours if message.kind == "relay")
        talk = self._talk()
        texts = Counter(_core(message.text) for message in talk)
        for text, n in texts.items():
            seen = sum(count for said, count in crossed.items() if text in said)
            if seen != n:
                yield f"{text!r} was said {n} times and crossed {seen} times"

    def unordered(self) -> Iterator[str]:
        """Relays that overtook each other in their thread, first answers that did in their conversation."""
        relays = defaultdict(list)
        for message in self.ours:
            if message.kind == "relay":
                relays[message.thread].append(message.said)
        said = [_core(message.text) for message in self._talk()]
        for thread in relays.values():
            places = [next(n for n, text in enumerate(said) if text in _core(relay)) for relay in thread]
            if places != sorted(places):
                yield f"relays out of order: {places}"

    def _talk(self) -> list[Message]:
        """What people said in threads whose other side is a person."""
        packets = {message.ts for message in self.ours if message.kind == "packet"}
        threads = {message.thread for message in self.ours if message.kind == "relay"} | packets
        return [m for m in self.theirs if m.thread in threads and m.thread != m.ts]


def _core(text: str) -> str:
    return " ".join(text.casefold().split())


def _read(row: Json) -> Message:
    data = row["data"]
    payload = (data.get("metadata") or {}).get("event_payload") or {}
    return Message(
        channel=data["channel"],
        ts=data["ts"],
        thread=data.get("thread_ts") or data["ts"],
        by=row["by"],
        kind=kind_of(data),
        id=str(payload.get("id", "")),
        ticket=str(payload.get("ticket", "")),
        text=data.get("text", ""),
        said=everything_in(data),
    )
