"""Looks at a laptop's health and suggests the one fix likeliest to help, or hands over with the readings."""

from skills import Ask, Choice, Done, HandOff, Run, step
from skills.slow_laptop.remedies import best_remedy, readings, worn
from skills.slow_laptop.said import DANGER, RESTARTED, WHEN, laptops_meant, tag_in
from skills.words import mentioned


@step("Find the laptop")
async def find(run: Run) -> Ask | HandOff | None:
    if DANGER.search(run.request):
        return HandOff("The battery may be damaged; the laptop must be off and not be charged.", "Go today.")
    laptops = {laptop.asset: laptop for laptop in await run.tools.laptops()}
    said = run.inputs.get("asset") or run.request
    if (tag := tag_in(said)) and tag not in laptops:
        return HandOff(f"{tag} is not registered to {run.person.name}.")
    assets = laptops_meant(said, laptops)
    if len(assets) == 1:
        run.found["asset"] = assets[0]
        return None
    if not assets:
        return HandOff(f"No laptop is registered to {run.person.name}.")
    choices = tuple(Choice(f"{laptops[asset].name} ({asset})", asset) for asset in assets)
    return Ask("Which laptop is it? The tag stands on a sticker underneath.", "asset", choices)


@step("Read its health")
async def read(run: Run) -> HandOff | None:
    device = await run.tools.device_health(str(run.found["asset"]))
    run.found["readings"] = readings(device)
    reason = worn(device, run.request)
    return HandOff(f"{reason} {run.found['readings']}", "Have the laptop brought in.") if reason else None


@step("Ask what the readings do not show")
async def ask(run: Run) -> Ask | None:
    said = run.inputs.get("when") or run.request
    when = mentioned(said, WHEN)
    if len(when) != 1 and "when" not in run.inputs:
        return Ask("When is it slow?", "when", tuple(Choice(option, option) for option in WHEN))
    run.found["when"] = when[0] if when else ""
    return None


@step("Suggest one fix")
async def suggest(run: Run) -> Done | HandOff:
    device = await run.tools.device_health(str(run.found["asset"]))
    remedy = best_remedy(device, str(run.found["when"]))
    if remedy is None:
        return HandOff(f"Nothing in the readings explains it. {run.found['readings']}")
    if remedy.restart and RESTARTED.search(run.request):
        return HandOff(f"{run.person.name} restarted it already. {run.found['readings']}")
    return Done(f"{remedy.cause} {remedy.cure}")
