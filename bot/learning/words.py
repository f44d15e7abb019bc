"""What people who teach are told. Names and texts in the sentences are data, made harmless by the caller."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.learning.corrections import Figures

TOO_LATE = "Somebody has decided about this already, so nothing was changed."
INVITATION = (
    "You said that this belonged elsewhere. “Wrong route” on the request teaches where such requests go."
)
REJECTED = "Rejected. Requests like this go on as before, and whoever proposed it is told."


def waits(manager: str, figures: Figures) -> str:
    """To the author: it is written down, and who decides."""
    return (
        f"Thank you. {manager} has your correction to decide about. "
        f"What it would do to the examples and lessons there are: {figures}."
    )


def harmful(figures: Figures, lost: Sequence[str]) -> str:
    """Why a correction is refused, with the figures."""
    wrong = f" These would go wrong because of it: {_quoted(lost)}." if lost else ""
    return f"This correction is refused, because it would make things worse: {figures}.{wrong}"


def idle(reason: str) -> str:
    """Why a correction would change nothing."""
    return (
        f"This correction is refused: it would change nothing, because a stricter rule comes first. {reason}"
    )


@dataclass(frozen=True)
class Told:
    """A correction as its manager reads it; all of it harmless text."""

    author: str
    coworker: str
    ticket: str
    text: str
    before: str
    right: str
    reason: str
    figures: Figures


def to_decide(told: Told) -> str:
    """To the manager: what somebody says was wrong, and what accepting it would do."""
    return (
        f"**{told.author} says that {told.coworker} took {told.ticket} the wrong way**\n> {told.text}\n"
        f"It went to: {told.before}\nIt should have gone to: {told.right}\nWhy: “{told.reason}”\n"
        "If you accept it, requests much like this one go there from then on. "
        f"What that does to the examples and lessons there are: {told.figures}."
    )


def accepted(who: str, where: str, version: int, figures: Figures) -> str:
    """To the author: it holds from now on."""
    return (
        f"{who} has accepted the correction. Requests much like this one go here from now on: {where} "
        f"(lesson {version}; {figures})."
    )


def rejected(who: str) -> str:
    """To the author: it was turned down."""
    return f"{who} has rejected the correction. Requests like this one go on as before."


def taught(version: int, where: str) -> str:
    """To whoever accepted it."""
    return (
        f"Accepted as lesson {version}: {where}. Every replica follows it within a minute; "
        f"`/coworkers rollback {version - 1}` takes it back."
    )


def own(names: Sequence[str]) -> str:
    """To somebody who would accept what they proposed themselves."""
    return f"It takes two people, and this correction is your own. {' or '.join(names)} can decide about it."


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)
