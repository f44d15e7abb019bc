"""A bare wish for a person, written as a message of its own: it is about what was being talked about."""

from tests.stories.stage import House, everything_in


async def test_after_messages_of_their_own_one_packet_reaches_the_right_desk(house: House) -> None:
    for text in (
        "my laptop has been so slow since the update",
        "its tag is CRP-1042",
        "it shows error 0x80070057",
        "it is worse in Excel",
    ):
        await house.ada.says(text)
        await house.settles()
    asked = await house.ada.says("can I talk to someone")

    packet = await house.sam.sees_next("packet", channel="it-support")
    await house.ada.sees_next("notice", "IT desk", thread=asked)
    await house.settles()

    details = [m for m in await house.sam.sees("it-support") if m.get("thread_ts") == packet["ts"]]
    shown = "".join(map(everything_in, details))
    for identifier in ("CRP-1042", "0x80070057"):
        assert identifier in shown
    assert len(await house.posts("packet")) == 1


async def test_the_talk_goes_on_where_the_person_was_asked_for(house: House) -> None:
    await house.ada.asks("my laptop has been so slow since the update", gets="question")
    asked = await house.ada.says("let me talk to a human please")
    packet = await house.sam.sees_next("packet", "so slow", channel="it-support")
    await house.sam.clicks(packet, "claim")
    await house.ada.sees_next("notice", "Sam", thread=asked)

    await house.sam.says("Hello Ada", channel="it-support", thread_ts=packet["ts"])

    await house.ada.sees_next("relay", "Hello Ada", thread=asked)


async def test_nothing_of_a_leave_request_reaches_the_it_desk(house: House) -> None:
    await house.ada.asks("I'd like to book some time off for my surgery", gets="question")
    await house.ada.asks("my laptop has been so slow since the update", gets="question")

    await house.ada.says("can I talk to someone")

    packet = await house.sam.sees_next("packet", channel="it-support")
    await house.settles()
    details = [m for m in await house.sam.sees("it-support") if m.get("thread_ts") == packet["ts"]]
    assert "surgery" not in "".join(map(everything_in, [packet, *details]))


async def test_asking_again_while_nobody_has_it_is_answered_and_passed_on(house: House) -> None:
    asked = await house.ada.says("can I talk to someone in IT about my laptop")
    packet = await house.sam.sees_next("packet", channel="it-support")

    await house.ada.says("can I please talk to someone", thread_ts=asked)

    await house.ada.sees_next("notice", "you asked again", thread=asked)
    await house.sam.sees_next("relay", "please talk", channel="it-support", thread=packet["ts"])


async def test_what_was_solved_and_something_else_stays_out_of_the_packet(house: House) -> None:
    await house.ada.asks("I forgot my Okta password", gets="reply")
    question = await house.ada.asks("my laptop has been so slow since the update", gets="question")

    await house.ada.adds(question, "can I talk to someone", gets="notice")

    packet = await house.sam.sees_next("packet", channel="it-support")
    await house.settles()
    details = [m for m in await house.sam.sees("it-support") if m.get("thread_ts") == packet["ts"]]
    assert "one-time link" not in "".join(map(everything_in, [packet, *details]))


async def test_a_detail_after_a_fix_that_did_not_help_brings_a_person(house: House) -> None:
    question = await house.ada.asks("my laptop has been so slow since the update", gets="question")
    fixed = await house.ada.adds(question, "all the time", gets="reply")
    again = await house.ada.adds(fixed, "still slow, it shows error 0x80070057", gets="question")

    await house.ada.adds(again, "and my meeting starts at 14:00", gets="notice")

    await house.sam.sees_next("packet", "did not solve it", channel="it-support")
