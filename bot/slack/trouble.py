"""What goes wrong with calls to Slack: its own words for it, and whether the same call may work later."""

from aiohttp import ClientError, ClientResponse
from slack_sdk.errors import SlackApiError

AWAY = frozenset({"ratelimited", "service_unavailable", "request_timeout"})
"""Slack is there, and has no time for us."""

FAILING = frozenset({"internal_error", "fatal_error"})
"""Slack failed at it."""


class Undeliverable(Exception):
    """No call can deliver this any more; `str(error)` is a code for the log."""


def code_of(error: SlackApiError) -> str:
    """Slack's word for what went wrong, or ours for an answer that is not Slack's (a proxy's page, say)."""
    answer = error.response
    status = getattr(answer, "status_code", 0) or getattr(answer, "status", 0)
    if status == 429:
        return "ratelimited"
    if status in {502, 503, 504}:
        return "service_unavailable"
    code = "" if status >= 500 or isinstance(answer, ClientResponse) else str(answer.get("error") or "")
    return code or "internal_error"


def may_pass(error: Exception) -> bool:
    """Whether the same call may work later: nobody answered in time, or Slack was away or failed."""
    if isinstance(error, SlackApiError):
        return code_of(error) in AWAY | FAILING
    return isinstance(error, ClientError | OSError)
