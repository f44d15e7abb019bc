"""Questions about the rules, and requests that only sound like them."""

import pytest

from bot.intake.triage.policy import asks_about_rules


@pytest.mark.parametrize(
    "text",
    [
        "How often must I change my password?",
        "are we allowed to bring dogs",
        "who may use the gym",
        "how long is a badge for visitors valid",
        "Is there a dress code?",
        "what is the travel policy for hotels in Boston?",
        "hotel rate Madrid",
        "what happens to my phone number when I leave",
        "what should I do when I get a strange mail",
    ],
)
def test_a_question_about_the_rules_is_heard(text: str) -> None:
    assert asks_about_rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "am I allowed to take Friday off?",
        "how am I supposed to sign in without my phone",
        "Yusuf is leaving, what happens with his laptop?",
        "change my password",
        "who can give me access to the finance folder",
        "what is wrong with the VPN",
        "how long until my new laptop arrives",
    ],
)
def test_a_request_is_no_question_about_the_rules(text: str) -> None:
    assert not asks_about_rules(text)
