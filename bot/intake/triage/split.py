"""Cuts a message into the requests it may hold; whether they are different ones is for routing to judge."""

import re

from bot.intake.triage.patterns import phrases
from bot.intake.triage.vague import content_words

_MARK = r"(?:[-*•‣]|\d{1,2}[.)])\s+"
_LINK = phrases(
    """and also, and then also, and secondly, as well as, in addition, additionally, plus, also, besides,
    oh and, btw, by the way, (and )?another thing, second thing, secondly"""
)
_STARTS_A_WISH = phrases(
    """please, pls, can, could, would, will, i, i'd, i'm, we, my, is, are, how, what, when, where, who,
    do, does, give, get, book, reset, unlock, put, add, order, set, send, tell, let, show, check, fix,
    install, request, register, grant, cancel, apply, file, change, move, report, find, make, need, want,
    kick, start, remove, take, help, the, there, also, for"""
)
_STARTS_AFTER_COMMA = phrases(
    """please, pls, can you, could you, i need, i want, i also, and, give me, need, reset, book, put me,
    order, my"""
)
# A list item, the end of a sentence, or a word that starts another wish.
_CUTS = re.compile(
    rf"\n\s*{_MARK}|\n+|(?<=[.!?;])\s+|,?\s+{_LINK}[,:]?\s+|"
    rf",?\s*(?:\b(?:and|und|y|et)\b|&)\s+(?={_STARTS_A_WISH})|,\s+(?={_STARTS_AFTER_COMMA})",
    re.IGNORECASE,
)
_MARKER = re.compile(rf"^\s*{_MARK}")
# Without one of these a sentence only tells; it asks for nothing. Nor does "I change phones next week".
_ASKS = re.compile(
    r"\?|"
    + phrases(
        """please, pls, plz, can, could, would, need, want, like, let, forgot, forgotten, lost, broken, broke,
        slow, down, not, cannot, can't, doesn't, isn't, won't, how, what, when, where, who, starts?, starter,
        starting, kick, access, off, leak*, dead, stuck, freez*, hang*, days?, locked, expired, onboard,
        offboard, offline, flicker*, smell*, stinks?, blocked, jammed, crash*, missing, sick, ill,
        unreachable, gone, fails?, drips?, empty, invite"""
    )
    + r"|(?<!\bi )(?<!\bwe )(?<!\bthey )"
    + phrases(
        """give, get, book, reset, unlock, put, add, order, set, send, tell, show, check, fix, install,
        request, register, grant, cancel, apply, change, move, report, remove"""
    ),
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:it|this|that|them|one|these|those)\b", re.IGNORECASE)
MOST = 4
LONGEST = 2_000


def pieces(text: str) -> list[slice]:
    """Where in a message the parts stand that could each be a request of its own; one where there is one.

    What asks for nothing ("Hi,", "thanks", "I have a meeting at ten.") stays with the piece before it, or the
    first one after it, with all that stands between them. What is longer than LONGEST is a pasted document.
    """
    if len(text) > LONGEST:
        return [slice(0, len(text))]
    joined: list[slice] = []
    alone = False
    for part in _between_cuts(text):
        if alone and _could_stand_alone(text[part]):
            joined.append(part)
        else:
            joined[-1:] = [slice(joined[-1].start if joined else part.start, part.stop)]
            alone = _could_stand_alone(text[joined[-1]])
    return joined[:MOST]


def _between_cuts(text: str) -> list[slice]:
    cuts = [(cut.start(), cut.end()) for cut in _CUTS.finditer(text)]
    mark = _MARKER.match(text)
    starts = [mark.end() if mark else 0, *(end for _, end in cuts)]
    stops = [*(start for start, _ in cuts), len(text)]
    found = [
        slice(start, stop) for start, stop in zip(starts, stops, strict=True) if text[start:stop].strip()
    ]
    return found or [slice(0, len(text))]


def _could_stand_alone(part: str) -> bool:
    return len(content_words(part)) >= 2 and bool(_ASKS.search(part))


def leans(part: str) -> bool:
    """Whether a part speaks of what another part named."""
    return bool(_POINTS_BACK.search(part))
