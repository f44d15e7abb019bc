"""The packet as one Markdown page: for evaluations, exports, and to measure how long it is."""

from collections.abc import Iterable

from bot.desk.messages import Known, Packet


def render_markdown(packet: Packet) -> str:
    """Everything the packet says. The employee's words stand in quotes, replaced values struck through."""
    parts = [
        f"# T-{packet.ticket}: {packet.name} needs {packet.desk}",
        _who(packet),
        _section("Asked for", [f"> {_quote(packet.request, packet.facts)}"]),
        _section(
            "In their own words", [*(f"> {_quote(w, packet.facts)}" for w in packet.own_words), _more(packet)]
        ),
        _section("Corrected by them", [f"> {_flat(text)}" for text in packet.corrections]),
        _section("Why it comes to you", [_why(packet)]),
        _section("Tried", [f"- {done.step}: {done.outcome}" for done in packet.tried] or ["Nothing yet."]),
        _section("How urgent", [_flat(packet.urgency)]),
        _section("Mood", [f"> {_flat(text)}" for text in packet.mood]),
        render_sections(packet),
        _section("Not known", [", ".join(packet.unknown)]),
        _section("Next step", [packet.suggestion]),
        _section("Related", [f"- {line}" for line in packet.related]),
        _section("Conversation", [packet.link]),
    ]
    return "\n\n".join(part for part in parts if part)


def render_sections(packet: Packet) -> str:
    """The facts and the summary alone."""
    facts = _section("Facts", [fact_line(fact) for fact in packet.facts])
    summary = _section("Summary", [_flat(packet.summary)])
    return "\n\n".join(part for part in (facts, summary) if part)


def fact_line(fact: Known) -> str:
    """One fact with what it replaced and where it was said."""
    was = f" (was ~~{fact.was}~~)" if fact.was else ""
    said = f" [said]({fact.link})" if fact.link else ""
    return f"- {fact.key}: {fact.value}{was}{said}"


def confidence(packet: Packet) -> str:
    """How sure triage was, in words: the score and the runner-up, or that nothing was scored."""
    if packet.score is None:
        return "not scored"
    rival = f", next best {packet.runner_up}" if packet.runner_up else ""
    return f"{packet.score:.2f}{rival}"


def who(packet: Packet) -> str:
    """Role, address, time there: what is known of the person besides the name, on one line."""
    there = f"{packet.local_time} ({packet.timezone})" if packet.timezone else ""
    return " · ".join(part for part in (packet.title, packet.email, there) if part)


def _who(packet: Packet) -> str:
    return " · ".join(part for part in (packet.name, packet.requester, who(packet)) if part)


def _why(packet: Packet) -> str:
    rule = packet.rule or "none"
    return f"{packet.reason} (rule: {rule}; confidence: {confidence(packet)}; from {packet.coworker})"


def _more(packet: Packet) -> str:
    return f"({packet.more_words} more in the conversation)" if packet.more_words else ""


def _section(title: str, lines: Iterable[str]) -> str:
    body = [line for line in lines if line.strip()]
    return "\n".join([f"## {title}", *body]) if body else ""


def _quote(text: str, facts: tuple[Known, ...]) -> str:
    shown = _flat(text)
    for stale in dict.fromkeys(fact.was for fact in facts if fact.was):
        shown = shown.replace(stale, f"~~{stale}~~")
    return shown


def _flat(text: str) -> str:
    return " ".join(text.split())
