"""Replies, questions, notices, relays and surveys as blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.messages import (
    Answer,
    Attachment,
    InPacketThread,
    Notice,
    Place,
    Question,
    Relay,
    Reply,
    Survey,
    Whisper,
)
from bot.intake import clicks
from bot.intake.turn import Clicked
from bot.slack.blocks import notice, question, relay, reply, survey
from bot.slack.blocks.parts import press
from skills import Choice, Field, Quote
from tests.slack.judging import anything, buttons, judge, texts

HERE = Place("D1", "1.1")


@given(anything, anything, st.lists(anything, max_size=6), anything, anything)
def test_any_reply_is_taken(text: str, greeting: str, notes: list[str], title: str, passage: str) -> None:
    judge(
        reply.render(
            Reply(
                HERE,
                text,
                "jordan",
                12,
                quotes=(Quote(title, passage, title),) * 5,
                notes=tuple(notes),
                greeting=greeting,
                offer_person=True,
                helpful=True,
                why=title,
            )
        )
    )


@given(anything, st.lists(st.tuples(anything, anything), max_size=12), st.integers(0, 130))
def test_any_question_is_taken(text: str, pairs: list[tuple[str, str]], more: int) -> None:
    choices = [Choice(label, value) for label, value in pairs] + [Choice("x", "y")] * more
    form = (Field("a", "A"),)
    judge(question.render(Question(HERE, text, "jordan", None, tuple(choices), form, (text,), text, text)))


@given(anything, anything)
def test_anything_else_is_taken(text: str, name: str) -> None:
    judge(notice.render(Notice(HERE, text, 12, offer_person=True, offer_correction=True)))
    judge(notice.private(Whisper(HERE, "U1", text)))
    judge(notice.private(Answer("address", text)))
    judge(notice.to_staff(InPacketThread("C1", "p", 12, text, ("USAM", name))))
    judge(survey.render(Survey(HERE, 12, text)))
    file = Attachment(name, name, 1_500_000, name)
    for packet in (None, "p"):
        judge(relay.render(Relay(HERE, 12, name, name, text, "c:1", (file,) * 12, packet)))


def test_a_reply_offers_what_it_says_it_offers() -> None:
    body = judge(
        reply.render(Reply(HERE, "Done", "jordan", 12, offer_person=True, why="score 0.9", helpful=True))
    )
    assert buttons(body) == {"talk_to_human": "12", "why": "12"}
    feedback = body["blocks"][-1]["elements"][0]
    assert feedback["action_id"] == "feedback:helpful"
    assert (feedback["positive_button"]["value"], feedback["negative_button"]["value"]) == ("12|yes", "12|no")


def test_a_plain_reply_has_no_buttons() -> None:
    assert [block["type"] for block in judge(reply.render(Reply(HERE, "Done", "jordan")))["blocks"]] == [
        "markdown"
    ]


def test_a_passage_is_quoted_with_its_source() -> None:
    body = judge(reply.render(Reply(HERE, "See:", "bob", 1, quotes=(Quote("Leave", "25 days", "leave.md"),))))
    assert body["blocks"][1]["elements"][0]["type"] == "rich_text_quote"
    assert "From Leave · leave.md" in list(texts(body))


def test_choices_of_skills_and_answers_carry_their_number_and_value() -> None:
    choices = (Choice("Reset a password", "skill:password_reset"), Choice("Okta", "okta"))
    body = judge(question.render(Question(HERE, "Which?", "jordan", 12, choices)))
    assert buttons(body) == {
        "choose_skill:1": "12|skill:password_reset",
        "answer:2": "12|okta",
        "talk_to_human": "12",
    }


def test_a_form_is_offered_by_a_button() -> None:
    body = judge(question.render(Question(HERE, "When?", "bob", 7, form=(Field("first", "First day"),))))
    assert buttons(body) == {"open_form": "7"}


def test_many_choices_are_a_menu() -> None:
    body = judge(
        question.render(
            Question(HERE, "Which?", "bob", 7, tuple(Choice(f"c{n}", f"v{n}") for n in range(20)))
        )
    )
    menu = body["blocks"][1]["elements"][0]
    assert (menu["type"], menu["action_id"], len(menu["options"])) == ("static_select", "answer", 20)
    assert menu["options"][3]["value"] == "7|v3"


def test_the_text_alone_names_the_choices() -> None:
    body = judge(question.render(Question(HERE, "Which?", "bob", 7, (Choice("A", "a"), Choice("B", "b")))))
    assert body["text"] == "Which? (A / B)"


def test_staff_are_mentioned_for_real_and_text_cannot_do_it() -> None:
    body = judge(notice.to_staff(InPacketThread("C1", "p", 12, "wake up <@UBOSS>", ("USAM",))))
    assert "<@USAM>" in body["text"]
    assert "<@USAM>" in body["blocks"][0]["text"]["text"]
    assert not [text for text in texts(body) if "<@UBOSS>" in text]


def test_staff_speak_under_their_own_name_and_picture() -> None:
    said = Relay(HERE, 12, "Sam\nVimes", "https://pictures.example/sam.png", "On *it*", "c:1")
    assert relay.author(said) == {"username": "Sam Vimes", "icon_url": "https://pictures.example/sam.png"}
    element = judge(relay.render(said))["blocks"][0]["elements"][0]
    assert element["type"] == "rich_text_section"
    assert element["elements"][0]["text"] == "On *it*"


def test_a_colleagues_link_to_the_company_stays_whole() -> None:
    said = Relay(HERE, 12, "Sam", "", "see https://wiki.corp.example/x", "c:1")
    assert "https://wiki.corp.example/x" in judge(relay.render(said, {"corp.example"}))["text"]
    assert "hxxps://wiki[.]corp[.]example/x" in judge(relay.render(said))["text"]


def test_the_employees_words_stand_behind_a_bar_with_the_name() -> None:
    said = Relay(HERE, 12, "Ada", "", "✅ *Status:* resolved", "d:1", packet="p")
    name, words = judge(relay.render(said))["blocks"][0]["elements"]
    assert name["elements"][0]["text"] == "Ada writes:"
    assert words["type"] == "rich_text_quote"
    assert relay.author(said) == {}


def test_what_staff_quote_stands_behind_a_bar_for_the_employee() -> None:
    said = Relay(HERE, 12, "Sam", "", "> my laptop is slow\n>since Monday\nSince which update?\n>", "d:1")
    kinds = judge(relay.render(said))["blocks"][0]["elements"]
    assert [(one["type"], one["elements"][0]["text"]) for one in kinds] == [
        ("rich_text_quote", "my laptop is slow\nsince Monday"),
        ("rich_text_section", "Since which update?"),
        ("rich_text_quote", " "),
    ]


def test_files_are_named_with_their_size() -> None:
    said = Relay(HERE, 12, "Ada", "", "", "d:1", (Attachment("log.txt", "text/plain", 2_300, "x"),), "p")
    assert "📎 log.txt (2 kB, text/plain)" in list(texts(judge(relay.render(said))))


def test_the_survey_takes_one_click_for_each_answer() -> None:
    values = buttons(judge(survey.render(Survey(HERE, 12, "How was it?"))))
    assert values["feedback:5"] == "12|5"
    assert values["feedback:repeat_yes"] == "12|repeat:yes"
    assert set(values.values()) == {f"12|{choice}" for choice in (*clicks.RATINGS, *clicks.REPEATED)}


def pressed(value: str) -> tuple[int, str]:
    """The ticket and the choice that a click with this value is about."""
    place = {"channel": "C", "ts": "1.0", "thread": "1.0"}
    click = Clicked(key="k", team="T", user="U", conversation="c", action="answer", choice=value, **place)
    return click.ticket, click.value


@given(st.integers(1, 999_999_999), st.text(max_size=1_900))
def test_a_press_is_read_as_it_was_made(ticket: int, choice: str) -> None:
    assert pressed(press(ticket, choice)) == (ticket, choice)


@given(st.text())
def test_a_forged_value_breaks_nothing(value: str) -> None:
    number, _ = pressed(value)
    assert number >= 0


@pytest.mark.parametrize("value", ["", "x", "-1|a", "1e3", "٣", "9" * 30])
def test_values_of_others_have_no_ticket(value: str) -> None:
    assert pressed(value)[0] == 0


def test_no_ticket_is_written_as_zero() -> None:
    assert pressed(press(None, "x")) == (0, "x")
