"""What people hear when a ticket goes from one desk or coworker to another, sleeps, or is opened again."""

from bot.desk.shorten import one_line, woven
from bot.store.tables import TicketRow


def passed_on(ticket: TicketRow, name: str, desk: str) -> str:
    """To the employee: other people look after it now; nothing needs to be said again."""
    return (
        f"{name} has passed {ticket.id} to the {desk} desk, because it is theirs to look after. They have "
        "everything said here so far, so you won't need to explain it again. Just keep writing here; "
        "I'll tell you when somebody takes it."
    )


def passed_on_privately(ticket: TicketRow, name: str, desk: str, request: str) -> str:
    """To the employee: of a private matter only what staff wrote goes to another desk.

    Where others read along the words themselves are not repeated.
    """
    alone = ticket.channel.startswith("D")
    what = f"only this: “{woven(request, 600)}”" if alone else f"only what {name} wrote for them"
    return (
        f"{name} has asked the {desk} desk to help you, as {ticket.id}. They have {what}. "
        "Nothing that was said here before went along; what you write here from now on reaches them."
    )


def went_on(ticket: TicketRow, desk: str) -> str:
    """To staff, in the thread of the card that stays behind."""
    return f"{ticket.id} is with the {desk} desk now. What is written here reaches nobody any more."


def goes_on_elsewhere(desk: str) -> str:
    """Why a private matter was closed, in its history."""
    return f"goes on at the {desk} desk"


def reason(name: str, desk: str, why: str) -> str:
    """Why it comes to a desk, on its packet."""
    told = f": {one_line(why, 300)}" if why.strip() else "."
    return f"{name} of the {desk} desk passed it on{told}"


def already_there(desk: str) -> str:
    """To staff who pass a ticket on to where it is."""
    return f"It is at the {desk} desk already, so nothing was changed."


def say_what_they_need(desk: str) -> str:
    """To staff of a private desk who pass something on without words for it."""
    return (
        f"Matters of the {desk} desk don't go to other desks as they are. "
        "Please write what the others need to know; only that goes along."
    )


def reopened(ticket: TicketRow, name: str, desk: str) -> str:
    """To the employee: staff go on with it by themselves."""
    return (
        f"{name} has opened {ticket.id} again, because it is not solved after all. It lies at the {desk} "
        "desk with everything said so far, and I'll tell you here who takes it."
    )


def instructed(name: str, coworker: str, instruction: str) -> str:
    """To staff, in the packet's thread: what the coworker was told to do."""
    return f"{name} gave this back to {coworker}, with the words: {one_line(instruction, 500)}"


def snoozed(ticket: TicketRow, name: str, until: str) -> str:
    """To staff, in the packet's thread."""
    return f"{name} put {ticket.id} to sleep until {until}. It comes back then, or as soon as there is news."


def awake(ticket: TicketRow) -> str:
    """To whoever should look at it again."""
    return f"{ticket.id} is back, as you wished."


def awake_with_news(ticket: TicketRow, name: str) -> str:
    """To whoever should look at it again before its time."""
    return f"{ticket.id} is back before its time, because {name} wrote."


def watched(ticket: TicketRow) -> str:
    """To somebody who wants to know."""
    return f"I'll tell you in our direct messages whenever {ticket.id} moves. “Stop watching” ends it."


def not_watched(ticket: TicketRow) -> str:
    """To somebody who does not want to know any more."""
    return f"I won't tell you about {ticket.id} any more."


def moved(ticket: TicketRow, what: str, name: str) -> str:
    """To somebody who watches a ticket."""
    return f"**{ticket.id}** {woven(ticket.request, 80)}\n{what.capitalize()} · {name}"
