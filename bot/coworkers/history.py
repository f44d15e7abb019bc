"""What a coworker did, for whom, why, and what came of it, in words a manager reads."""

from collections.abc import Sequence

from bot.coworkers.rooms import CommandRooms
from bot.coworkers.words import clock, fitted, harmless
from bot.governance.audit import Outcome
from bot.store.tables.audit import AuditRow

DEEDS = {
    "accounts": "looked at the accounts",
    "reset_password": "sent a link to choose a new password",
    "unlock_account": "unlocked an account",
    "factors": "looked at the second factors",
    "reset_factor": "removed a second factor and sent a link to enrol a new one",
    "laptops": "looked up the laptops",
    "device_health": "read the health of a laptop",
    "leave_balances": "looked at the days of leave",
    "request_leave": "filed a request for leave",
    "search_handbook": "searched the handbook",
    "hand_over": "handed the request to people",
}
ENDS = {
    Outcome.INTENDED: "no result is recorded",
    Outcome.DONE: "done",
    Outcome.FAILED: "it failed",
    Outcome.REFUSED: "refused",
}


async def history(rooms: CommandRooms, called: str, rows: Sequence[AuditRow], zone: str) -> str:
    """The rows as Markdown, in the order given; `zone` is the reader's."""
    if not rows:
        return f"{called} has done nothing that fits yet."
    lines = [f"- {await line(rooms, row, zone)}" for row in rows]
    head = f"**What {called} did**, newest first (times: {zone})"
    return fitted([head, *lines], "- … and {left} older ones.", between="\n")


async def line(rooms: CommandRooms, row: AuditRow, zone: str) -> str:
    """One row as one line: when, what, for whom, how it ended, why."""
    whom = f" for {await rooms.name_of(row.on_behalf_of)}" if row.on_behalf_of else ""
    ticket = f" (T-{row.ticket})" if row.ticket is not None else ""
    why = f" Why: {harmless(row.why, 200)}" if row.why else ""
    return f"{clock(row.at, zone)} · {deed(row.action)}{whom}{ticket}: **{ENDS[Outcome(row.outcome)]}**.{why}"


def deed(action: str) -> str:
    """An action as a person would tell it."""
    return DEEDS.get(action, harmless(action.replace("_", " ")))
