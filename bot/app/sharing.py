"""What replicas share through Redis, where there is one."""

from contextlib import AsyncExitStack
from functools import partial

from bot.settings import Settings
from bot.slack.pace import Pace
from bot.slack.people import Directory
from bot.slack.preflight import Identity


def share(settings: Settings, identity: Identity, people: Directory, stack: AsyncExitStack) -> Pace:
    """The pace in which to write to Slack: all replicas' together, or our own.

    With Redis, what Slack tells one replica about people makes the others ask again too.
    """
    if settings.redis_url is None:
        return Pace()
    # Most have no Redis, and its client takes a tenth of a second to import.
    from bot.slack.shared_pace import SharedPace
    from bot.store.shared import Shared
    from bot.store.signals import Signals

    shared = Shared(settings.redis_url, f"{identity.team}:{identity.user}")
    stack.push_async_callback(shared.close)
    signals = Signals(shared, settings.baton_instance, {"people": people.forget})
    people.tell = partial(signals.tell, "people")
    signals.start()
    stack.push_async_callback(signals.stop)
    return SharedPace(shared)
