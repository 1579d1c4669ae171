from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from .models import Press, Row

SHELF = 1


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """One indexed query for 20 rows, one count, one template."""
    rows = Row.objects.filter(shelf=SHELF)
    context = {"total": rows.count(), "rows": rows.order_by("-at")[:20]}
    return render(request, "yardstick/list.html", context)


@require_POST
@login_required
def press(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody signed in writes one row; one count, one small template, and Django's CSRF check."""
    Press.objects.create(row_id=pk, person=request.user.pk)
    total = Press.objects.filter(row=pk).count()
    return render(request, "yardstick/pressed.html", {"total": total, "pk": pk})
