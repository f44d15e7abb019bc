"""The behaviour of a skill that is only a badge: ask what is missing, then hand over to its desk."""

import re

from skills.contract import Ask, Badge, Choice, HandOff, Run, Step, Wanted, step
from skills.words import says


def steps_for(badge: Badge) -> tuple[Step, ...]:
    """Two steps made from a badge: one asks for each input that is not known yet, one hands over."""

    @step("Ask what is missing")
    async def ask(run: Run) -> Ask | None:
        known = answers(badge, run)
        for wanted in badge.inputs:
            if wanted.name not in known and not wanted.optional:
                return Ask(wanted.question, wanted.name, tuple(Choice(c, c) for c in wanted.choices))
        return None

    @step("Hand over to the desk")
    async def hand_over(run: Run) -> HandOff:
        known = answers(badge, run)
        told = [f"{w.label}: {known[w.name]}" for w in badge.inputs if w.name in known]
        return HandOff("; ".join([badge.title, *told]) + ".", suggestion=badge.next_step)

    return ask, hand_over


def answers(badge: Badge, run: Run) -> dict[str, str]:
    """The inputs that are known: found in the first sentence, or answered since."""
    found = {wanted.name: deduced(wanted, run.request) for wanted in badge.inputs}
    given = {name: value for name, value in run.inputs.items() if name in found and value.strip()}
    return {name: value for name, value in found.items() if value} | given


def deduced(wanted: Wanted, text: str) -> str:
    """What the text says about an input, by its pattern or its choices; empty when it does not say.

    An input with neither (a confirmation, say) is never taken from a first sentence.
    """
    if wanted.pattern and (match := re.search(wanted.pattern, text)):
        return next((group for group in match.groups() if group), match.group()).strip()
    named = [choice for choice in wanted.choices if says(text, choice)]
    return named[0] if len(named) == 1 else ""
