"""What becomes of answers afterwards: thumbs, checks, “Why?”, and fixes that become articles."""

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.intake.school import schooling
from bot.intake.school.articles import SOLVED
from bot.learning.quality import Why
from bot.store.tables import CheckRow, DraftRow
from memory.articles import sections
from tests.playground.driver import Json
from tests.stories.stage import House, everything_in

FIX = "Renew the certificate in the VPN client under Settings, then sign in again."


@pytest.fixture(autouse=True)
def _attentive() -> Iterator[None]:
    """Articles are looked for more often than usual."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schooling, "LOOK_SECONDS", 0.05)
        yield


async def home(house: House, name: str) -> Json:
    """Somebody's Home page, as it stands once they opened it."""
    await getattr(house, name).does("home")
    await house.settles()
    page: Json = (await getattr(house, name).does("home"))["view"]
    return page


async def answered(house: House) -> Json:
    """Ada's account is unlocked by Jordan alone."""
    return await house.ada.asks("I forgot my Windows password", gets="reply", containing="I unlocked it")


async def checks(house: House) -> dict[int, tuple[str, str]]:
    """What is to be checked: ticket -> why, and what was found."""
    async with house.bot.rooms.sessions() as session:
        return {row.ticket: (row.why, row.verdict) for row in await session.scalars(select(CheckRow))}


async def solved_by_sam(house: House, about: str, fix: str) -> Json:
    """A request that Sam solved; its packet."""
    await house.ada.asks(f"can I talk to a person in IT about {about}", gets="notice")
    packet = await house.sam.sees_next("packet", about, channel="it-support")
    await house.sam.clicks(packet, "resolve")
    await house.sam.fills_in(fix=fix)
    await house.ada.sees_next("notice", "has solved T-1")
    await house.settles()
    return packet


async def test_a_thumb_down_is_checked_by_the_desk_and_is_no_reply(house: House) -> None:
    answer = await answered(house)
    await house.ada.clicks(answer, "feedback:helpful", "1|no")
    await house.ada.is_told("somebody looks at what I answered")

    page = await home(house, "sam")
    assert "Answers to check" in everything_in(page)
    assert "the employee said that it did not help" in everything_in(page)
    await house.sam.does("clicks", view_id=page["id"], action_id="check_answer:2")
    await house.settles()

    assert await checks(house) == {1: (Why.DID_NOT_HELP, "failed")}
    assert len(await house.posts("reply")) == 1
    told = await house.root.commands("/coworkers report")
    assert "0 confirmed, 0 assumed, 1 in doubt" in told
    assert "0% of 1 checked" in told


async def test_nobody_but_the_desk_sees_what_is_to_be_checked(house: House) -> None:
    await house.ada.clicks(await answered(house), "feedback:helpful", "1|no")
    await house.settles()

    for name in ("ada", "hana", "root"):
        page = everything_in(await home(house, name))
        assert "Answers to check" not in page
        assert name == "ada" or "Windows" not in page


async def test_an_answer_nobody_was_asked_about_can_be_corrected_too(house: House) -> None:
    await house.ada.clicks(await answered(house), "feedback:helpful", "1|no")
    page = await home(house, "sam")
    await house.sam.does("clicks", view_id=page["id"], action_id="wrong_route")
    words = "the label printer in the mail room prints only stripes"
    await house.sam.fills_in(right="desk:facilities", example=words, reason="That is a printer.")

    asked = await house.root.sees_next("notice", "took T-1 the wrong way")
    assert "Windows" not in everything_in(asked)
    await house.sam.sees_next("notice", "has your correction to decide about")


async def test_who_comes_back_casts_doubt_and_who_is_silent_none(house: House) -> None:
    answer = await answered(house)
    assert "0 confirmed, 1 assumed, 0 in doubt" in await house.root.commands("/coworkers report")

    await house.ada.says("it still does not work", thread_ts=answer["thread_ts"])
    await house.ada.sees_next("question", "sorry", thread=answer["thread_ts"])

    assert await checks(house) == {1: (Why.REOPENED, "")}


async def test_a_fix_becomes_an_article_once_somebody_of_the_desk_edited_it(house: House) -> None:
    folder = house.settings.articles / SOLVED
    await solved_by_sam(house, "the VPN certificate of Ada", FIX)
    assert "VPN certificate" not in everything_in(await home(house, "root"))
    page = await home(house, "sara")
    assert "Drafts for the handbook" in everything_in(page)
    assert not folder.exists()

    await house.sara.does("clicks", view_id=page["id"], action_id="edit_draft")
    await house.sara.fills_in(title="VPN: the certificate is too old", body=FIX, audience="everybody")
    async with asyncio.timeout(10):
        while not [*folder.glob("*.md")]:
            await asyncio.sleep(0.02)

    [section] = sections(folder)
    assert (section.title, section.text) == ("VPN: the certificate is too old", FIX)
    assert section.audience == frozenset()
    assert "Drafts for the handbook" not in everything_in(await home(house, "sara"))
    await house.bot.rooms.library.look()
    asked = "what should I do if the VPN certificate is too old?"
    answer = await house.ben.asks(asked, gets="reply", containing="Renew the certificate")
    assert "the certificate is too old" in everything_in(answer)
    assert "1 article made from what people solved" in await house.root.commands("/coworkers report")

    page = await home(house, "sam")
    assert "Articles of your desk" in everything_in(page)
    await house.sam.does("clicks", view_id=page["id"], action_id="withdraw_article")
    async with asyncio.timeout(10):
        while [*folder.glob("*.md")]:
            await asyncio.sleep(0.02)
    await house.bot.rooms.library.look()
    again = await house.ben.asks(asked, gets="question")
    assert "Renew the certificate" not in everything_in(again)
    assert "Articles of your desk" not in everything_in(await home(house, "sam"))


async def test_an_article_is_for_the_desk_until_somebody_says_otherwise(house: House) -> None:
    await solved_by_sam(house, "the VPN certificate", FIX)
    page = await home(house, "sam")
    await house.sam.does("clicks", view_id=page["id"], action_id="edit_draft")
    await house.sam.fills_in(title='A "quoted" title: with a colon', body=FIX)
    folder = house.settings.articles / SOLVED
    async with asyncio.timeout(10):
        while not [*folder.glob("*.md")]:
            await asyncio.sleep(0.02)

    await house.bot.rooms.library.look()
    asked = "what should I do if the VPN certificate is too old?"
    assert "Renew" not in everything_in(await house.ben.asks(asked, gets="question"))
    [section] = sections(folder)
    assert (section.title, section.audience) == ('A "quoted" title: with a colon', frozenset({"it"}))


async def test_a_dropped_draft_is_gone(house: House) -> None:
    await solved_by_sam(house, "the VPN certificate", FIX)
    page = await home(house, "sam")
    await house.sam.does("clicks", view_id=page["id"], action_id="drop_draft")
    await house.settles()

    async with house.bot.rooms.sessions() as session:
        assert (await session.scalars(select(DraftRow.state))).all() == ["dropped"]
    assert "Drafts for the handbook" not in everything_in(await home(house, "sam"))


async def test_why_tells_the_employee_in_a_sentence_and_the_desk_in_figures(house: House) -> None:
    answer = await answered(house)
    await house.ada.clicks(answer, "why")
    told = everything_in(await house.ada.is_told("The request is T-1"))
    assert "I read this as “" in told
    assert "% sure" in told
    assert "Thresholds" not in told

    await house.ben.asks("can I talk to a person in IT about the dock", gets="notice")
    packet = await house.sam.sees_next("packet", "the dock", channel="it-support")
    await house.sam.clicks(packet, "why")
    told = everything_in(await house.sam.is_told("Why T-2 went this way"))
    assert "`asked_for_person`" in told
    assert "it acts from" in told


async def test_why_names_the_passages_to_whoever_may_read_them(house: House) -> None:
    answer = await house.ada.asks("what is the travel policy for hotels in Boston?", gets="reply")
    await house.ada.clicks(answer, "why")
    assert "My answer rests on “" in everything_in(await house.ada.is_told("The request is T-1"))


async def test_why_nothing_was_done_is_told_too(house: House) -> None:
    answer = await house.ada.asks("write me a poem about the sea", gets="reply")
    await house.ada.clicks(answer, "why")
    await house.ada.is_told("nothing I or the desks behind me can help with")
