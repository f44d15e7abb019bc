"""Reading what was typed after `/coworkers`."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.coworkers.words import harmless
from bot.governance.access import Action

WORDS = {
    "help": Action.COWORKERS_HELP,
    "list": Action.COWORKERS_LIST,
    "show": Action.COWORKERS_SHOW,
    "org": Action.COWORKERS_ORG,
    "status": Action.COWORKERS_STATUS,
    "audit": Action.COWORKERS_AUDIT,
    "pause": Action.COWORKERS_PAUSE,
    "resume": Action.COWORKERS_RESUME,
    "corrections": Action.COWORKERS_CORRECTIONS,
    "lessons": Action.COWORKERS_LESSONS,
    "rollback": Action.COWORKERS_ROLLBACK,
    "report": Action.COWORKERS_REPORT,
    "facts": Action.COWORKERS_FACTS,
    "fact": Action.COWORKERS_FACT,
}
ABOUT_ONE = {Action.COWORKERS_SHOW, Action.COWORKERS_AUDIT, Action.COWORKERS_PAUSE, Action.COWORKERS_RESUME}


@dataclass(frozen=True)
class Wish:
    """What somebody typed, understood: the action, the coworker it is about, and the rest."""

    action: Action
    name: str = ""
    rest: str = ""


@dataclass(frozen=True)
class Puzzle:
    """What somebody typed, not understood: a sentence that helps."""

    sentence: str


def understand(text: str, names: Sequence[str]) -> Wish | Puzzle:
    """Read a command; `names` are the coworkers its author may see. A name alone means: show it."""
    word, _, after = text.strip().partition(" ")
    name, _, rest = after.strip().partition(" ")
    word, name = word.casefold(), name.casefold().lstrip("@")
    if word.lstrip("@") in names:
        return Wish(Action.COWORKERS_SHOW, word.lstrip("@"))
    action = WORDS.get(word or "list")
    if action is None:
        return Puzzle(_no_such("command", word, [*WORDS, *names], "/coworkers {}"))
    if action not in ABOUT_ONE:
        return Wish(action, rest=after.strip())
    example = names[0] if names else "jordan"
    if not name:
        return Puzzle(f"Which coworker do you mean? For example: `/coworkers {word} {example}`.")
    if name not in names:
        return Puzzle(_no_such("coworker", name, names, f"/coworkers {word} {{}}"))
    return Wish(action, name, rest.strip())


def _no_such(thing: str, typed: str, known: Sequence[str], example: str) -> str:
    close = [each for each in known if each.startswith(typed)] or get_close_matches(typed, known, n=1)
    hint = (
        f"Did you mean `{example.format(close[0])}`?" if close else "`/coworkers help` lists what there is."
    )
    return f'I know no {thing} "{harmless(typed, 40)}". {hint}'
