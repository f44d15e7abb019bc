"""What a catalogue that loads may still be warned about: reviews past due, examples twice, tools, locks."""

import ast
from collections import Counter
from collections.abc import Iterator
from datetime import date
from string import Formatter

from skills.catalog import Catalog, Skill
from skills.faults import Fault


def check(catalog: Catalog, today: date) -> list[Fault]:
    """The catalogue's own faults, and those that only show when the skills stand side by side."""
    faults = [*catalog.faults, *repeated_examples(catalog)]
    for skill in catalog.skills.values():
        faults += [*overdue(skill, today), *tools_not_on_badge(skill), *held_but_not_found(skill)]
    return faults


def overdue(skill: Skill, today: date) -> Iterator[Fault]:
    """A badge whose review date has passed."""
    if skill.badge.review_by < today:
        sentence = f"The review was due on {skill.badge.review_by}; read the badge and set a new date."
        yield Fault(str(skill.folder / "skill.toml"), "review_by", sentence)


def repeated_examples(catalog: Catalog) -> Iterator[Fault]:
    """Examples that stand twice, in one skill or in two: triage cannot learn from them."""
    folded = [(fold(e), skill) for skill in catalog.skills.values() for e in skill.badge.examples]
    times = Counter(example for example, _ in folded)
    for example, skill in folded:
        if times[example] > 1:
            sentence = f"“{example}” stands {times[example]} times among the examples; keep one."
            yield Fault(str(skill.folder / "skill.toml"), "examples", sentence)


def fold(example: str) -> str:
    """An example as triage hears it: case, spacing and final marks do not count."""
    return " ".join(example.lower().split()).rstrip(" .!?")


def tools_not_on_badge(skill: Skill) -> Iterator[Fault]:
    """Tools that the code calls though the badge does not list them, and the other way round."""
    code = skill.folder / "skill.py"
    if not code.exists():
        return
    called = set(tools_called(ast.parse(code.read_text(encoding="utf-8"))))
    for tool in sorted(called - set(skill.badge.tools)):
        yield Fault(str(code), tool, "The code calls this tool, but it is not on the badge.")
    for tool in sorted(set(skill.badge.tools) - called):
        yield Fault(str(skill.folder / "skill.toml"), "tools", f"“{tool}” is on the badge, but never called.")


def held_but_not_found(skill: Skill) -> Iterator[Fault]:
    """Names in `holds` that the code never mentions: what it works on would never be held."""
    code = skill.folder / "skill.py"
    names = {name for _, name, _, _ in Formatter().parse(skill.badge.holds) if name}
    if not names or not code.exists():
        return
    nodes = ast.walk(ast.parse(code.read_text(encoding="utf-8")))
    mentioned = {node.value for node in nodes if isinstance(node, ast.Constant)}
    for name in sorted(names - mentioned):
        sentence = f"“{name}” is to be held, but the code never puts it into `run.found`."
        yield Fault(str(skill.folder / "skill.toml"), "holds", sentence)


def tools_called(code: ast.Module) -> Iterator[str]:
    """The names behind `run.tools.`, wherever they stand in the code."""
    for node in ast.walk(code):
        match node:
            case ast.Attribute(value=ast.Attribute(attr="tools"), attr=tool):
                yield tool
