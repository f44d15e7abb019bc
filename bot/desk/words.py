"""What the desk says to people: plain sentences. Names and texts in them are data; the chat room escapes."""

from collections.abc import Sequence

from bot.desk.messages import Packet
from bot.desk.shorten import woven
from bot.store.tables import TicketRow


def handed_over(packet: Packet, desk: str, then: str) -> str:
    """To the employee: who has it, what they know already, and what happens next."""
    return (
        f"I've passed this to the {desk} desk as T-{packet.ticket}. They have {_in_hand(packet)}, "
        f"so you won't need to explain it again. Anything you add here reaches them too. {then}"
    )


def soon(minutes: int) -> str:
    """To the employee: when they hear again."""
    return (
        "I'll tell you here as soon as somebody takes it; "
        f"if nobody has in {_minutes(minutes)}, I'll remind them."
    )


def _in_hand(packet: Packet) -> str:
    parts = ["your request in your own words"]
    steps = list(dict.fromkeys(woven(done.step.lower()) for done in packet.tried))
    if steps:
        parts.append(f"what I tried ({listed(steps[-3:])})")
    if packet.facts:
        parts.append(f"what you told me ({listed([woven(fact.value, 40) for fact in packet.facts[:3]])})")
    return listed(parts)


def claimed(ticket: TicketRow, name: str, desk: str) -> str:
    """To the employee: a person has it."""
    return (
        f"{name} from the {desk} desk has taken {ticket.id} and has everything you told me. "
        "Just keep writing here; your messages reach them directly."
    )


def released(ticket: TicketRow, name: str, desk: str) -> str:
    """To the employee: it lies on the desk again."""
    return (
        f"{name} has put {ticket.id} back on the {desk} desk, with everything said so far. "
        "A colleague will take it from there, and I'll tell you who."
    )


def assigned(ticket: TicketRow, name: str, desk: str) -> str:
    """To the employee: somebody else has it."""
    return f"{name} from the {desk} desk is looking after {ticket.id} now and has read what was said so far."


def assigned_to_you(ticket: TicketRow, by: str) -> str:
    """To the new assignee, in the packet's thread."""
    return f"{by} asked you to take {ticket.id}. Everything known so far is above."


def returned(ticket: TicketRow, desk: str) -> str:
    """To the employee: the coworker goes on."""
    return f"The {desk} desk asked me to carry on with {ticket.id}. You can answer here as before."


def solved(ticket: TicketRow, name: str, fix: str) -> str:
    """To the employee: what fixed it, and what to do if it did not."""
    what = (
        f"{name} has solved {ticket.id}: {woven(fix, 1000)}"
        if fix.strip()
        else f"{name} has solved {ticket.id}."
    )
    return f"{what}\n\nIf something is still wrong, write here and it goes back to the desk with all of this."


def reopened(ticket: TicketRow, desk: str) -> str:
    """To the employee, after a real reply to a solved ticket."""
    return (
        f"I've opened {ticket.id} again and told the {desk} desk. They have the whole history, "
        "and what you just wrote. I'll tell you here when somebody takes it."
    )


def reopened_for_staff(ticket: TicketRow, name: str) -> str:
    """To staff: it is back, and why."""
    return f"{name} wrote again, so {ticket.id} is open again and can be claimed. Their message follows."


def reminder(ticket: TicketRow, name: str, waited: str, next_in: str) -> str:
    """To the people of the desk: somebody waits."""
    return (
        f"{name} has been waiting for {waited} and nobody has taken {ticket.id} yet. "
        f"I'll ask again in {next_in}."
    )


def still_waiting(ticket: TicketRow, desk: str) -> str:
    """To the employee, once, when the desk was reminded the first time."""
    return (
        f"Nobody at the {desk} desk has taken {ticket.id} yet. "
        "I've just reminded them, and I'll keep an eye on it."
    )


def survey(name: str) -> str:
    """Over the survey."""
    return f"How did it go with {name}? Two clicks, and it helps us do better."


def thanks_for_rating() -> str:
    """To the employee after a click on the survey."""
    return "Thank you, that helps."


def corrected(desk: str) -> str:
    """To the employee after a correction of the packet."""
    return f"Thank you. The {desk} desk sees your correction on top of the request."


def correction_for_staff(name: str) -> str:
    """To staff, in the packet's thread."""
    return f"{name} put something right in the request above. In their words:"


def edited_earlier(name: str) -> str:
    """To staff: something said before the handover was changed."""
    return f"{name} edited an earlier message. It now reads as follows."


def deleted_earlier(name: str) -> str:
    """To staff: something said before the handover was taken back."""
    return f"{name} deleted an earlier message."


def not_staff(desk: str) -> str:
    """To somebody who pressed a button of another desk."""
    return f"This one is for the people of the {desk} desk, so nothing was changed."


def no_such_ticket(number: int) -> str:
    """To somebody who named a ticket that does not exist here."""
    return f"There is no T-{number} here, so nothing was changed."


def taken(ticket: TicketRow, holder: str) -> str:
    """To the one who came second."""
    return f"{holder} has {ticket.id} already. If you'd like to have it, ask {holder} or use Assign."


def yours_already(ticket: TicketRow) -> str:
    """To the one who clicks twice."""
    return f"{ticket.id} is yours already."


def moved_on(ticket: TicketRow) -> str:
    """To somebody whose click came after the ticket had moved."""
    return f"{ticket.id} is {ticket.state} by now, so nothing was changed."


def not_on_the_desk(name: str, desk: str) -> str:
    """To somebody who assigned to a person who does not work there."""
    return f"{name} isn't on the {desk} desk, so the ticket stays where it is."


def span(minutes: float) -> str:
    """A length of time as people say it: minutes up to 90, then hours."""
    return _minutes(round(minutes)) if minutes < 90 else f"{round(minutes / 60)} hours"


def _minutes(count: int) -> str:
    return "a minute" if count <= 1 else f"{count} minutes"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
