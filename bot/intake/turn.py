"""What can come in: one frozen type for each thing a person (or a timer) can do, and its JSON form."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Inbound(BaseModel):
    """What everything that comes in has: whose it is, and the conversation it belongs to.

    `key` names the thing itself (the same delivery twice has the same key). `conversation` is the unit
    of order: one person's direct messages, or one thread in a channel. `channel` and `thread` are where
    it happened ("" = nowhere in particular), `address` takes an answer that only they see, `masked` lists
    what redaction took out before anything was stored.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    key: str
    team: str
    user: str
    conversation: str
    channel: str = ""
    thread: str = ""
    address: str = ""
    masked: tuple[str, ...] = ()


class SharedFile(BaseModel):
    """A file that came with a message; `link` needs our token to be opened, `id` is Slack's name for it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    name: str
    kind: str = ""
    size: int = 0
    link: str = ""
    id: str = ""


class Message(Inbound):
    """Something about a message. `thread` is the root it belongs to (its own `ts` for a root itself)."""

    channel: str
    ts: str
    thread: str

    @property
    def source(self) -> str:
        """The message itself, by the id under which it is remembered and relayed."""
        return f"{self.channel}:{self.ts}"


class Said(Message):
    """A message. `addressed` is whether it was said to us: a direct message or a mention.

    `late` is whether it reaches us so long after it was said that an answer must say so.
    """

    what: Literal["said"] = "said"
    text: str
    direct: bool
    addressed: bool
    files: tuple[SharedFile, ...] = ()
    late: bool = False

    @property
    def root(self) -> bool:
        """Whether it starts a thread of its own."""
        return self.thread == self.ts


class Edited(Message):
    """A person changed a message of theirs."""

    what: Literal["edited"] = "edited"
    text: str


class Deleted(Message):
    """A person took a message back."""

    what: Literal["deleted"] = "deleted"


class Reacted(Message):
    """A person put an emoji under a message, or took theirs away (`on` False)."""

    what: Literal["reacted"] = "reacted"
    name: str
    on: bool


class Clicked(Inbound):
    """A button or menu. `action` is the id up to a colon, `choice` the value behind it.

    Under a message of ours that value is `<ticket>` or `<ticket>|<value>`. `ts` is the message it sits on
    and `thread` that message's thread root.
    """

    what: Literal["clicked"] = "clicked"
    action: str
    choice: str
    channel: str
    ts: str
    thread: str

    @property
    def ticket(self) -> int:
        """The number of the ticket it is about; 0 for none, as of a forged one."""
        return _number(self.choice.partition("|")[0])

    @property
    def value(self) -> str:
        """What was chosen; "" where there is only one thing to choose."""
        return self.choice.partition("|")[2]

    @property
    def chosen_number(self) -> int:
        """What was chosen, where that is a number; 0 for none."""
        return _number(self.value)


class Submitted(Inbound):
    """A modal was sent. `values` maps field names to entries; `about` is what it was opened for."""

    what: Literal["submitted"] = "submitted"
    form: str
    about: str
    values: dict[str, str]

    @property
    def ticket(self) -> int:
        """The number of the ticket it is about; 0 for none."""
        return _number(self.about)


class Commanded(Inbound):
    """A slash command; its answer always has an address."""

    what: Literal["commanded"] = "commanded"
    command: str
    text: str
    channel: str
    address: str


class Rang(Inbound):
    """A timer is due. What it was set for is checked again before anything is done.

    `since` is when it was set.
    """

    what: Literal["rang"] = "rang"
    timer: str
    ticket: int
    since: datetime | None = None


Turn = Annotated[
    Said | Edited | Deleted | Reacted | Clicked | Submitted | Commanded | Rang,
    Field(discriminator="what"),
]

_turns: TypeAdapter[Turn] = TypeAdapter(Turn)


def dump(turn: Turn) -> str:
    """The turn as JSON text."""
    return _turns.dump_json(turn).decode()


def parse(text: str) -> Turn:
    """The turn from JSON text; raises pydantic.ValidationError."""
    return _turns.validate_json(text)


def _number(text: str) -> int:
    """A ticket's number; 0, which no ticket has, for a text that is none or would not fit an INTEGER."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
