"""Reactions find the other side, also when they come sooner than the message has crossed."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Place, Reaction
from bot.desk.relay.border import SENT
from bot.desk.voice import By
from bot.store.base import now
from bot.store.tables import OutboxRow, ReactionRow, TicketRow
from tests.desk.conftest import Scene, by_ada
from tests.fakes import ADA, BEN, SAM, TEAM


async def claimed(scene: Scene, session: AsyncSession) -> TicketRow:
    """Ada's ticket, in Sam's hands."""
    ticket = await scene.queued(session)
    await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
    return ticket


async def crossed(scene: Scene, session: AsyncSession, ts: str) -> OutboxRow:
    """Something Ada says, as the row of its copy at the desk."""
    ticket = await claimed(scene, session)
    await scene.desk.relays.from_employee(session, ticket, by_ada("it blinks", ts))
    return (await session.scalars(select(OutboxRow).where(OutboxRow.kind == "relay"))).one()


async def test_an_emoji_that_comes_before_the_copy_is_shown_once_it_is_there(scene: Scene) -> None:
    at = Place("D-UADA", f"{now().timestamp():.6f}")
    async with scene.sessions.begin() as session:
        await scene.desk.mirror.reacted(session, ADA.id, at, "tada", on=True)
        await scene.desk.mirror.reacted(session, BEN.id, at, "eyes", on=True)
        assert scene.line.all(Reaction) == []

        copy = await crossed(scene, session, at.thread)
        ticket = await session.get_one(TicketRow, copy.ticket)
        await scene.desk.mirror.arrived(session, ticket, copy)

    assert scene.line.all(Reaction) == [Reaction(f"{copy.channel}:{copy.ts}", "tada")]


async def test_only_who_speaks_for_a_side_reacts_for_it(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        copy = await crossed(scene, session, "20.1")
        there, here = Place(copy.channel, copy.ts or ""), Place("D-UADA", "20.1")
        for user in (ADA.id, BEN.id):
            await scene.desk.mirror.reacted(session, user, there, "+1", on=True)
        for user in (SAM.id, BEN.id):
            await scene.desk.mirror.reacted(session, user, here, "+1", on=True)
        assert scene.line.all(Reaction) == []

        await scene.desk.mirror.reacted(session, SAM.id, there, "+1", on=True)
        await scene.desk.mirror.reacted(session, SAM.id, there, SENT, on=True)

    assert scene.line.all(Reaction) == [Reaction("D-UADA:20.1", "+1")]


async def test_an_emoji_long_ago_under_nothing_of_ours_is_not_kept(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        at = Place("C-it", "1000.000100")
        assert await scene.desk.mirror.reacted(session, SAM.id, at, "+1", on=True) is None
        assert (await session.scalars(select(ReactionRow))).all() == []
