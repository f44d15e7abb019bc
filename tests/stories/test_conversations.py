"""How people talk: several things at once, in new threads, in channels, with commands, after a restart."""

import asyncio

import pytest

from tests.playground.driver import Json
from tests.stories.stage import House, buttons, everything_in, kind_of, ticket_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

KEPT_TO_ITSELF = ("jordan", "bob")


async def test_two_requests_get_one_answer_and_a_ticket_each(office: House) -> None:
    text = "can you reset my Okta password and book Friday off as PTO"

    reply = await office.ada.asks(text, gets="reply")
    await office.settles()

    assert "one-time link" in everything_in(reply)
    assert "Filed as PTO" in everything_in(reply)
    assert len(await office.posts(thread=reply["thread_ts"])) == 1
    assert "T-2" in await office.ada.commands("/support mine")


async def test_of_two_questions_the_second_comes_after_the_first_answer(office: House) -> None:
    text = "I forgot my password and I need a day off on 5 April"
    first = await office.ben.asks(text, gets="question")
    assert len(await office.ben.seen("question", thread=first["thread_ts"])) == 1

    second = await office.ben.adds(first, "Okta", gets="question", containing="Which kind")
    assert "one-time link" in everything_in(second)

    await office.ben.adds(second, "casual", gets="reply", containing="Filed as casual")


async def test_an_answer_in_a_new_message_is_taken_and_said_so(office: House) -> None:
    await office.ada.asks("I forgot my password", gets="question")

    reply = await office.ada.asks("Workday", gets="reply")

    assert "took this as the answer" in everything_in(reply)
    assert "your Workday account" in everything_in(reply)


async def test_another_request_beside_an_open_question_is_a_new_one(office: House) -> None:
    question = await office.sam.asks("I forgot my password", gets="question")

    reply = await office.sam.asks("how many vacation days do I have left?", gets="reply")

    assert ticket_of(reply) != ticket_of(question)
    await office.sam.adds(question, "okta", gets="reply", containing="one-time link")


async def test_what_was_said_once_is_not_asked_again_in_a_new_thread(office: House) -> None:
    question = await office.sara.asks("how many vacation days do I have left?", gets="question")
    await office.sara.adds(question, "US", gets="reply", containing="PTO")

    await office.sara.asks("and how much sick leave do I have left?", gets="reply", containing="sick")


async def test_a_coworker_says_once_who_it_is(office: House) -> None:
    first = await office.hana.asks("I forgot my Okta password", gets="notice")
    await office.hana.asks("hello", gets="reply", containing="AI coworker")

    again = await office.hana.asks("good morning", gets="reply")

    assert first["thread_ts"] != again["thread_ts"]
    assert "AI coworker" not in everything_in(again)


async def test_a_masked_password_is_said_to_be_masked(office: House) -> None:
    text = "I forgot my Okta password, the old one was password: Tr0ub4dor&3x"

    await office.ben.asks(text, gets="reply", containing="masked")


async def test_a_mention_is_answered_in_its_thread(office: House) -> None:
    question = await office.ada.asks("@Baton I forgot my password", "question", channel="general")

    await office.ada.adds(question, "okta", gets="reply", containing="one-time link")
    await office.settles()

    assert len(await office.posts("reply", question["thread_ts"])) == 1, "message and mention are one"


async def test_a_bystander_in_the_thread_is_left_alone(office: House) -> None:
    question = await office.ada.asks("@Baton I forgot my password", "question", channel="general")

    await office.ben.says("Windows", channel="general", thread_ts=question["thread_ts"])
    await office.settles()

    assert len(await office.posts(thread=question["thread_ts"])) == 1


async def test_a_channel_that_talks_to_nobody_hears_nothing(office: House) -> None:
    said = await office.ben.says("my laptop is so slow today", channel="general")
    await office.settles()

    assert await office.posts(thread=said) == []


async def test_two_people_mention_the_bot_in_one_thread(office: House) -> None:
    question = await office.ada.asks("@Baton my laptop is slow", "question", channel="general")

    await office.ben.says("@Baton I forgot my Okta password", "general", thread_ts=question["thread_ts"])

    await office.ben.sees_next("reply", "one-time link", channel="general", thread=question["thread_ts"])


async def test_support_alone_opens_a_form_whose_answer_comes_as_a_message(office: House) -> None:
    await office.fay.does("commands", channel="general", command="/support", text="")
    answer = await office.fay.fills_in(request="")
    assert "request" in answer["errors"]

    await office.fay.fills_in(request="I forgot my Okta password")

    await office.fay.sees_next("reply", "one-time link")


async def test_a_request_by_command_stays_in_one_thread(office: House) -> None:
    assert "direct messages" in await office.root.commands("/support I forgot my password")
    question = await office.root.sees_next("question", "get into")

    await office.root.presses(question, buttons(question)["Okta"], gets="reply")


async def test_a_person_can_be_asked_for_by_command(office: House) -> None:
    await office.fay.commands("/support talk to a person about my payslip")

    told = await office.fay.sees_next("notice", "HR desk")

    await office.hana.sees_next("packet", f"{ticket_of(told)} ·", channel="hr-support")


async def test_requests_memories_and_help_by_command(office: House) -> None:
    await office.ben.asks("I forgot my Okta password", gets="reply")

    assert "solved" in await office.ben.commands("/support mine")
    assert "remember" in await office.ben.commands("/support remember")
    assert "/support forget me" in await office.ben.commands("/support help")
    assert "forgotten" in await office.ben.commands("/support forget me")
    assert "Nothing yet" in await office.ben.commands("/support remember")


async def test_what_is_remembered_is_told_when_asked(office: House) -> None:
    await office.ada.asks("I forgot my Okta password", gets="reply")

    await office.ada.asks("what do you remember about me?", gets="reply", containing="/support forget me")


async def test_an_admin_looks_after_the_coworkers(office: House) -> None:
    listed = await office.root.commands("/coworkers list")
    assert "Jordan" in listed
    assert "Bob" in listed
    assert "Replace a lost second factor" in await office.root.commands("/coworkers show jordan")
    assert "Ruth Okafor" in await office.root.commands("/coworkers org")
    assert "running" in await office.root.commands("/coworkers status")
    assert "/coworkers pause" in await office.root.commands("/coworkers help")
    assert "Did you mean" in await office.root.commands("/coworkers paus jordan")
    assert "Ada Osei" in await office.root.commands("/coworkers audit jordan")


async def test_an_employee_is_told_kindly_that_coworkers_are_not_for_them(office: House) -> None:
    for text in ("/coworkers", "/coworkers show jordan", "/coworkers pause jordan"):
        answer = (await office.ada.commands(text)).casefold()
        assert "sorry" in answer
        assert not any(name in answer for name in KEPT_TO_ITSELF)


async def test_a_paused_coworker_s_requests_go_to_people_at_once(office: House) -> None:
    assert "paused" in await office.root.commands("/coworkers pause jordan too many resets")
    async with asyncio.timeout(5):
        told = await office.ada.asks("I forgot my Okta password", gets="notice", containing="IT desk")
    packet = await office.sam.sees_next("packet", f"{ticket_of(told)} ·", channel="it-support")
    assert "paused" in everything_in(packet)

    both = "can you reset my Okta password and book next Monday off as PTO"
    await office.ada.asks(both, gets="reply", containing="Filed as PTO")

    assert "already paused" in await office.root.commands("/coworkers pause jordan")
    assert "back at work" in await office.root.commands("/coworkers resume jordan")
    await office.ada.asks("I forgot my Okta password", gets="reply", containing="one-time link")


async def test_pause_on_home_does_what_the_command_does(office: House) -> None:
    view = await _home(office, "root")

    await office.root.does("clicks", view_id=view["id"], action_id="pause", value="bob")
    await office.settles()

    assert "Resume Bob" in everything_in(office.playground.space.views.home("U00000ROOT") or {})
    view = await _home(office, "root")
    await office.root.does("clicks", view_id=view["id"], action_id="resume", value="bob")
    await office.settles()
    assert "paused" not in await office.root.commands("/coworkers status")


async def test_home_shows_each_what_is_theirs(office: House) -> None:
    pages = {name: everything_in(await _home(office, name)) for name in ("ada", "sam", "root")}

    assert "Your requests" in pages["ada"]
    assert "Waiting at IT" in pages["sam"]
    assert "Waiting at" not in pages["ada"]
    assert "Pause Jordan" in pages["root"]
    assert "Pause" not in pages["ada"] + pages["sam"]


async def test_help_on_home_opens_the_form(office: House) -> None:
    view = await _home(office, "ben")

    await office.ben.does("clicks", view_id=view["id"], action_id="open_form")
    await office.ben.fills_in(request="I forgot my GitHub password")

    await office.ben.sees_next("reply", "your GitHub account")


async def test_a_person_is_one_button_away_on_home(office: House) -> None:
    view = await _home(office, "fay")

    await office.fay.does("clicks", view_id=view["id"], action_id="talk_to_human")

    await office.fay.sees_next("question", "Which team")


async def _home(house: House, name: str) -> Json:
    """The Home page of a person who has just opened it."""
    await getattr(house, name).does("home")
    await house.settles()
    view: Json = (await getattr(house, name).does("home"))["view"]
    await house.settles()
    return view


async def test_first_messages_are_suggested_to_employees(office: House) -> None:
    await office.ben.does("home", tab="messages")
    await office.settles()

    prompts = await office.playground.space.journal.find(
        lambda row: row["what"] == "prompts" and row["data"]["channel"].endswith("BEN")
    )
    assert len(prompts["data"]["prompts"]) == 4


async def test_guests_and_other_companies_get_a_polite_no_and_nothing_else(office: House) -> None:
    said = await office.guest.says("I forgot my Okta password")
    await office.settles()

    assert [kind_of(m) for m in await office.posts(thread=said)] == ["notice"]
    assert "employees" in await office.guest.commands("/support mine")


async def test_a_status_line_shows_while_a_skill_works(office: House) -> None:
    before = office.playground.space.journal.last
    reply = await office.ada.asks("I forgot my Okta password", gets="reply")

    row = await office.playground.space.journal.find(lambda row: row["what"] == "status", before)

    assert row["data"]["thread_ts"] == reply["thread_ts"]
    assert "working" in row["data"]["status"]


async def test_an_unknown_form_or_button_is_simply_ignored(office: House) -> None:
    question = await office.ada.asks("I forgot my password", gets="question")
    await office.ben.clicks(question, buttons(question)["Okta"])
    await office.settles()

    assert await office.posts("reply", question["thread_ts"]) == []


async def test_what_can_you_do_is_answered_with_what_can_be_done(office: House) -> None:
    await office.ben.asks("what can you do?", gets="reply", containing="Replace a lost second factor")


async def test_thanks_for_nothing_in_particular_is_welcome(office: House) -> None:
    await office.ben.asks("thanks", gets="reply", containing="You're welcome")


async def test_more_of_the_same_in_a_solved_thread_is_a_request_of_its_own(office: House) -> None:
    reply = await office.ada.asks("please book PTO on 8 June", gets="reply", containing="Filed")

    again = await office.ada.adds(reply, "please book PTO on 9 June too", gets="reply")

    assert ticket_of(again) != ticket_of(reply)
    assert "9 June" in everything_in(again)
