"""Writing a new skill folder: tiny, working, with comments that teach."""

import re
from datetime import date, timedelta
from pathlib import Path
from string import Template

BADGE = Template("""\
# What an admin reads before this skill may work. `baton skills check` tells what is missing.
name = "$name"
title = "$title"
owner = "it"                    # the team that looks after this skill
desk = "it"                     # the desk that gets what the skill cannot finish
when = "Someone asks to $title_small."

# Five or more requests in people's own words: triage learns from them, and tests try them.
examples = [
  "$title_small",
  "please $title_small for me",
  "can you $title_small?",
  "I need somebody to $title_small",
  "how do I get help to $title_small",
]

tools = []                      # the only tools the code may call, for example "laptops"
risk = "low"                    # low, medium or high: how bad is it when it goes wrong?
reversible = true
output = "The person knows what happens next."
hands_over = "When the person wants something else."
minutes_saved = 5               # a person's minutes that one finished request saves
review_by = $review_by

[[inputs]]                      # what the skill has to know; one table for each input
name = "what"
label = "What is needed"
question = "What exactly do you need?"
""")

CODE = Template('''\
"""$title: at most five steps, each run once and remembered, also after a crash."""

from skills import Ask, Done, HandOff, Run, step


# A step returns None to go on, or one of three endings: Ask, Done, HandOff.
@step("Understand the request")
async def understand(run: Run) -> Ask | HandOff | None:
    if "what" not in run.inputs:  # after the answer this step runs again, with `what` filled in
        return Ask("What exactly do you need?", fills="what")
    if "person" in run.inputs["what"]:
        return HandOff(f"{run.person.name} would rather talk to a person.")
    return None


@step("Answer")
async def answer(run: Run) -> Done:
    # Tools on the badge are called like this: `await run.tools.laptops()`.
    return Done(f"Noted: {run.inputs['what']}.")
''')


def create(place: Path, name: str, today: date) -> Path:
    """Write `<place>/<name>/`; returns it. A name that will not do raises ValueError, a sentence."""
    folder = place / name
    if not re.fullmatch(r"[a-z][a-z_]*", name):
        raise ValueError(f"“{name}” cannot be a skill's name; use small letters and underscores.")
    if folder.exists():
        raise ValueError(f"There is a folder {folder} already; choose another name.")
    title = name.replace("_", " ").capitalize()
    values = {"name": name, "title": title, "title_small": title.lower()}
    folder.mkdir(parents=True)
    badge = BADGE.substitute(values, review_by=(today + timedelta(days=182)).isoformat())
    (folder / "skill.toml").write_text(badge, encoding="utf-8")
    (folder / "skill.py").write_text(CODE.substitute(values), encoding="utf-8")
    if (place / "__init__.py").exists():
        (folder / "__init__.py").write_text(f'"""Skill: {title.lower()}."""\n', encoding="utf-8")
    return folder
