"""What seals text before it reaches a table. The bot brings a real one."""

from typing import Protocol


class Cipher(Protocol):
    """Seals and opens text; `open(seal(text)) == text`."""

    def seal(self, text: str) -> str:
        """What may stand in a table."""

    def open(self, sealed: str) -> str:
        """The text again."""


class Plain:
    """Keeps text as it is, for tests and machines of one's own."""

    def seal(self, text: str) -> str:
        """The text itself."""
        return text

    def open(self, sealed: str) -> str:
        """The text itself."""
        return sealed
