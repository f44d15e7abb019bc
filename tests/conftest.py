"""What all tests share."""

import pytest
from hypothesis import settings

from bot.intake.learning import Learned, learn
from bot.settings import Settings

# The machine may be busy with other things: examples are judged by what they find, not by how long they take.
settings.register_profile("baton", deadline=None)
settings.load_profile("baton")


@pytest.fixture(scope="session")
def learned() -> Learned:
    """The catalogue, triage and the handbook: made once, because they depend on files alone."""
    return learn(Settings())
