"""The secret keys: read from the settings, or made once into the folder of an embedded store."""

import base64
import binascii
import secrets
from collections.abc import Sequence
from pathlib import Path

from bot.errors import ConfigurationError
from bot.settings import Settings
from bot.store.sealed import vault

LOOK_SECONDS = 5.0
"""So often a running Baton looks whether there is a new key."""


def secret_keys(settings: Settings) -> list[bytes]:
    """The 32-byte keys, first the one that encrypts; made once into the folder in embedded mode.

    Raises ConfigurationError when a key is malformed, or missing with PostgreSQL.
    """
    if settings.baton_secret_key is not None:
        return [_decode(key) for key in settings.baton_secret_key.get_secret_value().split(",")]
    if not settings.embedded:
        raise ConfigurationError(
            "BATON_SECRET_KEY is missing. With PostgreSQL every replica needs the same key; "
            "`python -c 'import secrets, base64; "
            "print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())'` makes one."
        )
    path = key_file(settings)
    try:
        settings.folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make_key(path)
        return [_decode(key) for key in path.read_text().split(",")]
    except OSError as error:
        raise ConfigurationError(
            f"The folder {settings.folder} cannot be written ({error.strerror}); "
            "Baton keeps its database and key there. DATABASE_URL can name another place."
        ) from None


def key_file(settings: Settings) -> Path:
    """Where the keys of an embedded store lie, unless BATON_SECRET_KEY is set."""
    return settings.folder / "secret.key"


def put_in_front(path: Path, older: Sequence[bytes]) -> None:
    """Make a new key, which seals from now on; the file keeps these older ones behind it."""
    _write(path, ",".join(_encode(key) for key in (secrets.token_bytes(32), *older))).replace(path)


def _write(path: Path, text: str) -> Path:
    """A file beside this one that nobody else on the machine reads."""
    made = path.with_suffix(f".{secrets.token_hex(8)}")
    made.touch(mode=0o600)
    made.write_text(text)
    return made


def _encode(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode()


def _make_key(path: Path) -> None:
    """Two replicas that start at once use the same key: the one whose file had the name first."""
    made = _write(path, _encode(secrets.token_bytes(32)))
    try:
        path.hardlink_to(made)
    except FileExistsError:
        return
    finally:
        made.unlink()


def _decode(text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text.strip())
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise ConfigurationError(
            "BATON_SECRET_KEY must be 32 bytes in URL-safe base64; several are separated by commas."
        )
    return key


async def look_again() -> None:
    """Use a new key, where `baton keys rotate` has made one."""
    vault.look_again()
