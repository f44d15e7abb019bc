"""Stories about lost second factors."""

import pytest

from skills import Factor
from tests.fakes_tools import FakeTools, account
from tests.skills.talk import Talk, asked, done, handed_over, labels


async def test_a_named_factor_is_replaced_after_one_confirmation() -> None:
    talk = Talk("mfa_recovery")
    question = asked(await talk.says("got a new phone, authenticator app is empty"))
    assert "iPhone" in question.question
    assert "a•••@home.example" in question.question
    assert talk.tools.did == []
    assert "a•••@home.example" in done(await talk.says("yes, it is me"))
    assert talk.tools.did == [("reset_factor", "f-app")]


async def test_an_unnamed_factor_is_asked_for() -> None:
    talk = Talk("mfa_recovery")
    assert labels(await talk.says("2fa reset please")) == ["Authenticator on your iPhone", "YubiKey 5C"]
    assert "YubiKey" in asked(await talk.says("YubiKey 5C")).question


async def test_the_only_factor_needs_no_question() -> None:
    only = [Factor("f-key", "key", "YubiKey 5C", "lost")]
    talk = Talk("mfa_recovery", FakeTools(holds_factors=only))
    assert asked(await talk.says("cannot sign in, second step fails")).fills == "confirmed"


async def test_a_factor_marked_lost_is_the_one_that_is_meant() -> None:
    factors = [Factor("a", "app", "Phone", "active"), Factor("k", "key", "YubiKey", "lost")]
    talk = Talk("mfa_recovery", FakeTools(holds_factors=factors))
    assert "YubiKey" in asked(await talk.says("mfa broken cant get in")).question


@pytest.mark.parametrize("answer", ["no", "No, that was not me", "nope"])
async def test_without_confirmation_nothing_is_removed(answer: str) -> None:
    talk = Talk("mfa_recovery")
    await talk.says("lost my yubikey")
    assert "did not confirm" in handed_over(await talk.says(answer))
    assert talk.tools.did == []


@pytest.mark.parametrize("answer", ["what happens then?", "yes, but I can't read mail there"])
async def test_an_answer_that_is_neither_yes_nor_no_changes_nothing(answer: str) -> None:
    talk = Talk("mfa_recovery")
    await talk.says("lost my yubikey")
    assert asked(await talk.says(answer)).fills == "confirmed"
    assert talk.tools.did == []


async def test_without_a_recovery_address_a_person_checks_who_asks() -> None:
    talk = Talk("mfa_recovery", FakeTools(holds_accounts=[account("Okta", recovery="")]))
    assert "recovery address" in handed_over(await talk.says("lost my yubikey"))


async def test_without_any_factor_a_person_checks_who_asks() -> None:
    talk = Talk("mfa_recovery", FakeTools(holds_factors=[]))
    assert "no second factor" in handed_over(await talk.says("lost my phone"))


async def test_a_refusal_is_handed_over() -> None:
    talk = Talk("mfa_recovery", FakeTools(refuses={"reset_factor"}))
    await talk.says("lost my yubikey")
    assert "was refused" in handed_over(await talk.says("yes"))


async def test_a_directory_that_is_down_is_handed_over() -> None:
    talk = Talk("mfa_recovery", FakeTools(down={"factors"}))
    assert "does not answer" in handed_over(await talk.says("lost my yubikey"))
