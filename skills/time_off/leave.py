"""What a leave request means: whose rules hold, which kind it is, which days, and what to ask when unsure."""

from functools import partial

from pydantic import TypeAdapter

from skills import Ask, Field, Input, LeaveBalance, Run
from skills.time_off.dates import Span, Works, spans
from skills.time_off.holidays import LATE, works
from skills.words import mentioned

SPANS = TypeAdapter(tuple[Span, ...])
"""Days off as they are kept between steps."""

COUNTRIES = {"US": ("US", "USA", "United States"), "India": ("India",)}
KINDS = {"US": ("PTO", "sick"), "India": ("earned", "casual", "sick")}
SICK = ("sick", "ill", "unwell", "flu", "fever", "migraine", "not feeling well", "doctor", "dentist")
WORDS = {
    "PTO": ("pto", "vacation", "annual leave", "paid time off"),
    "earned": ("earned", "privilege leave", "annual leave", "vacation"),
    "casual": ("casual",),
    "sick": SICK,
}
"""What people call each kind of leave."""


def country_of(run: Run) -> str:
    """Where the person is employed, by the directory or their answer; empty when nobody said."""
    answer = run.inputs.get("country", "")
    named = mentioned(answer.upper(), COUNTRIES)
    return run.person.country or (named[0] if named else answer)


def in_days(number: float) -> str:
    """`1 day`, `2.5 days`."""
    return f"{number:g} day" if number == 1 else f"{number:g} days"


def kinds_meant(run: Run) -> list[str]:
    """The kinds of leave the words allow: one when they name it, or when there is but one to choose."""
    kinds = KINDS[str(run.found["country"])]
    named = mentioned(f"{run.inputs['kind']} leave" if "kind" in run.inputs else run.request, WORDS)
    here = [kind for kind in kinds if kind in named]
    if len(here) == 1 or (named and not here):
        return here or list(kinds)
    return [kind for kind in kinds if kind != "sick"]


def works_in(run: Run) -> Works:
    """Which days are working days for this person."""
    return partial(works, country=str(run.found["country"]))


def days_wanted(run: Run) -> tuple[Span, ...]:
    """The days off: as corrected, else by the form, else as answered, else in the first sentence."""
    form = f"{run.inputs.get('first', '')} to {run.inputs.get('last') or run.inputs.get('first', '')}"
    said = (run.inputs.get("other_dates", ""), form, run.inputs.get("dates", ""), run.request)
    sick = mentioned(run.request, {"sick": SICK})
    india = run.found["country"] == "India"
    earliest = run.today - LATE if sick else run.today
    read = (spans(text, run.today, works_in(run), earliest=earliest, day_first=india) for text in said)
    return next(filter(None, read), ())


def ask_for_days() -> Ask:
    """Ask in words, with a form beside it."""
    form = (
        Field("first", "First day", Input.DATE),
        Field("last", "Last day", Input.DATE, hint="Leave empty for a single day.", optional=True),
    )
    return Ask("Which days? For example: 24 and 27 December, or half of next Friday.", "dates", form=form)


def what_is_left(balances: list[LeaveBalance], country: str) -> str:
    """The balances that count in the country, as a Markdown list."""
    lines = [
        f"- {b.kind}: **{b.left:g}** left of {b.entitled:g} ({b.taken:g} taken, {b.booked:g} booked)"
        for b in balances
        if b.kind in KINDS[country]
    ]
    return "\n".join([f"Your leave in days, by the rules for {country}:", *lines])
