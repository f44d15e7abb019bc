"""What Baton asks of Slack, and the scopes that takes: as much as is used, and nothing more."""

METHODS: dict[str, frozenset[str]] = {
    "apps.connections.open": frozenset(),
    "assistant.threads.setStatus": frozenset({"assistant:write"}),
    "assistant.threads.setSuggestedPrompts": frozenset({"assistant:write"}),
    "auth.test": frozenset(),
    "chat.delete": frozenset({"chat:write"}),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.postMessage": frozenset({"chat:write", "chat:write.customize"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.history": frozenset({"channels:history", "groups:history", "im:history"}),
    "conversations.list": frozenset({"channels:read", "groups:read"}),
    "conversations.members": frozenset({"groups:read"}),
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": frozenset({"channels:history", "groups:history", "im:history"}),
    "usergroups.users.list": frozenset({"usergroups:read"}),
    "files.completeUploadExternal": frozenset({"files:write"}),
    "files.delete": frozenset({"files:write"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "files.info": frozenset({"files:read"}),
    "reactions.add": frozenset({"reactions:write"}),
    "reactions.remove": frozenset({"reactions:write"}),
    "users.conversations": frozenset({"channels:read", "groups:read", "im:read"}),
    "users.info": frozenset({"users:read", "users:read.email"}),
    "users.list": frozenset({"users:read", "users:read.email"}),
    "views.open": frozenset(),
    "views.publish": frozenset(),
}
"""Each method we call, with the scopes Slack's reference asks for the way we call it.

`chat:write.customize` is for the names and pictures of relayed staff.
"""

EVENTS: dict[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "reaction_added": frozenset({"reactions:read"}),
    "reaction_removed": frozenset({"reactions:read"}),
    "user_change": frozenset({"users:read"}),
}
"""Each event we subscribe to, with its scopes."""

COMMANDS: dict[str, frozenset[str]] = {
    "/coworkers": frozenset({"commands"}),
    "/support": frozenset({"commands"}),
}


def bot_scopes() -> frozenset[str]:
    """All scopes the bot token needs."""
    tables = (METHODS, EVENTS, COMMANDS)
    return frozenset(scope for table in tables for scopes in table.values() for scope in scopes)
