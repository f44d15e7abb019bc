"""Judges by the playground's journal alone: nothing lost, nothing twice, everything in order.

The order that counts is that of durable receipt. From outside it is known to lie between a message's first
delivery and its first ack; two messages for which these overlap are tied, and may be answered either way.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.chaos.record import Post, Record, Said
from tests.playground.driver import Json

ONCE = frozenset({"reply", "question", "notice", "packet", "survey"})


@dataclass(frozen=True)
class Verdict:
    """What is wrong, in a sentence each; empty lists are good news."""

    lost: list[str]
    twice: list[str]
    out_of_order: list[str]
    unmarked: list[str]

    @property
    def faults(self) -> list[str]:
        """All of it."""
        return [*self.lost, *self.twice, *self.out_of_order, *self.unmarked]


def judge(rows: Iterable[Json] | Record) -> Verdict:
    """Judge a journal, or the record of one."""
    record = rows if isinstance(rows, Record) else Record(rows)
    return Verdict(
        lost=[*_never_taken(record), *_unanswered(record), *_not_crossed(record)],
        twice=[*_repeated(record), *_answered_again(record), *_crossed_again(record)],
        out_of_order=[*_overtaken_answers(record), *_overtaken_relays(record)],
        unmarked=[f"{post.said[:80]!r} has no mark" for post in record.posts.values() if not post.id],
    )


def _never_taken(record: Record) -> Iterator[str]:
    """Messages we were told of and neither acked nor answered; some are found in the channel's history."""
    ours = (said for said in record.said.values() if said.told and not said.taken)
    yield from (f"{said} was never acked" for said in ours if not record.answers(said.thread))


def _unanswered(record: Record) -> Iterator[str]:
    yield from (f"no answer to {said}" for said in record.requests() if said.ts not in record.heard)


def _repeated(record: Record) -> Iterator[str]:
    """The same row of the outbox posted twice, or the same words of a kind said twice in a thread."""
    posts = record.posts.values()
    ids = Counter(post.id for post in posts if post.id)
    yield from (f"{id_} was posted {n} times" for id_, n in ids.items() if n > 1)
    words = Counter((p.channel, p.thread, p.kind, p.said) for p in posts if p.kind in ONCE)
    yield from (f"{n} times the same {key[2]}: {key[3][:80]}" for key, n in words.items() if n > 1)
    for kind in ("packet", "survey"):
        tickets = Counter(post.ticket for post in posts if post.kind == kind)
        yield from (f"{ticket} has {n} of kind {kind}" for ticket, n in tickets.items() if n > 1)


def _answered_again(record: Record) -> Iterator[str]:
    """Threads with more answers than there were messages and clicks to answer."""
    asked = Counter(said.thread for said in record.said.values()) + record.presses
    for request in record.requests():
        answers = record.answers(request.ts)
        if len(answers) > asked[request.ts]:
            yield f"{len(answers)} answers to {request}"


def _overtaken_answers(record: Record) -> Iterator[str]:
    """Requests of one person that were answered before an earlier one of theirs."""
    answered: dict[str, list[tuple[int, Said]]] = defaultdict(list)
    for request in record.requests():
        if answers := record.answers(request.ts):
            answered[request.channel].append((answers[0].n, request))
    for channel, found in answered.items():
        in_order = [request for _, request in sorted(found, key=lambda pair: pair[0])]
        yield from (f"{channel}: {sentence}" for sentence in overtaken(in_order))


def overtaken(answered: Sequence[Said]) -> Iterator[str]:
    """Given in the order of their answers: which messages were received after one that was answered later."""
    earliest: Said | None = None
    for said in reversed(answered):
        if earliest and earliest.taken < said.told:
            yield f"{said} was answered before {earliest}, which came earlier"
        if said.taken and (earliest is None or said.taken < earliest.taken):
            earliest = said


def _talk(record: Record) -> list[Said]:
    """What people said in threads whose other side is a person."""
    threads = {post.thread for post in record.posts.values() if post.ticket in record.with_people}
    return [said for said in record.said.values() if said.thread in threads and said.thread != said.ts]


def _crossings(record: Record) -> list[tuple[Said, list[Post]]]:
    """Each line of such talk, and where it crossed to the other side."""
    relays = [(_core(post.said), post) for post in record.posts.values() if post.kind == "relay"]
    return [
        (said, [post for words, post in relays if _core(said.text) in words and post.thread != said.thread])
        for said in _talk(record)
    ]


def _not_crossed(record: Record) -> Iterator[str]:
    yield from (f"{said} never crossed" for said, relays in _crossings(record) if not relays)


def _crossed_again(record: Record) -> Iterator[str]:
    times = Counter(_core(said.text) for said in _talk(record))
    for said, relays in _crossings(record):
        if len(relays) > (n := times[_core(said.text)]):
            yield f"{said} was said {n} times and crossed {len(relays)} times"


def _overtaken_relays(record: Record) -> Iterator[str]:
    crossed: dict[str, list[tuple[int, Said]]] = defaultdict(list)
    for said, relays in _crossings(record):
        if len(relays) == 1:
            crossed[relays[0].thread].append((relays[0].n, said))
    for found in crossed.values():
        yield from overtaken([said for _, said in sorted(found, key=lambda pair: pair[0])])


def _core(text: str) -> str:
    return " ".join(text.casefold().split())
