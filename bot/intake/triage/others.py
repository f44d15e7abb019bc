"""Recognises a request on somebody else's behalf: a skill acts only for the person who writes."""

import re

from bot.intake.triage.patterns import listed, near, phrases, rules
from bot.intake.triage.words import folded

_COLLEAGUE = (
    r"\b(?:my|our|the|a|an|this) (?:\w+ )?(?:colleague|co-?worker|teammate|boss|manager|supervisor|intern|"
    r"team ?lead|assistant|direct report|trainee|apprentice|contractor)"
)
_WHOSE = rf"(?:{_COLLEAGUE}'s|\b(?:her|his|their))\b"
_THING = """password, account, login, mfa, 2fa, second factor, authenticator, laptop, computer, mailbox,
    leave, vacation, pto, token"""
_ACT = "reset, unlock, restore, book, cancel, check, fix, change, replace"
_FOR_ANOTHER = rules(
    near(_COLLEAGUE, "forgot, lost, can't, cannot, (is|was|got) locked, is sick", within=0),
    near(f"{_ACT}, forgot, lost", _WHOSE, _THING, within=1),
    near(_ACT, "for", _COLLEAGUE, within=3),
    near(_WHOSE, _THING, "is, was, has, doesn't, won't, expired, locked, slow", within=1),
)
_NAMED = re.compile(rf"\b([A-Z][a-zà-ÿ]+)['’]s (?:\w+ ){{0,2}}{phrases(_THING)}")
# A capital letter and an 's that are no person's.
_NOBODY = listed(
    """It That What There Here Let Who He She Today Yesterday Tomorrow Monday Tuesday Wednesday Thursday
    Friday Saturday Sunday Okta Windows Workday Outlook Microsoft Google Apple Slack Company Office Everyone
    Nobody"""
)


def is_for_another(text: str) -> bool:
    """Whether the message is about somebody else's account, device or leave."""
    named = (found.group(1) for found in _NAMED.finditer(text[:2_000]))
    return any(name not in _NOBODY for name in named) or bool(_FOR_ANOTHER.search(folded(text)))
