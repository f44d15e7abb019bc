"""Saying something to an employee: introduced once, remembered always."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.oversight import manager_of
from bot.coworkers.roster import Coworker
from bot.desk.messages import Notice, Question, Reply
from bot.intake.rooms import Rooms
from bot.intake.turn import Inbound
from bot.store.base import now
from bot.store.tables import Acquaintance
from memory import Role, Said


async def tell(rooms: Rooms, session: AsyncSession, turn: Inbound, message: Reply | Question | Notice) -> str:
    """Queue a message to the person of this turn and keep it in the transcript; returns its id."""
    if isinstance(message, Reply | Question) and not message.greeting:
        message = replace(message, greeting=await _greeting(rooms, session, turn, message.coworker))
    said = await rooms.line.say(session, message)
    await rooms.memory.hear(
        session,
        Said(
            id=said,
            team=turn.team,
            person=turn.user,
            conversation=f"{message.place.channel}:{message.place.thread}",
            speaker=message.coworker or "Baton",
            role=Role.COWORKER,
            text=message.text,
            at=now(),
        ),
    )
    return said


async def _greeting(rooms: Rooms, session: AsyncSession, turn: Inbound, name: str) -> str:
    """Who is speaking, the first time a coworker speaks to this person; "" afterwards."""
    coworker = rooms.roster.get(name)
    met = await session.get(Acquaintance, (turn.team, turn.user, name))
    if coworker is None or met:
        return ""
    session.add(Acquaintance(team=turn.team, person=turn.user, coworker=name))
    return await introduction(rooms, coworker)


async def introduction(rooms: Rooms, coworker: Coworker) -> str:
    """First contact: an AI coworker, its human manager, what is kept, and how to reach a person."""
    named = (await manager_of(rooms.people, coworker)).name
    return (
        f"I'm {coworker.called}, an AI coworker. {coworker.introduction} {named} is the person responsible "
        "for me. I keep what you write here to do this work and log what I do; passwords are masked before "
        "anything is kept. Say “talk to a human” whenever you'd rather have a person."
    )
