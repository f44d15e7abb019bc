"""What an agent shows while it works: status line, suggested prompts, session states, thread titles."""

import time

from bot.playground.changes import Changes, Json, What

STATUS_SECONDS = 120.0
SESSION_STATES = frozenset({"active", "processing", "suspended", "closed"})


class Agent:
    """Status, prompts and sessions by thread; a key is `<channel id>:<thread_ts>`."""

    def __init__(self, app_id: str, changes: Changes) -> None:
        self._app_id = app_id
        self._changes = changes
        self._status: dict[str, tuple[float, Json]] = {}
        self.prompts: dict[str, Json] = {}
        self.sessions: dict[str, Json] = {}
        self.titles: dict[str, str] = {}

    def set_status(self, channel: str, thread_ts: str, status: str, loading: list[str]) -> None:
        """Show a status line under a thread; an empty one takes it away. It lasts two minutes."""
        shown = {"channel": channel, "thread_ts": thread_ts, "status": status, "loading_messages": loading}
        key = f"{channel}:{thread_ts}"
        if status:
            self._status[key] = (time.monotonic() + STATUS_SECONDS, shown)
        elif self._status.pop(key, None) is None:
            return
        self._changes.tell(What.STATUS, self._app_id, channel, shown)

    def clear_status(self, channel: str, thread_ts: str) -> None:
        """Take the status away, as a posted reply does."""
        self.set_status(channel, thread_ts, "", [])

    def statuses(self) -> dict[str, Json]:
        """The status lines that have not run out."""
        now = time.monotonic()
        return {key: shown for key, (until, shown) in self._status.items() if until > now}

    def suggest(self, channel: str, thread_ts: str, title: str, prompts: list[Json]) -> None:
        """Offer prompts at the top of a conversation."""
        shown = {"channel": channel, "thread_ts": thread_ts, "title": title, "prompts": prompts}
        self.prompts[channel] = shown
        self._changes.tell(What.PROMPTS, self._app_id, channel, shown)

    def set_title(self, channel: str, thread_ts: str, title: str) -> None:
        """Name a thread."""
        self.titles[f"{channel}:{thread_ts}"] = title

    def set_session(self, channel: str, thread_ts: str, status: str, title: str) -> Json:
        """Set a session's state; it is made on first use, and only then takes the title."""
        key = f"{channel}:{thread_ts}"
        known = self.sessions.get(key)
        shown = {
            "channel": channel,
            "thread_ts": thread_ts,
            "status": status,
            "title": known["title"] if known else title,
        }
        self.sessions[key] = shown
        self._changes.tell(What.SESSION, self._app_id, channel, shown)
        return shown

    def rename_session(self, channel: str, thread_ts: str, title: str) -> bool:
        """Rename a session; False where there is none."""
        session = self.sessions.get(f"{channel}:{thread_ts}")
        if session is None:
            return False
        session["title"] = title
        self._changes.tell(What.SESSION, self._app_id, channel, session)
        return True
