"""Slash commands: `/coworkers` for those who look after them, `/support` for everybody who works here."""

from bot.coworkers.commands import answer as answer_coworkers
from bot.desk.messages import Answer, Place
from bot.intake import phrases, requests
from bot.intake.commands import forgetting, leaving, recollection, support
from bot.intake.commands.agreements import agreements
from bot.intake.commands.replies import replies
from bot.intake.commands.support import Kind, SupportWish
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.turn import Commanded


async def command(scene: Scene, turn: Commanded) -> list[int]:
    """Answer a command; returns the tickets to run."""
    if turn.command == "/support":
        return await _support(scene, turn)
    if turn.command == "/coworkers":
        text = await answer_coworkers(
            scene.rooms.commands,
            scene.session,
            team=turn.team,
            user=turn.user,
            text=turn.text,
            key=turn.key,
        )
    else:
        text = f"I don't know `{turn.command}`. Try `/support help`."
    return await _answered(scene, turn, text)


async def _support(scene: Scene, turn: Commanded) -> list[int]:
    wish = support.parse(turn.text)
    if wish.kind in {Kind.PERSON, Kind.REQUEST}:
        await scene.say(Answer(turn.address, phrases.ANSWER_IN_MESSAGES))
        return await requests.begin(scene.at(Place(await scene.rooms.line.direct(turn.user))))
    if wish.kind is Kind.FORGET:
        await forgetting.forget(scene, turn)
        return []
    if wish.kind is Kind.REPLIES:
        return await _answered(scene, turn, await replies(scene, wish.text))
    return await _answered(scene, turn, await _told(scene, turn, wish))


async def _told(scene: Scene, turn: Commanded, wish: SupportWish) -> str:
    rooms, session = scene.rooms, scene.session
    match wish.kind:
        case Kind.MINE:
            return await support.my_requests(rooms.commands, session, turn.team, turn.user, rooms.line.link)
        case Kind.DESKS:
            return await agreements(scene)
        case Kind.AWAY:
            return await leaving.leave(scene, wish.text)
        case Kind.BACK:
            return await leaving.come_back(scene)
        case Kind.REMEMBERED | Kind.CORRECT | Kind.ERASE:
            return await recollection.told(scene, wish.kind, turn.text)
        case _:
            return support.HELP


async def _answered(scene: Scene, turn: Commanded, text: str) -> list[int]:
    await scene.say(Answer(turn.address, text))
    await scene.came_to(Became.ANSWERED, rule=turn.command)
    return []
