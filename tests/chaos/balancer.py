"""A load balancer as small as can be: round robin over the replicas, past those that do not listen."""

from collections.abc import Sequence

from aiohttp import ClientConnectorError, ClientError, ClientSession, web

PASSED_ON = ("Content-Type", "X-Slack-Signature", "X-Slack-Request-Timestamp", "X-Slack-Retry-Num")


class Balancer:
    """Listens on a port of its own; a request that was begun on a replica is not begun on another."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)
        self._session: ClientSession
        self._runner: web.AppRunner

    async def start(self, port: int) -> None:
        """Listen."""
        self._session = ClientSession(auto_decompress=False)
        app = web.Application()
        app.router.add_post("/slack/events", self._pass_on)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()

    async def stop(self) -> None:
        """Listen no more."""
        await self._runner.cleanup()
        await self._session.close()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        self._ports.append(self._ports.pop(0))
        for port in list(self._ports):
            try:
                return await self._ask(port, body, headers)
            except ClientConnectorError:
                continue
            except ClientError:
                return web.Response(status=502)
        return web.Response(status=503)

    async def _ask(self, port: int, body: bytes, headers: dict[str, str]) -> web.Response:
        url = f"http://127.0.0.1:{port}/slack/events"
        async with self._session.post(url, data=body, headers=headers) as answer:
            content_type = answer.headers.get("Content-Type", "text/plain")
            return web.Response(
                body=await answer.read(), status=answer.status, headers={"Content-Type": content_type}
            )
