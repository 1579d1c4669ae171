from .agenda import AgendaItem
from .barriers import Barrier
from .inviting import Invited
from .meeting import Meeting
from .minutes import Attendance, AttendedBy, MeetingAgreement
from .process import Phase, Process
from .registering import CalendarLink, Registration

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendedBy",
    "Barrier",
    "CalendarLink",
    "Invited",
    "Meeting",
    "MeetingAgreement",
    "Phase",
    "Process",
    "Registration",
]
