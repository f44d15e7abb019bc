"""The five skills as people meet them: done, asked, refused, out of order, handed over."""

import pytest

from bot.connections.sandbox import Sandbox
from tests.stories.stage import House, buttons, everything_in

pytestmark = pytest.mark.asyncio(loop_scope="module")


def systems(house: House) -> Sandbox:
    """The company's systems, for stories in which they refuse or fall silent."""
    assert isinstance(house.bot.rooms.company, Sandbox)
    return house.bot.rooms.company


async def test_a_password_is_reset_after_one_button(office: House) -> None:
    question = await office.ben.asks("I forgot my password", gets="question")

    reply = await office.ben.presses(question, buttons(question)["Okta"], gets="reply")

    assert "one-time link" in everything_in(reply)


async def test_a_password_is_reset_after_one_line_of_text(office: House) -> None:
    question = await office.ben.asks("I forgot my password", gets="question")

    reply = await office.ben.adds(question, "it's the VPN", gets="reply")

    assert "your VPN account" in everything_in(reply)


async def test_a_locked_account_is_unlocked_on_the_way(office: House) -> None:
    await office.ada.asks("I forgot my Windows password", gets="reply", containing="I unlocked it")


async def test_a_refused_reset_goes_to_a_person_with_the_reason(office: House) -> None:
    systems(office).deny("reset_password", "root")

    await office.root.asks("I forgot my Okta password", gets="notice", containing="IT desk")

    packet = await office.sam.sees_next("packet", "Ruth Okafor", channel="it-support")
    assert "was refused" in everything_in(packet)


async def test_a_directory_that_is_down_goes_to_a_person_with_the_reason(office: House) -> None:
    systems(office).down("accounts")
    await office.sara.asks("I forgot my Okta password", gets="notice", containing="IT desk")
    systems(office).up("accounts")

    packet = await office.sam.sees_next("packet", "Sara Lindqvist needs", channel="it-support")
    assert "could not be done" in everything_in(packet)


async def test_a_disabled_account_is_for_a_person(office: House) -> None:
    await office.fay.asks("I forgot my Workday password", gets="notice", containing="IT desk")

    packet = await office.sam.sees_next("packet", "Fay Moreau needs", channel="it-support")
    assert "disabled" in everything_in(packet)


async def test_a_password_that_does_not_work_gets_a_question_and_another_try(office: House) -> None:
    question = await office.sam.asks("I forgot my password", gets="question")
    reply = await office.sam.adds(question, "okta", gets="reply")

    again = await office.sam.adds(reply, "it does not work", gets="question", containing="once more")
    second = await office.sam.presses(again, buttons(again)["Try once more"], gets="reply")

    assert "your Okta account" in everything_in(second), "which system it is was said already"


async def test_a_lost_phone_is_replaced_once_they_say_it_is_them(office: House) -> None:
    question = await office.ada.asks("I lost my phone and can't get the authenticator code", gets="question")
    assert "Is it you" in everything_in(question)

    await office.ada.adds(question, "yes", gets="reply", containing="no longer counts")


async def test_somebody_who_does_not_confirm_gets_a_person(office: House) -> None:
    question = await office.ben.asks("I lost my YubiKey and need a new second factor", gets="question")

    await office.ben.presses(question, buttons(question)["No"], gets="notice", containing="IT desk")

    packet = await office.sam.sees_next("packet", "did not confirm", channel="it-support")
    assert "Ben Iyer" in everything_in(packet)


async def test_without_a_recovery_address_a_person_checks_who_asks(office: House) -> None:
    await office.hana.asks("I lost my authenticator phone, need a new code", gets="notice", containing="IT")

    await office.sam.sees_next("packet", "no recovery address", channel="it-support")


async def test_a_laptop_with_disk_errors_goes_to_people_with_its_readings(office: House) -> None:
    question = await office.ben.asks("my laptop is so slow", gets="question", containing="Which laptop")

    await office.ben.adds(question, "CRP-2207", gets="notice", containing="IT desk")

    packet = await office.sam.sees_next("packet", "my laptop is so slow", channel="it-support")
    assert "disk errors" in everything_in(packet)


async def test_a_laptop_gets_the_one_fix_that_fits(office: House) -> None:
    question = await office.ada.asks("my laptop is slow all of a sudden", gets="question")

    reply = await office.ada.presses(question, buttons(question)["All the time"], gets="reply")

    assert "disk" in everything_in(reply)


async def test_unreachable_device_readings_go_to_a_person(office: House) -> None:
    systems(office).down("laptops")
    await office.root.asks("my laptop is very slow", gets="notice", containing="IT desk")
    systems(office).up("laptops")


async def test_leave_is_filed_with_a_form(office: House) -> None:
    question = await office.ada.asks("I'd like to book some PTO", gets="question", containing="Which days")

    await office.ada.clicks(question, "open_form")
    await office.ada.fills_in(first="2027-03-08", last="2027-03-09")

    await office.ada.sees_next("reply", "Filed as PTO", thread=question["thread_ts"])


async def test_leave_is_filed_from_one_sentence(office: House) -> None:
    reply = await office.ada.asks("please book PTO from 6 April to 7 April", gets="reply")

    assert "LV-" in everything_in(reply)


async def test_leave_in_india_has_its_own_kinds(office: House) -> None:
    question = await office.ben.asks("I need a day off on 5 April", gets="question", containing="Which kind")

    assert any("Casual" in label for label in buttons(question))


async def test_more_leave_than_is_left_is_not_filed(office: House) -> None:
    question = await office.ben.asks("I want casual leave from 1 June to 30 June", gets="question")
    assert "you have" in everything_in(question)

    await office.ben.presses(question, buttons(question)["Ask a person"], gets="notice", containing="HR desk")


async def test_leave_that_is_to_be_cancelled_goes_to_hr(office: House) -> None:
    await office.ada.asks("please cancel my vacation in March", gets="notice", containing="HR desk")

    await office.hana.sees_next("packet", "cancelled or changed", channel="hr-support")


async def test_the_leave_system_is_down(office: House) -> None:
    systems(office).down("leave_balances")
    await office.ada.asks("how many vacation days do I have left?", gets="notice", containing="HR desk")
    systems(office).up("leave_balances")


async def test_the_handbook_answers_with_the_passage_and_its_source(office: House) -> None:
    reply = await office.ada.asks("what is the travel policy for hotels in Boston?", gets="reply")

    assert "what the handbook says" in everything_in(reply)
    assert "From " in everything_in(reply)


async def test_the_handbook_does_not_say_and_nobody_is_asked(office: House) -> None:
    question = await office.ada.asks("do we have a policy on bringing pet snakes?", gets="question")

    await office.ada.presses(question, buttons(question)["No, thanks"], gets="reply", containing="All right")


async def test_the_handbook_does_not_say_and_a_person_is_asked(office: House) -> None:
    question = await office.ben.asks("do we have a policy on bringing pet snakes?", gets="question")

    await office.ben.adds(question, "yes please", gets="notice", containing="HR desk")

    await office.hana.sees_next("packet", "pet snakes", channel="hr-support")


async def test_why_says_in_a_sentence_how_it_was_read(office: House) -> None:
    reply = await office.ada.asks("I forgot my Okta password", gets="reply")

    await office.ada.clicks(reply, "why")

    await office.ada.is_told("I read this as")


async def test_leave_that_came_out_wrong_is_not_filed_again_but_goes_to_hr(office: House) -> None:
    reply = await office.root.asks("please book PTO on 22 June", gets="reply", containing="Filed")

    await office.root.adds(reply, "that is not right", gets="notice", containing="HR desk")

    await office.hana.sees_next("packet", "wrote again", channel="hr-support")
