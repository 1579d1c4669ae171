"""What can be flagged here, and how it is hidden."""

from typing import Any

from accounts.models import User
from activity import flags

from ..actions import judging
from ..models import Goal, GoalSupport, Meaning, Problem, Voice


def _told(words: Any, title: str, text: str) -> flags.Told:
    person: User | None = words.person
    return flags.Told(
        subject=words,
        title=title,
        words=text,
        who=person.public_name if person else "",
        url=words.get_absolute_url(),
        neighbourhood=judging.place_of(words),
        state=words.visibility,
    )


def _authors(words: Any) -> list[User]:
    return [words.person] if words.person else []


flags.register(
    flags.Flaggable(
        model=Goal,
        path="doel",
        standing=lambda: Goal.objects.standing().select_related(
            "plan__neighbourhood__municipality", "person", "organisation"
        ),
        seen_by=lambda user: Goal.objects.standing().visible_to(user),
        tell=lambda goal: _told(
            goal, goal.title, "\n".join((goal.title, goal.want, goal.goes_well, goal.say_words))
        ),
        authors=_authors,
        hide=lambda goal, reason, by: judging.hide(goal, reason, by=by),
        show=lambda goal, by: judging.show(goal, by=by),
    )
)

flags.register(
    flags.Flaggable(
        model=GoalSupport,
        path="steun-voor-doel",
        standing=lambda: GoalSupport.objects.with_words().select_related(
            "goal__plan__neighbourhood__municipality", "person"
        ),
        seen_by=lambda user: GoalSupport.objects.with_words().visible_to(user),
        tell=lambda support: _told(support, support.goal.title, support.words),
        authors=_authors,
        hide=lambda support, reason, by: judging.hide(support, reason, by=by),
        show=lambda support, by: judging.show(support, by=by),
    )
)

flags.register(
    flags.Flaggable(
        model=Problem,
        path="wat-speelt-er",
        standing=lambda: Problem.objects.select_related(
            "plan__neighbourhood__municipality", "person"
        ),
        seen_by=Problem.objects.visible_to,
        tell=lambda problem: _told(problem, problem.words, problem.words),
        authors=_authors,
        hide=lambda problem, reason, by: judging.hide(problem, reason, by=by),
        show=lambda problem, by: judging.show(problem, by=by),
    )
)

flags.register(
    flags.Flaggable(
        model=Meaning,
        path="duiding",
        standing=lambda: Meaning.objects.select_related(
            "indicator__goal__plan__neighbourhood__municipality", "person"
        ),
        seen_by=Meaning.objects.visible_to,
        tell=lambda meaning: _told(meaning, meaning.indicator.title, meaning.words),
        authors=_authors,
        hide=lambda meaning, reason, by: judging.hide(meaning, reason, by=by),
        show=lambda meaning, by: judging.show(meaning, by=by),
    )
)

flags.register(
    flags.Flaggable(
        model=Voice,
        path="stem",
        standing=lambda: Voice.objects.select_related(
            "review__plan__neighbourhood__municipality", "person"
        ),
        seen_by=Voice.objects.visible_to,
        # It was given without a name, so who moderates reads none.
        tell=lambda voice: _told(
            voice, str(voice.review), "\n".join(filter(None, (voice.saw, voice.table)))
        )._replace(who=""),
        authors=_authors,
        hide=lambda voice, reason, by: judging.hide(voice, reason, by=by),
        show=lambda voice, by: judging.show(voice, by=by),
    )
)
