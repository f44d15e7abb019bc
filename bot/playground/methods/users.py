"""Methods about people: info, list, look-up by address, profiles, user groups."""

from bot.playground.accounts import Account, address_of, profile_object, user_object
from bot.playground.changes import Json
from bot.playground.errors import SlackError
from bot.playground.methods.registry import Call, method, page


def _shown(call: Call, account: Account) -> Json:
    with_email = call.holds("users:read.email")
    return user_object(account, call.space.image_of(account), with_email=with_email)


def _person(call: Call, user_id: str) -> Account:
    account = call.space.people.get(user_id)
    if account is None:
        raise SlackError("user_not_found")
    return account


@method("users.info", "users:read", tier=100)
def info(call: Call) -> Json:
    """One user."""
    return {"user": _shown(call, _person(call, call.text("user")))}


@method("users.list", "users:read", tier=20)
def list_users(call: Call) -> Json:
    """Everybody, deleted ones too."""
    some, cursor = page(call.space.people.everybody(), call, 1000)
    shown = [_shown(call, one) for one in some]
    return {"members": shown, "cache_ts": call.space.now(), "response_metadata": {"next_cursor": cursor}}


@method("users.lookupByEmail", "users:read.email")
def lookup_by_email(call: Call) -> Json:
    """The user with this e-mail address."""
    wanted = call.text("email").lower()
    for account in call.space.people.everybody():
        if wanted and address_of(account) == wanted and not account.deleted:
            return {"user": _shown(call, account)}
    raise SlackError("users_not_found")


@method("users.profile.get", "users.profile:read", tier=100)
def profile_get(call: Call) -> Json:
    """A user's profile."""
    account = _person(call, call.text("user") or call.space.people.app_id)
    with_email = call.holds("users:read.email")
    return {"profile": profile_object(account, call.space.image_of(account), with_email=with_email)}


@method("users.getPresence", "users:read")
def get_presence(call: Call) -> Json:
    """Whether a user is about; here everybody who is not deleted is."""
    account = _person(call, call.text("user") or call.space.people.app_id)
    return {"presence": "away" if account.deleted else "active"}


@method("usergroups.list", "usergroups:read", tier=20)
def usergroups_list(call: Call) -> Json:
    """The user groups."""
    groups = list(call.space.usergroups.values())
    if call.flag("include_users"):
        return {"usergroups": groups}
    return {"usergroups": [{name: one[name] for name in one if name != "users"} for one in groups]}


@method("usergroups.users.list", "usergroups:read", tier=20)
def usergroups_users_list(call: Call) -> Json:
    """The members of a user group."""
    group = call.space.usergroups.get(call.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": group["users"]}
