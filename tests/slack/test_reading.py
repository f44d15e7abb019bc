"""Payloads become turns; what must not be kept is gone before there is a turn."""

from typing import Any

import pytest

from bot.intake.turn import Deleted, Edited, Reacted, Said
from bot.slack.reading import Reading, entries
from bot.slack.words import plain_words, scrub

ME = "U0BATON"
READING = Reading(ME, {"corp.example"})
SECRET = "Zq7!marigold-Fox"


def body(**event: Any) -> dict[str, Any]:
    """A message event in its envelope; fields may be replaced."""
    said = {
        "type": "message",
        "user": "U1",
        "text": "hello",
        "ts": "5.1",
        "channel": "D1",
        "channel_type": "im",
    }
    return {"team_id": "T1", "event": said | event}


def said(**event: Any) -> Said:
    """The same as a turn."""
    turn = READING.message(body(**event))
    assert isinstance(turn, Said)
    return turn


def test_a_direct_message_is_said_to_us_and_starts_a_thread() -> None:
    turn = said()

    assert (turn.text, turn.thread, turn.conversation) == ("hello", "5.1", "D1")
    assert turn.direct
    assert turn.addressed
    assert turn.root


def test_a_mention_is_read_without_our_name() -> None:
    turn = said(channel="C1", channel_type="channel", text=f"<@{ME}> my laptop is slow")

    assert (turn.text, turn.addressed, turn.conversation) == ("my laptop is slow", True, "C1:5.1")


def test_talk_in_a_channel_is_not_kept_and_talk_in_a_thread_may_be_an_answer() -> None:
    assert READING.message(body(channel="C1", channel_type="channel")) is None
    assert not said(channel="C1", channel_type="channel", thread_ts="4.0").addressed


def test_both_events_of_a_mention_are_the_same_thing() -> None:
    mention = {"channel": "C1", "channel_type": "channel", "text": f"<@{ME}> hello"}

    assert said(**mention).key == said(**mention, type="app_mention").key


@pytest.mark.parametrize(
    "subtype", ["channel_join", "bot_message", "channel_topic", "tombstone", "reminder_add"]
)
def test_what_nobody_said_is_no_turn(subtype: str) -> None:
    assert READING.message(body(subtype=subtype)) is None


def test_a_typed_password_is_gone_from_text_files_and_forms() -> None:
    file = {"name": f"my password is {SECRET}.txt", "url_private": f"https://files/{SECRET}.txt", "size": 3}
    turn = said(text=f"my password is {SECRET}", files=[file])

    assert SECRET not in turn.model_dump_json()
    assert turn.masked == ("password",)


def test_an_ordinary_file_keeps_its_name_and_address() -> None:
    turn = said(files=[{"name": "notes.txt", "url_private": "https://files/notes.txt", "size": 3}])

    assert (turn.files[0].name, turn.files[0].link, turn.masked) == (
        "notes.txt",
        "https://files/notes.txt",
        (),
    )


def test_an_edit_carries_the_new_words_masked() -> None:
    message = {"user": "U1", "ts": "5.1", "text": f"my password is {SECRET}"}
    turn = READING.message(body(subtype="message_changed", message=message, previous_message={"text": "x"}))

    assert isinstance(turn, Edited)
    assert SECRET not in turn.text


def test_an_edit_that_changes_no_words_or_is_a_bots_is_no_turn() -> None:
    message = {"user": "U1", "ts": "5.1", "text": "same"}

    assert READING.message(body(subtype="message_changed", message=message, previous_message=message)) is None
    assert READING.message(body(subtype="message_changed", message=message | {"bot_id": "B1"})) is None


def test_a_deletion_names_its_author_and_is_no_text() -> None:
    before = {"user": "U1", "text": "x", "ts": "5.1"}
    turn = READING.message(body(subtype="message_deleted", deleted_ts="5.1", previous_message=before))

    assert isinstance(turn, Deleted)
    assert (turn.user, turn.ts) == ("U1", "5.1")


def command(**fields: str) -> dict[str, str]:
    """A slash command's fields; they may be replaced."""
    known = {"team_id": "T1", "user_id": "U1", "channel_id": "C1", "command": "/support", "trigger_id": "1.2"}
    return known | {"text": "help", "response_url": "https://hooks.slack.com/commands/1"} | fields


def test_a_command_is_masked_too() -> None:
    turn = READING.command(command(text=f"my password is {SECRET}"))

    assert SECRET not in turn.text
    assert turn.masked == ("password",)


@pytest.mark.parametrize(
    "address", ["", "/commands/1", "file:///etc/passwd", "https://", "javascript:alert(1)"]
)
def test_a_command_without_a_place_for_its_answer_is_refused(address: str) -> None:
    with pytest.raises(ValueError):
        READING.command(command(response_url=address))


def test_entries_of_every_kind_of_field_are_read() -> None:
    values = {
        "a": {"x": {"value": "typed"}},
        "b": {"x": {"selected_option": {"value": "one"}}},
        "c": {"x": {"selected_date": "2026-01-02"}},
        "d": {"x": {"selected_user": "U2"}},
        "e": {"x": {"selected_options": [{"value": "1"}, {"value": "2"}]}},
        "f": {"x": {"value": None}},
        "g": {},
    }

    read = entries({"state": {"values": values}})

    assert read == {"a": "typed", "b": "one", "c": "2026-01-02", "d": "U2", "e": "1,2", "f": "", "g": ""}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("&lt;b&gt; &amp; &amp;lt;", "<b> & &lt;"),
        ("&copy; &#60;", "&copy; &#60;"),
        ("<https://a.example|a.example>", "https://a.example"),
        ("<https://a.example|our page>", "our page (https://a.example)"),
        ("<mailto:ada@corp.example|ada@corp.example>", "ada@corp.example"),
        ("<#C1|general> <@U2|ben> <!here> <!subteam^S1|@it>", "#general @ben @here @it"),
        (f"  <@{ME}>  ", ""),
    ],
)
def test_text_is_read_as_it_looks(text: str, shown: str) -> None:
    assert plain_words(text, ME) == shown


def test_what_no_store_takes_is_left_out() -> None:
    assert scrub({"a\0": ["b\ud800", 1, None]}) == {"a": ["b\ufffd", 1, None]}


def reacted(user: str = "U1", **event: Any) -> Reacted | None:
    """An emoji under a message, as a turn."""
    item = {"type": "message", "channel": "C1", "ts": "5.1"}
    told = {"type": "reaction_added", "user": user, "reaction": "+1", "item": item, "event_ts": "6.0"}
    return READING.reaction({"team_id": "T1", "event": told | event})


def test_an_emoji_is_put_there_and_taken_away_by_people_only() -> None:
    there, gone = reacted(), reacted(type="reaction_removed", event_ts="7.0")

    assert there is not None
    assert gone is not None
    assert (there.on, gone.on, there.conversation == gone.conversation) == (True, False, True)
    assert there.key != gone.key
    assert reacted(user=ME) is reacted(reaction="<!channel>") is reacted(item={"type": "file"}) is None


def test_what_we_edit_or_delete_ourselves_is_no_turn() -> None:
    ours = {"user": ME, "text": "new", "ts": "5.1"}

    assert READING.message(body(user=None, subtype="message_changed", message=ours)) is None
    gone = body(user=None, subtype="message_deleted", deleted_ts="5.1", previous_message=ours)
    assert READING.message(gone) is None
