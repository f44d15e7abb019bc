"""What people are told about the border between employee and staff: what crossed, what stayed, and why."""

from bot.desk.shorten import one_line, woven
from bot.store.tables import TicketRow

SENT, STUCK, FAILED, INSIDE = "incoming_envelope", "hourglass_flowing_sand", "warning", "lock"
MARKS = frozenset({SENT, STUCK, FAILED, INSIDE})
"""Our own emoji under a message that is to cross: it is there, it is late, it could not be sent, it stays."""


def rules(requester: str, name: str) -> str:
    """To staff, in the packet's thread, when somebody takes it."""
    return (
        f"{name} has this now. What {name} writes in this thread goes to {requester} under {name}'s name; "
        "📨 under it says that it is there. A message with a line that starts with // or note: stays here, "
        "as does what others write: 🔒. To write to them too, press Join on the request."
    )


def claim_first(requester: str) -> str:
    """To staff who write in an unclaimed packet's thread."""
    return (
        f"{requester} can't see this yet. Press Claim on the request, and what you write here goes to them."
    )


def not_yours(holder: str, requester: str) -> str:
    """To staff who write in a thread somebody else owns."""
    return (
        f"{requester} doesn't see this: only {holder}, who has the ticket, writes to them from here. "
        "If you join, what you write from then on reaches them under your name."
    )


def over(requester: str, ticket: TicketRow) -> str:
    """To staff who write after the end."""
    return f"{ticket.id} is {ticket.state}, so {requester} doesn't see what is written here."


def holds_a_note(requester: str) -> str:
    """To the author of a message with a note further down."""
    return (
        f"A line of this is marked as a note, so all of it stays here. "
        f"What {requester} should read goes into a message of its own, without that line."
    )


def became_a_note(requester: str) -> str:
    """To the author who turned what had crossed into a note."""
    return (
        f"I've taken this back, because it is a note now. {requester} may have read it before; "
        "what you added since was not sent."
    )


def stays_a_note(requester: str) -> str:
    """To the author who edits what had stayed inside, so that it is no note any more."""
    return (
        f"This still stays here: what was kept inside once doesn't cross by being edited. "
        f"If {requester} should read it, please send it as a new message."
    )


def not_yours_to_edit(requester: str) -> str:
    """To the author of something that crossed while they had the ticket, and who has it no more."""
    return (
        f"You don't have this ticket any more, so {requester} still sees your message as it was. "
        "If you delete it here, it goes there too."
    )


def joined(name: str, requester: str) -> str:
    """To staff: somebody else writes to the employee now, too."""
    return f"{name} has joined: what {name} writes here from now on goes to {requester} too."


def left(name: str, requester: str) -> str:
    """To staff: somebody's words stay inside again."""
    return f"{name} no longer writes to {requester} from here: what {name} writes stays inside again."


def nobody_to_join(ticket: TicketRow) -> str:
    """To somebody who joins a ticket that nobody has."""
    return f"{ticket.id} is in nobody's hands, so there is nobody to join. Press Claim to take it."


def writes_already(requester: str) -> str:
    """To somebody who joins and need not."""
    return f"What you write here goes to {requester} already."


def unsent_to_desk() -> str:
    """To the employee, when Slack would not take their words."""
    return "Slack would not deliver your last message to the desk, so they haven't seen it. Please try again."


WHY_FILES_STAY = {
    "too_big": "it is too big",
    "type": "files of this kind are not passed on here",
    "program": "it is a program, and those are not passed on here",
    "refused_by_scan": "the check for viruses refused it",
    "unscanned": "it could not be checked for viruses",
    "gone": "Slack no longer has it",
    "elsewhere": "it is not kept by Slack",
    "public": "the desk's channel is open to the whole company",
}


def _why(code: str) -> str:
    return WHY_FILES_STAY.get(code, "Slack would not take it")


def file_stays_to_sender(name: str, code: str, other: str) -> str:
    """To whoever shared a file that was not passed on."""
    hint = "Please look for another way" if code not in {"too_big", "type"} else "A picture or a PDF works"
    if code == "too_big":
        hint = "A smaller one, or a part of it, works"
    return f"I couldn't pass “{_name(name)}” on to {woven(other)}, because {_why(code)}. {hint}."


def file_stays_to_other(name: str, code: str, sender: str) -> str:
    """To the side that does not get a file, so that nobody waits for it."""
    return (
        f"{woven(sender)} shared a file, “{_name(name)}”, that I couldn't pass on, because {_why(code)}. "
        f"I've told {woven(sender)}."
    )


def file_comes(sender: str, ticket: str, *, elsewhere: bool) -> str:
    """Above a copy of a file. `elsewhere`: it was shared in a thread that others can read."""
    about = f" about {ticket}, sent to you alone" if elsewhere else ""
    return f"From {one_line(sender)}{about}"


def _name(name: str) -> str:
    return woven(name, 100)
