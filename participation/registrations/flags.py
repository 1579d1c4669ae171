"""What can be flagged here, and how it is hidden."""

from activity import flags

from ..actions import inputs
from ..models import Input


def _told(given: Input) -> flags.Told:
    """It is shown without a name, so who moderates reads none."""
    return flags.Told(
        subject=given,
        title=given.process.title,
        words=given.words,
        who="",
        url=given.get_absolute_url(),
        neighbourhood=given.process.neighbourhood,
        state=given.visibility,
    )


flags.register(
    flags.Flaggable(
        model=Input,
        path="inbreng",
        standing=lambda: Input.objects.select_related(
            "process__neighbourhood__municipality", "person"
        ),
        seen_by=Input.objects.visible_to,
        tell=_told,
        authors=lambda given: [given.person],
        hide=lambda given, reason, by: inputs.hide(given, reason, by=by),
        show=lambda given, by: inputs.show(given, by=by),
    )
)
