"""What people hear when several report one trouble: never another's words, only what it is called."""

from bot.desk.shorten import woven
from bot.store.tables import TicketRow

UNNAMED = "the same trouble that others report"


def trouble(title: str) -> str:
    """What an incident is called, as a piece of a sentence."""
    return f"“{woven(title, 120)}”" if title.strip() else UNNAMED


def known(ticket: TicketRow, desk: str, title: str) -> str:
    """To an employee who reports what is known already."""
    return (
        f"The {desk} desk already knows about {trouble(title)}. I have added you as {ticket.id}, "
        "so you'll read here when it is solved; you don't have to do anything. "
        "If yours is something else, press the button and a person takes it."
    )


def known_again(ticket: TicketRow, desk: str, title: str) -> str:
    """To an employee who reports the same once more."""
    return (
        f"You are on the list for {trouble(title)} already, as {ticket.id}. I have passed on what you just "
        f"wrote to the {desk} desk; you'll read here when it is solved."
    )


def linked(ticket: TicketRow, desk: str, title: str) -> str:
    """To an employee whose ticket staff have put to an incident."""
    return (
        f"Several people report {trouble(title)}, and {ticket.id} is part of it. The {desk} desk looks after "
        "it for all of you at once, and I'll tell you here when it is solved. "
        "If yours is something else, press the button and a person takes it."
    )


def goes_on_as(ticket: TicketRow, lead: TicketRow, link: str) -> str:
    """To an employee who asked for the same twice: there is one ticket now."""
    where = f"[in that conversation]({link})" if link else "in that conversation"
    return (
        f"{ticket.id} is about the same as your {lead.id}, so it goes on as {lead.id}. "
        f"The answer comes {where}; what you write here reaches the same people."
    )


def solved(ticket: TicketRow, name: str, title: str, fix: str) -> str:
    """To everybody in an incident, once."""
    what = f": {woven(fix, 1000)}" if fix.strip() else "."
    return (
        f"{name} has solved {trouble(title)}{what}\n\nThat was {ticket.id}. "
        "If it still doesn't work for you, write here and it goes back to the desk."
    )


def news(desk: str, title: str, text: str) -> str:
    """To everybody in an incident, as often as staff have something to say."""
    return f"News from the {desk} desk about {trouble(title)}: {woven(text, 2000)}"


def taken_out(ticket: TicketRow, desk: str) -> str:
    """To an employee whose ticket stands by itself again."""
    return (
        f"{ticket.id} is looked at by itself now: it lies at the {desk} desk with everything you wrote, "
        "and I'll tell you here when somebody takes it."
    )


def one_more(ticket: TicketRow, name: str, people: int) -> str:
    """To staff, in the thread of the incident."""
    return f"{name} reports the same ({ticket.id}). That makes {people} people."


def one_less(ticket: TicketRow, name: str) -> str:
    """To staff, in the thread of the incident."""
    return f"{name} ({ticket.id}) is not part of this any more."


def all_told(people: int) -> str:
    """To staff, in the thread of the incident, when it is solved or there is news."""
    return f"{people} {'person has' if people == 1 else 'people have'} been told, each in their own thread."


def named(title: str) -> str:
    """To staff, in the thread of the incident: what the others read."""
    return f"People read about this as {trouble(title)}. “Name it” changes that."


def kept_apart(desk: str) -> str:
    """To staff of a desk whose matters are private."""
    return f"Matters of the {desk} desk are kept apart from person to person, so nothing was linked."


def no_lead(number: int) -> str:
    """To staff who link to what is not there."""
    return f"T-{number} doesn't wait at this desk any more, so nothing was linked."


def leads_others(ticket: TicketRow, people: int) -> str:
    """To staff who would take an incident's lead away from those who wait for it."""
    return (
        f"{ticket.id} stands for {people} more, who would wait for nobody then. "
        "Take them out first, or link them elsewhere."
    )
