"""The forms of a desk's people: pass on, give back with instructions, put to sleep, send what is saved."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.views import View

from bot.desk.shorten import one_line
from bot.desk.snoozing import TITLES
from bot.slack.blocks.fields import choice, entry, menu, modal, typed
from bot.slack.blocks.parts import prose, small

SHOWN = 8
"""Saved replies that are shown in full above the menu."""


def hand_on_ticket(number: int, desks: Mapping[str, str], private: bool) -> View:
    """Which desk gets it, and why; of a private matter only what is written here goes along."""
    hint = (
        "Only these words go along, nothing that was said before. The employee reads them, too."
        if private
        else "Everything said so far goes along; this is what they read first."
    )
    says = "What do they need to know?" if private else "Why is it theirs?"
    blocks = [
        entry("desk", "Which desk gets it?", menu(list(desks.items()))),
        entry("why", says, typed(long=True), hint),
    ]
    return modal("hand_on_ticket", f"Pass on T-{number}", "Pass on", str(number), blocks)


def instruct_coworker(number: int, coworker: str, skills: Mapping[str, str]) -> View:
    """What the coworker is to do with a ticket that goes back to it; `skills` by name, with their titles."""
    says = f"What should {coworker} do?"
    hint = "For example: reset the Okta password. It knows all that was said, here and with you."
    which = "Without one it goes by your words."
    blocks = [
        entry("instruction", says, typed(long=True), hint),
        entry("skill", "With which skill?", menu(list(skills.items())), which, optional=True),
    ]
    return modal("instruct", f"Give back T-{number}", "Give back", str(number), blocks)


def snooze_ticket(number: int) -> View:
    """Until when nobody is to be bothered with it."""
    blocks = [
        small("It comes back at that time, or as soon as the employee writes."),
        entry("length", "How long?", choice([(length.value, says) for length, says in TITLES.items()])),
    ]
    return modal("snooze_ticket", f"Snooze T-{number}", "Snooze", str(number), [b for b in blocks if b])


def send_reply(number: int, replies: Mapping[str, str]) -> View:
    """Which of the desk's saved replies goes to the employee, under the sender's name."""
    shown = [f"**{name}**\n{one_line(text, 300)}" for name, text in list(replies.items())[:SHOWN]]
    blocks = [
        *(prose(one, limit=500) for one in shown),
        entry("macro", "Which reply?", menu([(name, name) for name in replies])),
    ]
    return modal("send_reply", f"Reply to T-{number}", "Send", str(number), blocks)


def link_to_ticket(number: int, others: Sequence[tuple[int, str]]) -> View:
    """Which ticket of the same desk this one is the same as."""
    listed = [(str(other), f"T-{other} {about}") for other, about in others]
    hint = "Somebody else's: an incident, solved for all at once. The same person's: they go on as one."
    blocks = [entry("to", "The same as which?", menu(listed), hint)]
    return modal("link_to_ticket", f"T-{number} is the same as", "Link", str(number), blocks)


def incident_news(number: int, people: int) -> View:
    """What everybody in an incident is to know now."""
    says = f"What should {people} people know?" if people > 1 else "What should they know?"
    blocks = [entry("news", says, typed(long=True), "Each reads it in their own thread.")]
    return modal("incident_news", f"News about T-{number}", "Tell them", str(number), blocks)


def incident_title(number: int, title: str) -> View:
    """What an incident is called, for everybody in it to read."""
    hint = "Everybody in it reads this, and whoever reports the same: nothing of one person belongs here."
    blocks = [entry("title", "What is it called?", typed(long=False, value=title), hint)]
    return modal("incident_title", f"Name of T-{number}", "Name it", str(number), blocks)
