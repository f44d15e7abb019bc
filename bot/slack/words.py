"""Reads Slack's message text as plain words: mentions, links and escapes become what a person sees."""

import re
from typing import Any

TOKEN = re.compile(r"<([^<>]*)>")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_words(text: str, me: str = "") -> str:
    """Text as it looks on the screen; a mention of `me` (our user id) is left out."""
    shown = TOKEN.sub(lambda found: _shown(found[1], me), text)
    # Slack escapes these three and nothing else; `&amp;` last, so that a typed "&lt;" stays as it was typed.
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _shown(token: str, me: str) -> str:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return "" if target[1:] == me else f"@{label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    return _link(target, label)


def _link(target: str, label: str) -> str:
    address = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in (target, address) or address.endswith(f"//{label}"):
        return address
    return f"{label} ({address})"


def scrub(value: Any) -> Any:
    """The same JSON value without what no store takes: lone surrogates and NUL characters."""
    if isinstance(value, str):
        return LONE_SURROGATE.sub("\ufffd", value).replace("\0", "")
    if isinstance(value, list):
        return [scrub(item) for item in value]
    if isinstance(value, dict):
        return {scrub(key): scrub(item) for key, item in value.items()}
    return value
