"""One tree of errors; each carries a sentence that is safe to show to a person."""


class BatonError(Exception):
    """Something went wrong that we can name; `str(error)` is fit for a person to read."""


class ConfigurationError(BatonError):
    """A setting is missing or wrong; the sentence names the file and key."""


class SlackRefused(BatonError):
    """Slack does not accept our tokens or grants; the sentence says which and what to do."""


class StoreUnavailable(BatonError):
    """The database cannot be read or written right now."""


class Unreachable(BatonError):
    """Something we lean on does not answer right now; doing the same thing later may work."""
