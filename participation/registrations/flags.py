"""What can be flagged here, and how it is hidden."""

from activity import flags

from ..actions import agenda
from ..models import AgendaItem

# --- Meetings


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

# --- Panels, polls and question hour

# --- Conversations
