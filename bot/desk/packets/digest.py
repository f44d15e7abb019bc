"""The long parts of a packet: facts, summary and own words, each as much as there is room for."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bot.desk.messages import Known, Packet
from bot.desk.packets.packet_text import STRUCK, render_sections, replaced
from bot.desk.shorten import cut, one_line
from memory.brief import Brief, Reading
from memory.facts import Fact
from memory.summary import identifiers

LONGEST_MESSAGE = 900
LINKED_AT_MOST = 12
GIVEN_AT_MOST = 12
TRIES = 4


def digest(
    packet: Packet,
    reading: Reading,
    given: Sequence[Known],
    links: Mapping[str, str],
    room: int,
    quoted: Collection[str] = (),
    *,
    alone: bool = False,
) -> Packet:
    """The packet with facts and summary of what was read; both sections take at most `room` characters.

    `quoted` are ids of messages that stand in the packet word for word; `alone` is whether the two sections
    are all that is shown.
    """
    first = tuple(
        Known(one_line(f.key, 60), one_line(f.value, 200), cut(f.link, 200), one_line(f.was))
        for f in given[:GIVEN_AT_MOST]
    )
    limit = room
    for again in range(TRIES):
        found = reading.brief(max(limit, 0), quoted)
        facts = tuple(_distinct((*first, *_known(found, links))))
        shown = replace(packet, facts=facts, summary=found.notes)
        over = len(render_sections(shown, alone=alone)) - room
        if over <= 0:
            return shown
        limit -= over + 8 * again
    return _forced(shown, room)


def own_words(packet: Packet, words: tuple[str, ...], room: int) -> Packet:
    """First and last message, then those that name the most, then the newest; shown in order."""
    ranked = sorted(range(len(words)), key=lambda i: (-_weight(i, words), -i))
    kept: dict[int, str] = {}
    for index in ranked:
        ends = index in {0, len(words) - 1}
        shown = cut(words[index], min(LONGEST_MESSAGE, max(room // 2, 80)) if ends else LONGEST_MESSAGE)
        cost = len(shown) + 6 + _strikes(packet, shown)
        if cost <= room:
            kept[index] = shown
            room -= cost
    return replace(packet, own_words=tuple(kept[i] for i in sorted(kept)), more_words=len(words) - len(kept))


def _known(found: Brief, links: Mapping[str, str]) -> Iterator[Known]:
    """A line a fact with its link while they are few; a line a kind where they are many."""
    was = {fact.superseded_by: fact.value for fact in found.facts if fact.superseded_by is not None}
    current = [fact for fact in found.facts if fact.superseded_by is None]
    if len(current) <= LINKED_AT_MOST and links:
        yield from (_one(fact, was, links.get(fact.source_id, "")) for fact in current)
        return
    yield from (_one(fact, was) for fact in current if fact.value in was)
    rest = sorted((f for f in current if f.value not in was), key=lambda f: _place(current, f))
    for key, facts in groupby(rest, key=lambda fact: fact.key):
        yield Known(key, STRUCK.sub(r"\1", "; ".join(fact.value for fact in facts)))


def _place(facts: Sequence[Fact], one: Fact) -> int:
    return next(place for place, fact in enumerate(facts) if fact.key == one.key)


def _one(fact: Fact, was: Mapping[str, str], link: str = "") -> Known:
    return Known(fact.key, STRUCK.sub(r"\1", fact.value), link, was.get(fact.value, ""))


def _distinct(facts: Iterable[Known]) -> Iterator[Known]:
    seen: set[str] = set()
    for fact in facts:
        if fact.value.casefold() not in seen and fact.value:
            seen.add(fact.value.casefold())
            yield fact


def _forced(packet: Packet, room: int) -> Packet:
    """What is given from elsewhere is too long by itself: the last facts go."""
    packet = replace(packet, summary="")
    while packet.facts and len(render_sections(packet)) > room:
        packet = replace(packet, facts=packet.facts[:-1])
    return packet


def _weight(index: int, words: tuple[str, ...]) -> int:
    return 9 if index in {0, len(words) - 1} else min(len(identifiers(words[index])), 3)


def _strikes(packet: Packet, text: str) -> int:
    return sum(4 * text.count(value) for value in replaced(packet))
