"""The part of the Home page with what waits for somebody's word."""

from collections.abc import Callable, Iterator, Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.coworkers.deciding import ToDecide, Waiting
from bot.slack.blocks.parts import button, headline, press, prose, row

Moves = Callable[[Waiting], list[ButtonElement]]
"""What can be done with one thing that waits."""


def render(waiting: ToDecide) -> list[Block | None]:
    """A section for each kind of thing that waits; none where nothing does."""
    return [
        *_section("Corrections to decide about", waiting.corrections, _correction),
        *_section("Answers to check", waiting.checks, _check),
        *_section("Drafts for the handbook", waiting.drafts, _draft),
        *_section("Articles of your desk, newest first", waiting.articles, _article),
    ]


def _section(title: str, things: Sequence[Waiting], moves: Moves) -> Iterator[Block | None]:
    if things:
        yield from (DividerBlock(), headline(title))
    for one in things:
        yield from (prose(one.text, limit=1_000), row(moves(one)))


def _correction(one: Waiting) -> list[ButtonElement]:
    value = press(one.ticket, str(one.number))
    accept = button("Accept", "accept_correction", value, "primary")
    return [accept, button("Reject", "reject_correction", value)]


def _check(one: Waiting) -> list[ButtonElement]:
    return [
        button("Good answer", "check_answer:1", press(one.ticket, "passed"), "primary"),
        button("Not good", "check_answer:2", press(one.ticket, "failed")),
        button("Wrong route", "wrong_route", press(one.ticket)),
    ]


def _draft(one: Waiting) -> list[ButtonElement]:
    value = press(one.ticket)
    edit = button("Edit and approve", "edit_draft", value, "primary")
    return [edit, button("Discard", "drop_draft", value)]


def _article(one: Waiting) -> list[ButtonElement]:
    return [button("Withdraw", "withdraw_article", press(one.ticket))]
