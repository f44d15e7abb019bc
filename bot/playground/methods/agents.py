"""Methods of agents: status line, thread title, suggested prompts, session state."""

from bot.playground.agent import SESSION_STATES
from bot.playground.changes import Json
from bot.playground.errors import SlackError
from bot.playground.methods.chat import identity
from bot.playground.methods.registry import Call, invalid_arguments, method

TITLE_LIMIT = 200
PROMPT_LIMIT = 4


@method("assistant.threads.setStatus", "assistant:write")
def set_status(call: Call) -> Json:
    """Show what the agent is doing; an empty status takes it away."""
    channel = call.channel("channel_id")
    identity(call)
    loading = call.parsed("loading_messages") or []
    if not isinstance(loading, list):
        raise invalid_arguments("`loading_messages` must be an array")
    words = [str(one) for one in loading]
    call.space.agent.set_status(channel.id, call.required("thread_ts"), call.text("status"), words)
    return {}


@method("assistant.threads.setTitle", "assistant:write")
def set_title(call: Call) -> Json:
    """Name a thread."""
    channel = call.channel("channel_id")
    call.space.agent.set_title(channel.id, call.required("thread_ts"), call.required("title"))
    return {}


@method("assistant.threads.setSuggestedPrompts", "assistant:write")
def set_suggested_prompts(call: Call) -> Json:
    """Offer up to four prompts."""
    channel = call.channel("channel_id")
    prompts = call.list_of("prompts")
    if not 0 < len(prompts) <= PROMPT_LIMIT:
        raise invalid_arguments(f"`prompts` must have 1 to {PROMPT_LIMIT} items")
    if not all(prompt.get("title") and prompt.get("message") for prompt in prompts):
        raise invalid_arguments("a prompt has a `title` and a `message`")
    call.space.agent.suggest(channel.id, call.text("thread_ts"), call.text("title"), prompts)
    return {}


@method("agents.sessions.setStatus", "chat:write")
def set_session_status(call: Call) -> Json:
    """Set a session's state; the first call makes the session."""
    channel = call.channel("channel_id")
    status = call.required("status")
    if status not in SESSION_STATES:
        raise invalid_arguments(f"`status` must be one of: {', '.join(sorted(SESSION_STATES))}")
    if len(call.text("title")) > TITLE_LIMIT:
        raise invalid_arguments(f"`title` must be less than {TITLE_LIMIT + 1} characters")
    identity(call)
    session = call.space.agent.set_session(channel.id, call.required("thread_ts"), status, call.text("title"))
    return {"status": status, "agent_status": status, "title": session["title"]}


@method("agents.sessions.rename", "chat:write")
def rename_session(call: Call) -> Json:
    """Give a session another title."""
    channel = call.channel("channel_id")
    title = call.required("title")
    if not call.space.agent.rename_session(channel.id, call.required("thread_ts"), title):
        raise SlackError("session_not_found")
    return {"title": title}
