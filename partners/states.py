from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MUNICIPALITY = "municipality", _("gemeente")
    HOUSING = "housing", _("woningcorporatie")
    POLICE = "police", _("politie")
    WELFARE = "welfare", _("welzijn")
    CARE = "care", _("zorg")
    SCHOOL = "school", _("school")
    BUSINESS = "business", _("onderneming")
    RESIDENTS_COMPANY = "residents_company", _("wijkonderneming")
    RESIDENTS_TEAM = "residents_team", _("bewonersteam")
    COALITION = "coalition", _("coalitie")
