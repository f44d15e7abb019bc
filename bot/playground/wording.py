"""What a person types, as Slack stores it: escaped, with mentions, channels and addresses as tokens."""

import re
from collections.abc import Callable

from bot.playground.workspace import Workspace

_TOKEN = re.compile(
    r"<(?:[@#!][A-Za-z0-9_^.-]+(?:\|[^<>]*)?|https?://[^<>|\s]+(?:\|[^<>]*)?|mailto:[^<>|\s]+(?:\|[^<>]*)?)>"
)
_ADDRESS = re.compile(r"(?<![\w@/])https?://[^\s<>|]*[^\s<>|.,;:!?)\]'\"]")
_EMAIL = re.compile(r"(?<![\w@/:|.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_MENTION = re.compile(r"(?<![\w@/])@([A-Za-z]+)\b")
_CHANNEL = re.compile(r"(?<![\w#/&])#([a-z0-9_-]+)")
_EVERYBODY = frozenset({"channel", "here", "everyone"})


def as_stored(space: Workspace, typed: str) -> str:
    """Typed text in Slack's wire form; tokens that are there already stay as they are."""
    parts: list[str] = []
    end = 0
    for token in _TOKEN.finditer(typed):
        parts += [_tokens(space, typed[end : token.start()]), token.group()]
        end = token.end()
    return "".join([*parts, _tokens(space, typed[end:])])


def _tokens(space: Workspace, plain: str) -> str:
    pieces: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = [
        (_ADDRESS, lambda match: f"<{_escaped(match.group())}>"),
        (_EMAIL, lambda match: f"<mailto:{match.group()}|{match.group()}>"),
        (_MENTION, lambda match: _mention(space, match)),
        (_CHANNEL, lambda match: _channel(space, match)),
    ]
    return _replaced(plain, pieces)


def _replaced(plain: str, pieces: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]) -> str:
    if not pieces:
        return _escaped(plain)
    (pattern, made), *others = pieces
    parts: list[str] = []
    end = 0
    for match in pattern.finditer(plain):
        parts += [_replaced(plain[end : match.start()], others), made(match)]
        end = match.end()
    return "".join([*parts, _replaced(plain[end:], others)])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _mention(space: Workspace, match: re.Match[str]) -> str:
    name = match.group(1).lower()
    if name in _EVERYBODY:
        return f"<!{name}>"
    known = {account.name: account.id for account in space.people.everybody()}
    known[space.people.app.real_name.lower()] = space.people.app_id
    return f"<@{known[name]}>" if name in known else match.group()


def _channel(space: Workspace, match: re.Match[str]) -> str:
    channel = space.channels.named(match.group(1))
    return f"<#{channel.id}|{channel.name}>" if channel else match.group()
