"""What can be flagged here, and how it is hidden."""

from activity import flags

from ..actions import agenda, inputs
from ..models import AgendaItem, Input


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


def _tell_item(item: AgendaItem) -> flags.Told:
    return flags.Told(
        subject=item.meeting,
        title=item.title,
        words="\n".join(filter(None, (item.title, item.text))),
        who=item.person.public_name,
        url=item.get_absolute_url(),
        neighbourhood=item.meeting.neighbourhood,
        state=item.visibility,
        anchor=f"#punt-{item.pk}",
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

flags.register(
    flags.Flaggable(
        model=AgendaItem,
        path="agendapunt",
        standing=lambda: AgendaItem.objects.select_related(
            "meeting__neighbourhood__municipality", "person"
        ),
        seen_by=AgendaItem.objects.visible_to,
        tell=_tell_item,
        authors=lambda item: [item.person],
        hide=lambda item, reason, by: agenda.hide(item, reason, by=by),
        show=lambda item, by: agenda.show(item, by=by),
    )
)
