"""The addresses of the playground beside the Web API: the human side, the page, files, response URLs."""

import asyncio
import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.playground.avatars import avatar
from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.errors import NotFound, Refused, SlackError
from bot.playground.human import Ask, Human
from bot.playground.live import Live
from bot.playground.manifest import Manifest
from bot.playground.responses import respond
from bot.playground.scene import messages_shown, scene
from bot.playground.workspace import Workspace

PAGE = Path(__file__).parent / "page"
WAIT_LIMIT = 30.0
_SHOWN_INLINE = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "text/plain", "application/pdf"}
)


@dataclass(frozen=True)
class Guide:
    """What the page says around the workspace: a title, a tour, the app's commands."""

    title: str
    tour: tuple[dict[str, str], ...]
    manifest: Manifest


class Routes:
    """Handlers of everything but the Web API; files open with `bot_token`."""

    def __init__(self, space: Workspace, human: Human, live: Live, guide: Guide, bot_token: str) -> None:
        self._space = space
        self._human = human
        self._live = live
        self._guide = guide
        self._bot_token = bot_token

    def add_to(self, app: web.Application) -> None:
        """Add all of them to the application."""
        app.router.add_get("/", self._index)
        app.router.add_get("/archives/{rest:.*}", self._index)
        app.router.add_static("/page", PAGE)
        app.router.add_get("/avatar/{name}.svg", self._avatar)
        app.router.add_get("/files/{id}/{name}", self._download)
        app.router.add_post("/upload/{id}", self._upload)
        app.router.add_post("/response/{key}", self._response)
        app.router.add_get("/try/api/state", self._state)
        app.router.add_get("/try/api/messages", self._messages)
        app.router.add_get("/try/api/journal", self._journal)
        app.router.add_get("/try/api/views", self._views)
        app.router.add_get("/try/api/live", self._lines)
        app.router.add_post("/try/api/{deed}", self._deed)

    async def _index(self, _request: web.Request) -> web.Response:
        page = (PAGE / "index.html").read_text(encoding="utf-8")
        titled = page.replace("<title>Playground</title>", f"<title>{escape(self._guide.title)}</title>")
        return web.Response(text=titled, content_type="text/html")

    async def _deed(self, request: web.Request) -> web.Response:
        deed = self._human.deeds.get(request.match_info["deed"])
        if deed is None:
            raise NotFound(f"There is no {request.path} here; see docs/playground.md.")
        answer = await deed(Ask(await _body(request), self._space))
        return web.json_response({"ok": True, **answer})

    async def _state(self, request: web.Request) -> web.Response:
        viewer = self._space.people.find(request.query.get("user", ""))
        shown = scene(self._space, self._guide.manifest, viewer)
        around = {"title": self._guide.title, "tour": list(self._guide.tour), "last": self._live.last}
        return web.json_response({"ok": True, **around, **shown})

    async def _messages(self, request: web.Request) -> web.Response:
        name, user = request.query.get("channel", ""), request.query.get("user", "")
        if user:
            viewer = self._space.people.find(user)
            channel = self._space.channels.find(viewer, name)
            return _messages_json(messages_shown(self._space, channel, viewer.id))
        return _messages_json(messages_shown(self._space, self._anywhere(name), ""))

    def _anywhere(self, name: str) -> Channel:
        """A conversation seen from outside; `@name` is that person's DM with the app."""
        if name.startswith("@") and name != "@app":
            return self._space.channels.dm(self._space.people.find(name).id, self._space.people.app_id)
        found = self._space.channels.get(name) or self._space.channels.named(name)
        if found is None:
            raise NotFound(f"There is no channel called {name!r} here; with @app, say which user.")
        return found

    async def _journal(self, request: web.Request) -> web.Response:
        after = _whole(request, "after")
        await self._space.journal.wait(after, min(_whole(request, "wait"), WAIT_LIMIT))
        rows = self._space.journal.rows(after)
        return web.json_response({"ok": True, "rows": rows, "last": self._space.journal.last})

    async def _views(self, request: web.Request) -> web.Response:
        viewer = self._space.people.find(request.query.get("user", ""))
        return web.json_response({"ok": True, "views": self._space.views.modals(viewer.id)})

    async def _lines(self, request: web.Request) -> web.StreamResponse:
        viewer = self._space.people.find(request.query.get("user", ""))
        after = request.headers.get("Last-Event-ID") or request.query.get("after")
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        start = int(after) if after and after.isdigit() else self._live.last
        try:
            async for line in self._live.lines(viewer.id, start):
                await response.write(line.encode())
        except (ConnectionError, asyncio.CancelledError):
            return response  # the page is closed, or the playground ends
        return response

    async def _avatar(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        known = {account.name: account for account in self._space.people.everybody()}
        account = known.get(name)
        drawn = avatar(name, account.real_name if account else name, square=bool(account and account.is_bot))
        return web.Response(
            text=drawn, content_type="image/svg+xml", headers={"Cache-Control": "max-age=600"}
        )

    async def _download(self, request: web.Request) -> web.Response:
        file = self._space.files.get(request.match_info["id"])
        allowed = request.headers.get("Authorization") == f"Bearer {self._bot_token}"
        if not allowed and not request.query.get("user"):
            raise Refused("A file needs the bot's token, or ?user= on the page.", 403)
        if file is None or file.content is None:
            raise NotFound("That file is not here.")
        how = "inline" if file.mimetype in _SHOWN_INLINE and "download" not in request.query else "attachment"
        headers = {"Content-Disposition": how, "Content-Type": file.mimetype}
        return web.Response(body=file.content, headers=headers)

    async def _upload(self, request: web.Request) -> web.Response:
        file = self._space.files.get(request.match_info["id"])
        if file is None or file.complete:
            raise NotFound("No file is expected there.")
        file.content = await _uploaded(request)
        return web.Response(text=f"OK - {len(file.content)}")

    async def _response(self, request: web.Request) -> web.Response:
        body = await _body(request)
        try:
            respond(self._space, self._space.responses.use(request.match_info["key"]), body)
            answer: Json = {"ok": True}
        except SlackError as error:
            answer = error.answer()
        self._space.journal.write("response_url", "app", {"args": body, **answer})
        if answer["ok"]:
            return web.Response(text="ok")
        return web.json_response(answer, status=404 if "url" in answer["error"] else 400)


def _messages_json(messages: list[Json]) -> web.Response:
    return web.json_response({"ok": True, "messages": messages})


def _whole(request: web.Request, name: str) -> int:
    text = request.query.get(name, "0")
    if not text.isdigit():
        raise Refused(f"{name!r} must be a whole number.")
    return int(text)


async def _body(request: web.Request) -> Json:
    try:
        body: Any = json.loads(await request.text())
    except (ValueError, RecursionError) as error:
        raise Refused("The body must be JSON.") from error
    if not isinstance(body, dict):
        raise Refused("The body must be a JSON object.")
    return body


async def _uploaded(request: web.Request) -> bytes:
    """The bytes of an upload, raw or as the first file of a form."""
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""
