"""Who speaks of something that was there before, and who asks for nothing but that."""

from datetime import UTC, datetime

import pytest

from bot.intake.last_time import ASKS, REFERS, in_month_meant


@pytest.mark.parametrize(
    "text",
    [
        "what did you do last time?",
        "How was the scanner fixed in March?",
        "hey, who sorted this out last year?",
        "what was it last time?",
        "What was the fix back then?",
    ],
)
def test_a_question_about_back_then(text: str) -> None:
    assert ASKS.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "how many vacation days did I take in March?",
        "how do I book leave in March?",
        "what was the policy in March?",
        "Can you do it like last time?",
        "what can I do before the demo?",
        "who works in March?",
    ],
)
def test_a_question_about_something_else(text: str) -> None:
    assert not ASKS.search(text)


@pytest.mark.parametrize(
    ("text", "refers"),
    [
        ("the scanner jams, like last time in March", True),
        ("same problem as in March", True),
        ("this has happened before", True),
        ("Okta locks me out, same as last week", True),
        ("I need it before Friday", False),
        ("my last laptop was faster", False),
        ("I like March", False),
    ],
)
def test_a_request_like_an_earlier_one(text: str, refers: bool) -> None:
    assert bool(REFERS.search(text)) is refers


def test_a_month_that_is_named_is_the_month_meant() -> None:
    march = datetime(2026, 3, 9, tzinfo=UTC)
    assert in_month_meant("like in march", march)
    assert in_month_meant("like last time", march)
    assert not in_month_meant("like in April", march)
