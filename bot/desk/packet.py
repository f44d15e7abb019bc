"""The context packet: everything a person needs to take over, within what people read and Slack takes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.desk.messages import Known, Packet, Tried
from bot.desk.packet_text import render_markdown, render_sections
from bot.desk.shorten import cut, one_line
from bot.desk.urgency import NOTHING_SAID, mood, urgency
from bot.governance.people import Member
from bot.store.tables import RunRow, TicketRow

WHOLE = 5_300
SUMMARY_FLOOR = 500
WORDS_FLOOR = 1_200
LONGEST_MESSAGE = 900
MENTIONED = 400
IDENTIFIER = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+\w"
    r"|\b[\w-]+(?:\.[\w-]+)+\b"
    r"|\b(?=[\w:/#-]*\d)(?=[\w:/#-]*[A-Za-z#:/-])[A-Za-z0-9#][\w:/#-]*\w\b"
    r"|\b\d{3,}\b"
)


def build(
    ticket: TicketRow,
    member: Member,
    *,
    at: datetime,
    reason: str,
    rule: str,
    run: RunRow | None = None,
    own_words: Sequence[str] = (),
    summary: str = "",
    facts: Sequence[Known] = (),
    unknown: Sequence[str] = (),
    related: Sequence[str] = (),
    suggestion: str = "",
    link: str = "",
    sections: int | None = None,
) -> Packet:
    """The packet of a ticket. What is missing is named in `unknown`.

    `own_words` are the employee's messages in order. `unknown` are the labels of what the skill still
    needed. The whole stays under 6,000 characters as rendered; `sections` bounds facts and summary
    alone, in characters (for evaluations).
    """
    words = tuple(dict.fromkeys(text.strip() for text in own_words if text.strip()))
    zone, local_time = _clock(member.timezone, at)
    soon = urgency((ticket.request, *words))
    bare = Packet(
        ticket=ticket.number,
        desk=ticket.desk,
        coworker=one_line(ticket.coworker),
        requester=ticket.requester,
        name=one_line(member.name),
        title=one_line(member.title),
        timezone=zone,
        local_time=local_time,
        email=one_line(member.email, 100),
        request=cut(ticket.request.strip(), LONGEST_MESSAGE),
        own_words=(),
        summary="",
        facts=(),
        tried=_tried(run),
        reason=cut(reason, 400),
        rule=one_line(rule, 60),
        score=ticket.score,
        runner_up=one_line(ticket.runner_up or "", 60),
        urgency=cut(soon, 320),
        unknown=_unknown(member, zone, soon, link, unknown),
        suggestion=cut(suggestion or _first_move(ticket, run), 300),
        link=cut(link, 200),
        related=tuple(one_line(line, 110) for line in related[:5]),
        mood=mood((ticket.request, *words)),
    )
    return _fill(bare, _others(words, ticket.request), summary, tuple(facts), sections)


def _clock(name: str, at: datetime) -> tuple[str, str]:
    try:
        return name, f"{at.astimezone(ZoneInfo(name)):%H:%M on %a %-d %b}"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "", ""


def _tried(run: RunRow | None) -> tuple[Tried, ...]:
    rows = run.tried if run else []
    return tuple(Tried(one_line(row["step"], 60), one_line(row["outcome"], 150)) for row in rows[-6:])


def _unknown(member: Member, zone: str, soon: str, link: str, labels: Sequence[str]) -> tuple[str, ...]:
    missing = [one_line(label, 60) for label in labels[:8]]
    gaps = {
        "their role": not member.title,
        "their e-mail address": not member.email,
        "their local time": not zone,
        "when it is needed": soon == NOTHING_SAID,
        "the link to the conversation": not link,
    }
    return tuple(dict.fromkeys([*missing, *(name for name, absent in gaps.items() if absent)]))


def _first_move(ticket: TicketRow, run: RunRow | None) -> str:
    if ticket.suggestion:
        return ticket.suggestion
    if run and run.tried:
        last = run.tried[-1]
        return f"Go on after “{one_line(last['step'], 60)}”, the last step that was tried."
    return "Claim it and ask in the thread what would help most; nothing was tried yet."


def _others(words: tuple[str, ...], request: str) -> tuple[str, ...]:
    return tuple(text for text in words if text != request.strip())


def _fill(
    bare: Packet, words: tuple[str, ...], summary: str, facts: tuple[Known, ...], sections: int | None
) -> Packet:
    """Give each part its room: first and last words and the facts before the rest."""
    room = WHOLE - len(render_markdown(bare))
    words_floor = min(_size(words), WORDS_FLOOR, room // 3)
    summary_floor = min(len(summary), SUMMARY_FLOOR, room // 4)
    facts_room = room - words_floor - summary_floor
    if sections is not None:
        facts_room = min(facts_room, sections - min(summary_floor, sections // 3))
    packet = replace(bare, facts=_fitting(facts, facts_room))
    left = room - len(render_sections(packet)) - words_floor
    if sections is not None:
        left = min(left, sections - len(render_sections(packet)))
    packet = replace(packet, summary=_whole_sentences(summary, min(left - 20, 1_000)))
    packet = _with_words(packet, words, WHOLE - MENTIONED - len(render_markdown(packet)))
    return packet if sections is not None else _with_mentioned(packet, words)


def _fitting(facts: tuple[Known, ...], room: int) -> tuple[Known, ...]:
    """As many facts as fit, in the order given; links go before facts do."""
    short = tuple(
        Known(one_line(f.key, 60), one_line(f.value, 200), cut(f.link, 200), one_line(f.was)) for f in facts
    )
    if _fact_size(short) > room:
        short = tuple(replace(fact, link="") for fact in short)
    kept: list[Known] = []
    for fact in short:
        if _fact_size((*kept, fact)) <= room:
            kept.append(fact)
    return tuple(kept)


def _fact_size(facts: Sequence[Known]) -> int:
    return 20 + sum(
        len(f.key) + len(f.value) + len(f.link) + (len(f.was) + 12 if f.was else 0) + 14 for f in facts
    )


def _whole_sentences(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s)|\n", text[: max(room, 0)])]
    return text[: ends[-1]].rstrip() if ends else cut(text, room) if room > 40 else ""


def _size(words: Sequence[str]) -> int:
    return sum(len(text) + 6 for text in words)


def _with_words(packet: Packet, words: tuple[str, ...], room: int) -> Packet:
    """First and last, then what names things the facts do not, then the newest; shown in order."""
    told = " ".join(fact.value for fact in packet.facts)
    ranked = sorted(range(len(words)), key=lambda i: (-_weight(i, words, told), -i))
    kept: dict[int, str] = {}
    for index in ranked:
        shown = cut(words[index], min(LONGEST_MESSAGE, max(room // 2, 80)))
        cost = _size([shown]) + _strikes(packet.facts, shown)
        if cost <= room:
            kept[index] = shown
            room -= cost
    return replace(packet, own_words=tuple(kept[i] for i in sorted(kept)), more_words=len(words) - len(kept))


def _weight(index: int, words: tuple[str, ...], told: str) -> int:
    if index in {0, len(words) - 1}:
        return 2
    return int(any(name not in told for name in IDENTIFIER.findall(words[index])))


def _strikes(facts: tuple[Known, ...], text: str) -> int:
    return sum(4 * text.count(fact.was) for fact in facts if fact.was)


def _with_mentioned(packet: Packet, words: tuple[str, ...]) -> Packet:
    """No identifier is lost with the messages that did not fit."""
    shown = " ".join(
        (packet.request, packet.summary, *packet.own_words, *(f"{f.value} {f.was}" for f in packet.facts))
    )
    names = dict.fromkeys(name for text in words for name in IDENTIFIER.findall(text) if name not in shown)
    line = ""
    for name in names:
        if len(line) + len(name) + 2 <= MENTIONED - 60:
            line += f"{', ' if line else ''}{name}"
    mentioned = (Known("Also mentioned", line),) if line else ()
    return replace(packet, facts=packet.facts + mentioned)
