"""The initiatives and agreements of an organisation: a part of its page on a lower floor."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page
from partners.models import Organisation
from partners.selections.agreements import promises_of, rate_of

from ..models import Initiative
from ..selections.cards import cards


@require_safe
def of_organisation(request: Request, slug: str) -> HttpResponse:
    """Those that it runs or joins, the newest first, and what it promised; as a page for who came
    without a script."""
    visible = Organisation.objects.visible_to(request.user).select_related("neighbourhood")
    organisation = get_object_or_404(visible, slug=slug)
    initiatives = Initiative.objects.visible_to(request.user).of_party(organisation)
    shown = page(initiatives.for_cards().newest_first(), request.GET.get("page"))
    return render(
        request,
        "initiatives/of_organisation.html",
        {
            "neighbourhood": organisation.neighbourhood,
            "section": "about",
            "organisation": organisation,
            "page": shown,
            "cards": cards(shown.rows),
            "promised": promises_of(organisation, now=timezone.now()),
            "rate": rate_of(organisation, now=timezone.now()),
        },
        partial="initiatives-of",
    )
