"""A small language for rules about wording: lists of phrases, and phrases that stand near each other."""

import re

_BREAK = re.compile(r"\|\s*\n\s*")
_BRACKET = re.compile(r"\((?!\?)")


def phrases(listed: str) -> str:
    """Alternatives separated by commas; `*` is any ending, `(a|b)?` as in regular expressions.

    >>> phrases("sue*, cease and desist")
    '\\\\b(?:sue\\\\w*|cease and desist)\\\\b'
    """
    items = [" ".join(_BREAK.sub("|", item).split()) for item in listed.split(",")]
    ways = "|".join(_BRACKET.sub("(?:", item).replace("*", r"\w*") for item in items if item)
    return rf"\b(?:{ways})\b"


def near(*groups: str, within: int = 4) -> str:
    """The groups in this order in one sentence, at most `within` words between neighbours."""
    gap = rf"[,:\"]?(?: [\w'’\"-]+[,:\"]?){{0,{within}}} [\"(]?"
    return gap.join(_group(group) for group in groups)


def _group(listed: str) -> str:
    return listed if listed.startswith(("\\b", "(?")) else phrases(listed)


def rules(*written: str) -> re.Pattern[str]:
    """One pattern, found where any of the rules is; a rule that opens no group is a list of phrases."""
    return re.compile("|".join(_group(rule) for rule in written), re.DOTALL)


def listed(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())
