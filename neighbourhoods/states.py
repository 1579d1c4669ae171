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
    CHALLENGE_DECIDER = "challenge_decider", _("uitdaagrecht: wie er beslist")
    CHALLENGE_PROPOSAL = "challenge_proposal", _("uitdaagrecht: een voorstel voor afspraken")
    CHALLENGE_ANEW = "challenge_anew", _("uitdaagrecht: een nieuw besluit")


WORKING_DAYS = {  # until a municipality sets its own
    AnswerTo.INITIATIVE: 15,
    AnswerTo.REQUEST: 10,
    AnswerTo.OBSTACLE: 20,
    AnswerTo.CONCERN: 5,
    AnswerTo.AGENDA_ITEM: 5,
    AnswerTo.CHALLENGE_DECIDER: 10,
    AnswerTo.CHALLENGE_PROPOSAL: 20,
    AnswerTo.CHALLENGE_ANEW: 30,  # six weeks, as the Awb gives for an objection (article 7:10)
}
