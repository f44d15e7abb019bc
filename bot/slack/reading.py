"""Translates Slack's payloads into turns; redacts before anything is kept."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.intake.turn import Clicked, Commanded, Deleted, Edited, Reacted, Said, SharedFile, Submitted
from bot.slack.blocks.together import MORE
from bot.slack.words import plain_words, scrub
from memory.redact import redact

Payload = Mapping[str, Any]

EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")
SAYING = {None, "file_share", "thread_broadcast", "me_message"}


class Reading:
    """Reads payloads; knows our own user id and the company's own mail domains, which are no secret."""

    def __init__(self, me: str, domains: Collection[str] = ()) -> None:
        self._me = me
        self._domains = domains

    def message(self, body: Payload) -> Said | Edited | Deleted | None:
        """A `message` or `app_mention` event as a turn; None for what nobody said to us."""
        event = body["event"]
        if event.get("user") == self._me:
            return None
        match event.get("subtype"):
            case "message_changed":
                return self._edited(body, event)
            case "message_deleted":
                return _deleted(body, event, self._me)
            case subtype if subtype in SAYING:
                return self._said(body, event)
        return None

    def _said(self, body: Payload, event: Payload) -> Said | None:
        direct = event.get("channel_type") == "im"
        addressed = direct or event["type"] == "app_mention" or f"<@{self._me}" in event.get("text", "")
        thread = event.get("thread_ts") or event["ts"]
        if not addressed and thread == event["ts"]:
            return None
        text, masked = self._masked(plain_words(event.get("text") or "", self._me))
        files, masked_names = self._files(event.get("files") or ())
        return Said(
            key=f"{body['team_id']}:{event['channel']}:{event['ts']}:said",
            team=body["team_id"],
            user=event["user"],
            conversation=_conversation(event["channel"], thread, direct),
            channel=event["channel"],
            ts=event["ts"],
            thread=thread,
            text=text,
            direct=direct,
            addressed=addressed,
            masked=_once(masked + masked_names),
            files=files,
        )

    def _edited(self, body: Payload, event: Payload) -> Edited | None:
        message, before = event["message"], event.get("previous_message") or {}
        if "user" not in message or message.get("bot_id") or message.get("text") == before.get("text"):
            return None
        if message["user"] == self._me:
            return None
        thread = message.get("thread_ts") or message["ts"]
        return Edited(
            key=f"{body['team_id']}:{event['channel']}:{message['ts']}:edited:{event['ts']}",
            team=body["team_id"],
            user=message["user"],
            conversation=_conversation(event["channel"], thread, event.get("channel_type") == "im"),
            channel=event["channel"],
            ts=message["ts"],
            thread=thread,
            text=self._masked(plain_words(message.get("text") or "", self._me))[0],
        )

    def reaction(self, body: Payload) -> Reacted | None:
        """A `reaction_added` or `reaction_removed` event; None for our own, and for what is no message."""
        event = body["event"]
        item, name = event.get("item") or {}, event.get("reaction") or ""
        if event["user"] == self._me or item.get("type") != "message" or not EMOJI.fullmatch(name):
            return None
        channel, ts = item["channel"], item["ts"]
        on = event["type"] == "reaction_added"
        return Reacted(
            key=f"{body['team_id']}:{channel}:{ts}:{event['type']}:{name}:{event['user']}:{event['event_ts']}",
            team=body["team_id"],
            user=event["user"],
            conversation=_conversation(channel, ts, channel.startswith("D")),
            channel=channel,
            ts=ts,
            thread=ts,
            name=name,
            on=on,
        )

    def click(self, body: Payload) -> Clicked:
        """A block action as a turn."""
        action, container, user = body["actions"][0], body["container"], body["user"]
        name, _, suffix = action["action_id"].partition(":")
        chosen = self._chosen(action) or suffix
        if name == MORE:
            name, _, chosen = chosen.partition(" ")
        message = body.get("message") or {}
        channel = container.get("channel_id", "")
        ts = container.get("message_ts", "")
        thread = message.get("thread_ts") or container.get("thread_ts") or ts
        place = ts or container.get("view_id", "")
        return Clicked(
            key=f"{channel}:{place}:{action['action_ts']}:{user['id']}:{action['action_id']}",
            team=user.get("team_id") or body["team"]["id"],
            user=user["id"],
            conversation=_conversation(channel, thread, channel.startswith("D")) if channel else user["id"],
            action=name,
            choice=chosen,
            channel=channel,
            ts=ts,
            thread=thread,
            address=_address(body.get("response_url") or ""),
        )

    def submission(self, body: Payload) -> Submitted:
        """A sent modal as a turn; its entries under their block ids."""
        view, user = body["view"], body["user"]
        values, masked = self._masked_values(entries(view))
        return Submitted(
            key=f"{view['id']}:{view.get('hash', '')}:{user['id']}:sent",
            team=user.get("team_id") or body["team"]["id"],
            user=user["id"],
            conversation=user["id"],
            form=view["callback_id"],
            about=view.get("private_metadata", ""),
            values=values,
            masked=masked,
        )

    def command(self, body: Payload) -> Commanded:
        """A slash command as a turn."""
        text, masked = self._masked(plain_words(body.get("text") or ""))
        address = _address(body["response_url"])
        if not address:
            raise ValueError("A command must say where its answer goes.")
        return Commanded(
            key=f"{body['command']}:{body['trigger_id']}",
            team=body["team_id"],
            user=body["user_id"],
            conversation=body["user_id"],
            command=body["command"],
            text=text,
            channel=body["channel_id"],
            address=address,
            masked=masked,
        )

    def _masked(self, text: str) -> tuple[str, tuple[str, ...]]:
        redacted = redact(scrub(text), allow_domains=self._domains)
        return redacted.text, _once(finding.kind for finding in redacted.found)

    def _masked_values(self, values: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        masked = {name: self._masked(value) for name, value in values.items()}
        kinds = _once(kind for _, found in masked.values() for kind in found)
        return {name: text for name, (text, _) in masked.items()}, kinds

    def _chosen(self, action: Payload) -> str:
        """The value of a button or menu is ours; what was typed into a field of a message is not."""
        chosen = str(action.get("value") or "") or _entered(action)
        return self._masked(chosen)[0] if action.get("type") == "plain_text_input" else chosen

    def _files(self, files: Sequence[Payload]) -> tuple[tuple[SharedFile, ...], tuple[str, ...]]:
        read = [self._file(file) for file in files]
        return tuple(file for file, _ in read), _once(kind for _, found in read for kind in found)

    def _file(self, file: Payload) -> tuple[SharedFile, tuple[str, ...]]:
        """A file, and what was masked in its name; Slack's addresses end with the name and go with it."""
        name, masked = self._masked(file.get("name") or "file")
        link = "" if masked else file.get("url_private") or ""
        kind, size = file.get("mimetype") or "", int(file.get("size") or 0)
        return SharedFile(name=name, kind=kind, size=size, link=link, id=file.get("id") or ""), masked


def _deleted(body: Payload, event: Payload, me: str) -> Deleted | None:
    before = event.get("previous_message") or {}
    if before.get("user", me) == me or before.get("bot_id"):
        return None
    thread = before.get("thread_ts") or event["deleted_ts"]
    return Deleted(
        key=f"{body['team_id']}:{event['channel']}:{event['deleted_ts']}:deleted",
        team=body["team_id"],
        user=before["user"],
        conversation=_conversation(event["channel"], thread, event.get("channel_type") == "im"),
        channel=event["channel"],
        ts=event["deleted_ts"],
        thread=thread,
    )


def entries(view: Payload) -> dict[str, str]:
    """What was filled into a modal: block id -> value ("" where nothing was)."""
    state = (view.get("state") or {}).get("values") or {}
    return {block: _entered(next(iter(actions.values()), {})) for block, actions in state.items()}


def _entered(element: Payload) -> str:
    option = element.get("selected_option") or {}
    found = (
        element.get("value")
        or option.get("value")
        or element.get("selected_date")
        or element.get("selected_user")
        or ",".join(chosen["value"] for chosen in element.get("selected_options") or ())
    )
    return str(found or "")


def _once(kinds: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kinds))


def _address(url: str) -> str:
    """A response_url that can be posted to, or ""."""
    parts = urlsplit(url)
    return url if parts.scheme in {"https", "http"} and parts.hostname else ""


def _conversation(channel: str, thread: str, direct: bool) -> str:
    return channel if direct else f"{channel}:{thread}"
