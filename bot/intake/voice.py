"""Saying something to an employee: introduced once, remembered always."""

from dataclasses import replace

from bot.coworkers.oversight import manager_of
from bot.coworkers.roster import Coworker
from bot.desk.messages import Notice, Question, Reply
from bot.intake.rooms import Rooms
from bot.intake.scene import Scene
from bot.store.base import now
from bot.store.tables import Acquaintance, TicketRow
from memory import Role, Said


async def tell(scene: Scene, message: Reply | Question | Notice) -> None:
    """Queue a message to an employee and keep it in the transcript.

    The employee is whose ticket it is about; staff may have caused it (they gave the ticket back).
    """
    ticket = await scene.session.get(TicketRow, message.ticket) if message.ticket else None
    person = ticket.requester if ticket else scene.turn.user
    if isinstance(message, Reply | Question):
        greeting = await _greeting(scene, person, message.coworker)
        message = replace(message, greeting=greeting, notes=scene.notes)
    said = await scene.say(message)
    line = Said(
        id=said,
        team=scene.turn.team,
        person=person,
        conversation=f"{message.place.channel}:{message.place.thread}",
        speaker=message.coworker or "Baton",
        role=Role.COWORKER,
        text=message.text,
        at=now(),
    )
    await scene.rooms.memory.hear(scene.session, line)


async def _greeting(scene: Scene, person: str, name: str) -> str:
    """Who is speaking, the first time a coworker speaks to this person; "" afterwards."""
    key = (scene.turn.team, person, name)
    coworker = scene.rooms.roster.get(name)
    met = await scene.session.get(Acquaintance, key)
    if coworker is None or met:
        return ""
    scene.session.add(Acquaintance(team=scene.turn.team, person=person, coworker=name))
    return await introduction(scene.rooms, coworker)


async def introduction(rooms: Rooms, coworker: Coworker) -> str:
    """First contact: an AI coworker, its human manager, what is kept, and how to reach a person."""
    named = (await manager_of(rooms.people, coworker)).name
    return (
        f"I'm {coworker.called}, an AI coworker. {coworker.introduction} {named} is the person responsible "
        "for me. I keep what you write here to do this work and log what I do; passwords are masked before "
        "anything is kept. Say “talk to a human” whenever you'd rather have a person."
    )
