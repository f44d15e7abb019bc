"""Names in baton.toml that mean nobody, or nobody of the desk."""

from dataclasses import replace

from bot.desk.calendar.strangers import strangers
from bot.settings import DeskSettings
from tests.fakes import ADA, HANA, ROOT, SAM, SARA, FakePeople


async def test_each_strange_name_is_told_with_its_key() -> None:
    people = FakePeople(members=(ADA, SAM, HANA, ROOT, replace(SARA, gone=True)))
    people.groups["S0NETWORK"] = frozenset({SAM.id})
    told = {
        "channel": "it",
        "fallback": "nobody@corp.example",
        "oncall": [SAM.id, HANA.id, SARA.id],
        "escalation": [ROOT.id],
        "groups": {"network": ["S0NETWORK", "S0NOTHING"]},
    }

    found = await strangers(people, {"it": DeskSettings.model_validate(told)})

    assert [str(one) for one in found] == [
        "`desks.it.fallback`: nobody here has the address nobody@corp.example.",
        f"`desks.it.oncall`: {HANA.id} is not on the staff of this desk.",
        f"`desks.it.oncall`: {SARA.id} is nobody who works here.",
        "`desks.it.groups.network`: the user group S0NOTHING does not exist, or nobody is in it.",
    ]
