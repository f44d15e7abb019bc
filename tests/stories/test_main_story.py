"""The story Baton exists for: ask, answer, hand over, claim, talk, resolve, and nobody repeats themselves."""

from tests.stories.stage import House, everything_in


async def test_a_forgotten_password_is_done_in_the_thread_without_a_person(house: House) -> None:
    asked = await house.ada.says("I forgot my Okta password")

    reply = await house.ada.sees_next("reply", "one-time link", thread=asked)

    assert "AI coworker" in everything_in(reply)
    assert await house.sam.seen("packet", channel="it-support") == []


async def test_a_slow_laptop_is_looked_at_and_fixed_or_handed_over(house: House) -> None:
    asked = await house.ada.says("my laptop has been so slow since the update")

    question = await house.ada.sees_next("question", "when is it slow", thread=asked)

    await house.ada.clicks(question, "answer:3")

    await house.ada.sees_next("reply", thread=asked)


async def test_a_person_takes_over_with_everything_in_hand(house: House) -> None:
    asked = await house.ada.says("my laptop LT-1001 makes a grinding noise, can I talk to someone in IT?")
    packet = await house.sam.sees_next("packet", "grinding noise", channel="it-support")
    await house.ada.sees_next("notice", "IT", thread=asked)

    await house.sam.clicks(packet, "claim")
    await house.ada.sees_next("notice", "Sam", thread=asked)
    await house.sara.clicks(packet, "claim")
    await house.sara.is_told("Sam")

    await house.sam.says("Does it also do that on battery?", channel="it-support", thread_ts=packet["ts"])
    await house.ada.sees_next("relay", "on battery", thread=asked)
    await house.ada.says("yes, always", thread_ts=asked)
    await house.sam.sees_next("relay", "yes, always", channel="it-support")

    await house.sam.clicks(packet, "resolve")
    await house.sam.fills_in(fix="Replaced the fan")
    await house.ada.sees_next("notice", "Replaced the fan", thread=asked)
    survey = await house.ada.sees_next("survey", thread=asked)
    await house.ada.clicks(survey, "feedback:5")
    await house.ada.is_told("thank")

    assert len(await house.posts("packet")) == 1
    assert await house.posts("reply") == []
