"""Looks at a laptop's health and suggests the one fix likeliest to help, or hands over with the readings."""

import re

from skills import Ask, Choice, Done, HandOff, Run, step
from skills.slow_laptop.remedies import best_remedy, readings, worn
from skills.words import mentioned

WHEN = {
    "After it starts": ("started", "starting", "start", "boot", "booting", "login", "switch it on"),
    "In one program": ("one program", "excel", "outlook", "word", "teams", "zoom", "chrome", "photoshop"),
    "It gets hot or loud": ("hot", "loud", "fan", "heat", "overheating", "battery"),
    "All the time": ("all the time", "always", "constantly", "everything", "every click", "disk", "storage"),
}


@step("Find the laptop")
async def find(run: Run) -> Ask | HandOff | None:
    if re.search(r"swollen|swelling|bulg|smok|on fire", run.request, re.IGNORECASE):
        return HandOff(
            "The battery may be damaged; the laptop must be switched off and not be charged.", "Today."
        )
    laptops = {laptop.asset: laptop for laptop in await run.tools.laptops()}
    said = run.inputs.get("asset") or run.request
    tag = re.search(r"\bCRP-?(\d{4})\b", said, re.IGNORECASE)
    if tag and f"CRP-{tag[1]}" not in laptops:
        return HandOff(f"CRP-{tag[1]} is not registered to {run.person.name}.")
    # people say “the Mac” for a MacBook
    called = {asset: (asset, laptop.name[:3], *laptop.name.split()) for asset, laptop in laptops.items()}
    named = mentioned(said, called)
    if len(assets := named or list(laptops)) == 1:
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
    return HandOff(f"{reason} {run.found['readings']}", "Replace it.") if reason else None


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
    if remedy.restart and re.search(r"(already|have) restarted|restarted (it )?(already|twice)", run.request):
        return HandOff(f"{run.person.name} restarted it already. {run.found['readings']}")
    return Done(f"{remedy.cause} {remedy.cure}")
