"""Resets a password or unlocks an account; the person chooses the new password behind a one-time link."""

from skills import Account, Ask, Choice, Done, HandOff, Run, step
from skills.words import mentioned


@step("Find the account")
async def find(run: Run) -> Ask | HandOff | None:
    accounts = await run.tools.accounts()
    answer = run.inputs.get("system", "")
    wanted = named(accounts, answer or run.request) or ([accounts[0].system] if len(accounts) == 1 else [])
    if len(wanted) == 1:
        run.found["system"] = wanted[0]
        return None
    if not accounts:
        return HandOff(f"The directory has no account for {run.person.name}.")
    if answer and not wanted:
        return HandOff(
            f"{run.person.name} cannot sign in to “{answer}”; the directory shows no such account."
        )
    systems = wanted or [account.system for account in accounts]
    return Ask("Which one can you not get into?", "system", tuple(Choice(name, name) for name in systems))


@step("Look at its state")
async def look(run: Run) -> HandOff | None:
    account = await chosen(run)
    if account.state == "disabled":
        return HandOff(
            f"The {account.system} account {account.login} is disabled; only a person may open it."
        )
    if not account.recovery:
        return HandOff(
            f"There is no recovery address for {account.login} to send a {account.system} link to."
        )
    run.found["locked"] = account.state == "locked"
    return None


@step("Unlock it")
async def unlock(run: Run) -> None:
    if run.found["locked"]:
        await run.tools.unlock_account(str(run.found["system"]))


@step("Send a one-time link")
async def send(run: Run) -> Done:
    system, login = str(run.found["system"]), (await chosen(run)).login
    address = await run.tools.reset_password(system)
    unlocked = f"Your {system} account was locked; I unlocked it. " if run.found["locked"] else ""
    return Done(
        f"{unlocked}A one-time link to choose a new password for your {system} account {login} "
        f"is on its way to {address}. "
        "It works once, for 30 minutes. Please never send a password here, not even to me."
    )


def named(accounts: list[Account], text: str) -> list[str]:
    """The systems that the text names: by their own name first, else by what they sign in to."""
    return mentioned(text, {a.system: (a.system,) for a in accounts}) or mentioned(
        text, {a.system: a.covers for a in accounts}
    )


async def chosen(run: Run) -> Account:
    """The account that was found, as it is now."""
    return next(a for a in await run.tools.accounts() if a.system == run.found["system"])
