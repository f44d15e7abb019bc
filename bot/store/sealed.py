"""Encryption at rest: text columns are sealed with a key derived for that purpose from BATON_SECRET_KEY."""

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from bot.errors import StoreUnavailable

SEALED = re.compile(r"[0-9a-f]{8}:gAAAA")
"""How a sealed text begins: the name of its key, and what all of Fernet's tokens have in common."""


def derive(key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose (RFC 5869, HKDF-SHA256)."""
    return HKDF(SHA256(), 32, salt=None, info=f"baton:{purpose}".encode()).derive(key)


class Vault:
    """Seals and opens text. A sealed text begins with the short name of the key that made it."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}
        self._fernets: dict[str, Fernet] = {}
        self._derived: dict[str, dict[str, bytes]] = {}
        self._current = ""
        self._again: Callable[[], Sequence[bytes]] | None = None

    def unlock(self, keys: Sequence[bytes], again: Callable[[], Sequence[bytes]] | None = None) -> None:
        """Use these 32-byte keys from now on; the first seals, all open.

        `again` reads the keys anew, for a text that somebody has sealed with one that came later.
        """
        self._again = again
        self._use(keys)

    def look_again(self) -> None:
        """Seal with a key that was made since, where there is one."""
        if self._again and (keys := self._again()) and _name(keys[0]) != self._current:
            self._use_too(keys)

    def _use_too(self, keys: Sequence[bytes]) -> None:
        # What we sealed ourselves until now is opened by us in any case.
        self._use(list(dict.fromkeys([*keys, *self._keys.values()])))

    def _use(self, keys: Sequence[bytes]) -> None:
        # In this order, because other threads seal and open meanwhile.
        self._keys = {_name(key): key for key in keys}
        self._fernets = {name: _fernet(key) for name, key in self._keys.items()}
        self._derived = {}
        self._current = _name(keys[0])

    @property
    def name(self) -> str:
        """The short name of the key that seals."""
        return self._current

    @property
    def names(self) -> tuple[str, ...]:
        """The short names of all keys, first of the one that seals."""
        return tuple(self._keys)

    def keys(self, purpose: str) -> dict[str, bytes]:
        """What is derived from each of our keys for a purpose, by its short name; first the one in use."""
        if purpose not in self._derived:
            self._derived[purpose] = {name: derive(key, purpose) for name, key in self._keys.items()}
        return self._derived[purpose]

    def seal(self, text: str) -> str:
        """Encrypt; raises KeyError before `unlock`."""
        token = self._fernets[self._current].encrypt(text.encode("utf-8", "surrogatepass"))
        return f"{self._current}:{token.decode()}"

    def open(self, sealed: str) -> str:
        """Decrypt; raises StoreUnavailable when the key that sealed it is not among ours."""
        name, _, token = sealed.partition(":")
        if name not in self._fernets and self._again and SEALED.match(sealed):
            self._use_too(self._again())
        try:
            return self._fernets[name].decrypt(token).decode("utf-8", "surrogatepass")
        except (KeyError, InvalidToken):
            raise StoreUnavailable(
                "The database was written with another BATON_SECRET_KEY; start with the key that made it."
            ) from None


def _name(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:8]


def _fernet(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derive(key, "text")))


vault = Vault()
"""The process's vault: column types cannot be handed one, so the composition root unlocks this."""


class Sealed(TypeDecorator[str]):
    """A text column that is encrypted in the file; an empty text stays empty, there is nothing to hide."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal on the way in."""
        return vault.seal(value) if value else value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Open on the way out."""
        return vault.open(value) if value else value
