"""Matters no machine may handle: whose they are, and how a message is told to be one."""

import re
from enum import StrEnum

from bot.intake.triage import matters
from bot.intake.triage.words import folded


class Never(StrEnum):
    """Why a message goes to a person whatever else it says; the most urgent first."""

    MEDICAL = "medical"
    SECURITY = "security_incident"
    GRIEVANCE = "grievance"
    TERMINATION = "termination"
    LEGAL = "legal"


DESKS = {
    Never.MEDICAL: "hr",
    Never.SECURITY: "it",
    Never.GRIEVANCE: "hr",
    Never.TERMINATION: "hr",
    Never.LEGAL: "hr",
}
REASONS = {
    Never.MEDICAL: "This sounds like somebody's health, so a person takes it. "
    "If anybody is in danger, call the emergency number first.",
    Never.SECURITY: "This sounds like a security incident, so a person takes it at once.",
    Never.GRIEVANCE: "How people treat each other is for a person to hear, in confidence.",
    Never.TERMINATION: "The end of somebody's employment is for people to handle.",
    Never.LEGAL: "This sounds like a legal matter, so a person takes it.",
}
_TOLD: dict[Never, re.Pattern[str]] = {
    Never.MEDICAL: matters.MEDICAL,
    Never.SECURITY: matters.SECURITY,
    Never.GRIEVANCE: matters.GRIEVANCE,
    Never.TERMINATION: matters.TERMINATION,
    Never.LEGAL: matters.LEGAL,
}
# Past this, a message is a pasted document: what it is about stands at its beginning or its end.
READ = 4_000


def never_automated(text: str) -> Never | None:
    """The category that keeps every machine out of this message, or None.

    A question about the rules themselves ("where is the harassment policy?") is not such a matter; it becomes
    one as soon as the message tells of something that happened to somebody.
    """
    plain = folded(text if len(text) <= READ else f"{text[: READ // 2]} … {text[-READ // 2 :]}")
    if matters.IN_GENERAL.search(plain) and not matters.HAPPENED.search(plain):
        return None
    if matters.AILING.search(plain) and not matters.DAY_AT_HOME.search(plain):
        return Never.MEDICAL
    return next((kind for kind, told in _TOLD.items() if told.search(plain)), None)
