"""What Slack saw, read from the playground's journal: what was said, taken and posted, and when."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tests.playground.driver import Json
from tests.stories.stage import everything_in, kind_of

ANSWERS = frozenset({"reply", "question"})


@dataclass
class Said:
    """Something a person wrote.

    `told` and `taken` are journal rows: its first delivery, and its first ack (0: none so far). It was
    durably received somewhere between the two.
    """

    n: int
    at: float
    channel: str
    ts: str
    thread: str
    text: str
    told: int = 0
    taken: int = 0

    def __str__(self) -> str:
        return f"{self.text!r} ({self.ts})"

    @property
    def is_request(self) -> bool:
        """Whether it starts a thread in a direct message."""
        return self.channel.startswith("D") and self.thread == self.ts


@dataclass
class Post:
    """Something Baton posted, as it stands now; `n` and `at` are when it came."""

    n: int
    at: float
    channel: str
    ts: str
    thread: str
    kind: str
    id: str
    ticket: str
    said: str


@dataclass(frozen=True)
class Strike:
    """Something that was done to a replica's process. `clock` is `time.monotonic`, `at` the wall's time."""

    what: str
    at: float
    who: str
    pid: int
    clock: float


class Record:
    """The journal, taken apart. Rows must come in order; each is read once.

    `heard` are the requests that have an answer, or that a desk has a packet of: a notice alone is a
    promise, not an answer.
    """

    def __init__(self, rows: Iterable[Json] = ()) -> None:
        self.last = 0
        self.said: dict[str, Said] = {}
        self.posts: dict[str, Post] = {}
        self.in_thread: dict[str, list[Post]] = defaultdict(list)
        self.packets: list[Post] = []
        self.with_people: set[str] = set()
        self.presses: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.strikes: list[Strike] = []
        self.repeats = 0
        self.heard: set[str] = set()
        self._promised: dict[str, set[str]] = defaultdict(set)
        self._deliveries: dict[int, Said] = {}
        self._read = {
            "message": self._message,
            "edit": self._edit,
            "deletion": self._deletion,
            "delivery": self._delivery,
            "ack": self._ack,
            "fault": self._fault,
            "strike": self._strike,
        }
        for row in rows:
            self.read(row)

    def read(self, row: Json) -> None:
        """Take in the next row."""
        self.last = row["n"]
        if read := self._read.get(row["what"]):
            read(row)

    def answers(self, thread: str) -> list[Post]:
        """What answers a request, in the order of its coming: a reply, or a question back."""
        return [post for post in self.in_thread.get(thread, ()) if post.kind in ANSWERS]

    def requests(self) -> list[Said]:
        """All that people asked, in the order of their asking."""
        return [said for said in self.said.values() if said.is_request]

    def _message(self, row: Json) -> None:
        data, place = row["data"], _place(row["data"])
        if row["by"] != "app":
            self.said[data["ts"]] = Said(row["n"], row["at"], *place, data.get("text", ""))
            return
        post = Post(row["n"], row["at"], *place, *_marks(data))
        self.posts[post.ts] = post
        self.in_thread[post.thread].append(post)
        if post.kind == "packet":
            self.packets.append(post)
            self.with_people.add(post.ticket)
        self._hear(post)

    def _hear(self, post: Post) -> None:
        request = self.said.get(post.thread)
        about = {post.thread} if request and request.is_request else set()
        if post.kind in ANSWERS or post.ticket in self.with_people:
            self.heard.update(about, self._promised.pop(post.ticket, ()))
        elif post.ticket:
            self._promised[post.ticket].update(about)

    def _edit(self, row: Json) -> None:
        if post := self.posts.get(row["data"]["ts"]):
            post.kind, post.id, post.ticket, post.said = _marks(row["data"])

    def _deletion(self, row: Json) -> None:
        if post := self.posts.pop(row["data"]["ts"], None):
            self.in_thread[post.thread].remove(post)

    def _delivery(self, row: Json) -> None:
        payload = row["data"].get("payload", {})
        self._press(payload)
        said = self.said.get(str(payload.get("event", {}).get("ts", "")))
        if said:
            self.repeats += bool(said.told) and row["data"].get("attempt", 0) == 0
            said.told = said.told or row["n"]
            self._deliveries[row["n"]] = said

    def _press(self, payload: Json) -> None:
        message = payload.get("message") or {}
        if payload.get("type") == "block_actions" and message:
            self.presses[message.get("thread_ts") or message["ts"]] += 1

    def _ack(self, row: Json) -> None:
        said = self._deliveries.pop(row["data"]["delivery"], None)
        if said and row["data"]["ok"]:
            said.taken = said.taken or row["n"]

    def _fault(self, row: Json) -> None:
        self.faults[row["data"]["kind"]] += 1

    def _strike(self, row: Json) -> None:
        data = row["data"]
        self.strikes.append(Strike(data["what"], row["at"], row["by"], data["pid"], data["clock"]))


def _place(data: Json) -> tuple[str, str, str]:
    return data["channel"], data["ts"], data.get("thread_ts") or data["ts"]


def _marks(data: Json) -> tuple[str, str, str, str]:
    payload = (data.get("metadata") or {}).get("event_payload") or {}
    return kind_of(data), str(payload.get("id", "")), str(payload.get("ticket", "")), everything_in(data)
