"""The fields that forms are made of, within Slack's limits for any input."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.desk.shorten import cut
from bot.slack.blocks.parts import label
from bot.slack.mrkdwn import inert

TITLE = 24
TYPED = 3_000
OPTIONS = 100
AS_RADIO = 5


def choice(pairs: Sequence[tuple[str, str]], value: str = "") -> InputInteractiveElement:
    """A few options are seen at once, more are a menu."""
    if len(pairs) > AS_RADIO:
        return menu(pairs, value)
    options = _options(pairs)
    return RadioButtonsElement(options=options, initial_option=_initial(options, value))


def menu(pairs: Sequence[tuple[str, str]], value: str = "") -> StaticSelectElement:
    """Options (value, what it says) that fold away, the first hundred."""
    options = _options(pairs[:OPTIONS])
    return StaticSelectElement(options=options, initial_option=_initial(options, value))


def _options(pairs: Sequence[tuple[str, str]]) -> list[Option]:
    return [Option(text=label(says), value=cut(value, 150) or "-") for value, says in pairs]


def _initial(options: Sequence[Option], value: str) -> Option | None:
    return next((option for option in options if option.value == value), None)


def typed(*, long: bool, value: str = "") -> PlainTextInputElement:
    """A field for free text, on one line or several."""
    return PlainTextInputElement(
        multiline=long,
        max_length=TYPED,
        initial_value=cut(inert(value), TYPED) or None,
    )


def entry(
    name: str, says: str, element: InputInteractiveElement, hint: str = "", *, optional: bool = False
) -> Block:
    """One field of a form; its block id and action id are its name."""
    element.action_id = name
    told = cut(inert(hint), 300).strip()
    return InputBlock(
        block_id=name,
        label=label(says, 200),
        element=element,
        hint=PlainTextObject(text=told) if told else None,
        optional=optional,
    )


def modal(callback: str, title: str, submit: str, about: str, blocks: Sequence[Block]) -> View:
    """A form; `about` is what it was opened for."""
    return View(
        type="modal",
        callback_id=callback,
        title=label(title, TITLE),
        submit=PlainTextObject(text=submit),
        close=PlainTextObject(text="Cancel"),
        private_metadata=about,
        blocks=list(blocks),
    )
