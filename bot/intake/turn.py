"""What can come in: one frozen type for each thing a person (or a timer) can do, and its JSON form."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Inbound(BaseModel):
    """What everything that comes in has: whose it is, and the conversation it belongs to.

    `key` names the thing itself (the same delivery twice has the same key). `conversation` is the unit
    of order: one person's direct messages, or one thread in a channel.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    key: str
    team: str
    user: str
    conversation: str


class SharedFile(BaseModel):
    """A file that came with a message; `link` needs our token to be opened."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    name: str
    kind: str = ""
    size: int = 0
    link: str = ""


class Said(Inbound):
    """A message. `thread` is the root it belongs to (its own `ts` when it is a root itself).

    `masked` lists what redaction took out before the text was stored. `addressed` is whether it was
    said to us: a direct message or a mention.
    """

    what: Literal["said"] = "said"
    channel: str
    ts: str
    thread: str
    text: str
    direct: bool
    addressed: bool
    masked: tuple[str, ...] = ()
    files: tuple[SharedFile, ...] = ()

    @property
    def root(self) -> bool:
        """Whether it starts a thread of its own."""
        return self.thread == self.ts


class Edited(Inbound):
    """A person changed a message of theirs."""

    what: Literal["edited"] = "edited"
    channel: str
    ts: str
    thread: str
    text: str


class Deleted(Inbound):
    """A person took a message back."""

    what: Literal["deleted"] = "deleted"
    channel: str
    ts: str
    thread: str


class Clicked(Inbound):
    """A button or menu. `action` is the id up to a colon, `choice` the value behind it.

    `ts` is the message it sits on and `thread` that message's thread root.
    """

    what: Literal["clicked"] = "clicked"
    action: str
    choice: str
    channel: str
    ts: str
    thread: str
    address: str = ""


class Submitted(Inbound):
    """A modal was sent. `values` maps field names to entries; `about` is what it was opened for."""

    what: Literal["submitted"] = "submitted"
    form: str
    about: str
    values: dict[str, str]
    masked: tuple[str, ...] = ()


class Commanded(Inbound):
    """A slash command. `address` takes the answer, which only the asker sees."""

    what: Literal["commanded"] = "commanded"
    command: str
    text: str
    channel: str
    address: str
    masked: tuple[str, ...] = ()


class Rang(Inbound):
    """A timer is due. What it was set for is checked again before anything is done."""

    what: Literal["rang"] = "rang"
    timer: str
    ticket: int


Turn = Annotated[
    Said | Edited | Deleted | Clicked | Submitted | Commanded | Rang,
    Field(discriminator="what"),
]

_turns: TypeAdapter[Turn] = TypeAdapter(Turn)


def dump(turn: Turn) -> str:
    """The turn as JSON text."""
    return _turns.dump_json(turn).decode()


def parse(text: str) -> Turn:
    """The turn from JSON text; raises pydantic.ValidationError."""
    return _turns.validate_json(text)
