"""Stretches of text that must not be kept, and how they give way to masks."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What sort of thing was removed; the mask names it."""

    PASSWORD = "password"  # noqa: S105
    CODE = "code"
    TOKEN = "token"  # noqa: S105
    PII = "pii"


class Span(NamedTuple):
    """Characters `start` up to `end` of a text, and what they are."""

    start: int
    end: int
    kind: Kind
    label: str


MASK = re.compile(r"\[[a-z][a-z ]{1,30} removed\]")
# What Slack writes by itself: mentions, channels, links to people, emoji. Never a secret, never split.
_MARKUP = re.compile(r"<[@#!][^<>\s]{1,80}>|(?<![\w:]):[a-z0-9_+-]{2,40}:(?!\w)")


def untouchable(text: str) -> list[tuple[int, int]]:
    """Masks put by an earlier pass and Slack's own markup."""
    return [match.span() for pattern in (MASK, _MARKUP) for match in pattern.finditer(text)]


def disjoint(spans: Iterable[Span], kept: Iterable[tuple[int, int]]) -> list[Span]:
    """The spans in order of place, none overlapping another or `kept`; the earlier in `spans` wins."""
    taken = bytearray()
    chosen: list[Span] = []
    for start, end in kept:
        _claim(taken, start, end)
    for span in spans:
        if span.end > span.start and not any(taken[span.start : span.end]):
            _claim(taken, span.start, span.end)
            chosen.append(span)
    return sorted(chosen)


def _claim(taken: bytearray, start: int, end: int) -> None:
    taken.extend(bytes(max(0, end - len(taken))))
    taken[start:end] = b"\x01" * (end - start)


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with each span replaced by `[label removed]`."""
    return "".join(_pieces(text, spans))


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[str]:
    at = 0
    for span in spans:
        yield text[at : span.start]
        yield f"[{span.label} removed]"
        at = span.end
    yield text[at:]
