"""What can be flagged here, and how it is hidden."""

from activity import flags

from ..actions import methods
from ..models import Method


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
