"""The figures that the demo tells: through the same actions, and told once."""

import pytest
from django.utils import timezone

from goals.actions import figures
from goals.models import Indicator, Meaning, Measurement
from goals.states import Source
from tests.factories import GoalFactory, MemberFactory, TeamFactory
from tests.goals.figuring import make_home
from wijkaanpak.demo.goals_figures import tell_figures
from wijkaanpak.demo.history import Past


@pytest.mark.django_db
def test_telling_figures_twice_tells_them_once():
    home = make_home()
    figures.load([home.area.code])
    MemberFactory(organisation=TeamFactory(neighbourhood=home.neighbourhood))
    goals = [home.goal, *(GoalFactory(plan=home.goal.plan) for _each in range(2))]

    tell_figures(goals, Past(timezone.now()))
    before = Indicator.objects.count(), Measurement.objects.count(), Meaning.objects.count()
    tell_figures(goals, Past(timezone.now()))

    assert before == (
        Indicator.objects.count(),
        Measurement.objects.count(),
        Meaning.objects.count(),
    )
    assert set(Indicator.objects.values_list("source", flat=True)) == set(Source.values)
    assert before[0] == 8
    assert before[2] == 7
