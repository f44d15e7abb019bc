"""Saying something to an employee: introduced once, remembered always."""

from dataclasses import replace

from bot.coworkers.oversight import manager_of
from bot.coworkers.roster import Coworker
from bot.desk.messages import Notice, Question, Reply
from bot.intake.rooms import Rooms
from bot.intake.scene import Scene
from bot.store.base import now
from bot.store.tables import Acquaintance
from memory import Role, Said


async def tell(scene: Scene, message: Reply | Question | Notice) -> None:
    """Queue a message to the person of this turn and keep it in the transcript."""
    if isinstance(message, Reply | Question):
        message = replace(message, greeting=await _greeting(scene, message.coworker), notes=scene.notes)
    said = await scene.say(message)
    line = Said(
        id=said,
        team=scene.turn.team,
        person=scene.turn.user,
        conversation=f"{message.place.channel}:{message.place.thread}",
        speaker=message.coworker or "Baton",
        role=Role.COWORKER,
        text=message.text,
        at=now(),
    )
    await scene.rooms.memory.hear(scene.session, line)


async def _greeting(scene: Scene, name: str) -> str:
    """Who is speaking, the first time a coworker speaks to this person; "" afterwards."""
    key = (scene.turn.team, scene.turn.user, name)
    coworker = scene.rooms.roster.get(name)
    met = await scene.session.get(Acquaintance, key)
    if coworker is None or met:
        return ""
    scene.session.add(Acquaintance(team=scene.turn.team, person=scene.turn.user, coworker=name))
    return await introduction(scene.rooms, coworker)


async def introduction(rooms: Rooms, coworker: Coworker) -> str:
    """First contact: an AI coworker, its human manager, what is kept, and how to reach a person."""
    named = (await manager_of(rooms.people, coworker)).name
    return (
        f"I'm {coworker.called}, an AI coworker. {coworker.introduction} {named} is the person responsible "
        "for me. I keep what you write here to do this work and log what I do; passwords are masked before "
        "anything is kept. Say “talk to a human” whenever you'd rather have a person."
    )
