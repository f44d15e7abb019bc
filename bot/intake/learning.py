"""What is learned at the start: the catalogue, triage from its examples, the index of the handbook."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module

from bot.errors import ConfigurationError
from bot.intake.library import folders
from bot.intake.triage import classifier
from bot.intake.triage.classifier import one_thread_each
from bot.intake.triage.guess import Learning, Triage
from bot.intake.triage.kept import KeptFit
from bot.intake.triage.outside import outside_examples
from bot.settings import Settings
from memory import Shelf, load_embedder, load_reader
from memory.embedding import Embedder
from memory.kept import KeptVectors
from skills import catalog as skill_catalog
from skills.catalog import Catalog


@dataclass(frozen=True)
class Learned:
    """What takes seconds to make and depends on files alone: the catalogue, triage, the indexed handbook."""

    catalog: Catalog
    triage: Triage
    shelf: Shelf


def learn(settings: Settings) -> Learned:
    """Load the catalogue, train triage on its examples, index the handbook; keep what that took."""
    company, folder = settings.company, settings.folder
    embedder = KeptVectors(embedder_of(settings), folder / "vectors.npz")
    fit = KeptFit(folder / "triage.npz")
    with ThreadPoolExecutor() as pool:
        # Embedding happens outside the interpreter's lock, so these overlap on two cores.
        if not fit.is_kept:
            pool.submit(import_module, "sklearn.linear_model")
        shelf = pool.submit(_shelf, settings, embedder)
        catalog = skill_catalog.load([skill_catalog.BUILT_IN, *company.skills.folders])
        triage = triage_for(catalog, embedder, fit)
    with suppress(OSError):
        embedder.keep()
    one_thread_each()
    return Learned(catalog, triage, shelf.result())


def triage_for(catalog: Catalog, embedder: Embedder, learning: Learning = classifier.learn) -> Triage:
    """Triage that knows the examples on all badges, and what is for none of them."""
    examples = {name: skill.badge.examples for name, skill in catalog.skills.items()}
    return Triage.fit(examples, embedder, outside_examples(), learn=learning)


def _shelf(settings: Settings, embedder: Embedder) -> Shelf:
    return Shelf(folders(settings), embedder, load_reader())


def embedder_of(settings: Settings) -> Embedder:
    """The embedder that the settings name; raises ConfigurationError where they name none."""
    try:
        return load_embedder(settings.baton_embedder)
    except (ValueError, OSError) as error:
        raise ConfigurationError(f"The environment variable BATON_EMBEDDER is not usable: {error}") from None
