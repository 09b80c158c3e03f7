"""Refusals become pages, fragments or JSON with their status, attempts are told; every other exception stays a bug."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.ui.attempts import mark_attempt, tell_attempt


class RefusalMiddleware:
    """Answers a ``Refusal`` raised by a view: what happened, why, and the way forward."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        tell_attempt(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal; None leaves the exception to Django."""
        if not isinstance(exception, Refusal):
            return None
        mark_attempt(request, code=exception.code, status=exception.status)
        return answer_refusal(request, exception)


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A fragment for htmx, JSON for who prefers it, else a page; always with the status of the refusal."""
    reason, way_forward = refusal.tell()
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse(
            {"code": refusal.code, "reason": reason, "way_forward": way_forward, "fields": _write_fields(refusal)},
            status=refusal.status,
        )
    htmx = getattr(request, "htmx", False)
    whole_page = not htmx or htmx.boosted
    context = {"code": refusal.code, "reason": reason, "way_forward": way_forward}
    if whole_page:
        return render(request, "ui/refusal.html", context, status=refusal.status)
    answer = render(request, "ui/parts/refusal.html", context, status=refusal.status)
    # Into the place of messages, not over the form: what somebody wrote stays where it is.
    reswap(retarget(answer, "#told"), "innerHTML show:#told:top")
    return answer


def _write_fields(refusal: Refusal) -> dict[str, str]:
    return {name: str(value) for name, value in refusal.fields.items()}
