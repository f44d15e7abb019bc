"""Slash commands: `/coworkers` for those who look after them, `/support` for everybody who works here."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.commands import answer as answer_coworkers
from bot.desk.messages import Answer, Place
from bot.governance.people import Member, refusal
from bot.intake import outcomes, phrases, recollection, requests, support
from bot.intake.outcomes import Became
from bot.intake.requests import Request
from bot.intake.rooms import Rooms
from bot.intake.routing import Decision
from bot.intake.support import Kind
from bot.intake.turn import Commanded


async def command(
    rooms: Rooms, session: AsyncSession, turn: Commanded, member: Member, decision: Decision
) -> list[int]:
    """Answer a command; `decision` is about its text, where it holds a request."""
    if (why := refusal(member)) is not None:
        await _say(rooms, session, turn, why or "This is for people who work here.")
        await outcomes.record(session, turn, Became.REFUSED, why)
        return []
    if turn.command == "/coworkers":
        text = await answer_coworkers(
            rooms.commands, session, team=turn.team, user=turn.user, text=turn.text, key=turn.key
        )
        return await _answered(rooms, session, turn, text)
    if turn.command != "/support":
        return await _answered(rooms, session, turn, f"I don't know `{turn.command}`. Try `/support help`.")
    return await _support(rooms, session, turn, decision)


async def _support(rooms: Rooms, session: AsyncSession, turn: Commanded, decision: Decision) -> list[int]:
    wish = support.parse(turn.text)
    match wish.kind:
        case Kind.HELP:
            return await _answered(rooms, session, turn, support.HELP)
        case Kind.MINE:
            text = await support.my_requests(rooms.commands, session, turn.team, turn.user, rooms.line.link)
            return await _answered(rooms, session, turn, text)
        case Kind.REMEMBERED:
            text = await recollection.what_is_remembered(rooms, session, turn.team, turn.user)
            return await _answered(rooms, session, turn, text)
        case Kind.FORGET:
            text = await support.forget_me(
                rooms.commands,
                session,
                team=turn.team,
                user=turn.user,
                key=turn.key,
                forget=rooms.memory.forget,
            )
            return await _answered(rooms, session, turn, text)
        case Kind.PERSON | Kind.REQUEST:
            return await open_request(rooms, session, turn, wish.text, decision)


async def open_request(
    rooms: Rooms, session: AsyncSession, turn: Commanded, text: str, decision: Decision
) -> list[int]:
    """A request that came by command is answered in the direct messages."""
    place = Place(await rooms.line.direct(turn.user))
    await _say(rooms, session, turn, phrases.ANSWER_IN_MESSAGES)
    request = Request(turn, place, text, phrases.masked_note(turn.masked))
    return await requests.begin(rooms, session, request, decision)


async def _answered(rooms: Rooms, session: AsyncSession, turn: Commanded, text: str) -> list[int]:
    await _say(rooms, session, turn, text)
    await outcomes.record(session, turn, Became.ANSWERED, rule=turn.command)
    return []


async def _say(rooms: Rooms, session: AsyncSession, turn: Commanded, text: str) -> None:
    await rooms.line.say(session, Answer(turn.address, text))
