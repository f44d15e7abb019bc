"""Tells apart the requests in one message, where there are several."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.intake.triage.guess import Guess, Triage
from bot.intake.triage.policy import HANDBOOK, asks_about_rules
from bot.intake.triage.split import leans

# The parts of a message say less than a whole one, so they need less to be told apart.
SURE_PART = 0.7
# One that leans on the others ("can you reset it") is hardly ever a request of its own.
SURE_LEANING_PART = 0.95


@dataclass(frozen=True)
class Told:
    """A piece of a message and what it is about; `skill` is None where that is not sure enough."""

    place: slice
    guess: Guess
    skill: str | None


def told_apart(text: str, parts: Sequence[slice], guesses: Sequence[Guess], triage: Triage) -> list[Told]:
    """The requests in the order they were made; neighbours for one skill are one request.

    Pieces that are unclear alone are read once more together with their unclear neighbours; what stays
    unclear belongs to the request before it (the first one: after it).
    """
    told = _judged(text, parts, guesses)
    runs = _unclear_together(told)
    if len(runs) == len(told):
        return _joined(told)
    return _joined(_judged(text, runs, triage.guess_all([text[run] for run in runs])))


def _judged(text: str, places: Sequence[slice], guesses: Sequence[Guess]) -> list[Told]:
    return [
        Told(place, guess, _sure(text[place], guess)) for place, guess in zip(places, guesses, strict=True)
    ]


def _sure(part: str, guess: Guess) -> str | None:
    if asks_about_rules(part) and any(skill.name == HANDBOOK for skill in guess.ranked):
        return HANDBOOK
    enough = SURE_LEANING_PART if leans(part) else SURE_PART
    return guess.best.name if guess.best.probability >= enough else None


def _unclear_together(told: Sequence[Told]) -> list[slice]:
    runs: list[slice] = []
    before_unclear = False
    for piece in told:
        unclear = piece.skill is None
        if unclear and before_unclear:
            runs[-1] = _through(runs[-1], piece.place)
        else:
            runs.append(piece.place)
        before_unclear = unclear
    return runs


def _joined(told: Sequence[Told]) -> list[Told]:
    joined: list[Told] = []
    for piece in told:
        before = joined[-1] if joined else None
        if before and (before.skill is None or piece.skill in (None, before.skill)):
            surer = max(before, piece, key=lambda one: (one.skill is not None, one.guess.best.probability))
            joined[-1] = Told(_through(before.place, piece.place), surer.guess, surer.skill)
        else:
            joined.append(piece)
    return joined


def _through(first: slice, last: slice) -> slice:
    """From the start of one place to the end of a later one, with all that stands between."""
    return slice(first.start, last.stop)
