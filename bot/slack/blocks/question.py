"""Something we need to know, with buttons or a form where that is easier than typing."""

from collections.abc import Collection

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    Option,
    PlainTextObject,
    StaticSelectElement,
)

from bot.desk.messages import Question
from bot.desk.shorten import cut, one_line
from bot.slack.blocks.parts import (
    LABEL,
    Rendered,
    button,
    fallback,
    label,
    press,
    prose,
    rendered,
    row,
    small,
)
from skills import Choice

SKILL = "skill:"
AS_BUTTONS = 8
OPTIONS = 100
OPTION_VALUE = 150


def render(question: Question, allowed: Collection[str] = ()) -> Rendered:
    """The question; up to eight choices are buttons, more are a menu."""
    many = len(question.choices) > AS_BUTTONS
    blocks = [
        small(question.greeting, limit=600),
        prose(question.text, allowed),
        _menu(question) if many else row(_buttons(question)),
        row(_ways_out(question)),
        small(*question.notes[:4]),
    ]
    return rendered(_text(question, allowed), blocks)


def _text(question: Question, allowed: Collection[str]) -> str:
    """What it says without blocks: the choices stand in it, since they can be typed as well."""
    shown = fallback(question.text, allowed)
    labels = [fallback(one_line(choice.label, LABEL)) for choice in question.choices[:AS_BUTTONS]]
    return f"{shown} ({' / '.join(labels)})" if labels else shown


def _buttons(question: Question) -> list[ButtonElement]:
    return [
        button(choice.label, f"{_action(choice)}:{number}", press(question.ticket, choice.value))
        for number, choice in enumerate(question.choices, 1)
    ]


def _action(choice: Choice) -> str:
    return "choose_skill" if choice.value.startswith(SKILL) else "answer"


def _menu(question: Question) -> Block:
    options = [
        Option(
            text=label(choice.label),
            value=cut(press(question.ticket, choice.value), OPTION_VALUE),
        )
        for choice in question.choices[:OPTIONS]
    ]
    menu = StaticSelectElement(
        placeholder=PlainTextObject(text="Choose one"),
        options=options,
        action_id=_action(question.choices[0]),
    )
    return ActionsBlock(elements=[menu])


def _ways_out(question: Question) -> list[ButtonElement]:
    moves = []
    if question.form:
        moves.append(button("Fill in a form", "open_form", press(question.ticket), "primary"))
    if any(choice.value.startswith(SKILL) for choice in question.choices):
        moves.append(button("Talk to a person", "talk_to_human", press(question.ticket)))
    if question.why:
        moves.append(button("Why do you ask?", "why", press(question.ticket)))
    return moves
