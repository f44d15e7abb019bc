"""The packet as one Markdown page: for evaluations, exports, and to measure how long it is."""

import re
from collections.abc import Iterable

from bot.desk.messages import Known, Packet

BREAKS_OUT = re.compile(r"[<>]|`{3}|~{3}|(#{1,6}|[-+*]|\d{1,9}[.)])(\s|$)|([-=_*]\s*)+$")
"""What at the start of a line begins something else than a paragraph."""
ALL_QUOTED = ("Summary", "nothing was said beside what is quoted above.")
NO_FACTS = ("Facts", "none beside their own words.")
STRUCK = re.compile(r"~+([^~\n]+)~+")
"""How memory's summaries mark what no longer holds."""


def render_markdown(packet: Packet) -> str:
    """Everything the packet says. The employee's words stand in quotes, replaced values struck through."""
    parts = [
        f"# T-{packet.ticket}: {packet.name} needs {packet.desk}",
        _who(packet),
        _section("Asked for", [f"> {_quote(packet.request, packet)}"]),
        _section(
            "In their own words", [*(f"> {_quote(w, packet)}" for w in packet.own_words), _more(packet)]
        ),
        _section("Corrected by them", [f"> {_flat(text)}" for text in packet.corrections]),
        _section("Why it comes to you", [_why(packet)]),
        _section("Tried", [f"- {done.step}: {done.outcome}" for done in packet.tried] or ["Nothing yet."]),
        _section("How urgent", [_quote(packet.urgency, packet)]),
        _section("Mood", [f"> {_quote(text, packet)}" for text in packet.mood]),
        render_sections(packet),
        _section("Not known", [", ".join(packet.unknown)]),
        _section("Next step", [packet.suggestion]),
        _section("Related", [f"- {line}" for line in packet.related]),
        _section("Conversation", [packet.link]),
    ]
    return "\n\n".join(part for part in parts if part)


def render_sections(packet: Packet, *, alone: bool = False) -> str:
    """The facts and the summary; a summary that stands alone on a page needs no title."""
    facts = _section("Facts", [fact_line(fact, packet) for fact in packet.facts])
    title = "" if alone and not facts else "Summary"
    summary = _section(title, _quoted(packet.summary))
    if not alone:
        facts, summary = facts or _none(*NO_FACTS), summary or _none(*ALL_QUOTED)
    return "\n\n".join(part for part in (facts, summary) if part)


def fact_line(fact: Known, packet: Packet) -> str:
    """One fact with what it replaced and where it was said."""
    value = _quote(fact.value, packet)
    was = f" (was ~~{fact.was}~~)" if fact.was else ""
    said = f" [said]({fact.link})" if fact.link else ""
    return f"- {fact.key}: {value}{was}{said}"


def confidence(packet: Packet) -> str:
    """How sure triage was, in words: the score and the runner-up, or that nothing was scored."""
    if not packet.score:
        return "not scored"
    rival = f", next best {packet.runner_up}" if packet.runner_up else ""
    return f"{packet.score:.2f}{rival}"


def who(packet: Packet) -> str:
    """Role, address, time there: what is known of the person besides the name, on one line."""
    there = f"{packet.local_time} ({packet.timezone})" if packet.timezone else ""
    speaks = f"uses Slack in {packet.language}" if packet.language else ""
    return " · ".join(part for part in (packet.title, packet.email, there, speaks) if part)


def _who(packet: Packet) -> str:
    return " · ".join(part for part in (packet.name, packet.requester, who(packet)) if part)


def _why(packet: Packet) -> str:
    rule = packet.rule or "none"
    return f"{packet.reason} (rule: {rule}; confidence: {confidence(packet)}; from {packet.coworker})"


def _more(packet: Packet) -> str:
    return f"({packet.more_words} more in the conversation)" if packet.more_words else ""


def _section(title: str, lines: Iterable[str]) -> str:
    body = [line for line in lines if line.strip()]
    heading = [f"## {title}"] if title else []
    return "\n".join([*heading, *body]) if body else ""


def replaced(packet: Packet) -> tuple[str, ...]:
    """Values that no longer hold and are struck through in quotes, the longest first."""
    values = {value for value in (*packet.stale, *(fact.was for fact in packet.facts)) if value.strip()}
    return tuple(sorted(values, key=lambda value: (-len(value), value)))


def _none(title: str, sentence: str) -> str:
    return f"## {title}\n{sentence[0].upper()}{sentence[1:]}"


def _quote(text: str, packet: Packet) -> str:
    text = STRUCK.sub(r"\1", text)
    pattern = "|".join(re.escape(value) for value in replaced(packet))
    return re.sub(f"({pattern})", r"~~\1~~", _flat(text)) if pattern else _flat(text)


def _quoted(summary: str) -> list[str]:
    """Lines of one quotation; a line that would end it by its first character is quoted by itself."""
    if not summary:
        return []
    lines = [STRUCK.sub(r"~~\1~~", _flat(line)) for line in summary.split("\n")]
    return [f"> {line}" if not n or BREAKS_OUT.match(line) else line for n, line in enumerate(lines)]


def _flat(text: str) -> str:
    return " ".join(text.split())
