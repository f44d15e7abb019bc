"""The sentences of intake that belong to no skill: questions about the request itself, and small talk."""

import re
from collections.abc import Sequence

from bot.intake.turn import Inbound, Said
from bot.store.tables import TicketRow

WHICH_DESK = "Of course. Which team is it for? If you don't say, I'll take it to IT in two minutes."
STILL_BROKEN = "I'm sorry that didn't do it. Shall I try once more, or bring in a person?"
NOT_FOR_OUTSIDERS = "This is for people who work here."
NOT_FOR_BUTTON = "That button belongs to somebody else's request, so nothing was changed."
MEASURED = "Thank you. It counts in the report, and your last click is the one that holds."
UNOPENED = "Nothing was changed. If there is still something to fill in, please press the button once more."
STALE_BUTTON = "That has been taken care of already, so nothing was changed."
TROUBLE = (
    "Something went wrong on my side, so I've passed this to a person instead of leaving you waiting. "
    "Nothing you wrote is lost."
)
NOBODY_REACHED = (
    "I wanted to bring in a person, but their channel cannot be reached, so nobody has seen this yet. "
    "Your request is kept. Please tell an admin that Baton needs its channels back, then write here again."
)
TROUBLE_WITHOUT_TICKET = "Something went wrong on my side and nothing was changed. Please try once more."
KEPT_WAITING = (
    "Your message is safe with me. More than usual is going on, so my answer takes a little longer; "
    "it will come here."
)
ANOTHER_THREAD = "I took this as the answer to my question about “{request}”."
ANSWER_IN_MESSAGES = "On it. I'll answer in our direct messages."
NO_DESK_NAMED = "They asked for a person and did not say which team."
ASKED_FOR_PERSON = "They asked for a person."
WROTE_AGAIN = "They wrote again: what was done did not solve it."
SOMETHING_ELSE = "It was linked to an incident and is something else after all."
WANTS_PERSON = "I would like to talk to a person."
LATE = "You wrote this while I was out of reach, so it is seen to only now. I'm sorry you had to wait."
GLAD = "You're welcome."
HELPED = "Thank you, that helps."
DID_NOT_HELP = (
    "Thank you for telling me; somebody looks at what I answered. If you still need this, press "
    "“Talk to a person” under my answer, or write what is missing."
)

MASKED = {
    "password": "a password",
    "code": "a one-time code",
    "token": "an access token",
    "pii": "a personal detail",
}

_KIND = {
    "small_talk": "Hello. Tell me what you need and I'll see to it, or find the person who can.",
    "thanks": GLAD,
    "off_topic": "That's outside what I can help with here. For work matters (sign-ins, laptops, time off, "
    "the office, the handbook) just ask.",
    "injection": "I can't act on that. If there is something you need for yourself, say it in a sentence, "
    "or ask for a person.",
}

ABOUT_US = re.compile(r"\bwhat (can|do) you do\b|\b(who|what) are you\b", re.IGNORECASE)
"""A question about what we are there for."""


def abilities(titles: Sequence[str]) -> str:
    """What can be asked for, as Markdown."""
    listed = "\n".join(f"- {title}" for title in titles)
    return f"This is what I can do for you, and I find the right person for everything else:\n{listed}"


def kind_sentence(rule: str) -> str:
    """What to say when there is nothing to do."""
    return _KIND.get(rule, _KIND["off_topic"])


def to_staff(reason: str) -> str:
    """A reason that speaks to the employee (“You asked for a person.”) as the desk reads it."""
    return f"They{reason.removeprefix('You')}" if reason.startswith("You ") else reason


def which(offered: bool) -> str:
    """The question in the middle ground."""
    if offered:
        return "I want to get this right. Which of these is it? You can also say it in other words."
    return "I'm not sure what you need yet. Could you tell me a little more: what were you trying to do?"


def late_note(turn: Inbound) -> tuple[str, ...]:
    """A line for somebody who has waited while nobody listened; empty for everybody else."""
    return (LATE,) if isinstance(turn, Said) and turn.late else ()


def masked_note(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """A line that says what was masked; empty when nothing was."""
    if not kinds:
        return ()
    what = " and ".join(MASKED.get(kind, "something private") for kind in kinds)
    warning = " Please never send passwords or codes in chat." if {"password", "code"} & set(kinds) else ""
    return (f"Your message seemed to contain {what}; I masked it before anything was kept.{warning}",)


def under_way(ticket: TicketRow, coworker: str, link: str) -> str:
    """They ask for something that is being done for them already, in another conversation."""
    where = f"[in our other conversation]({link})" if link else "in our other conversation"
    return (
        f"That is already in progress: {coworker} is working on it as {ticket.id}, "
        f"so I haven't started it a second time. The answer comes {where}."
    )


def with_people(ticket: TicketRow, desk: str) -> str:
    """They ask for a person who has been asked for already."""
    return (
        f"The {desk} desk has this as {ticket.id}, with everything you told me. I've let them know that "
        "you asked again; their answer comes here."
    )
