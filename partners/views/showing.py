"""What everybody may read of organisations."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page
from neighbourhoods.http import office

from .. import permissions
from ..forms.organisations import FilterForm
from ..selections.organisations import (
    faces,
    listed_in,
    members_of,
    own_request,
    places_of,
    reach_of,
    rows,
    said_by,
)
from ..selections.programmes import running_of, shown
from ..selections.together import bonds_of, tasks_of
from ..states import Kind
from .which import frame, public_place, seen


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """The organisations of a neighbourhood, of every kind, by name."""
    place = public_place(slug)
    form = FilterForm(request.GET)
    chosen = form.chosen()
    found = listed_in(place, kind=chosen["soort"], words=[chosen["taal"], chosen["groep"]])
    one_page = page(found, request.GET.get("page"))
    return render(
        request,
        "partners/list.html",
        {
            "neighbourhood": place,
            "section": "about",
            "form": form,
            "query": urlencode([(name, value) for name, value in chosen.items() if value]),
            "page": one_page,
            "rows": rows(one_page.rows),
        },
        partial="results",
    )


@require_safe
def organisation(request: Request, slug: str) -> HttpResponse:
    """The same page for every kind."""
    found = seen(request, slug)
    members = members_of(found)
    standing = permissions.stand(request.user, members)
    place = found.neighbourhood
    languages, groups = reach_of(found)
    may_ask = found.kind != Kind.MUNICIPALITY and not standing.is_member
    return render(
        request,
        "partners/organisation.html",
        frame(found)
        | {
            "said": said_by(found),
            "languages": languages,
            "groups": groups,
            "people": faces(members),
            "places": places_of(found),
            "programmes": shown(running_of(found), found),
            "bonds": bonds_of(found),
            "tasks": tasks_of(found, today=timezone.localdate()),
            "standing": standing,
            "can_edit": permissions.can_edit(request.user, found, standing),
            "can_assign": place is not None and office(request).moderates(place),
            "can_ask_to_join": may_ask,
            "mine": own_request(found, request.user) if may_ask else None,
        },
    )
