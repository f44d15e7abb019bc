"""The packet in the desk's channel: a card that says how the ticket stands, and its details below."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    InteractiveElement,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
)

from bot.desk.messages import Known, Packet, PacketCard, Standing
from bot.desk.packets.packet_text import ALL_QUOTED, NO_FACTS, confidence, replaced, who
from bot.desk.shorten import cut, one_line
from bot.desk.states import OWNED, WITH_DESK
from bot.slack.blocks import pausing, together
from bot.slack.blocks.parts import (
    Rendered,
    Style,
    button,
    headline,
    line,
    marked,
    mrkdwn,
    press,
    quote,
    rendered,
    row,
    small,
    struck,
    word,
)
from bot.slack.blocks.rating import rating
from bot.slack.mrkdwn import mention, plain

BOLD = Style(bold=True)
FIX = 500


def card(card: PacketCard) -> Rendered:
    """Who needs what, why it comes here, what was tried, how it stands, and what can be done with it."""
    packet, standing = card.packet, card.standing
    known = plain(one_line(" · ".join(part for part in (packet.name, who(packet)) if part), 300))
    blocks = [
        headline(f"T-{packet.ticket} · {packet.name} needs a person"),
        mrkdwn(stands(standing, packet)),
        pausing.held(standing),
        mrkdwn(f"{mention(packet.requester)} · {known}" if packet.requester else known),
        RichTextBlock(elements=[quote(*struck(packet.request, replaced(packet))), *_story(packet)]),
        small(_because(packet)),
        row(moves(packet, standing)),
        row(pausing.turns(packet, standing)),
        row(_questions(packet, standing)),
        *together.beside(packet, standing),
    ]
    return rendered(_text(packet, standing), blocks)


def told(packet: Packet) -> list[Block | None]:
    """All that a packet says, for whoever it is about to read and to put right."""
    return [
        RichTextBlock(elements=[quote(*struck(packet.request, replaced(packet))), *_story(packet)]),
        small(_because(packet)),
        RichTextBlock(elements=[line(word(who(packet) or packet.name)), *_details(packet)]),
    ]


def details(packet: Packet) -> Rendered:
    """The employee's own words, the facts and the summary, for the packet's thread; staff rate it there."""
    return rendered(
        f"Details of T-{packet.ticket}",
        [
            RichTextBlock(elements=_details(packet)),
            small("Staff: was this packet useful, and what did you still have to ask?"),
            rating(packet.ticket),
        ],
    )


def _details(packet: Packet) -> list[RichTextElement]:
    stale = replaced(packet)
    parts: list[RichTextElement] = [
        *_titled("In their own words", [quote(*struck(text, stale)) for text in packet.own_words]),
        *([line(word(f"{packet.more_words} more in the conversation"))] if packet.more_words else []),
        *_facts(packet),
        *(_titled("Summary", [quote(*marked(packet.summary))]) if packet.summary else _pair(*ALL_QUOTED)),
        *_titled("Mood, in their words", [quote(*struck(text, stale)) for text in packet.mood]),
        *_titled("Related", [_list([line(word(one)) for one in packet.related])] if packet.related else []),
    ]
    if _linkable(packet.link):
        parts.append(line(RichTextElementParts.Link(url=packet.link, text="The whole conversation")))
    return parts


def _facts(packet: Packet) -> list[RichTextElement]:
    if not packet.facts:
        return _pair(*NO_FACTS)
    return _titled("Facts", [_list([_fact(fact, replaced(packet)) for fact in packet.facts])])


def stands(standing: Standing, packet: Packet) -> str:
    """How the ticket stands, as mrkdwn; whoever has it is mentioned."""
    if standing.elsewhere:
        return f"*Passed on to {plain(standing.elsewhere)}*"
    holder = mention(standing.assignee) if standing.assignee else "somebody"
    fix = f": {plain(one_line(standing.fix, FIX))}" if standing.fix else ""
    sentences = {
        "queued": f"*Waiting for somebody{_of(standing.group)} to claim it*",
        "claimed": f"*Claimed by {holder}*",
        "waiting": f"*Claimed by {holder}*, who waits for an answer",
        "on hold": f"*Claimed by {holder}*, on hold",
        "linked": f"*Part of T-{standing.lead}*",
        "solved": f"*Solved by {holder}*{fix}",
        "closed": f"*Closed*: it goes on as T-{standing.lead}" if standing.lead else "*Closed*",
    }
    return sentences.get(standing.state, f"*Returned to {plain(packet.coworker.title())}*")


def _of(group: str) -> str:
    return f" of {plain(one_line(group, 60))}" if group else ""


def moves(packet: Packet, standing: Standing) -> list[ButtonElement]:
    """What can be done with the ticket as it stands."""
    value = press(packet.ticket)
    if standing.state not in WITH_DESK or standing.elsewhere:
        return []
    if standing.lead:
        return [button("Resolve", "resolve", value)]
    queued = standing.state == "queued"
    first = button("Claim", "claim", value, "primary") if queued else button("Release", "release", value)
    return [
        first,
        button("Assign", "assign", value),
        button("Resolve", "resolve", value, None if queued else "primary"),
        button(f"Return to {packet.coworker.title()}", "return_to_coworker", value),
    ]


def _questions(packet: Packet, standing: Standing) -> list[InteractiveElement]:
    """What can be asked about it and said against it, however it stands, and the rarer moves."""
    value, menu = press(packet.ticket), together.more(packet, standing)
    asked = [button("Why?", "why", value), button("Wrong route", "wrong_route", value)]
    return [*asked, *_joining(packet, standing), *([menu] if menu else [])]


def _joining(packet: Packet, standing: Standing) -> list[ButtonElement]:
    """While somebody has it, a colleague may write to the employee, too."""
    return [button("Join", "join", press(packet.ticket))] if standing.state in OWNED else []


def _text(packet: Packet, standing: Standing) -> str:
    about = plain(cut(one_line(packet.request, 300), 300))
    return f"T-{packet.ticket} · {plain(packet.name)} needs a person: {about}\n{stands(standing, packet)}"


def _story(packet: Packet) -> list[RichTextElement]:
    tried = [line(word(f"{one.step}: ", BOLD), word(one.outcome or "no result")) for one in packet.tried]
    unknown = ", ".join(packet.unknown)
    return [
        *_titled("Corrected by them since", [quote(word(text)) for text in packet.corrections]),
        *_pair("Why it comes to you", packet.reason),
        *(_titled("Tried so far", [_list(tried)]) if tried else _pair("Tried so far", "Nothing yet.")),
        line(word("How urgent: ", BOLD), *struck(packet.urgency, replaced(packet))),
        *_pair("Not known", unknown),
        *_pair("Next step", packet.suggestion),
    ]


def _because(packet: Packet) -> str:
    return (
        f"From {packet.coworker.title()} · rule: {packet.rule or 'none'} · confidence: {confidence(packet)}"
    )


def _titled(title: str, body: list[RichTextElement]) -> list[RichTextElement]:
    return [line(word(title, BOLD)), *body] if body else []


def _pair(title: str, text: str) -> list[RichTextElement]:
    return [line(word(f"{title}: ", BOLD), word(text))] if text.strip() else []


def _list(items: Iterable[RichTextSectionElement]) -> RichTextElement:
    return RichTextListElement(elements=list(items), style="bullet")


def _fact(fact: Known, stale: Sequence[str]) -> RichTextSectionElement:
    runs: list[RichTextElementParts.Text | RichTextElementParts.Link]
    runs = [word(f"{fact.key}: ", BOLD), *struck(fact.value, stale)]
    if fact.was:
        runs += [word(" (was "), word(fact.was, Style(strike=True)), word(")")]
    if _linkable(fact.link):
        runs += [word(" "), RichTextElementParts.Link(url=fact.link, text="said here")]
    return line(*runs)


def _linkable(address: str) -> bool:
    return address.startswith("https://") or address.startswith("http://127.0.0.1")
