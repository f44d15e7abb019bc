"""Plain words out of a chat message: folded, typos mended towards known words, pasted logs set aside."""

import re
import unicodedata
from functools import lru_cache

from bot.intake.triage.emoji import spelled_out

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'"})
_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]{1,30}:")
_MENTION = re.compile(r"<[@#!][^<>\n]{1,80}>")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LOG_LINE = re.compile(
    r"\d{1,2}:\d{2}:\d{2}[.,]?\d*|^\s*(?:at |File \"|Traceback|Caused by|#\d+ |>>>|\$ |\+ |\|)|"
    r"\b(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE)\b|0x[0-9a-f]{6,}|[{}<>;=\\]{3,}|\w+\.\w+\.\w+\(",
    re.IGNORECASE,
)
LONGEST = 20_000
READ = 420


def folded(text: str) -> str:
    """Small letters, no accents, telling emoji as words, one space between; at most LONGEST characters."""
    straight = spelled_out(text[:LONGEST]).translate(_APOSTROPHES)
    if straight.isascii():
        return " ".join(straight.lower().split())
    plain = unicodedata.normalize("NFKD", straight).lower()
    kept = "".join(ch for ch in plain if not unicodedata.combining(ch) and not _is_invisible(ch))
    return " ".join(kept.split())


def _is_invisible(ch: str) -> bool:
    return unicodedata.category(ch) == "Cf"


def tokens(text: str) -> list[str]:
    """The words of an already folded text; mentions and emoji shortcodes are none."""
    return _WORD.findall(_MENTION.sub(" ", _SHORTCODE.sub(" ", text)))


def prose(text: str) -> str:
    """What a person wrote: pasted log lines left out, at most READ characters of the beginning and the end.

    A message that is nothing but log lines keeps its first ones, for there is nothing else to go on.
    """
    lines = [line for line in spelled_out(text[:LONGEST]).splitlines() if line.strip()]
    own = [line for line in lines if not _LOG_LINE.search(line)] if len(lines) > 2 else lines
    whole = "\n".join(own or lines[:4]).strip()
    return whole if len(whole) <= READ else f"{whole[: READ * 2 // 3]} … {whole[-READ // 3 :]}"


def mended(text: str, known: frozenset[str], real: frozenset[str] = frozenset()) -> str:
    """The words of a folded text with near misses of `known` words replaced; words in `real` are left alone.

    A near miss starts with the same letter and is one edit away (two from eight letters on), a swap of
    neighbours counting as one edit (Damerau, 1964).
    """
    targets = tuple(sorted(known))
    return _WORD.sub(lambda found: _nearest(found.group(), targets, real), text)


@lru_cache(maxsize=16_384)
def _nearest(word: str, targets: tuple[str, ...], real: frozenset[str]) -> str:
    if len(word) < 4 or len(word) > 24 or word in targets or word in real:
        return word
    close = (target for target in targets if _is_near(word, target))
    return next(close, word)


def _is_near(word: str, target: str) -> bool:
    allowed = 2 if len(target) >= 8 else 1
    return word[0] == target[0] and abs(len(word) - len(target)) <= allowed and edits(word, target) <= allowed


def edits(one: str, other: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours that turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row, last = row, [i], before
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            swapped = i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b
            row.append(min(best, last[j - 2] + 1) if swapped else best)
    return row[-1]
