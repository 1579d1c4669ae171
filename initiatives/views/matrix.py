"""Who joins where: initiatives and organisations in one picture."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page
from neighbourhoods.models import Neighbourhood

from ..forms.matrix import MatrixForm
from ..selections.matrix import listed, organisations_in
from ..selections.matrix import matrix as matrix_of


@require_safe
def matrix(request: Request, slug: str) -> HttpResponse:
    places = Neighbourhood.objects.public().select_related("municipality")
    place = get_object_or_404(places, slug=slug)
    organisations = organisations_in(place)
    form = MatrixForm(request.GET, parties=[(str(one.pk), one.name) for one in organisations])
    chosen = form.chosen()
    party = next((one for one in organisations if str(one.pk) == chosen["partij"]), None)
    shown = page(listed(place, party=party, order=chosen["volgorde"]), request.GET.get("page"))
    return render(
        request,
        "initiatives/matrix.html",
        {
            "neighbourhood": place,
            "section": "initiatives",
            "form": form,
            "query": urlencode([(name, value) for name, value in chosen.items() if value]),
            "page": shown,
            "matrix": matrix_of(shown.rows, organisations),
        },
        partial="results",
    )
