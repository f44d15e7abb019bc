"""The long parts of a packet: facts, summary and own words, each as much as there is room for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bot.desk.messages import Known, Packet
from bot.desk.packet_text import render_sections, replaced
from bot.desk.shorten import cut, one_line
from memory import Brief, Fact, Said, brief
from memory.summary import identifiers

LONGEST_MESSAGE = 900
LINKED_AT_MOST = 12
GIVEN_AT_MOST = 12
TRIES = 4
MENTIONED = 260


def digest(
    packet: Packet, thread: Sequence[Said], given: Sequence[Known], links: Mapping[str, str], room: int
) -> Packet:
    """The packet with facts and summary of the thread; both sections take at most `room` characters."""
    first = tuple(
        Known(one_line(f.key, 60), one_line(f.value, 200), cut(f.link, 200), one_line(f.was))
        for f in given[:GIVEN_AT_MOST]
    )
    limit = room
    for _ in range(TRIES):
        found = brief(thread, max(limit, 0))
        facts = tuple(_distinct((*first, *_known(found, links))))
        shown = replace(packet, facts=facts, summary=found.summary.text)
        over = len(render_sections(shown)) - room
        if over <= 0:
            return shown
        limit -= over + 8
    return _forced(shown, room)


def own_words(packet: Packet, words: tuple[str, ...], room: int) -> Packet:
    """First and last message, then what names things the facts do not, then the newest; shown in order."""
    told = " ".join((packet.summary, *(fact.value for fact in packet.facts)))
    ranked = sorted(range(len(words)), key=lambda i: (-_weight(i, words, told), -i))
    kept: dict[int, str] = {}
    for index in ranked:
        shown = cut(words[index], min(LONGEST_MESSAGE, max(room // 2, 80)))
        cost = len(shown) + 6 + _strikes(packet, shown)
        if cost <= room:
            kept[index] = shown
            room -= cost
    return replace(packet, own_words=tuple(kept[i] for i in sorted(kept)), more_words=len(words) - len(kept))


def mentioned(packet: Packet, words: tuple[str, ...]) -> Packet:
    """No identifier of the employee's is lost with sentences that did not fit."""
    facts = (f"{fact.value} {fact.was}" for fact in packet.facts)
    shown = " ".join((packet.request, packet.summary, *facts))
    names = dict.fromkeys(name for text in words for name in identifiers(text) if name not in shown)
    line = ""
    for name in names:
        if len(line) + len(name) + 2 <= MENTIONED:
            line += f"{', ' if line else ''}{name}"
    return replace(packet, facts=(*packet.facts, Known("also mentioned", line))) if line else packet


def without_repeats(packet: Packet) -> Packet:
    """The summary without sentences that stand in the quoted words anyway."""
    quoted = " ".join(" ".join(text.split()) for text in (packet.request, *packet.own_words))
    lines = [line for line in packet.summary.split("\n") if " ".join(line.split()) not in quoted]
    return replace(packet, summary="\n".join(lines))


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
        yield Known(key, "; ".join(fact.value for fact in facts))


def _place(facts: Sequence[Fact], one: Fact) -> int:
    return next(place for place, fact in enumerate(facts) if fact.key == one.key)


def _one(fact: Fact, was: Mapping[str, str], link: str = "") -> Known:
    return Known(fact.key, fact.value, link, was.get(fact.value, ""))


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


def _weight(index: int, words: tuple[str, ...], told: str) -> int:
    if index in {0, len(words) - 1}:
        return 2
    return int(any(name not in told for name in identifiers(words[index])))


def _strikes(packet: Packet, text: str) -> int:
    return sum(4 * text.count(value) for value in replaced(packet))
