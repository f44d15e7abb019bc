"""What is carried between employee and staff: words, files, edits, deletions, emoji."""

from dataclasses import dataclass

from bot.desk.place import Place


@dataclass(frozen=True)
class Attachment:
    """A file somebody shared: its name, type, size in bytes, where Slack keeps it, and its id there."""

    name: str
    kind: str
    size: int
    link: str
    id: str = ""


@dataclass(frozen=True)
class Relay:
    """Somebody's own words, carried to the other side. `packet` set = into the packet's thread.

    `writer` is the author's user id. Copies of the files follow when the words are there.
    """

    place: Place
    ticket: int
    author: str
    picture: str
    text: str
    source: str
    files: tuple[Attachment, ...] = ()
    packet: str | None = None
    writer: str = ""


@dataclass(frozen=True)
class RelayEdited:
    """The author changed what was relayed from `source`."""

    relay: Relay


@dataclass(frozen=True)
class RelayDeleted:
    """The author took back what was relayed from `source`."""

    source: str
    ticket: int


@dataclass(frozen=True)
class Reaction:
    """An emoji of ours under the message `source` ("channel:ts"): put there, or taken away (`on` False)."""

    source: str
    name: str
    on: bool = True


@dataclass(frozen=True)
class FilesSoFar:
    """The files that `writer` shared in `thread` before the packet went up are to stand in its own thread."""

    place: Place
    packet: str
    ticket: int
    thread: Place
    writer: str
    author: str
