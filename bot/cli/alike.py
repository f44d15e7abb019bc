"""What `baton check` and `baton skills check` warn about: skills whose examples cannot be told apart."""

from bot.errors import ConfigurationError
from bot.intake.learning import embedder_of, triage_for
from bot.settings import Settings
from skills.catalog import Catalog


def cannot_be_told_apart(catalog: Catalog, settings: Settings) -> list[str]:
    """A sentence for each two; it is a warning, no fault. To learn all examples takes two seconds."""
    try:
        pairs = triage_for(catalog, embedder_of(settings)).alike
    except ConfigurationError as error:
        return [str(error)]
    return [f"{catalog.skills[pair.one].folder}/skill.toml: `examples`: {pair}" for pair in pairs]
