"""Replaces a lost second factor: asks whether it is really them, then sends a link for a new one."""

from skills import Ask, Choice, Done, Factor, HandOff, Run, step
from skills.words import agrees, mentioned

KINDS = {
    "app": ("authenticator", "app", "phone", "iphone", "android", "mobile", "handset", "push", "otp"),
    "sms": ("sms", "text message", "phone number", "sim"),
    "key": ("key", "yubikey", "token", "hardware", "passkey"),
}


@step("Find the lost factor")
async def find(run: Run) -> Ask | HandOff | None:
    factors = [factor for factor in await run.tools.factors() if factor.state != "removed"]
    lost = likely(factors, run.inputs.get("factor") or run.request)
    if len(lost) == 1:
        run.found["factor"], run.found["label"] = lost[0].id, lost[0].label
        return None
    if not factors:
        return HandOff(f"{run.person.name} has no second factor on record; somebody has to check who asks.")
    choices = tuple(Choice(factor.label, factor.label) for factor in lost or factors)
    return Ask("Which one did you lose, or does not work any more?", "factor", choices)


@step("Check the recovery address")
async def check(run: Run) -> HandOff | None:
    address = next((a.recovery for a in await run.tools.accounts() if a.recovery), "")
    run.found["address"] = address
    if not address:
        return HandOff(f"{run.person.name} has no recovery address; somebody has to check their identity.")
    return None


@step("Ask whether it is really them")
async def confirm(run: Run) -> Ask | HandOff | None:
    agreed = agrees(run.inputs.get("confirmed", ""))
    if agreed is False:
        return HandOff(f"{run.person.name} did not confirm; a person should look at who asked.")
    if agreed:
        return None
    return Ask(
        f"I would remove {run.found['label']} and send a link for a new one to {run.found['address']}. "
        "Is it you who asks, and can you read mail there?",
        "confirmed",
        (Choice("Yes, go ahead", "yes"), Choice("No", "no")),
    )


@step("Replace it")
async def replace(run: Run) -> Done:
    address = await run.tools.reset_factor(str(run.found["factor"]))
    return Done(
        f"{run.found['label']} no longer counts, and a link to set up a new second factor is on its way to "
        f"{address}. Open it on the new device within 24 hours."
    )


def likely(factors: list[Factor], text: str) -> list[Factor]:
    """The factors that the text means: the only one, by label, by kind, else those marked lost."""
    labels = mentioned(text, {factor.label: (factor.label,) for factor in factors})
    kinds = mentioned(text, KINDS)
    if len(factors) == 1 or labels:
        return [factor for factor in factors if factor.label in labels] or factors
    of_kind = [factor for factor in factors if factor.kind in kinds]
    return of_kind if len(of_kind) == 1 else [f for f in of_kind or factors if f.state == "lost"] or of_kind
