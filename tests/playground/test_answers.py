"""What Slack's client objects to before a form is submitted."""

from typing import Any

import pytest

from bot.playground.answers import answer, complaint, initial
from bot.playground.workspace import Workspace

SPACE = Workspace()


@pytest.mark.parametrize(
    ("element", "value", "words"),
    [
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Please enter at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "Please enter at most 3 characters."),
        ({"type": "plain_text_input"}, "fine", ""),
        ({"type": "email_text_input"}, "me", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "example.com", "Please enter a valid URL."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a valid number."),
        (
            {"type": "number_input", "is_decimal_allowed": True, "min_value": "2"},
            "1",
            "Please enter 2 or more.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": True, "max_value": "2"},
            "3",
            "Please enter 2 or less.",
        ),
        ({"type": "multi_users_select"}, [], "Please complete this required field."),
        ({"type": "users_select"}, "ben", ""),
    ],
)
def test_an_answer_is_objected_to(element: dict[str, Any], value: Any, words: str) -> None:
    assert complaint(element, answer(SPACE, element, value), optional=False) == words


def test_an_optional_field_may_stay_empty() -> None:
    element = {"type": "plain_text_input"}
    assert complaint(element, initial(element), optional=True) == ""


def test_what_the_app_filled_in_stands_at_first() -> None:
    option = {"text": {"type": "plain_text", "text": "A"}, "value": "a"}
    assert initial({"type": "static_select", "initial_option": option})["selected_option"] == option
    assert initial({"type": "datepicker", "initial_date": "2030-01-31"})["selected_date"] == "2030-01-31"
    assert initial({"type": "checkboxes"})["selected_options"] == []
