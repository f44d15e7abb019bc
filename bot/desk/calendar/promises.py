"""What the desk says about time and turns: who is back when, who is next, what is due or late."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.calendar.hours import said
from bot.desk.shorten import woven
from bot.desk.words import listed, span
from bot.store.tables import TicketRow

TARGET = {"first_response": "a first answer", "resolution": "a solution"}


def back(desk: str, moment: datetime, now: datetime, zone: ZoneInfo, number: int, *, closed: bool) -> str:
    """To the employee: nobody is there, when they are back, and how many come first."""
    why = (
        f"The {desk} desk is closed right now"
        if closed
        else f"Everybody at the {desk} desk is away right now"
    )
    return (
        f"{why}. {desk} is back {said(moment, now, zone)} ({zone.key}); "
        f"you are number {number}. I'll tell you here as soon as somebody takes it."
    )


def not_their_language(desk: str, languages: Sequence[str]) -> str:
    """To the employee: in which languages the desk answers."""
    return f"The people of the {desk} desk answer in {listed(languages)}."


def on_call(ticket: TicketRow) -> str:
    """To whoever is on call: it is for them to take."""
    return f"You're on call: {ticket.id} is yours to take, or to give to somebody."


def lease_asks(ticket: TicketRow, requester: str, quiet: str, until: str) -> str:
    """To the assignee: is it still theirs?"""
    return (
        f"{ticket.id} has been quiet for {quiet}. Write to {requester} here, put it on hold, or release it; "
        f"otherwise it goes back to the desk {until}."
    )


def lease_ran_out(ticket: TicketRow, former: str) -> str:
    """To whoever is next, and to the desk: it is free again."""
    return f"{former} hasn't got to {ticket.id}, so it is back on the desk. Could you take it?"


def left(ticket: TicketRow, former: str) -> str:
    """To whoever is next: its assignee is not here any more."""
    return f"{former} no longer works at this desk, so {ticket.id} is back on it. Could you take it?"


def away(ticket: TicketRow, former: str) -> str:
    """To whoever is next: its assignee is out of office."""
    return f"{former} is out of office, so {ticket.id} is back on the desk. Could you take it?"


def back_in_line(ticket: TicketRow, former: str, desk: str, asked: str) -> str:
    """To the employee: somebody else will take it, and nothing is lost."""
    who = f"I've asked {asked} to take it" if asked else "I've asked the others there to take it"
    return (
        f"{former} couldn't get to {ticket.id}, so it is with the {desk} desk again. {who}. "
        "Everything said so far goes with it; you don't need to repeat anything."
    )


def for_you(ticket: TicketRow, desk: str, text: str) -> str:
    """The same, to one person in their own messages."""
    return f"{text} It is in the {desk} desk's channel, as {ticket.id}."


def due_soon(ticket: TicketRow, requester: str, what: str, until: str) -> str:
    """To whoever has it, or should: the target is near."""
    return f"{ticket.id}: {requester} was promised {TARGET[what]} by {until}."


def missed(ticket: TicketRow, requester: str, what: str, target: timedelta, *, again: bool) -> str:
    """To those to whom it is escalated."""
    waits = "still waits" if again else "waits"
    return (
        f"{ticket.id}: {requester} {waits} for {TARGET[what]}; "
        f"the desk's target of {length(target)} is missed."
    )


def waits_for_you(ticket: TicketRow, name: str) -> str:
    """To the employee: it is their turn."""
    return f"{name} needs your answer to go on with {ticket.id}. Just write it here."


def on_hold(ticket: TicketRow, name: str, because: str, until: str) -> str:
    """To the employee: why nothing happens for a while."""
    when = f" until {until}" if until else ""
    return (
        f"{name} has put {ticket.id} on hold{when}: {woven(because, 500)}\n\n"
        "You don't need to do anything. What you write here still reaches them."
    )


def goes_on(ticket: TicketRow, name: str) -> str:
    """To the employee, after a hold."""
    return f"{name} is going on with {ticket.id}."


def hold_is_over(ticket: TicketRow) -> str:
    """To the assignee: the day has come."""
    return f"{ticket.id} was on hold until today. It is your turn again."


def regraded(ticket: TicketRow, name: str) -> str:
    """To the desk: how grave it is now."""
    return f"{name} set the severity of {ticket.id} to {ticket.severity}."


def given_to_group(ticket: TicketRow, by: str, group: str) -> str:
    """To the people of a group."""
    return f"{by} asked {group} to take {ticket.id}. Whoever has time: press Claim on the request above."


def no_such_group(group: str, desk: str) -> str:
    """To somebody who assigned to a group in which nobody of the desk is."""
    return f"Nobody of the {desk} desk is in {group}, so the ticket stays where it is."


def with_group(ticket: TicketRow, desk: str, group: str) -> str:
    """To the employee."""
    return f"{ticket.id} is with the {desk} desk's {group} people now; I'll tell you here who takes it."


def closing(
    ticket: TicketRow, desk: str, moment: datetime, now: datetime, zone: ZoneInfo, number: int
) -> str:
    """To the employee, when the desk closes over a ticket that nobody took."""
    return (
        f"Nobody got to {ticket.id} today, I'm sorry. {desk} is back {said(moment, now, zone)} "
        f"({zone.key}), and you are number {number}."
    )


def shift_begins(desk: str, waiting: Sequence[str], owned: int) -> str:
    """To whoever is on call, when the desk opens."""
    lies = f"{listed(waiting)} {'waits' if len(waiting) == 1 else 'wait'} to be taken" if waiting else ""
    has = f"{owned} {'is' if owned == 1 else 'are'} with colleagues" if owned else ""
    return f"The {desk} desk opens, and you're on call. {'; '.join(filter(None, (lies, has)))}."


def length(of: timedelta) -> str:
    """`30 minutes`, `4 hours`."""
    return span(of.total_seconds() / 60)
