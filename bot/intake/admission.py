"""Who is served: the people who work here. Others get a polite word where one is due, and nothing else."""

from bot.desk.messages import Answer, Notice, Outgoing
from bot.governance.people import refusal
from bot.intake import phrases
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.turn import Clicked, Commanded, Said, Submitted


async def turned_away(scene: Scene) -> bool:
    """Whether a turn ends here because of who it is from; then it is on record, and they were told."""
    why = refusal(scene.member)
    if why is None or not isinstance(scene.turn, Said | Clicked | Submitted | Commanded):
        return False
    if word := _word(scene, why):
        await scene.say(word)
    await scene.refuse(_what(scene), why or "Not admitted.")
    await scene.came_to(Became.REFUSED, why)
    return True


def _word(scene: Scene, why: str) -> Outgoing | None:
    """What they are told: where they asked, and only if they did."""
    match scene.turn:
        case Said(addressed=True) if why:
            return Notice(scene.place, why)
        case Commanded(address=address):
            return Answer(address, why or phrases.NOT_FOR_OUTSIDERS)
        case Clicked(address=address) if why and address:
            return Answer(address, why)
    return None


def _what(scene: Scene) -> str:
    match scene.turn:
        case Clicked(action=action):
            return action
        case Submitted(form=form):
            return form
        case Commanded(command=command):
            return command
    return "message"
