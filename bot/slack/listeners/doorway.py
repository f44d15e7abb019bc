"""What listeners may use."""

from dataclasses import dataclass

from bot.slack.door import Door
from bot.slack.forms import Forms
from bot.slack.homes import Homes
from bot.slack.people import Directory
from bot.slack.places import Relayed
from bot.slack.reading import Reading


@dataclass(frozen=True)
class Doorway:
    """The door itself, whose it is, and the few things that must be shown while Slack waits."""

    team: str
    door: Door
    reading: Reading
    people: Directory
    forms: Forms
    homes: Homes
    relayed: Relayed
