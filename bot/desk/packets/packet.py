"""The context packet: everything a person needs to take over, within what people read and Slack takes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.desk.contents import NEEDED
from bot.desk.messages import Known, Packet, Tried
from bot.desk.packets.digest import digest, own_words
from bot.desk.packets.packet_text import render_markdown
from bot.desk.packets.urgency import NOTHING_SAID, mood, urgency
from bot.desk.shorten import cut, one_line
from bot.governance.people import Member
from bot.store.tables import RunRow, TicketRow
from memory import Role, Said
from memory.brief import Reading

WHOLE = 5_700
"""Characters of a packet as rendered; what is left to 6,000 is for corrections made later."""
LONGEST_MESSAGE = 900
HEADING = 80
CORRECTIONS, CORRECTION = 2, 110
"""So many corrections are kept, of so many characters."""
ANSWERED_AT_MOST = 20
LANGUAGES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
    "zh": "Chinese",
}
"""Those in which Slack can be used, by the beginning of its names for them."""
WORDS_SHARE, ALL_WORDS = 0.2, 0.5


def build(
    ticket: TicketRow,
    member: Member,
    *,
    at: datetime,
    reason: str,
    rule: str,
    run: RunRow | None = None,
    thread: Sequence[Said] = (),
    facts: Sequence[Known] = (),
    links: Mapping[str, str] | None = None,
    unknown: Sequence[str] = (),
    related: Sequence[str] = (),
    suggestion: str = "",
    link: str = "",
    sections: int | None = None,
) -> Packet:
    """The packet of a ticket. What is missing is named in `unknown`.

    `thread` is the conversation in order; `facts` are known from elsewhere and come first; `links` maps
    message ids to permalinks; `unknown` are labels of what the skill still needed. The whole stays under
    6,000 characters as rendered. `sections` bounds facts and summary alone (for evaluations).
    """
    words = _words(thread)
    zone, local_time = _clock(member.timezone, at)
    soon = urgency((ticket.request, *words))
    reading = Reading(thread)
    others = tuple(text for text in words if text != ticket.request.strip())
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
        unknown=_unknown(soon, unknown),
        suggestion=cut(suggestion or _first_move(ticket, run), 300),
        link=cut(link, 200),
        related=tuple(one_line(line, 110) for line in related[:5]),
        mood=mood((ticket.request, *words)),
        stale=tuple(reading.stale),
        language=LANGUAGES.get(member.locale[:2], member.locale),
        answered=_answered(reading),
    )
    given = tuple(facts) + tuple(Known(key, value) for key, value in (run.inputs if run else {}).items())
    if sections is not None:
        return digest(bare, reading, given, links or {}, sections, alone=True)
    packet = own_words(bare, others, _for_words(others, WHOLE - HEADING - len(render_markdown(bare))))
    verbatim = {packet.request, *packet.own_words}
    quoted = [message.id for message in thread if message.text.strip() in verbatim]
    return digest(packet, reading, given, links or {}, WHOLE - len(render_markdown(packet)), quoted)


def put_right(packet: Packet, text: str) -> Packet:
    """The packet after the employee put something right: the newest corrections, old values struck."""
    told = (packet.request, *packet.own_words, *(fact.value for fact in packet.facts))
    now, then = f"Correction: {text}", datetime.min.replace(tzinfo=UTC)
    said = [
        Said(f"{n}", "", packet.requester, "", "", Role.EMPLOYEE, one, then)
        for n, one in enumerate((*told, now))
    ]
    stale = dict.fromkeys((*packet.stale, *Reading(said).stale))
    corrections = (*packet.corrections, one_line(text, CORRECTION))[-CORRECTIONS:]
    return replace(packet, corrections=corrections, stale=tuple(stale))


def _for_words(words: Sequence[str], room: int) -> int:
    """All of their words where they leave enough for the rest, else a part of the room."""
    wanted = sum(len(text) + 10 for text in words)
    return wanted if wanted <= room * ALL_WORDS else int(room * WORDS_SHARE)


def _words(thread: Sequence[Said]) -> tuple[str, ...]:
    said = (message.text.strip() for message in thread if message.role is Role.EMPLOYEE)
    return tuple(dict.fromkeys(text for text in said if text))


def _clock(name: str, at: datetime) -> tuple[str, str]:
    try:
        return name, f"{at.astimezone(ZoneInfo(name)):%H:%M on %a %-d %b}"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "", ""


def _tried(run: RunRow | None) -> tuple[Tried, ...]:
    rows = run.tried if run else []
    return tuple(Tried(one_line(row["step"], 60), one_line(row["outcome"], 150)) for row in rows[-6:])


def _unknown(soon: str, labels: Sequence[str]) -> tuple[str, ...]:
    """What the skill still needed; a packet names by itself what else it lacks."""
    missing = [one_line(label, 60) for label in labels[:8]]
    return (*missing, *([NEEDED["urgency"]] if soon == NOTHING_SAID else []))


def _answered(reading: Reading) -> tuple[Known, ...]:
    """The latest questions that the coworker had an answer to."""
    facts = [fact for fact in reading.facts if fact.key.endswith("?") and fact.superseded_by is None]
    return tuple(Known(one_line(f.key, 120), one_line(f.value, 120)) for f in facts[-ANSWERED_AT_MOST:])


def _first_move(ticket: TicketRow, run: RunRow | None) -> str:
    if ticket.suggestion:
        return ticket.suggestion
    if run and run.tried:
        last = run.tried[-1]
        return f"Go on after “{one_line(last['step'], 60)}”, the last step that was tried."
    return "Claim it and ask in the thread what would help most; nothing was tried yet."
