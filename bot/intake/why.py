"""“Why?”: a sentence for the employee whose request it is; figures and findings for the staff who have it."""

from bot.coworkers.words import harmless
from bot.desk import handoffs
from bot.desk.states import WITH_DESK
from bot.intake.rooms import Rooms
from bot.intake.runs import endings
from bot.intake.scene import Scene
from bot.store.tables import RunRow, TicketRow
from skills import Badge, Done, Quote

LONGEST = 200
MOST_HANDS = 8


async def to_employee(scene: Scene, ticket: TicketRow) -> str:
    """How it was read, what was done with it, and what the answer rests on. Only for whose request it is."""
    badge = _badge(scene.rooms, ticket)
    chosen = f" I chose “{badge.title}”." if badge and badge.title not in ticket.why else ""
    parts = [f"{ticket.why or 'You asked for it directly.'}{chosen}"]
    if ticket.state in WITH_DESK:
        desk = scene.rooms.desks[ticket.desk].title or ticket.desk
        parts.append(f"It is with people at the {desk} desk now: {harmless(ticket.handed_because, LONGEST)}")
    if quotes := _quotes(await scene.session.get(RunRow, ticket.number)):
        parts.append(f"My answer rests on {', '.join(dict.fromkeys(map(_source, quotes)))}.")
    return "\n".join([*parts, f"The request is {ticket.id}."])


async def to_staff(scene: Scene, ticket: TicketRow) -> str:
    """Rule, figures, thresholds, what was tried, and what the coworker may do. Staff of its desk alone.

    Sources are only counted: the employee may be allowed to read what the staff are not.
    """
    rooms, run = scene.rooms, await scene.session.get(RunRow, ticket.number)
    quotes = _quotes(run)
    badge, act, ask = _badge(rooms, ticket), rooms.triage.thresholds.act, rooms.triage.thresholds.ask
    found = {
        "Read as": harmless(ticket.why, LONGEST) or "chosen directly, by a button or a form",
        "Rule": f"`{harmless(ticket.rule) or 'none'}`",
        "Confidence": _confidence(rooms, ticket),
        "Thresholds": f"it acts from {act:.0%} on, asks from {ask:.0%} on, and leaves the rest to people",
        "Handed over because": harmless(ticket.handed_because, LONGEST),
        "Who had it": await _hands(scene, ticket),
        "Tried": "; ".join(_tried(run)),
        "Sources": f"passages of the handbook: {len(quotes)}" if quotes else "",
        "Policy": _policy(badge) if badge else "no skill ran",
    }
    lines = [f"- **{name}:** {text}" for name, text in found.items() if text]
    return "\n".join([f"**Why {ticket.id} went this way**", *lines])


async def _hands(scene: Scene, ticket: TicketRow) -> str:
    """Everybody who had it, in order, up to now."""
    rows = await handoffs.chain(scene.session, ticket.number)
    owners = [row.giver for row in rows[:1]] + [row.taker for row in rows]
    return " → ".join([await _owner(scene.rooms, owner) for owner in owners[-MOST_HANDS:]])


async def _owner(rooms: Rooms, owner: str) -> str:
    kind, _, name = owner.partition(":")
    if kind == "person":
        return await rooms.commands.name_of(name)
    return f"the {rooms.commands.desk_title(name)} desk" if kind == "desk" else rooms.commands.called(name)


def _tried(run: RunRow | None) -> list[str]:
    return [f"{harmless(row['step'])}: {harmless(row['outcome'])}" for row in run.tried] if run else []


def _confidence(rooms: Rooms, ticket: TicketRow) -> str:
    if not ticket.score:
        return ""
    second = rooms.catalog.skills.get(ticket.runner_up or "")
    return f"{ticket.score:.0%}" + (f", next “{second.badge.title}”" if second else "")


def _policy(badge: Badge) -> str:
    tools = ", ".join(f"`{tool}`" for tool in badge.tools) or "none"
    sure = f", runs unasked from {badge.sure_from:.0%} on" if badge.sure_from else ""
    return f"“{badge.title}”, risk {badge.risk}{sure}, tools: {tools}. {badge.hands_over}"


def _badge(rooms: Rooms, ticket: TicketRow) -> Badge | None:
    skill = rooms.catalog.skills.get(ticket.skill or "")
    return skill.badge if skill else None


def _quotes(run: RunRow | None) -> tuple[Quote, ...]:
    """The passages that stand in the answer."""
    if run is None or run.ending is None:
        return ()
    ending = endings.ending_of(run)
    return ending.quotes if isinstance(ending, Done) else ()


def _source(quote: Quote) -> str:
    """What is for a few only is not named: who may read it may have changed since the answer."""
    if quote.restricted:
        return "a passage that is not for everybody"
    return f"“{harmless(quote.title)}” ({harmless(quote.source)})"
