"""The workspace: everything the playground knows, in memory, with nothing of HTTP in it."""

import time
from collections.abc import Iterable

from bot.playground.accounts import SAMPLE_ACCOUNTS, Account, People, app_account
from bot.playground.agent import Agent
from bot.playground.changes import Changes, Json
from bot.playground.channels import Channel, Channels
from bot.playground.files import Files
from bot.playground.ids import Stamps, key
from bot.playground.journal import Journal
from bot.playground.messages import Messages
from bot.playground.streams import Streams
from bot.playground.triggers import ResponseRights, Triggers
from bot.playground.views import Views


class Workspace:
    """People, conversations, messages, views and what an agent shows, with a journal of it all.

    `trigger_seconds` and `stream_seconds` are how long a trigger id and an open stream live.
    """

    def __init__(
        self,
        app_name: str = "App",
        accounts: Iterable[Account] = SAMPLE_ACCOUNTS,
        *,
        trigger_seconds: float = 3.0,
        stream_seconds: float = 300.0,
    ) -> None:
        self.stamps = Stamps()
        self.changes = Changes()
        self.people = People(accounts, app_account(app_name), self.changes)
        self.journal = Journal(self.people.name_of)
        self.channels = Channels(self.people, self.changes)
        self.changes.observe(self.journal.note)
        self.messages = Messages(self.people, self.channels, self.stamps, self.changes)
        self.streams = Streams(self.messages, stream_seconds)
        self.views = Views(self.people.app.id, self.people.app.bot_id, self.stamps, self.changes)
        self.agent = Agent(self.people.app.id, self.changes)
        self.files = Files(self.changes)
        self.triggers = Triggers(trigger_seconds)
        self.responses = ResponseRights()
        self.usergroups: dict[str, Json] = {}
        self.contexts: dict[str, list[Json]] = {}
        self._socket_tickets: set[str] = set()
        self._base_url = ""

    @property
    def base_url(self) -> str:
        """The playground's address, without a slash at its end."""
        return self._base_url

    @base_url.setter
    def base_url(self, address: str) -> None:
        self._base_url = self.files.base_url = address

    def image_of(self, account: Account) -> str:
        """The address of a person's picture."""
        return f"{self.base_url}/avatar/{account.name}.svg"

    def issue_socket_ticket(self) -> str:
        """A ticket that opens one socket."""
        ticket = key()
        self._socket_tickets.add(ticket)
        return ticket

    def redeem_socket_ticket(self, ticket: str) -> bool:
        """Whether the ticket was good; it is spent by this."""
        good = ticket in self._socket_tickets
        self._socket_tickets.discard(ticket)
        return good

    def app_is_in(self, channel: Channel) -> bool:
        """Whether the app is a member."""
        return self.people.app_id in channel.members

    @staticmethod
    def now() -> int:
        """Seconds since the epoch."""
        return int(time.time())
