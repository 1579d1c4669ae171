from typing import cast

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from core.htmx import Request, render


def asked(**headers):
    request = RequestFactory().get(
        "/", headers={n.replace("_", "-"): v for n, v in headers.items()}
    )
    HtmxMiddleware(lambda request: HttpResponse())(request)
    return render(cast(Request, request), "page.html", {}, partial="part")


def test_htmx_gets_the_element_it_asked_for():
    assert asked(HX_Request="true", HX_Target="part").template_name == "page.html#part"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX_Target": "part"},
        {"HX_Request": "true"},
        {"HX_Request": "true", "HX_Target": "other"},
        {"HX_Request": "true", "HX_Target": "part", "HX_History_Restore_Request": "true"},
    ],
)
def test_everybody_else_gets_the_page(headers):
    assert asked(**headers).template_name == "page.html"


def test_a_cache_keeps_page_and_element_apart():
    assert asked()["Vary"] == "HX-Request, HX-Target, HX-History-Restore-Request"
