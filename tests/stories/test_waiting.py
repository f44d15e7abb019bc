"""Whoever has to wait hears so in their thread before the answer; silence reaches people."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.engine.steps import Work
from bot.governance.audit import Outcome
from bot.intake.learning import Learned
from bot.intake.rooms import Rooms
from bot.intake.runs import running
from bot.intake.watch import patience, silence
from bot.settings import CompanyFile, WorkspaceSettings
from bot.store.base import now
from bot.store.tables import AuditRow
from tests.stories.stage import kind_of, playing


async def test_a_message_that_waits_gets_a_kind_sentence_and_then_its_one_answer(
    tmp_path: Path, learned: Learned, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, take_step = asyncio.Event(), running.take_step

    async def held_up(rooms: Rooms, opened: running.OpenRun) -> Work:
        await goes_on.wait()
        return await take_step(rooms, opened)

    monkeypatch.setattr(running, "take_step", held_up)
    monkeypatch.setattr(patience, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(patience, "LONG", timedelta(seconds=0.1))
    async with playing(tmp_path, learned) as house:
        thread = await house.ada.says("I forgot my Okta password")
        await house.ada.sees_next("notice", "safe with me", thread=thread)
        goes_on.set()
        await house.ada.sees_next("reply", thread=thread)
        await house.settles()

        assert [kind_of(each) for each in await house.posts(thread=thread)] == ["notice", "reply"]


async def test_a_coworker_that_only_fails_is_told_of_to_the_ops_channel_and_its_manager(
    tmp_path: Path, learned: Learned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silence, "LOOK_SECONDS", 0.05)
    company = CompanyFile(workspace=WorkspaceSettings(ops_channel="it-support"))
    async with playing(tmp_path, learned, company=company) as house:
        async with house.bot.rooms.sessions.begin() as session:
            for minutes in (20, 2):
                session.add(
                    AuditRow(
                        key=f"failed:{minutes}",
                        team=house.bot.rooms.team,
                        at=now() - timedelta(minutes=minutes),
                        actor="jordan",
                        action="accounts",
                        outcome=Outcome.FAILED,
                    )
                )

        await house.sam.sees_next("notice", "Jordan fails", channel="it-support")
        await house.root.sees_next("notice", "Jordan fails")
        await house.ada.asks("I forgot my Okta password", gets="reply")
        await house.root.sees_next("notice", "Jordan works again")
        await house.settles()

        assert len([each for each in await house.posts("notice") if "Jordan" in each["text"]]) == 4
