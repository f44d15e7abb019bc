"""As many employees as a measurement needs, beside the playground's own."""

from dataclasses import replace

from bot.playground.accounts import SAMPLE_ACCOUNTS, Account
from bot.playground.ids import named_id
from bot.playground.server import Config


def named(n: int) -> str:
    """The short name of the nth employee."""
    return f"e{n}"


def user_id(n: int) -> str:
    """Their user id."""
    return named_id("U", named(n))


def direct_channel(n: int) -> str:
    """The id of their direct messages with the app."""
    return named_id("D", named(n))


def with_employees(config: Config, number: int) -> Config:
    """The same playground with `number` more people in it."""
    more = tuple(Account(named(n), f"Employee Number{n}", "Analyst") for n in range(number))
    return replace(config, accounts=(*SAMPLE_ACCOUNTS, *more))
