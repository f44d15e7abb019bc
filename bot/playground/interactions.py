"""What people do to an app's surfaces: clicks, submissions, commands; and what the ack changes."""

from typing import Any

from bot.playground.accounts import Account
from bot.playground.changes import Json, What
from bot.playground.channels import Channel
from bot.playground.clicks import State, action, complaints, fill, find, find_in, initial_state, note
from bot.playground.delivery import Delivery
from bot.playground.envelopes import (
    block_suggestion,
    message_action,
    slash_command,
    view_action,
    view_closed,
    view_submission,
)
from bot.playground.errors import Refused, SlackError
from bot.playground.manifest import Manifest
from bot.playground.messages import Message
from bot.playground.responses import respond
from bot.playground.views import check_view
from bot.playground.workspace import Workspace


class Unanswered(Refused):
    """The app did not ack in time."""

    def __init__(self, app: str) -> None:
        super().__init__(f"{app} did not answer in time.", 200)


class Interactions:
    """A person's side of modals, buttons and slash commands."""

    def __init__(self, space: Workspace, delivery: Delivery, manifest: Manifest) -> None:
        self._space = space
        self._delivery = delivery
        self._manifest = manifest
        self._message_states: dict[tuple[str, str, str], State] = {}

    async def click_message(
        self, account: Account, message: Message, action_id: str, value: Any, values: dict[str, Any]
    ) -> str:
        """Click an element of a message; the action id that was used.

        A screen can lag behind: what stood in the message before it was edited can still be clicked.
        """
        blocks, found = find_in(message.versions, action_id, value)
        made = action(self._space, found, value)
        place = (account.id, message.channel, message.ts)
        state = initial_state(blocks) | self._message_states.get(place, {})
        fill(self._space, blocks, state, values)
        note(state, found, made)
        self._message_states[place] = state
        await self._ask(message_action(self._space, account, message, made, state))
        return str(made["action_id"])

    async def click_view(self, account: Account, view_id: str, action_id: str, value: Any) -> str:
        """Click an element of an open modal or the home tab; the action id that was used."""
        view = self._space.views.find(account.id, view_id)
        found = find(view["blocks"], action_id, value)
        made = action(self._space, found, value)
        state = initial_state(view["blocks"]) | view["state"]["values"]
        note(state, found, made)
        view["state"]["values"] = state
        await self._ask(view_action(self._space, account, view, made))
        return str(made["action_id"])

    async def _ask(self, delivered: Any) -> Json:
        answer = await self._delivery.ask(delivered)
        if answer is None:
            raise Unanswered(self._space.people.app.real_name)
        return answer

    async def submit(self, account: Account, view_id: str, values: dict[str, Any]) -> dict[str, str]:
        """Fill in and submit a modal; the objections by block id, empty when it was taken."""
        view = self._space.views.find(account.id, view_id)
        state = initial_state(view["blocks"]) | view["state"]["values"]
        fill(self._space, view["blocks"], state, values)
        view["state"]["values"] = state
        objections = complaints(view["blocks"], state)
        if objections:
            return objections
        answer = await self._ask(view_submission(self._space, account, view))
        return self._after_submission(account, view, answer)

    def _after_submission(self, account: Account, view: Json, answer: Json) -> dict[str, str]:
        views = self._space.views
        match answer.get("response_action"):
            case "errors":
                objections: dict[str, str] = answer.get("errors") or {}
                told = {"view_id": view["id"], "errors": objections}
                self._space.changes.tell(What.ERRORS, account.id, data=told, to=account.id)
                return objections
            case "update":
                views.update(account.id, view, self._checked(answer.get("view")))
            case "push":
                views.push(account.id, self._checked(answer.get("view")))
            case "clear":
                views.clear(account.id)
            case _:
                views.close(account.id, view)
        return {}

    def _checked(self, view: Any) -> Json:
        try:
            return check_view(view, "modal")
        except SlackError as error:
            messages = error.extra.get("response_metadata", {}).get("messages", [error.code])
            raise Refused(f"The app answered with a view Slack refuses: {messages[0]}", 200) from error

    def close(self, account: Account, view_id: str) -> None:
        """Close a modal; the app hears of it where it asked to."""
        views = self._space.views
        view = views.find(account.id, view_id)
        if view["clear_on_close"]:
            views.clear(account.id)
        else:
            views.close(account.id, view)
        if view["notify_on_close"]:
            self._delivery.notify(view_closed(account, view, cleared=view["clear_on_close"]))

    async def command(self, account: Account, channel: Channel, command: str, text: str) -> None:
        """Send a slash command; the ack may carry an answer."""
        name = "/" + command.strip().removeprefix("/")
        known = [one.command for one in self._manifest.commands]
        if self._manifest.events is not None and name not in known:
            raise Refused(f"{name} is not a command here; there is: {', '.join(known) or 'none'}.", 404)
        delivered = slash_command(self._space, account, channel, name, text)
        answer = await self._ask(delivered)
        if answer.get("text") or answer.get("blocks"):
            right = self._space.responses.use(delivered.payload["response_url"].rpartition("/")[2])
            respond(self._space, right, answer)

    async def suggest(
        self, account: Account, view_id: str, message: Message | None, action_id: str, text: str
    ) -> Json:
        """Ask the app for the options of an external select."""
        place: Json
        if message:
            blocks = list(message.body.get("blocks") or [])
            channel = {"id": message.channel}
            place = {"container": {"type": "message", "message_ts": message.ts}, "channel": channel}
        else:
            view = self._space.views.find(account.id, view_id)
            blocks = view["blocks"]
            place = {"container": {"type": "view", "view_id": view["id"]}, "view": view}
        block, element = find(blocks, action_id, None)
        asked = block_suggestion(account, place, block["block_id"], element["action_id"], text)
        return await self._ask(asked)
