"""Recognises a question about the rules: it is answered from the handbook and sets nothing in motion."""

from bot.intake.triage.patterns import near, rules
from bot.intake.triage.words import folded

HANDBOOK = "knowledge_answer"
"""The skill that looks things up."""

_WHAT = r"\b(?:what|which|what's|whats)\b(?: [\w'-]+){0,7} "
_THE_RULES = rules(
    near("how long, how often, how many days", "by default, valid, expires?", within=6),
    "how (often|frequently) (do|must|should|shall|can|may) (i|we|one|you|people|employees)",
    "(am i|are we|is one|are you|is it|is anybody|are employees) (allowed|permitted|entitled|okay)",
    "who (may|is (allowed|entitled|permitted)|gets to)",
    """(is|are) there (a|an|any|some) (\\w+ )?(polic(y|ies)|rules?|limits?|dress code|guidelines?|allowance|
    maximum|minimum|deadline|list of)""",
    _WHAT
    + r"(?:polic(?:y|ies)|rules?|limits?|allowance|entitlement|guidelines?|(?:hotel|mileage|room) rates?)\b",
    r"^(?:the |our )?(?:hotel|mileage|room) rates?\b",
    "what (do|should|must) (i|we|you|one) do (if|when|in case)",
    "(policy|handbook|rules?) (say|says|on|about|for)",
    r"\bwhat happens (?:to|with) my\b.{0,40}\b(?:when|if|after|once) i\b",
    "do (we|employees) get (a|an|any|paid|extra|special|time|days?)",
    "on (the|our) (approved|allowed) list, on the list of (approved|allowed)",
)


# With a day in it, "am I allowed to" is a polite way to ask for that day.
_A_DAY = rules(
    """today, tomorrow, tonight, (mon|tues|wednes|thurs|fri|satur|sun)day, next (week|month),
    (on|from|until|till) the \\d+(st|nd|rd|th)"""
)


def asks_about_rules(text: str) -> bool:
    """Whether the message wants to know what is allowed, due or usual, and not that something be done."""
    plain = folded(text)
    return bool(_THE_RULES.search(plain)) and not _A_DAY.search(plain)
