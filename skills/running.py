"""Running a skill's steps one by one: refusals and outages become a hand-over, step six never runs."""

from collections.abc import Sequence

from skills.contract import MAX_STEPS, Ending, HandOff, Run, Step, ToolDenied, ToolUnavailable


async def take(step: Step, run: Run) -> Ending | None:
    """Run one step; a refused or unreachable tool hands over to a person with the reason."""
    try:
        return await step.run(run)
    except ToolDenied as refusal:
        return HandOff(f"“{step.title}” was refused: {refusal}")
    except ToolUnavailable as outage:
        return HandOff(f"“{step.title}” could not be done: {outage}")


async def play(steps: Sequence[Step], run: Run, start: int = 0) -> tuple[int, Ending]:
    """Run from step `start` (0 is the first) to the first ending; returns the step's index and the ending."""
    for index, step in enumerate(steps[:MAX_STEPS]):
        if index >= start and (ending := await take(step, run)) is not None:
            return index, ending
    return min(len(steps), MAX_STEPS) - 1, HandOff("The skill came to its end without an answer.")
