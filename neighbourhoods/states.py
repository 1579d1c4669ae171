"""Roles in a neighbourhood, and the questions to which an answer is promised."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    RESIDENT = "resident", _("bewoner")
    BUILDER = "builder", _("losmaker")
    OFFICER = "officer", _("contactambtenaar")
    COORDINATOR = "coordinator", _("coördinator")


OFFICE = frozenset({Role.OFFICER, Role.COORDINATOR})  # who works here for the municipality
IN_VIEW = frozenset({Role.BUILDER, Role.OFFICER, Role.COORDINATOR})  # who is named on the page


class AnswerTo(models.TextChoices):
    """What the municipality promises to answer within a term (rule R2)."""

    INITIATIVE = "initiative", _("een initiatief")
    REQUEST = "request", _("een vraag om hulp van een team")
    OBSTACLE = "obstacle", _("een belemmering")
    CONCERN = "concern", _("een ergernis")
    AGENDA_ITEM = "agenda_item", _("een agendapunt")


WORKING_DAYS = {  # until a municipality sets its own
    AnswerTo.INITIATIVE: 15,
    AnswerTo.REQUEST: 10,
    AnswerTo.OBSTACLE: 20,
    AnswerTo.CONCERN: 5,
    AnswerTo.AGENDA_ITEM: 5,
}
