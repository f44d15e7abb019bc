"""The forms people fill in. A field's block id and action id are its name; `about` says what it is for."""

import re
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.desk.messages import Packet
from bot.desk.packet_text import fact_line
from bot.desk.shorten import cut, one_line
from bot.desk.words import span
from bot.governance.people import Member
from bot.learning.drafts import EVERYBODY
from bot.slack.blocks.parts import label, prose, small
from bot.slack.mrkdwn import inert
from skills import Field, Input

TITLE = 24
TYPED = 3_000
OPTIONS = 100
AS_RADIO = 5
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MINUTES = (5, 15, 30, 60, 120, 240, 480)


def resolve_ticket(number: int, requester: str) -> View:
    """What fixed it, was it the right desk, how long it took. Only the first must be filled in."""
    route = [("yes", "Yes, this was ours"), ("no", "No, it belonged elsewhere")]
    minutes = [(str(count), span(count)) for count in MINUTES]
    name = one_line(inert(requester), 60)
    blocks = [
        _input("fix", "What fixed it?", _text(long=True), hint=f"{name} reads this."),
        _input("route", "Did it come to the right desk?", _choice(route), optional=True),
        _input("minutes", "How long did it take you?", _choice(minutes), optional=True),
    ]
    return _modal("resolve_ticket", f"Resolve T-{number}", "Resolve", str(number), blocks)


def assign_ticket(number: int, staff: Sequence[Member]) -> View:
    """Which colleague takes it: the people of the desk, or anybody where they are too many to list."""
    people = [(member.id, member.name) for member in staff]
    listed = 0 < len(people) <= OPTIONS
    element = _menu(people) if listed else UserSelectElement()
    blocks = [_input("assignee", "Who takes it?", element)]
    return _modal("assign_ticket", f"Assign T-{number}", "Assign", str(number), blocks)


def correct_packet(packet: Packet) -> View:
    """What was passed on, for the employee to read, and room to put it right."""
    told = [f"> {one_line(packet.request, 900)}"]
    told += [fact_line(fact, packet) for fact in packet.facts[:25]]
    told += [f"Corrected: {text}" for text in packet.corrections]
    blocks = [
        small("This is what the desk has. Your own messages went along word for word."),
        prose("\n".join(told), limit=5_000),
        _input("correction", "What should they know instead?", _text(long=True)),
    ]
    return _modal(
        "correct_packet",
        f"T-{packet.ticket}",
        "Send to the desk",
        str(packet.ticket),
        [block for block in blocks if block],
    )


def correct_route(number: int, request: str, routes: Mapping[str, str]) -> View:
    """Where the request should have gone, in which words it may be kept, and why."""
    hint = "Leave out names and what is private: the coworker's manager reads this, and it is kept."
    blocks = [
        _input("right", "Where should it have gone?", _menu(list(routes.items()))),
        _input("example", "The request, as an example", _text(long=True, value=request), hint),
        _input("reason", "Why?", _text(long=False), "A few words for the manager who decides."),
    ]
    return _modal("correct_route", f"T-{number} went wrong", "Propose", str(number), blocks)


def approve_article(number: int, title: str, body: str, audience: str, desk: str) -> View:
    """A draft to be edited; sent, it is an article."""
    readers = [(audience, f"Only the people of the {desk} desk"), (EVERYBODY, "Everybody who works here")]
    hint = "It was made from a request: leave out who asked, and whatever is only about them."
    blocks = [
        _input("title", "Title", _text(long=False, value=title)),
        _input("body", "What to do", _text(long=True, value=body), hint),
        _input("audience", "Who may read it?", _choice(readers, audience)),
    ]
    return _modal("approve_article", f"Article from T-{number}", "Approve", str(number), blocks)


def skill_form(
    about: str, title: str, fields: Sequence[Field], values: Mapping[str, str] | None = None
) -> View:
    """A skill's form; `values` are what is known already, and stand filled in."""
    known = values or {}
    blocks = [_field(field, known.get(field.name, "")) for field in fields[:OPTIONS]]
    return _modal("skill_form", title, "Send", about, blocks)


def support_form(channel: str) -> View:
    """A new request, when `/support` was typed alone; `about` is the channel it was typed in."""
    hint = "A sentence or two. A coworker answers in your messages, and a person can take over any time."
    blocks = [_input("request", "What do you need?", _text(long=True), hint)]
    return _modal("support", "Ask for help", "Send", channel, blocks)


def _field(field: Field, value: str) -> Block:
    return _input(field.name, field.label, _element(field, value), field.hint, optional=field.optional)


def _element(field: Field, value: str) -> InputInteractiveElement:
    if field.kind is Input.DATE:
        return DatePickerElement(initial_date=value if DAY.fullmatch(value) else None)
    if field.kind is Input.CHOICE and field.choices:
        return _choice([(one.value, one.label) for one in field.choices], value)
    return _text(long=field.kind is Input.LONG_TEXT, value=value)


def _choice(pairs: Sequence[tuple[str, str]], value: str = "") -> InputInteractiveElement:
    """A few options are seen at once, more are a menu."""
    if len(pairs) > AS_RADIO:
        return _menu(pairs, value)
    options = _options(pairs)
    return RadioButtonsElement(options=options, initial_option=_initial(options, value))


def _menu(pairs: Sequence[tuple[str, str]], value: str = "") -> StaticSelectElement:
    options = _options(pairs[:OPTIONS])
    return StaticSelectElement(options=options, initial_option=_initial(options, value))


def _options(pairs: Sequence[tuple[str, str]]) -> list[Option]:
    return [Option(text=label(says), value=cut(value, 150) or "-") for value, says in pairs]


def _initial(options: Sequence[Option], value: str) -> Option | None:
    return next((option for option in options if option.value == value), None)


def _text(*, long: bool, value: str = "") -> PlainTextInputElement:
    return PlainTextInputElement(
        multiline=long,
        max_length=TYPED,
        initial_value=cut(inert(value), TYPED) or None,
    )


def _input(
    name: str, says: str, element: InputInteractiveElement, hint: str = "", *, optional: bool = False
) -> Block:
    element.action_id = name
    told = cut(inert(hint), 300).strip()
    return InputBlock(
        block_id=name,
        label=label(says, 200),
        element=element,
        hint=PlainTextObject(text=told) if told else None,
        optional=optional,
    )


def _modal(callback: str, title: str, submit: str, about: str, blocks: Sequence[Block]) -> View:
    return View(
        type="modal",
        callback_id=callback,
        title=label(title, TITLE),
        submit=PlainTextObject(text=submit),
        close=PlainTextObject(text="Cancel"),
        private_metadata=about,
        blocks=list(blocks),
    )
