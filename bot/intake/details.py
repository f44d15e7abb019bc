"""Tells a detail of what is being talked about ("its tag is LT-1002") from a request of its own."""

import re

from memory.summary import identifiers

CONTINUES = re.compile(
    r"^(it|its|it's|that|that's|this|these|those|they|also|and|but|or|since|from|on|at|in|because|after|"
    r"before|only|the (tag|error|serial|number|code|message|room|order)\b)\b",
    re.IGNORECASE,
)
SHORT_WORDS = 3
LONGEST_WORDS = 14


def is_detail(text: str) -> bool:
    """Whether a text only makes sense as part of something: it points back, or is but a name or number."""
    words = text.split()
    if not words or len(words) > LONGEST_WORDS or text.rstrip().endswith("?"):
        return False
    return bool(CONTINUES.match(text.strip()) or len(words) <= SHORT_WORDS or identifiers(text))
