"""Shows what leave is left and files leave requests, by the rules of the country of employment."""

import re

from skills import Ask, Choice, Done, HandOff, Run, step
from skills.time_off.leave import (
    KINDS,
    SPANS,
    ask_for_days,
    country_of,
    days_wanted,
    in_days,
    kinds_meant,
    what_is_left,
    works_in,
)

CHANGES = r"\b(cancel\w*|withdraw|chang(e|ing)|instead|resched\w+|LV-?\d+)\b"
ASKS_BALANCE = r"\bhow (many|much)\b|\bbalance\b|\bleft\b|\bremaining\b|\bdo I (still )?have\b|\bcarry over\b"


@step("Read the request")
async def read(run: Run) -> Ask | HandOff | None:
    if re.search(CHANGES, run.request, re.IGNORECASE):
        return HandOff("Leave that was filed already is to be cancelled or changed; that needs HR.")
    country = country_of(run)
    if not country:
        choices = tuple(Choice(name, name) for name in KINDS)
        return Ask("Leave differs by country. In which one are you employed?", "country", choices)
    run.found["country"] = country
    return None if country in KINDS else HandOff(f"There are no leave rules for {country} here.")


@step("Look up what is left")
async def look(run: Run) -> Done | None:
    if not re.search(ASKS_BALANCE, run.request, re.IGNORECASE) or days_wanted(run):
        return None
    return Done(what_is_left(await run.tools.leave_balances(), str(run.found["country"])))


@step("Choose the kind of leave")
async def choose(run: Run) -> Ask | None:
    kinds = kinds_meant(run)
    if len(kinds) == 1:
        run.found["kind"] = kinds[0]
        return None
    left = {balance.kind: balance.left for balance in await run.tools.leave_balances()}
    choices = tuple(
        Choice(f"{kind[0].upper()}{kind[1:]} ({left.get(kind, 0):g} left)", kind) for kind in kinds
    )
    return Ask("Which kind of leave is it?", "kind", choices)


@step("Read the days")
async def days(run: Run) -> Ask | HandOff | None:
    kind, wanted = str(run.found["kind"]), days_wanted(run)
    left = sum(b.left for b in await run.tools.leave_balances() if b.kind == kind)
    if "person" in run.inputs.get("other_dates", ""):
        return HandOff(f"{run.person.name} would like more {kind} leave than the {in_days(left)} left.")
    if not wanted:
        return ask_for_days()
    total = sum(span.days(works_in(run)) for span in wanted)
    if total == 0:
        return Ask("Nobody works then, so no leave is needed. Which other days do you mean?", "other_dates")
    if total > left:
        short = f"That takes {in_days(total)} of {kind} leave, and you have {left:g} left. Which fewer days?"
        return Ask(short, "other_dates", (Choice("Ask a person", "a person"),))
    run.found |= {"days": SPANS.dump_python(wanted, mode="json"), "left": left - total}
    return None


@step("File the request")
async def file(run: Run) -> Done:
    kind, filed = str(run.found["kind"]), list[str]()
    spans = {span: span.days(works_in(run)) for span in SPANS.validate_python(run.found["days"])}
    for span in filter(spans.get, spans):
        number = await run.tools.request_leave(kind, span.first, span.last, spans[span])
        filed.append(f"- {span}: {number}")
    told = f"{run.person.manager or 'Your manager'} is told."
    return Done("\n".join([f"Filed as {kind} leave:", *filed, f"{told} Days left: {run.found['left']:g}."]))
