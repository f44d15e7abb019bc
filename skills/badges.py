"""Reading a skill's badge, `skill.toml`, with every fault named in plain words."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from skills.contract import Badge, Tools
from skills.faults import Broken, Fault

TOOLS = frozenset(name for name in vars(Tools) if not name.startswith("_"))

MISSING = {
    "when": "say when to use the skill (its trigger)",
    "examples": "give at least five example requests",
    "output": "say what the person has in the end",
    "hands_over": "say when a person takes over",
    "desk": "name the desk that takes over",
    "owner": "name the team that looks after the skill",
    "tools": "list the tools the skill may use",
    "review_by": "give the date by which somebody reads the badge again",
}


def read_badge(file: Path) -> Badge:
    """The badge in this file; raises Broken with one fault for each thing to mend."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Broken(Fault(str(file), "the whole file", f"This is not valid TOML: {error}.")) from None
    except OSError as error:
        raise Broken(Fault(str(file), "the whole file", f"It cannot be read ({error.strerror}).")) from None
    try:
        badge = Badge.model_validate(data)
    except ValidationError as error:
        raise Broken(*(Fault(str(file), key_of(e), sentence_of(e)) for e in error.errors())) from None
    if faults := [Fault(str(file), key, sentence) for key, sentence in contradictions(badge, file)]:
        raise Broken(*faults)
    return badge


def key_of(error: ErrorDetails) -> str:
    """`inputs.0.label` becomes `inputs[1].label`, counting as people do."""
    key = ""
    for part in error["loc"]:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return key.lstrip(".")


def sentence_of(error: ErrorDetails) -> str:
    """What is wrong and what to do about it."""
    key = str(error["loc"][-1])
    advice = MISSING.get(key, "give it a value")
    match error["type"]:
        case "missing":
            return f"It is missing; {advice}."
        case "string_too_short" | "too_short":
            return f"It is too short; {advice}."
        case "extra_forbidden":
            return "A badge has no such key; check the spelling."
        case "string_pattern_mismatch":
            return "Use small letters and underscores only."
        case _:
            return f"{error['msg']}."


def contradictions(badge: Badge, file: Path) -> Iterator[tuple[str, str]]:
    """What is well formed but cannot be meant: (key, sentence)."""
    if badge.name != file.parent.name:
        yield "name", f"It says “{badge.name}”, but the folder is called “{file.parent.name}”."
    for tool in badge.tools:
        if tool not in TOOLS:
            yield "tools", f"There is no tool “{tool}”; the tools are {', '.join(sorted(TOOLS))}."
    for wanted in badge.inputs:
        if not compiles(wanted.pattern):
            yield f"inputs.{wanted.name}.pattern", "This is not a valid regular expression."


def compiles(pattern: str) -> bool:
    """Whether this is a regular expression."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
