"""Methods about the app itself: who it is, where its socket opens."""

from bot.playground.accounts import APP_ID, TEAM
from bot.playground.changes import Json
from bot.playground.errors import SlackError
from bot.playground.methods.registry import Call, method

TEAM_NAME = "Corp"


@method("api.test", caller="anybody", tier=100)
def api_test(call: Call) -> Json:
    """Echo the arguments, or fail with the `error` that was asked for."""
    if call.text("error"):
        raise SlackError(call.text("error"), args=call.args)
    return {"args": call.args}


@method("auth.test", tier=300)
def auth_test(call: Call) -> Json:
    """Who the token belongs to."""
    app = call.space.people.app
    return {
        "url": f"{call.space.base_url}/",
        "team": TEAM_NAME,
        "user": app.name,
        "team_id": TEAM,
        "user_id": app.id,
        "bot_id": app.bot_id,
        "app_id": APP_ID,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", "connections:write", tier=100, caller="socket")
def apps_connections_open(call: Call) -> Json:
    """An address for one Socket Mode connection."""
    ticket = call.space.issue_socket_ticket()
    return {"url": f"{call.space.base_url.replace('http', 'ws', 1)}/socket?ticket={ticket}"}


@method("team.info", "team:read")
def team_info(call: Call) -> Json:
    """The workspace."""
    icon = f"{call.space.base_url}/avatar/team.svg"
    team = {"id": TEAM, "name": TEAM_NAME, "domain": "corp", "email_domain": "corp.example"}
    return {"team": team | {"icon": {"image_68": icon, "image_132": icon}}}


@method("bots.info", "users:read")
def bots_info(call: Call) -> Json:
    """A bot by its bot id; the app's own without one."""
    wanted = call.text("bot") or call.space.people.app.bot_id
    for account in call.space.people.everybody():
        if account.bot_id == wanted:
            image = call.space.image_of(account)
            icons = {f"image_{size}": image for size in (36, 48, 72)}
            return {
                "bot": {
                    "id": account.bot_id,
                    "app_id": account.app_id,
                    "user_id": account.id,
                    "name": account.real_name,
                    "deleted": account.deleted,
                    "updated": 1700000000,
                    "icons": icons,
                }
            }
    raise SlackError("bot_not_found")
