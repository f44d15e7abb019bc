"""The pages of `/coworkers`: who they are, how they stand, who answers for them, as Markdown."""

from collections.abc import Sequence
from itertools import groupby

from bot.coworkers.cards import Card
from bot.coworkers.lifecycle import State
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.roster import Coworker
from bot.coworkers.words import clock, counted, duration, fitted, harmless, listed

HELP = """**What `/coworkers` can do**
- `/coworkers` or `/coworkers list`: every coworker, what it can do and what it has done
- `/coworkers show jordan`: its job description, its limits, and who takes over from it
- `/coworkers org`: who answers for whom
- `/coworkers status`: which are running, failing or paused, with the evidence
- `/coworkers pause jordan [why]`: stop it; people take over at once
- `/coworkers resume jordan`: let it work again
- `/coworkers audit jordan [20] [T-12]`: what it did, for whom and why
- `/coworkers report`: what was solved alone and how sure that is, what checking found, what was learned
- `/coworkers corrections`: what staff say went to the wrong place, for you to decide about
- `/coworkers lessons`: every correction that was accepted, with its version
- `/coworkers rollback 2`: take back all lessons after version 2
- `/coworkers facts`: what holds for the whole company; `/coworkers facts vpn gateway`: all versions of one
- `/coworkers fact vpn gateway: vpn2.example.com`: state one, or a new version of it; `-` takes it back"""


def listing(cards: Sequence[Card]) -> str:
    """Every coworker, a paragraph each."""
    if not cards:
        return "There is no coworker yet. A file in the folder of role files makes one."
    return fitted([_entry(card) for card in cards], "… and {left} more. `/coworkers show NAME` shows each.")


def _entry(card: Card) -> str:
    return (
        f"**{card.called}**, {card.title}: **{card.condition}**\n"
        f"Manager: {answering(card)} · Hands over to: {listed(card.channels)}\n"
        f"Can: {'; '.join(card.skills)}\n"
        f"{_done(card)}"
    )


def answering(card: Card) -> str:
    """The manager, or that one is missing and who stands in."""
    return f"missing ({card.manager.name} stands in)" if card.manager.missing else card.manager.name


def _done(card: Card) -> str:
    tally = card.tally
    if not tally.open + tally.solved:
        return "No requests yet"
    return (
        f"{counted(tally.open, 'request')} open · "
        f"{tally.solved} solved, {tally.alone} of them without a person · "
        f"time given back: {duration(tally.confirmed_minutes)} confirmed, "
        f"{duration(tally.assumed_minutes)} assumed"
    )


def org(cards: Sequence[Card]) -> str:
    """The tree: who answers for which coworker, and what each can do."""
    ordered = sorted(cards, key=_top)
    branches = [_branch(top, list(group)) for top, group in groupby(ordered, key=_top)]
    return fitted(branches, "… and {left} more people.")


def _top(card: Card) -> str:
    return f"**{card.manager.name}**{' (stands in: no manager is named)' if card.manager.missing else ''}"


def _branch(top: str, cards: Sequence[Card]) -> str:
    lines = [f"- {top}"]
    for card in cards:
        lines.append(f"    - **{card.called}**, {card.title} ({card.condition})")
        lines += [f"        - {skill}" for skill in card.skills]
    return "\n".join(lines)


def status(cards: Sequence[Card], evidence: dict[str, str], as_of: str, zone: str) -> str:
    """How each stands and how we know; `evidence` is the latest failure of those that fail."""
    lines = [f"- {_stand(card, evidence.get(card.name, ''), zone)}" for card in cards]
    return fitted([f"As of {as_of}", "\n".join(lines)], "")


def _stand(card: Card, failure: str, zone: str) -> str:
    pulse, name = card.pulse, f"**{card.called}**"
    if card.life.state is not State.ACTIVE:
        return f"{name} is {card.life.state}{since(card, zone)} {_open(card)}"
    if pulse.failed:
        share = f"{pulse.failed} of {counted(pulse.actions, 'action')} failed in the last hour"
        return f"{name} is failing: {share}. The latest: {failure} {_open(card)}"
    if pulse.last:
        done = f"{counted(pulse.actions, 'action')} in the last hour, the last at {clock(pulse.last, zone)}"
        return f"{name} is running: {done}, none failed. {_open(card)}"
    return f"{name} is running: it had nothing to do in the last hour. {_open(card)}"


def since(card: Card, zone: str) -> str:
    """Since when, because of whom and why a coworker stands as it does; ends with a full stop."""
    life = card.life
    when = f" since {clock(life.at, zone)}" if life.at else ""
    return f"{when}: {harmless(life.why, 200)}." if life.why else f"{when}."


def _open(card: Card) -> str:
    return f"{counted(card.tally.open, 'request')} open."


async def show(rooms: CommandRooms, coworker: Coworker, card: Card) -> str:
    """The job description: what it does, what it never does, its tools, and who takes over."""
    badges = [rooms.roster.badges[skill] for skill in coworker.skills]
    parts = [
        f"**{card.called}**, {card.title}: **{card.condition}**\n{coworker.role}",
        f"**Manager:** {answering(card)}",
        f"**Tone:** {coworker.tone}",
        _bullets("Does", coworker.scope),
        _bullets("Never does", coworker.never),
        _bullets("Hands to a person", coworker.hands_over),
        _bullets("Skills, and when each hands over", [f"{each.title}. {each.hands_over}" for each in badges]),
        f"**Tools it is handed:** {listed([f'`{tool}`' for tool in rooms.roster.tools(coworker)])}",
        _bullets("Who takes over", [await _path(rooms, desk) for desk in coworker.desks]),
        _done(card),
    ]
    return fitted(parts, "")


def _bullets(title: str, sentences: Sequence[str]) -> str:
    return "\n".join([f"**{title}**", *(f"- {sentence}" for sentence in sentences)])


async def _path(rooms: CommandRooms, desk: str) -> str:
    settings = rooms.desks[desk]
    second = await rooms.name_of(settings.fallback) if settings.fallback else "everybody at the desk"
    wait = counted(settings.remind_after_minutes, "minute")
    place = f"{rooms.desk_title(desk)} desk in {rooms.channel(desk)}"
    return f"{place}; after {wait} without anybody, {second} is asked"
