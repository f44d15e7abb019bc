"""Stories about forgotten passwords and locked accounts."""

import pytest

from tests.fakes_tools import FakeTools, account
from tests.skills.talk import Talk, asked, done, handed_over, labels


async def test_a_named_system_is_reset_without_any_question() -> None:
    talk = Talk("password_reset")
    text = done(await talk.says("I forgot my Okta password"))
    assert "a•••@home.example" in text
    assert talk.tools.did == [("reset_password", "Okta")]


@pytest.mark.parametrize("words", ["windos password gone", "Reset my WINDOWS login", "locked out of windows"])
async def test_typos_and_capitals_do_not_matter(words: str) -> None:
    talk = Talk("password_reset")
    done(await talk.says(words))
    assert talk.tools.did == [("reset_password", "Windows")]


async def test_what_an_account_signs_in_to_names_it_too() -> None:
    talk = Talk("password_reset")
    talk.tools.holds_accounts = [account("Okta", covers=("Salesforce", "Jira")), account("Windows")]
    assert "Okta" in done(await talk.says("Salesforce does not take my password"))


async def test_the_only_account_needs_no_question() -> None:
    talk = Talk("password_reset", FakeTools(holds_accounts=[account("Okta")]))
    done(await talk.says("forgot my password"))
    assert talk.tools.did == [("reset_password", "Okta")]


async def test_an_unnamed_system_is_asked_for_once_and_answered_in_words() -> None:
    talk = Talk("password_reset")
    assert labels(await talk.says("my password does not work")) == ["Okta", "Windows"]
    done(await talk.says("the windows one please"))
    assert talk.tools.did == [("reset_password", "Windows")]


async def test_two_named_systems_are_the_only_choices() -> None:
    talk = Talk("password_reset")
    talk.tools.holds_accounts.append(account("VPN"))
    assert labels(await talk.says("Okta or VPN password, one of them")) == ["Okta", "VPN"]


async def test_what_is_known_already_is_not_asked() -> None:
    talk = Talk("password_reset", inputs={"system": "Okta"})
    done(await talk.says("forgot my password"))


async def test_a_locked_account_is_unlocked_first() -> None:
    talk = Talk("password_reset", FakeTools(holds_accounts=[account("Windows", state="locked")]))
    assert "unlocked" in done(await talk.says("locked out"))
    assert talk.tools.did == [("unlock_account", "Windows"), ("reset_password", "Windows")]


@pytest.mark.parametrize(
    ("fields", "reason"), [({"state": "disabled"}, "disabled"), ({"recovery": ""}, "recovery address")]
)
async def test_what_a_person_has_to_decide_is_handed_over(fields: dict[str, str], reason: str) -> None:
    talk = Talk("password_reset", FakeTools(holds_accounts=[account("Okta", **fields)]))
    assert reason in handed_over(await talk.says("forgot my Okta password"))
    assert talk.tools.did == []


async def test_an_unknown_system_is_handed_over_in_the_persons_words() -> None:
    talk = Talk("password_reset")
    asked(await talk.says("cannot log in"))
    assert "the old mainframe" in handed_over(await talk.says("the old mainframe"))


async def test_a_refusal_is_handed_over() -> None:
    talk = Talk("password_reset", FakeTools(refuses={"reset_password"}))
    assert "was refused" in handed_over(await talk.says("reset my Okta password"))


async def test_a_directory_that_is_down_is_handed_over() -> None:
    talk = Talk("password_reset", FakeTools(down={"accounts"}))
    assert "does not answer" in handed_over(await talk.says("reset my Okta password"))


async def test_a_password_is_never_asked_for() -> None:
    text = done(await Talk("password_reset").says("okta password forgotten"))
    assert "never send a password" in text
