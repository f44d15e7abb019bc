"""Only what a person of this workspace did is let in."""

from typing import Any

import pytest

from bot.slack.admission import at_the_door


@pytest.mark.parametrize(
    "body",
    [
        {"team_id": "T1", "event": {"user": "U1"}},
        {"team": {"id": "T1"}, "user": {"id": "U1"}},
        {"team": None, "user": {"id": "U1", "team_id": "T1"}},
    ],
)
def test_people_of_the_workspace_are_let_in(body: dict[str, Any]) -> None:
    assert at_the_door(body, "T1")


@pytest.mark.parametrize(
    "body",
    [
        {"team_id": "T2", "event": {"user": "U1"}},
        {"team": {"id": "T2"}, "user": {"id": "U1"}},
        {"team_id": "T1", "event": {"user": "U1", "bot_id": "B1"}},
        {"team_id": "T1", "event": {"user": "U1", "bot_profile": {"id": "B1"}}},
        {"team_id": "T1", "event": {"subtype": "bot_message", "username": "Poll"}},
        {"team_id": "T1", "event": {"subtype": "message_changed", "message": {"bot_id": "B1"}}},
    ],
)
def test_other_workspaces_and_bots_are_not(body: dict[str, Any]) -> None:
    assert not at_the_door(body, "T1")
