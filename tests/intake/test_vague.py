"""Details of something untold, and short requests that are whole."""

import pytest

from bot.intake.triage.vague import is_bare, telling_words


@pytest.mark.parametrize(
    "text",
    [
        "since monday",
        "third floor",
        "I also wrote down PO-88312",
        "desk 4.117",
        "next to the kitchen",
        "around 3pm",
        "MacBook Pro 14",
        "it started in October",
        "badge",
    ],
)
def test_a_detail_without_a_wish_is_bare(text: str) -> None:
    assert is_bare(text)


@pytest.mark.parametrize(
    "text",
    [
        "off fri",
        "wifi dead 2nd floor",
        "sick today",
        "pw reset",
        "no codes on my new Pixel",
        "HTTP 504 on billing",
    ],
)
def test_a_short_request_is_not_bare(text: str) -> None:
    assert not is_bare(text)


def test_numbers_places_and_dates_tell_nothing() -> None:
    assert telling_words("the lamp at desk 3.14 broke on Tuesday, FAC-0931") == ["lamp"]
