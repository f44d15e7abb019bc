"""`/support replies`: what a desk has saved to answer with, kept by its own people."""

import re

from bot.coworkers.words import fitted, harmless
from bot.desk import macros
from bot.desk.macros import MacroFault
from bot.governance.access import Action, allowed, roles_of
from bot.intake.scene import Scene

NOT_YOURS = "Saved replies are for the people of a desk, so there is nothing to see or change here for you."
HOW = (
    "`/support reply save NAME: text` saves one, `/support reply drop NAME` forgets it. It may hold "
    "`{{ first_name }}`, `{{ name }}`, `{{ ticket }}`, `{{ desk }}` and `{{ me }}`. "
    "*More* on a request sends it."
)
_SAVE = re.compile(r"reply\s+save\s+(?P<name>[^:\n]{1,80}?)\s*:\s*(?P<text>.+)", re.IGNORECASE | re.DOTALL)
_DROP = re.compile(r"reply\s+drop\s+(?P<name>.{1,80}?)\s*", re.IGNORECASE)


async def replies(scene: Scene, text: str) -> str:
    """Show, save or forget replies of a desk; who works at several begins the name with one, `hr/hello`."""
    desks = [desk for desk in scene.rooms.desks if await _may(scene, desk)]
    if not desks:
        await scene.refuse(Action.SAVE_REPLY)
        return NOT_YOURS
    if found := _SAVE.fullmatch(text):
        desk, name = _placed(found["name"], desks)
        return await _save(scene, desk, name, found["text"])
    if found := _DROP.fullmatch(text):
        desk, name = _placed(found["name"], desks)
        gone = await macros.drop(scene.session, scene.turn.team, desk, name)
        return f"“{harmless(name)}” is forgotten." if gone else f"There is no saved reply “{harmless(name)}”."
    return fitted([*[await _listed(scene, desk) for desk in desks], HOW], "… and {left} more.")


async def _may(scene: Scene, desk: str) -> bool:
    return allowed(await roles_of(scene.rooms.people, scene.turn.user, desk=desk), Action.SAVE_REPLY)


def _placed(name: str, desks: list[str]) -> tuple[str, str]:
    desk, slash, rest = name.partition("/")
    return (desk, rest.strip()) if slash and desk in desks else (desks[0], name.strip())


async def _save(scene: Scene, desk: str, name: str, text: str) -> str:
    try:
        await macros.save(scene.session, scene.turn.team, desk, name, text, scene.turn.user)
    except MacroFault as fault:
        return str(fault)
    title = scene.rooms.desk.voice.title(desk)
    return f"Saved for the {title} desk as “{harmless(name)}”: {harmless(text, 300)}"


async def _listed(scene: Scene, desk: str) -> str:
    known = await macros.known(scene.session, scene.turn.team, desk, scene.rooms.desks[desk])
    lines = [f"- **{harmless(name)}**: {harmless(text, 120)}" for name, text in known.items()]
    title = scene.rooms.desk.voice.title(desk)
    return "\n".join([f"**{title}**", *(lines or ["Nothing is saved yet."])])
