"""Addresses of which each does one thing that core has to answer to."""

from typing import cast

from django.contrib.auth import SESSION_KEY
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from core import errors
from core.access import require


@csrf_exempt
def echo(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {
            "get": dict(request.GET.lists()),
            "post": dict(request.POST.lists()),
            "files": {name: getattr(file, "size", 0) for name, file in request.FILES.items()},
            "cookies": request.COOKIES,
        }
    )


@csrf_exempt
def body(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"read {len(request.body)}")


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("arrived" if request.method == "POST" else get_token(request))


@csrf_exempt
def keep(request: HttpRequest) -> HttpResponse:
    photo = cast(UploadedFile, request.FILES["photo"])
    return HttpResponse(default_storage.save("kept/photo.jpg", photo))


def sign_in(request: HttpRequest) -> HttpResponse:
    request.session[SESSION_KEY] = "1"
    return HttpResponse("signed in")


def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for everybody")


def own_cache(request: HttpRequest) -> HttpResponse:
    request.session.get(SESSION_KEY)
    return HttpResponse("photo", headers={"Cache-Control": "private, max-age=600"})


def away(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect("/public/")
    response.set_cookie("kept", "yes")
    response["Clear-Site-Data"] = '"cache"'
    return response


def unchanged(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=304)


def nonce(request: HttpRequest) -> HttpResponse:
    template = engines["django"].from_string("<script nonce='{{ csp_nonce }}'></script>")
    return HttpResponse(template.render({}, request))


def forbidden(request: HttpRequest) -> HttpResponse:
    require(False)
    return HttpResponse()


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [
    path("echo/", echo),
    path("echo/<path:rest>", lambda request, rest: HttpResponse(rest)),
    path("body/", body),
    path("form/", form),
    path("keep/", keep),
    path("sign-in/", sign_in),
    path("public/", public),
    path("own-cache/", own_cache),
    path("away/", away),
    path("unchanged/", unchanged),
    path("nonce/", nonce),
    path("forbidden/", forbidden),
    path("broken/", broken),
    path("unavailable/", errors.unavailable),
]
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
