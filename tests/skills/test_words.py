"""Names in people's words: spellings, typos, yes and no."""

import pytest

from skills.words import agrees, mentioned

NAMES = {"Windows": ("Windows",), "E-mail": ("E-mail", "Outlook"), "US": ("US",), "key": ("hardware key",)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WINDOWS!", ["Windows"]),
        ("my windos", ["Windows"]),
        ("no email since outlook updated", ["E-mail"]),
        ("two e-mails", ["E-mail"]),
        ("please let us in", []),
        ("in the US", ["US"]),
        ("lost the hardware keys", ["key"]),
        ("the window is open and windows too", ["Windows"]),
        ("", []),
    ],
)
def test_names_are_found(text: str, expected: list[str]) -> None:
    assert mentioned(text, NAMES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", True),
        ("Yep, it's me", True),
        ("no", False),
        ("no thanks", False),
        ("I did not", False),
        ("yes and no", None),
        ("yes but I can't read it", None),
        ("👍", True),
        (":+1:", True),
        ("👎🏽", False),
        ("maybe", None),
        ("", None),
    ],
)
def test_yes_and_no(text: str, expected: bool | None) -> None:
    assert agrees(text) is expected
