"""Who may do what: one table of role and action. What does not stand in it is refused."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.governance.people import Member, People, refusal


class Role(StrEnum):
    """What somebody is, towards the ticket or the coworker in question."""

    EMPLOYEE = "employee"
    AGENT = "agent"
    """Staff of the ticket's desk."""
    MANAGER = "manager"
    """The person who answers for the coworker."""
    AUDITOR = "auditor"
    ADMIN = "admin"


class Action(StrEnum):
    """Every command, button and modal; buttons and modals are named by their ids."""

    SUPPORT_HELP = "/support help"
    SUPPORT_REQUEST = "/support request"
    SUPPORT_MINE = "/support mine"
    SUPPORT_PERSON = "/support person"
    SUPPORT_REMEMBERED = "/support remembered"
    SUPPORT_FORGET = "/support forget"
    SUPPORT_DESKS = "/support desks"
    SUPPORT_AWAY = "/support away"
    SUPPORT_BACK = "/support back"

    COWORKERS_HELP = "/coworkers help"
    COWORKERS_LIST = "/coworkers list"
    COWORKERS_SHOW = "/coworkers show"
    COWORKERS_ORG = "/coworkers org"
    COWORKERS_STATUS = "/coworkers status"
    COWORKERS_AUDIT = "/coworkers audit"
    COWORKERS_PAUSE = "/coworkers pause"
    COWORKERS_RESUME = "/coworkers resume"
    COWORKERS_CORRECTIONS = "/coworkers corrections"
    COWORKERS_LESSONS = "/coworkers lessons"
    COWORKERS_REPORT = "/coworkers report"
    COWORKERS_ROLLBACK = "/coworkers rollback"
    COWORKERS_FACTS = "/coworkers facts"
    COWORKERS_FACT = "/coworkers fact"
    PAUSE = "pause"
    RESUME = "resume"

    TALK_TO_HUMAN = "talk_to_human"
    CHOOSE_SKILL = "choose_skill"
    ANSWER = "answer"
    OPEN_FORM = "open_form"
    SKILL_FORM = "skill_form"
    FEEDBACK = "feedback"
    WHY = "why"
    CORRECT_PACKET = "correct_packet"

    CLAIM = "claim"
    RELEASE = "release"
    ASSIGN = "assign"
    ASSIGN_TICKET = "assign_ticket"
    RESOLVE = "resolve"
    RESOLVE_TICKET = "resolve_ticket"
    RETURN_TO_COWORKER = "return_to_coworker"
    WAIT_FOR_EMPLOYEE = "wait_for_employee"
    HOLD = "hold"
    HOLD_TICKET = "hold_ticket"
    CARRY_ON = "carry_on"
    SEVERITY = "severity"
    PULSE = "pulse"
    JOIN = "join"
    LEAVE = "leave"

    LINK_TICKET = "link_ticket"
    LINK_TO = "link_to"
    LINK_TO_TICKET = "link_to_ticket"
    UNLINK_TICKET = "unlink_ticket"
    TELL_EVERYBODY = "tell_everybody"
    INCIDENT_NEWS = "incident_news"
    NAME_INCIDENT = "name_incident"
    INCIDENT_TITLE = "incident_title"
    HAND_ON = "hand_on"
    HAND_ON_TICKET = "hand_on_ticket"
    INSTRUCT = "instruct"
    SAVED_REPLY = "saved_reply"
    SEND_REPLY = "send_reply"
    SAVE_REPLY = "/support reply"
    SNOOZE = "snooze"
    SNOOZE_TICKET = "snooze_ticket"
    WAKE = "wake"
    WATCH = "watch"
    UNWATCH = "unwatch"
    REOPEN = "reopen"
    QUEUE = "queue"

    RATE_PACKET = "rate_packet"
    STILL_ASKED = "still_asked"

    WRONG_ROUTE = "wrong_route"
    CORRECT_ROUTE = "correct_route"
    ACCEPT_CORRECTION = "accept_correction"
    REJECT_CORRECTION = "reject_correction"
    CHECK_ANSWER = "check_answer"
    EDIT_DRAFT = "edit_draft"
    APPROVE_ARTICLE = "approve_article"
    DROP_DRAFT = "drop_draft"
    WITHDRAW_ARTICLE = "withdraw_article"

    APPROVE = "approve"
    EDIT = "edit"
    EDIT_APPROVAL = "edit_approval"
    DENY = "deny"


_LOOKING = frozenset(
    {
        Action.COWORKERS_HELP,
        Action.COWORKERS_LIST,
        Action.COWORKERS_SHOW,
        Action.COWORKERS_ORG,
        Action.COWORKERS_STATUS,
        Action.COWORKERS_AUDIT,
        Action.COWORKERS_CORRECTIONS,
        Action.COWORKERS_LESSONS,
        Action.COWORKERS_REPORT,
        Action.COWORKERS_FACTS,
    }
)
_STEERING = frozenset(
    {
        Action.COWORKERS_PAUSE,
        Action.COWORKERS_RESUME,
        Action.COWORKERS_ROLLBACK,
        Action.COWORKERS_FACT,
        Action.PAUSE,
        Action.RESUME,
        Action.ACCEPT_CORRECTION,
        Action.REJECT_CORRECTION,
    }
)
_TOGETHER = frozenset(
    {
        Action.LINK_TICKET,
        Action.LINK_TO,
        Action.LINK_TO_TICKET,
        Action.UNLINK_TICKET,
        Action.TELL_EVERYBODY,
        Action.INCIDENT_NEWS,
        Action.NAME_INCIDENT,
        Action.INCIDENT_TITLE,
        Action.HAND_ON,
        Action.HAND_ON_TICKET,
        Action.INSTRUCT,
        Action.SAVED_REPLY,
        Action.SEND_REPLY,
        Action.SAVE_REPLY,
        Action.SNOOZE,
        Action.SNOOZE_TICKET,
        Action.WAKE,
        Action.WATCH,
        Action.UNWATCH,
        Action.REOPEN,
        Action.QUEUE,
    }
)
_APPROVING = frozenset({Action.APPROVE, Action.EDIT, Action.EDIT_APPROVAL, Action.DENY})

MAY: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        Role.EMPLOYEE: frozenset(
            {
                Action.SUPPORT_HELP,
                Action.SUPPORT_REQUEST,
                Action.SUPPORT_MINE,
                Action.SUPPORT_PERSON,
                Action.SUPPORT_REMEMBERED,
                Action.SUPPORT_FORGET,
                Action.SUPPORT_DESKS,
                Action.SUPPORT_AWAY,
                Action.SUPPORT_BACK,
                Action.TALK_TO_HUMAN,
                Action.CHOOSE_SKILL,
                Action.ANSWER,
                Action.OPEN_FORM,
                Action.SKILL_FORM,
                Action.FEEDBACK,
                Action.WHY,
                Action.CORRECT_PACKET,
            }
        ),
        Role.AGENT: frozenset(
            {
                Action.CLAIM,
                Action.RELEASE,
                Action.ASSIGN,
                Action.ASSIGN_TICKET,
                Action.RESOLVE,
                Action.RESOLVE_TICKET,
                Action.RETURN_TO_COWORKER,
                Action.WAIT_FOR_EMPLOYEE,
                Action.HOLD,
                Action.HOLD_TICKET,
                Action.CARRY_ON,
                Action.SEVERITY,
                Action.PULSE,
                Action.JOIN,
                Action.LEAVE,
                Action.CORRECT_PACKET,
                Action.WHY,
                Action.RATE_PACKET,
                Action.STILL_ASKED,
                Action.WRONG_ROUTE,
                Action.CORRECT_ROUTE,
                Action.CHECK_ANSWER,
                Action.EDIT_DRAFT,
                Action.APPROVE_ARTICLE,
                Action.DROP_DRAFT,
                Action.WITHDRAW_ARTICLE,
            }
            | _TOGETHER
            | _APPROVING
        ),
        Role.MANAGER: _LOOKING | _STEERING | _APPROVING,
        Role.AUDITOR: _LOOKING,
        Role.ADMIN: _LOOKING | _STEERING,
    }
)


def allowed(roles: frozenset[Role], action: Action) -> bool:
    """Whether any of these roles may do it. Being admitted here is necessary, not always enough:
    a survey is only its requester's, an approval only its named approvers'.
    """
    return any(action in MAY[role] for role in roles)


async def roles_of(
    people: People,
    user: str,
    *,
    desk: str | None = None,
    managed_by: str | None = None,
    auditors: frozenset[str] = frozenset(),
) -> frozenset[Role]:
    """What a person is towards a desk's tickets and towards the coworker that `managed_by` answers for.

    `managed_by` is a user id or an e-mail address. Guests, bots, people of other companies and people who
    left are nothing at all.
    """
    member = await people.member(user)
    if refusal(member) is not None:
        return frozenset()
    holds = {
        Role.EMPLOYEE: True,
        Role.AGENT: desk is not None and user in await people.staff(desk),
        Role.MANAGER: managed_by is not None and is_named(member, managed_by),
        Role.AUDITOR: user in auditors,
        Role.ADMIN: user in await people.admins(),
    }
    return frozenset(role for role, held in holds.items() if held)


def is_named(member: Member, reference: str) -> bool:
    """Whether a user id or an e-mail address means this person."""
    wanted = reference.strip().casefold()
    return bool(wanted) and wanted in {member.id.casefold(), member.email.casefold()}
