"""“What do you remember about me?”: answering it in full; putting single things right, or erasing them."""

import re

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Reply
from bot.desk.shorten import woven
from bot.intake.commands.support import Kind
from bot.intake.outcomes import Became
from bot.intake.rooms import Rooms
from bot.intake.scene import Scene
from bot.intake.turn import Said
from bot.intake.voice import tell
from memory import Fact, Role
from memory.facts import LONGEST_VALUE
from memory.spans import MASK

ASKED = re.compile(
    r"\bwhat\b.{0,25}\b(remember|know|stored?|kept|keep|saved?)\b.{0,20}\babout me\b"
    r"|\bwhat (data|information) .{0,30}\babout me\b",
    re.IGNORECASE,
)
ASKED_BEFORE = re.compile(
    r"\b(?:what|when|where|which|who)\b[^?.!]{0,40}\b(?:did|have) i (?:\w+ )?"
    r"(?:tell|told|say|said|mention(?:ed)?|write|written|give|given)\b"
    r"|\b(?:did|have) i (?:ever |already )?(?:tell|told|mention(?:ed)?)\b[^.!]*\?",
    re.IGNORECASE,
)
RECALLED = 3
HOW = (
    "`/support correct #12 the right value` puts one of these right, `/support forget #12` removes one, "
    "`/support forget me` removes all of it."
)
NOTHING_LIKE_IT = "I have nothing from you yet that I could look through."
NO_SUCH = "I remember nothing about you under #{number}. `/support remember` shows what there is."
NOT_THAT = "That looks like something I must not keep, so I left #{number} as it was."
_CORRECT = re.compile(r"correct #?(?P<number>\d{1,9})(?:[ ]?:| is| to)?\s+(?P<value>\S.*)", re.I | re.S)
_NUMBER = re.compile(r"\d{1,9}")


def is_asked(text: str) -> bool:
    """Whether somebody asks what is remembered about them."""
    return bool(ASKED.search(text))


async def what_is_remembered(rooms: Rooms, session: AsyncSession, team: str, person: str) -> str:
    """Every current fact about a person, with the day it was said, as Markdown."""
    facts = await rooms.memory.about(session, team, person)
    if not facts:
        return "Nothing yet. What you tell me while I work for you is kept with that request."
    lines = [_line(fact) for fact in facts]
    return "\n".join(["This is what I remember about you:", *lines, "", HOW])


async def recalled(scene: Scene, turn: Said) -> bool:
    """Whether this asked what they once told us; then they have read it, in direct messages alone."""
    if not turn.direct or not ASKED_BEFORE.search(turn.text):
        return False
    found = await scene.rooms.memory.recall(
        scene.session, turn.team, turn.user, turn.text, 4 * RECALLED, without={turn.source}
    )
    own = [line for line in found if line.role is Role.EMPLOYEE][:RECALLED]
    lines = [f"- “{woven(line.text, 300)}” ({line.at:%-d %B %Y})" for line in own]
    text = "\n".join(["This is what comes nearest of what you told me:", *lines]) if own else NOTHING_LIKE_IT
    await tell(scene, Reply(scene.place, text, scene.rooms.coworker(scene.rooms.first_desk)))
    await scene.came_to(Became.ANSWERED, rule="recollection")
    return True


async def told(scene: Scene, kind: Kind, text: str) -> str:
    """The answer to a command about what is remembered."""
    match kind:
        case Kind.CORRECT:
            return await correct(scene, text)
        case Kind.ERASE:
            return await erase(scene, text)
        case _:
            return await what_is_remembered(scene.rooms, scene.session, scene.turn.team, scene.turn.user)


async def correct(scene: Scene, text: str) -> str:
    """`correct #12 LT-20395`: the one who said it puts it right."""
    told = _CORRECT.fullmatch(text.strip())
    if told is None:
        return "Write the number and what is right, such as `/support correct #12 LT-20395`."
    number, value = int(told["number"]), told["value"].strip()[:LONGEST_VALUE]
    if MASK.search(value):
        return NOT_THAT.format(number=number)
    memory, turn = scene.rooms.memory, scene.turn
    before = await memory.correct(scene.session, turn.team, turn.user, number, value)
    if before is None:
        return NO_SUCH.format(number=number)
    await _on_record(scene, "/support correct", number)
    return f"{_called(before)} is {value} from now on. It was {before.value}."


async def erase(scene: Scene, text: str) -> str:
    """`forget #12`: one thing goes from all that its owner said."""
    found = _NUMBER.search(text)
    number = int(found.group()) if found else 0
    turn = scene.turn
    gone = await scene.rooms.memory.erase(scene.session, turn.team, turn.user, number)
    if gone is None:
        return NO_SUCH.format(number=number)
    await _on_record(scene, "/support forget one", number)
    return (
        f"I have forgotten it, here and in what you wrote to me: {_called(gone)}. "
        "In requests that are with people it stays with the company."
    )


async def _on_record(scene: Scene, action: str, number: int) -> None:
    turn = scene.turn
    await scene.rooms.audit.record(
        scene.session,
        team=turn.team,
        actor=turn.user,
        action=action,
        key=turn.key,
        details={"number": number},
    )


def _line(fact: Fact) -> str:
    """A fact as people say it; one that answered a question of ours is told with the question."""
    day = f"{fact.said_at:%-d %B}"
    if fact.key.endswith("?"):
        return f"- `#{fact.number}` You answered “{fact.value}” when I asked “{fact.key}” on {day}"
    return f"- `#{fact.number}` {_called(fact)}: {fact.value} (you said so on {day})"


def _called(fact: Fact) -> str:
    return fact.key.replace("_", " ")
