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
    """What the municipality promises to answer within a term."""

    INITIATIVE = "initiative", _("een initiatief")


WORKING_DAYS = {AnswerTo.INITIATIVE: 15}  # until a municipality sets its own (rule R2)
