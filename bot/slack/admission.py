"""Who may talk to us. The door turns away what no person of this company said; profiles are judged later."""

from collections.abc import Mapping
from typing import Any


def at_the_door(body: Mapping[str, Any], team: str) -> bool:
    """Whether a payload is worth keeping: from our workspace, from a person, not from a bot (or us)."""
    if _team(body) not in ("", team):
        return False
    event = body.get("event") or {}
    inner = event.get("message") or event
    return not (inner.get("bot_id") or inner.get("bot_profile") or inner.get("subtype") == "bot_message")


def _team(body: Mapping[str, Any]) -> str:
    team = body.get("team")
    return str(body.get("team_id") or (team.get("id", "") if isinstance(team, Mapping) else "") or "")
