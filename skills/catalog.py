"""The catalogue: every skill folder, read and checked; a broken one never takes the others down."""

import hashlib
import importlib
import inspect
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from skills.badges import read_badge
from skills.contract import MAX_STEPS, Badge, Step
from skills.faults import Broken, Fault
from skills.gather import steps_for

BUILT_IN = Path(__file__).parent


@dataclass(frozen=True)
class Skill:
    """A skill that can run. `code_hash` changes when its behaviour may have changed."""

    badge: Badge
    steps: tuple[Step, ...]
    code_hash: str
    folder: Path


@dataclass(frozen=True)
class Catalog:
    """The skills by name, and what is wrong with the folders that are not among them."""

    skills: Mapping[str, Skill]
    faults: tuple[Fault, ...] = ()


def load(folders: Sequence[Path] = (BUILT_IN,)) -> Catalog:
    """Read `<folder>/<name>/skill.toml` and `skill.py` in each of these folders."""
    skills: dict[str, Skill] = {}
    lost = [place for place in folders if not place.is_dir()]
    faults = [Fault(str(place), "the folder", "There is no such folder of skills.") for place in lost]
    for folder in skill_folders(folders):
        try:
            skill = read_skill(folder)
        except Broken as broken:
            faults.extend(broken.faults)
            continue
        if twin := skills.get(skill.badge.name):
            sentence = f"There is a skill of this name already, in {twin.folder}."
            faults.append(Fault(str(folder / "skill.toml"), "name", sentence))
        else:
            skills[skill.badge.name] = skill
    return Catalog(skills, tuple(faults))


def skill_folders(folders: Sequence[Path]) -> Iterator[Path]:
    """The folders that mean to be a skill, by name within each place."""
    for place in filter(Path.is_dir, folders):
        for folder in sorted(place.iterdir()):
            if (folder / "skill.toml").exists() or (folder / "skill.py").exists():
                yield folder


def read_skill(folder: Path) -> Skill:
    """One skill; raises Broken. Without `skill.py` it asks for the badge's inputs and hands over."""
    badge = read_badge(folder / "skill.toml")
    code = folder / "skill.py"
    steps = read_steps(code) if code.exists() else steps_for(badge)
    return Skill(badge, steps, code_hash(badge, folder), folder)


def read_steps(code: Path) -> tuple[Step, ...]:
    """The steps in the order in which the file defines them; raises Broken."""
    try:
        module = import_folder(code.parent)
    except Exception as error:
        raise Broken(Fault(str(code), line_of(error, code), f"Python says: {error}.")) from None
    steps = tuple(value for value in vars(module).values() if isinstance(value, Step))
    if faults := [Fault(str(code), "steps", sentence) for sentence in step_faults(steps)]:
        raise Broken(*faults)
    return steps


def import_folder(folder: Path) -> ModuleType:
    """The folder's `skill.py`, freshly imported in a package of its own, so that `from .x` works there."""
    package = "skill_" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    # A copy first: other threads may be importing meanwhile.
    for name in [name for name in list(sys.modules) if name.partition(".")[0] == package]:
        del sys.modules[name]
    root = ModuleType(package)
    root.__path__ = [str(folder)]
    sys.modules[package] = root
    importlib.invalidate_caches()
    return importlib.import_module(f"{package}.skill")


def line_of(error: Exception, code: Path) -> str:
    """Where in the file it went wrong."""
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}"
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == str(code)]
    return f"line {lines[-1]}" if lines else "the whole file"


def step_faults(steps: Sequence[Step]) -> Iterator[str]:
    """What keeps these steps from being a skill."""
    titles = [step.title for step in steps]
    if not steps:
        yield 'There is no step; put @step("…") before an async function.'
    if len(steps) > MAX_STEPS:
        yield f"There are {len(steps)} steps; a skill has at most {MAX_STEPS}."
    if len(set(titles)) < len(titles):
        yield "Two steps have the same title; each needs its own."
    for step in steps:
        if not inspect.iscoroutinefunction(step.run):
            yield f"“{step.title}” is not an async function."


def code_hash(badge: Badge, folder: Path) -> str:
    """A digest of the folder's code and of what the badge lets it do."""
    digest = hashlib.sha256(repr((badge.desk, badge.inputs, badge.tools, badge.risk)).encode())
    for file in sorted(folder.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
