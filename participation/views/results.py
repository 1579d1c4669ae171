"""The result of a round of the residents' budget: for everybody to read, and to count again."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.htmx import Request, render

from .. import pabulib
from ..models import BudgetRound, Count
from ..selections.results import as_pabulib, result_of
from .which import TAKING_PART, frame


@require_safe
def budget_result(request: Request, pk: int) -> HttpResponse:
    count = _count(pk)
    round_ = count.round
    return render(
        request,
        "participation/budget_result.html",
        frame(round_.neighbourhood, TAKING_PART) | {"round": round_, "result": result_of(count)},
    )


@require_safe
def ballots_file(request: Request, pk: int) -> HttpResponse:
    """Without order or time: who can tell nothing of a voter can count it all again."""
    count = _count(pk)
    found = as_pabulib(count, count.round)
    assert found is not None
    content = pabulib.write(*found)
    response = HttpResponse(content, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bewonersbudget-{pk}.pb"'
    return response


def _count(pk: int) -> Count:
    """Of a round that has a result; otherwise there is nothing here."""
    rows = Count.objects.filter(round__neighbourhood__is_public=True).select_related(
        "round__neighbourhood__municipality"
    )
    found = get_object_or_404(rows, round__in=BudgetRound.objects.filter(pk=pk))
    if not found.round.has_result:
        raise Http404
    return found
