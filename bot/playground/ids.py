"""Identifiers in Slack's shapes: message timestamps, object ids, opaque keys."""

import re
import secrets
import string
import time

_LETTERS = string.ascii_uppercase + string.digits
_TS = re.compile(r"\d{1,12}\.\d{6}")


class Stamps:
    """Message timestamps: seconds with six decimals, each later than the one before."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> str:
        """A fresh `ts`, such as `1700000000.000123`."""
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


def is_ts(text: str) -> bool:
    """Whether `text` has the form of a message timestamp."""
    return _TS.fullmatch(text) is not None


def object_id(prefix: str) -> str:
    """A fresh id such as `F7Q2K9XW0AB` for `F`."""
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(10))


def named_id(prefix: str, name: str) -> str:
    """A readable, stable id in Slack's alphabet: `named_id("U", "ada")` is `U000000ADA`."""
    letters = "".join(char for char in name.upper() if char in _LETTERS)
    return prefix + letters.rjust(9, "0")


def key() -> str:
    """An unguessable key for a URL or a ticket."""
    return secrets.token_urlsafe(18)
