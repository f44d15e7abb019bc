"""Everything Baton can say, as domain objects; the chat room turns each into its own form and sends it."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.carried import Attachment, FilesSoFar, Reaction, Relay, RelayDeleted, RelayEdited
from bot.desk.contents import Known, Packet, Tried
from bot.desk.place import Place
from skills import Choice, Field, Quote

__all__ = [
    "Attachment",
    "FilesSoFar",
    "Known",
    "Packet",
    "Place",
    "Reaction",
    "Relay",
    "RelayDeleted",
    "RelayEdited",
    "Tried",
]


@dataclass(frozen=True)
class Reply:
    """An answer to the employee. `text` is Markdown of ours; quotes and names in it are data.

    `greeting` is the first-contact disclosure, said once; `notes` are small lines under the answer
    (what was masked, why this skill); `offer` are next moves as buttons. `why` offers “Why?”; without a
    ticket it is the rule to be explained.
    """

    place: Place
    text: str
    coworker: str
    ticket: int | None = None
    quotes: tuple[Quote, ...] = ()
    notes: tuple[str, ...] = ()
    greeting: str = ""
    offer_person: bool = False
    helpful: bool = False
    why: str = ""


@dataclass(frozen=True)
class Question:
    """Something we need to know, with buttons or a form where that is easier than typing.

    A choice that picks a skill has a value that starts with `skill:`.
    """

    place: Place
    text: str
    coworker: str
    ticket: int | None = None
    choices: tuple[Choice, ...] = ()
    form: tuple[Field, ...] = ()
    notes: tuple[str, ...] = ()
    greeting: str = ""
    why: str = ""


@dataclass(frozen=True)
class Notice:
    """Something the person should know that is no answer: progress, who has it, a refusal.

    `offer_correction` adds the button with which the employee sees the packet and can correct it.
    """

    place: Place
    text: str
    ticket: int | None = None
    coworker: str = ""
    offer_person: bool = False
    offer_correction: bool = False


@dataclass(frozen=True)
class Press:
    """A button: what it says, its action id, the choice it stands for, and whether it stands out."""

    says: str
    action: str
    choice: str
    style: str | None = None


@dataclass(frozen=True)
class Whisper:
    """A line only one person sees, where they are; `offers` are buttons about `ticket`."""

    place: Place
    user: str
    text: str
    ticket: int | None = None
    offers: tuple[Press, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The answer to a slash command or a click, through its response address; only the asker sees it."""

    address: str
    text: str


@dataclass(frozen=True)
class Beside:
    """Another ticket that belongs on a card: its number, first words, and how many people it stands for."""

    ticket: int
    about: str
    people: int = 1


@dataclass(frozen=True)
class Standing:
    """How a ticket stands, for the line and the buttons on its packet.

    `alike` are tickets it may be the same as, `lead` the one it is linked to. `people` wait for it together
    when it leads an incident, which is called `incident`. `elsewhere` is the desk that has it now.
    """

    state: str
    assignee: str = ""
    since: datetime | None = None
    fix: str = ""
    severity: str = "normal"
    held_until: datetime | None = None
    held_because: str = ""
    group: str = ""
    alike: tuple[Beside, ...] = ()
    lead: int | None = None
    incident: str = ""
    people: int = 1
    snoozed_until: datetime | None = None
    elsewhere: str = ""


@dataclass(frozen=True)
class PacketCard:
    """The packet in the desk's channel; its details follow in its thread."""

    place: Place
    packet: Packet
    standing: Standing


@dataclass(frozen=True)
class PacketChanged:
    """The packet again, in place, because the ticket stands differently now."""

    card: PacketCard
    message: str


@dataclass(frozen=True)
class InPacketThread:
    """A line of ours to staff in the packet's thread; `mentions` are the people it is addressed to."""

    channel: str
    packet: str
    ticket: int
    text: str
    mentions: tuple[str, ...] = ()
    offers: tuple[Press, ...] = ()


@dataclass(frozen=True)
class Survey:
    """How was it, and did you have to repeat yourself? Once a ticket."""

    place: Place
    ticket: int
    text: str


@dataclass(frozen=True)
class Review:
    """Something about a coworker's work for one person to decide, in their own direct messages."""

    place: Place
    text: str
    ticket: int
    moves: tuple[Press, ...]


Outgoing = (
    Reply
    | Question
    | Notice
    | Whisper
    | Answer
    | PacketCard
    | PacketChanged
    | InPacketThread
    | Relay
    | RelayEdited
    | RelayDeleted
    | Reaction
    | FilesSoFar
    | Survey
    | Review
)
