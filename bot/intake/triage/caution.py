"""Skills, and the coworkers who have them, may want triage to be surer than usual before they run."""

from collections.abc import Mapping

from bot.intake.triage.guess import Guess
from skills import Badge


def falls_short(guess: Guess, badges: Mapping[str, Badge]) -> bool:
    """Whether the likeliest skill wants more certainty than this; then people are asked, or take it."""
    badge = badges.get(guess.best.name)
    return badge is not None and guess.best.probability < badge.sure_from
