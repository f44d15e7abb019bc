"""Everything a turn may need, put together."""

import logging
from collections.abc import Sequence
from dataclasses import replace

import memory
from bot.app.store import Store
from bot.app.talk import Talk
from bot.connections.sandbox import Sandbox
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.roster import BUILT_IN as ROLES
from bot.coworkers.roster import Roster
from bot.desk.aftercare import Aftercare
from bot.desk.calendar.strangers import strangers
from bot.desk.desk import Desk
from bot.desk.incidents import Incidents
from bot.desk.likeness import Likeness
from bot.desk.passing import Passing
from bot.desk.relay.notes import Notes
from bot.desk.snoozing import Snoozing
from bot.governance.audit import Audit
from bot.intake.learning import Learned
from bot.intake.library import Library, folders
from bot.intake.readers import Readers
from bot.intake.rooms import Rooms
from bot.settings import Settings
from bot.store.sealed import vault
from skills.catalog import Catalog

log = logging.getLogger(__name__)


async def furnish(settings: Settings, learned: Learned, store: Store, talk: Talk) -> Rooms:
    """Everything a turn may need."""
    company, catalog = settings.company, learned.catalog
    badges = {name: skill.badge for name, skill in catalog.skills.items()}
    roster = Roster.load([ROLES, *company.coworkers.folders], badges, company.desks)
    for fault in (*catalog.faults, *roster.faults):
        log.warning("%s: %s", fault.file, fault.sentence)
    audit = Audit()
    desk = Desk(talk.line, talk.people, audit, company.desks, Notes(company.relay.notes), company.survey)
    for stranger in await strangers(talk.people, company.desks):
        log.warning("baton.toml: %s", stranger)
    sandbox = Sandbox(store.sessions)
    await sandbox.seed()
    organisation = memory.Organisation(vault)

    async def stated(team: str, question: str) -> Sequence[memory.CompanyFact]:
        async with store.sessions() as session:
            return await organisation.asked_for(session, team, question)

    return Rooms(
        sessions=store.sessions,
        team=talk.people.team,
        desks=company.desks,
        catalog=_as_cautious_as(roster, catalog),
        roster=roster,
        triage=learned.triage,
        memory=memory.Memory(vault, learned.triage.embedder),
        company=sandbox,
        library=Library(learned.shelf.over(folders(settings)), _readers(settings, talk), stated),
        people=talk.people,
        line=talk.line,
        audit=audit,
        desk=desk,
        aftercare=Aftercare(desk, talk.people, company.desks),
        incidents=Incidents(desk, _likeness(learned)),
        passing=Passing(desk),
        snoozing=Snoozing(desk),
        commands=CommandRooms(
            roster, talk.people, company.desks, audit, systems=sandbox.systems, organisation=organisation
        ),
        working=talk.status.working,
        quality=company.quality,
    )


def _likeness(learned: Learned) -> Likeness:
    return Likeness(learned.triage.embedder, learned.triage.taught.examples.mean)


def _as_cautious_as(roster: Roster, catalog: Catalog) -> Catalog:
    """The same skills; each badge wants as much certainty as its coworker does."""
    wanted = {name: {"sure_from": roster.sure_from(name)} for name in catalog.skills}
    skills = {
        name: replace(skill, badge=skill.badge.model_copy(update=wanted[name]))
        for name, skill in catalog.skills.items()
    }
    return replace(catalog, skills=skills)


def _readers(settings: Settings, talk: Talk) -> Readers:
    company = settings.company
    return Readers(talk.people, tuple(company.desks), company.knowledge.groups)
