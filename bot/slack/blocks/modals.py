"""The forms people fill in. A field's block id and action id are its name; `about` says what it is for."""

import re
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputInteractiveElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.desk.messages import Packet
from bot.desk.pace.leases import GROUP
from bot.desk.shorten import one_line
from bot.desk.words import span
from bot.governance.people import Member
from bot.learning.drafts import EVERYBODY
from bot.slack.blocks.fields import OPTIONS, choice, entry, menu, modal, typed
from bot.slack.blocks.packet import told
from bot.slack.blocks.parts import small
from bot.slack.mrkdwn import inert
from skills import Field, Input

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MINUTES = (5, 15, 30, 60, 120, 240, 480)


def resolve_ticket(number: int, requester: str) -> View:
    """What fixed it, was it the right desk, how long it took. Only the first must be filled in."""
    route = [("yes", "Yes, this was ours"), ("no", "No, it belonged elsewhere")]
    minutes = [(str(count), span(count)) for count in MINUTES]
    name = one_line(inert(requester), 60)
    blocks = [
        entry("fix", "What fixed it?", typed(long=True), hint=f"{name} reads this."),
        entry("route", "Did it come to the right desk?", choice(route), optional=True),
        entry("minutes", "How long did it take you?", choice(minutes), optional=True),
    ]
    return modal("resolve_ticket", f"Resolve T-{number}", "Resolve", str(number), blocks)


def assign_ticket(number: int, staff: Sequence[Member], groups: Sequence[str] = ()) -> View:
    """Who takes it: people of the desk and its groups, or anybody where these are too many to list."""
    people = [(f"{GROUP}{name}", f"{name} (group)") for name in groups]
    people += [(member.id, member.name) for member in staff]
    listed = 0 < len(people) <= OPTIONS
    element = menu(people) if listed else UserSelectElement()
    blocks = [entry("assignee", "Who takes it?", element)]
    return modal("assign_ticket", f"Assign T-{number}", "Assign", str(number), blocks)


def correct_packet(packet: Packet) -> View:
    """What was passed on, for the employee to read, and room to put it right."""
    blocks = [
        small("This is what the desk has, all of it. Whatever is wrong or missing, put it right below."),
        entry("correction", "What should they know instead?", typed(long=True)),
        *told(packet),
    ]
    return modal(
        "correct_packet",
        f"T-{packet.ticket}",
        "Send to the desk",
        str(packet.ticket),
        [block for block in blocks if block],
    )


def correct_route(number: int, request: str, routes: Mapping[str, str], *, movable: bool = False) -> View:
    """Where the request should have gone, in which words it may be kept, and why."""
    hint = "Leave out names and what is private: the coworker's manager reads this, and it is kept."
    blocks = [
        entry("right", "Where should it have gone?", menu(list(routes.items()))),
        entry("example", "The request, as an example", typed(long=True, value=request), hint),
        entry("reason", "Why?", typed(long=False), "A few words for the manager who decides."),
    ]
    if movable:
        there = choice([("yes", "Yes, at once"), ("no", "No, it stays with us")], "yes")
        blocks.append(entry("move", "Shall this one go there?", there, optional=True))
    return modal("correct_route", f"T-{number} went wrong", "Propose", str(number), blocks)


def approve_article(number: int, title: str, body: str, audience: str, desk: str) -> View:
    """A draft to be edited; sent, it is an article."""
    readers = [(audience, f"Only the people of the {desk} desk"), (EVERYBODY, "Everybody who works here")]
    hint = "It was made from a request: leave out who asked, and whatever is only about them."
    blocks = [
        entry("title", "Title", typed(long=False, value=title)),
        entry("body", "What to do", typed(long=True, value=body), hint),
        entry("audience", "Who may read it?", choice(readers, audience)),
    ]
    return modal("approve_article", f"Article from T-{number}", "Approve", str(number), blocks)


def skill_form(
    about: str, title: str, fields: Sequence[Field], values: Mapping[str, str] | None = None
) -> View:
    """A skill's form; `values` are what is known already, and stand filled in."""
    known = values or {}
    blocks = [_field(field, known.get(field.name, "")) for field in fields[:OPTIONS]]
    return modal("skill_form", title, "Send", about, blocks)


def support_form(channel: str) -> View:
    """A new request, when `/support` was typed alone; `about` is the channel it was typed in."""
    hint = "A sentence or two. A coworker answers in your messages, and a person can take over any time."
    blocks = [entry("request", "What do you need?", typed(long=True), hint)]
    return modal("support", "Ask for help", "Send", channel, blocks)


def _field(field: Field, value: str) -> Block:
    return entry(field.name, field.label, _element(field, value), field.hint, optional=field.optional)


def _element(field: Field, value: str) -> InputInteractiveElement:
    if field.kind is Input.DATE:
        return DatePickerElement(initial_date=value if DAY.fullmatch(value) else None)
    if field.kind is Input.CHOICE and field.choices:
        return choice([(one.value, one.label) for one in field.choices], value)
    return typed(long=field.kind is Input.LONG_TEXT, value=value)
