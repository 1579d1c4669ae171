"""What can be flagged here, and how it is hidden."""

from activity import flags

from ..actions import afterwards, methods, stories
from ..models import Method, ReportReaction, Story


def _tell_story(story: Story) -> flags.Told:
    return flags.Told(
        subject=story.report,
        title=story.title,
        words="\n".join((story.title, story.words)),
        who=story.signed,
        url=story.get_absolute_url(),
        neighbourhood=story.report.neighbourhood,
        state=story.visibility,
        anchor=f"#verhaal-{story.pk}",
    )


def _tell_reaction(given: ReportReaction) -> flags.Told:
    """It is shown without a name, so who moderates reads none."""
    return flags.Told(
        subject=given.report,
        title=str(given.report),
        words=given.words,
        who="",
        url=given.get_absolute_url(),
        neighbourhood=given.report.neighbourhood,
        state=given.visibility,
        anchor=f"#reactie-{given.pk}",
    )


flags.register(
    flags.Flaggable(
        model=Story,
        path="verhaal",
        standing=lambda: Story.objects.select_related(
            "report__neighbourhood__municipality", "person"
        ),
        seen_by=Story.objects.visible_to,
        tell=_tell_story,
        authors=lambda story: [story.person] if story.person else [],
        hide=lambda story, reason, by: stories.hide(story, reason, by=by),
        show=lambda story, by: stories.show(story, by=by),
    )
)


flags.register(
    flags.Flaggable(
        model=ReportReaction,
        path="verslagreactie",
        standing=lambda: ReportReaction.objects.select_related(
            "report__neighbourhood__municipality", "person"
        ),
        seen_by=ReportReaction.objects.visible_to,
        tell=_tell_reaction,
        authors=lambda given: [given.person],
        hide=lambda given, reason, by: afterwards.hide(given, reason, by=by),
        show=lambda given, by: afterwards.show(given, by=by),
    )
)


# --- Lessons
def _tell_method(method: Method) -> flags.Told:
    words = (
        method.title, method.what, method.for_whom, method.takes, method.steps, method.look_out,
        method.costs,
    )  # fmt: skip
    return flags.Told(
        subject=method,
        title=method.title,
        words="\n".join(filter(None, words)),
        who=method.person.public_name,
        url=method.get_absolute_url(),
        neighbourhood=method.neighbourhood,
        state=method.visibility,
    )


flags.register(
    flags.Flaggable(
        model=Method,
        path="werkwijze",
        standing=lambda: Method.objects.select_related("neighbourhood__municipality", "person"),
        seen_by=Method.objects.visible_to,
        tell=_tell_method,
        authors=lambda method: [method.person],
        hide=lambda method, reason, by: methods.hide(method, reason, by=by),
        show=lambda method, by: methods.show(method, by=by),
    )
)
