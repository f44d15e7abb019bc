"""Secrets as people type them, and whether one of them stands in a text. None was ever real."""

import re

SECRETS = {
    "my password is Zq7!marigold-Fox": "Zq7!marigold-Fox",
    "password: Kestrel#4471-blue": "Kestrel#4471-blue",
    "the token is ghp_9hQ2mZr5TtLx7VbW1nKc8DfGy3JpSa0EuIoM": "ghp_9hQ2mZr5TtLx7VbW1nKc8DfGy3JpSa0EuIoM",
    "key AKIAZ7QJ4XWBN2MTRC5D was in the script": "AKIAZ7QJ4XWBN2MTRC5D",
    "my card is 4539 1488 0343 6467": "4539 1488 0343 6467",
    "the code on my phone says 830 417, code 830417": "830417",
}


def found_in(text: str) -> list[str]:
    """The secrets that stand in a text; a longer number that happens to hold a code is none."""
    return [secret for secret in SECRETS.values() if re.search(rf"(?<!\d){re.escape(secret)}(?!\d)", text)]
