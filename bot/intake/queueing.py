"""Leafing through the queue on the Home page: which part, which desk, which page somebody looks at."""

from bot.coworkers.queue import look_at
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.turn import Clicked


async def look(scene: Scene, turn: Clicked) -> list[int]:
    """Remember what they want to see; the page is shown anew after every click on it."""
    await look_at(scene.session, turn.team, turn.user, turn.choice)
    await scene.came_to(Became.NOTED, turn.choice)
    return []
