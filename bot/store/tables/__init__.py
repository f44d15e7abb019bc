"""Every table of the bot, one file a room; importing this package makes the metadata complete."""

from bot.store.base import Base
from bot.store.tables.absences import AbsenceRow
from bot.store.tables.audit import AuditRow
from bot.store.tables.consultations import ConsultationRow
from bot.store.tables.coworkers import CoworkerState
from bot.store.tables.learning import CheckRow, CorrectionRow, DraftRow, LessonRow
from bot.store.tables.locks import ResourceLock
from bot.store.tables.marks import MarkRow
from bot.store.tables.mirror import JoinRow, ReactionRow
from bot.store.tables.outbox import OutboxRow
from bot.store.tables.packets import PacketRating, PacketRow, StaffQuestion
from bot.store.tables.pulses import PulseRow
from bot.store.tables.tickets import TicketEvent, TicketRow, TicketThread
from bot.store.tables.timers import TimerRow
from bot.store.tables.together import (
    HandoffRow,
    IncidentRow,
    LikenessRow,
    LinkRow,
    MacroRow,
    QueueViewRow,
    WatcherRow,
)
from bot.store.tables.turns import Acquaintance, Outcome, RunRow, StepRow

metadata = Base.metadata

__all__ = [
    "AbsenceRow",
    "Acquaintance",
    "AuditRow",
    "CheckRow",
    "ConsultationRow",
    "CorrectionRow",
    "CoworkerState",
    "DraftRow",
    "HandoffRow",
    "IncidentRow",
    "JoinRow",
    "LessonRow",
    "LikenessRow",
    "LinkRow",
    "MacroRow",
    "MarkRow",
    "OutboxRow",
    "Outcome",
    "PacketRating",
    "PacketRow",
    "PulseRow",
    "QueueViewRow",
    "ReactionRow",
    "ResourceLock",
    "RunRow",
    "StaffQuestion",
    "StepRow",
    "TicketEvent",
    "TicketRow",
    "TicketThread",
    "TimerRow",
    "WatcherRow",
    "metadata",
]
