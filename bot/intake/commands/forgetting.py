"""“Forget me”: at once, and twice more within the minute for what was still being worked on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from bot.desk import links, tickets
from bot.desk.messages import Answer, Notice, Place
from bot.desk.states import ACTIVE, WITH_DESK, Move
from bot.intake.outcomes import Became
from bot.intake.rooms import Rooms
from bot.intake.scene import Scene
from bot.intake.turn import Commanded, Rang
from bot.learning import corrections, drafts
from bot.store.base import now
from bot.store.erasure import Whose, erase
from bot.store.tables import (
    Acquaintance,
    CorrectionRow,
    CoworkerState,
    DraftRow,
    LessonRow,
    LikenessRow,
    TicketRow,
    TimerRow,
)

FORGET = "forget:"
LOOK_SECONDS = 10.0
AGAIN = (timedelta(seconds=15), timedelta(seconds=45))
"""A skill that was running meanwhile may still write something down; its longest step is over by then."""

BY = "forgotten"
"""Who withdrew a lesson or dropped an article that was made of a forgotten request."""

DONE = """I have forgotten you: our conversations, what I learned from them, and every word of your \
requests. What I wrote about them to others in Slack is being removed now. Only that something was done \
stays on record, without your name.

In Slack itself, what you wrote stays until you delete it, and so do these messages of ours."""
CLOSED = "{tickets} {were} still open and {are} closed now; if you still need help with that, ask me again."
DESK_TOLD = "*{ticket}* is closed: whoever asked for it wants all of it forgotten. Its packet goes away."


async def forget(scene: Scene, turn: Commanded) -> None:
    """Forget whoever types this, on the record, and tell them what that means."""
    direct = await scene.rooms.line.direct(turn.user)
    whose = Whose(turn.team, turn.user, scene.rooms.audit.alias(turn.team, turn.user), now(), direct)
    closed = await _close(scene, whose)
    gone = await _erase(scene, whose)
    await scene.rooms.audit.record(
        scene.session,
        team=turn.team,
        actor=whose.alias,
        action="/support forget",
        key=turn.key,
        details={"forgotten": gone, "closed": len(closed)},
    )
    for later in AGAIN:
        scene.session.add(_timer(whose, turn, later))
    await scene.say(Answer(turn.address, told(closed)))
    await scene.came_to(Became.ANSWERED, rule=turn.command)


async def go_over_it_again(scene: Scene, turn: Rang) -> bool:
    """Take out what came of what was still running when somebody was forgotten."""
    user = turn.timer.removeprefix(FORGET)
    direct = await scene.rooms.line.direct(user)
    alias = scene.rooms.audit.alias(turn.team, user)
    return bool(await _erase(scene, Whose(turn.team, user, alias, turn.since or now(), direct)))


async def let_go(rooms: Rooms) -> None:
    """Every replica lets go of what it holds in its own memory of people who were forgotten just now.

    Their timers say who that is; they stand there for several looks.
    """
    async with rooms.sessions() as session:
        waiting = await session.scalars(select(TimerRow.what).where(TimerRow.what.startswith(FORGET)))
        for what in set(waiting):
            rooms.memory.let_go(rooms.team, what.removeprefix(FORGET))


def told(closed: Sequence[str]) -> str:
    """The answer; `closed` are the requests that were still open."""
    if not closed:
        return DONE
    many = len(closed) > 1
    were, are = ("were", "are") if many else ("was", "is")
    return f"{DONE}\n\n{CLOSED.format(tickets=' and '.join(closed), were=were, are=are)}"


async def _close(scene: Scene, whose: Whose) -> list[str]:
    """Nobody can go on with what nobody knows any more; the desk that had it hears so."""
    closed = []
    open_ones = select(TicketRow).where(TicketRow.number.in_(whose.tickets()), TicketRow.state.in_(ACTIVE))
    for ticket in (await scene.session.scalars(open_ones)).all():
        place = await tickets.packet_place(scene.session, ticket) if ticket.state in WITH_DESK else None
        if await _leads_others(scene, ticket):
            continue
        lead = await links.lead_of(scene.session, ticket)
        if await tickets.move(scene.session, ticket, Move.CLOSE, whose.alias):
            closed.append(ticket.id)
            if lead:
                await scene.rooms.desk.cards.redraw(scene.session, lead)
            if place:
                await scene.say(Notice(Place(place.channel), DESK_TOLD.format(ticket=ticket.id)))
    return closed


async def _leads_others(scene: Scene, ticket: TicketRow) -> bool:
    """Whether others wait for this ticket: it stays open, empty, until it is solved for them."""
    return bool(await links.how_many(scene.session, ticket.number))


async def _leads(scene: Scene, numbers: Sequence[int]) -> Sequence[TicketRow]:
    """Those of the tickets for which others wait, by their cards."""
    still_open = (
        TicketRow.number.in_(numbers) & TicketRow.state.in_(WITH_DESK) & TicketRow.packet.is_not(None)
    )
    found = (await scene.session.scalars(select(TicketRow).where(still_open))).all()
    return [ticket for ticket in found if await _leads_others(scene, ticket)]


async def _beside(scene: Scene, numbers: Sequence[int]) -> Sequence[TicketRow]:
    """Others' tickets on whose cards these stand, as ones that may be the same."""
    like = select(LikenessRow.ticket).where(LikenessRow.other.in_(numbers))
    others = TicketRow.number.in_(like) & TicketRow.number.not_in(numbers)
    return (await scene.session.scalars(select(TicketRow).where(others))).all()


async def _erase(scene: Scene, whose: Whose) -> int:
    """All of it, in this transaction; how many messages and facts went."""
    session, memory, audit = scene.session, scene.rooms.memory, scene.rooms.audit
    numbers = (await session.scalars(whose.tickets())).all()
    await _unlearn(scene, numbers, whose.before)
    beside, leads = await _beside(scene, numbers), await _leads(scene, numbers)
    others = tuple(ticket.number for ticket in beside)
    spared = tuple(ticket.packet or "" for ticket in leads)
    await erase(session, replace(whose, spared=spared, beside=others))
    for ticket in beside:
        await scene.rooms.desk.cards.redraw(session, ticket)
    for ticket in leads:
        await scene.rooms.desk.cards.empty(session, ticket)
    await audit.disown(session, whose.team, whose.user, whose.before, numbers)
    states = (CoworkerState.team == whose.team, CoworkerState.by == whose.user)
    await session.execute(update(CoworkerState).where(*states).values(why="", by=whose.alias))
    await session.execute(
        delete(Acquaintance).where(Acquaintance.team == whose.team, Acquaintance.person == whose.user)
    )
    return await memory.forget(session, whose.team, whose.user, whose.before)


async def _unlearn(scene: Scene, numbers: Sequence[int], at: datetime) -> None:
    """What was made of their requests: lessons are withdrawn, articles leave the handbook."""
    session = scene.session
    of_theirs = select(CorrectionRow.id).where(CorrectionRow.ticket.in_(numbers))
    holding = LessonRow.correction.in_(of_theirs) & LessonRow.withdrawn_at.is_(None)
    await session.execute(update(LessonRow).where(holding).values(withdrawn_by=BY, withdrawn_at=at))
    waiting = CorrectionRow.ticket.in_(numbers) & (CorrectionRow.state == corrections.State.WAITING)
    await session.execute(
        update(CorrectionRow)
        .where(waiting)
        .values(state=corrections.State.REJECTED, decided_by=BY, decided_at=at)
    )
    kept = DraftRow.ticket.in_(numbers) & (DraftRow.state != drafts.State.DROPPED)
    await session.execute(
        update(DraftRow).where(kept).values(state=drafts.State.DROPPED, decided_by=BY, decided_at=at)
    )


def _timer(whose: Whose, turn: Commanded, later: timedelta) -> TimerRow:
    what = f"{FORGET}{whose.user}"
    due_at = whose.before + later
    return TimerRow(
        id=f"{what}:{due_at.timestamp():.3f}",
        due_at=due_at,
        conversation=turn.conversation,
        what=what,
        set_at=whose.before,
    )
