"""Internal notes: which of the staff's messages are for colleagues only, whatever surrounds the mark."""

import re
import unicodedata
from collections.abc import Sequence

from bot.settings.relay import NOTES

UNSEEN = frozenset({"Cf", "Cc", "Co", "Cn"})
BEFORE = re.compile(r"[\s>*_~`•·|-]|\d{1,2}[.)](?=\s)|@\S+")
"""What may stand before a mark without making it less of one: quotes, emphasis, bullets, a name."""


class Notes:
    """Knows the marks that begin a note."""

    def __init__(self, marks: Sequence[str] = NOTES) -> None:
        self._marks = tuple(_bare(mark).strip() for mark in marks)

    def begin(self, text: str) -> bool:
        """Whether a message begins with a mark: it is a note, and its author knows it."""
        lines = [line for line in text.splitlines() if line.strip()]
        return bool(lines) and self._marked(lines[0])

    def within(self, text: str) -> bool:
        """Whether any line begins with a mark. Such a message does not cross, nor does a part of it."""
        return any(self._marked(line) for line in text.splitlines())

    def _marked(self, line: str) -> bool:
        rest = _bare(line)
        while rest:
            if rest.startswith(self._marks):
                return True
            before = BEFORE.match(rest)
            if before is None:
                return False
            rest = rest[before.end() :]
        return False


def _bare(line: str) -> str:
    """The line as it looks: full-width forms are like others, and what nobody sees is not there."""
    seen = "".join(one for one in line if unicodedata.category(one) not in UNSEEN or one == "\t")
    plain = unicodedata.normalize("NFKC", seen).replace("\ufe0f", "").replace("\ufe0e", "")
    return re.sub(r"\s+:", ":", plain.casefold())
