"""The two ways the playground says no: to an app in Slack's codes, to a person in a sentence."""

from typing import Any


class SlackError(Exception):
    """A refused Web API call. `code` is Slack's own error string; `extra` stands beside it in the answer."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        """The body of the Web API's answer."""
        return {"ok": False, "error": self.code, **self.extra}


class Refused(Exception):
    """The human side cannot do what was asked; the message is a sentence to show, `status` an HTTP status."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


class NotFound(Refused):
    """A user, channel, message, modal or element that is not there."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, 404)
