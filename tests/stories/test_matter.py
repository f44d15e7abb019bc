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
