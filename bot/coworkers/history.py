"""What a coworker did, for whom, why, and what came of it, in words a manager reads."""

from collections.abc import Sequence

from bot.coworkers.rooms import CommandRooms
from bot.coworkers.words import clock, fitted, harmless
from bot.governance.audit import Outcome
from bot.store.tables.audit import AuditRow

DEEDS = {
    "accounts": ("looked at the accounts", "look at the accounts"),
    "reset_password": ("sent a link to choose a new password", "send a link to choose a new password"),
    "unlock_account": ("unlocked an account", "unlock an account"),
    "factors": ("looked at the second factors", "look at the second factors"),
    "reset_factor": ("replaced a second factor", "replace a second factor"),
    "laptops": ("looked up the laptops", "look up the laptops"),
    "device_health": ("read the health of a laptop", "read the health of a laptop"),
    "leave_balances": ("looked at the days of leave", "look at the days of leave"),
    "request_leave": ("filed a request for leave", "file a request for leave"),
    "search_handbook": ("searched the handbook", "search the handbook"),
    "hand_over": ("handed the request to people", "hand the request to people"),
}
"""Actions as told after they were done, and as they are attempted."""


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
    return f"{clock(row.at, zone)} · {told(row.action, Outcome(row.outcome), whom + ticket)}{why}"


def told(action: str, outcome: Outcome, whom: str = "") -> str:
    """An action and its end as a person would tell it, as one sentence."""
    name = harmless(action)
    done, attempt = DEEDS.get(action, (f'did "{name}"', f'do "{name}"'))
    sentences = {
        Outcome.DONE: f"{done}{whom}.",
        Outcome.FAILED: f"tried to {attempt}{whom}; it **failed**.",
        Outcome.REFUSED: f"tried to {attempt}{whom}; it was **refused**.",
        Outcome.INTENDED: f"began to {attempt}{whom}; **how it ended is not recorded**.",
    }
    return sentences[outcome]
