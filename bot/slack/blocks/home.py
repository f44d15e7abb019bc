"""The Home page: a person's requests, their desk's queue, the coworkers they look after."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.coworkers.cards import Card
from bot.coworkers.home import Home, Introduction
from bot.coworkers.requests import Request
from bot.coworkers.words import clock, counted
from bot.slack.blocks import deciding, queue
from bot.slack.blocks.parts import button, headline, press, prose, row, small

T = TypeVar("T")

ROOM = 100
"""Blocks of a view."""
INTRODUCED = 8
MINE = 10
CARDS = 12


def render(home: Home) -> View:
    """The page as a view; sections that are not for this person are not there."""
    blocks = [
        headline(f"Hello {home.name}"),
        *_asking(home),
        *_section("Your requests", _some(home.requests, MINE, lambda one: [_request(one, home)])),
        *queue.render(home),
        *deciding.render(home.to_decide),
        *_coworkers(home),
        small(f"As of {clock(home.as_of, home.timezone)}"),
    ]
    return View(type="home", blocks=[block for block in blocks if block is not None][:ROOM])


def _asking(home: Home) -> list[Block | None]:
    """Who can be asked for what, and the two ways to begin."""
    if not home.directory:
        return [prose("This page is for the people who work here.")]
    return [
        *(prose(_introduction(one), limit=600) for one in home.directory[:INTRODUCED]),
        row(
            [
                button("Ask for help", "open_form", press(None), "primary"),
                button("Talk to a person", "talk_to_human", press(None)),
            ]
        ),
    ]


def _introduction(one: Introduction) -> str:
    return f"**{one.called}**, {one.title}: {one.text}\nCan help with: {', '.join(one.skills)}"


def _request(request: Request, home: Home) -> Block:
    updated = clock(request.updated_at, home.timezone)
    return prose(f"**{request.id}** {request.about}\n{request.standing} · {updated}", limit=400)


def _coworkers(home: Home) -> list[Block | None]:
    missing = small(*home.missing, _connected(home))
    cards = _some(home.coworkers, CARDS, lambda card: _card(card, card.name in home.pausable))
    return [*_section("Coworkers you look after", cards), missing] if cards else [missing]


def _connected(home: Home) -> str:
    told = (f"{one.name} ({'working' if one.answers else 'not answering'})" for one in home.systems)
    return f"Connected: {', '.join(told)}" if home.systems else ""


def _card(card: Card, pausable: bool) -> list[Block | None]:
    done = f"{counted(card.tally.open, 'request')} open, {card.tally.solved} solved"
    heading = f"**{card.called}**, {card.title}: **{card.condition}**"
    text = f"{heading}\n{card.manager.name} answers for it · {done}"
    return [prose(text, limit=400), row(_steering(card)) if pausable else None]


def _steering(card: Card) -> list[ButtonElement]:
    paused = card.condition == "paused"
    label, action = ("Resume", "resume") if paused else ("Pause", "pause")
    return [button(f"{label} {card.called}", action, card.name)]


def _some(things: Sequence[T], most: int, entry: Callable[[T], list[Block | None]]) -> list[Block | None]:
    left = len(things) - most
    shown = [block for thing in things[:most] for block in entry(thing)]
    return [*shown, small(f"… and {left} more.")] if left > 0 else shown


def _section(title: str, blocks: Sequence[Block | None], nothing: str = "") -> list[Block | None]:
    if not blocks and not nothing:
        return []
    return [DividerBlock(), headline(title), *(blocks or [small(nothing)])]
