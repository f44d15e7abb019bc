"""What the store knows about the handbook's use: which articles answered, and what nothing answered."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.learning import gaps
from bot.learning.gaps import Question
from bot.settings import Settings
from bot.store.keys import secret_keys
from bot.store.sealed import vault
from bot.store.session import connect, sessions


@dataclass(frozen=True)
class Consulted:
    """How often each article answered (by path), and the questions that nothing answered."""

    answers: Counter[str]
    unanswered: list[Question]


async def consulted(settings: Settings) -> Consulted | None:
    """Read it; None where there is no store with these tables. Writes nothing."""
    if settings.embedded and not (settings.folder / "secret.key").exists() and not settings.baton_secret_key:
        return None
    vault.unlock(secret_keys(settings))
    engine = connect(settings.database_url)
    try:
        async with sessions(engine)() as session:
            return Consulted(await gaps.answering(session), await gaps.unanswered(session))
    except (OperationalError, ProgrammingError):
        return None
    finally:
        await engine.dispose()
