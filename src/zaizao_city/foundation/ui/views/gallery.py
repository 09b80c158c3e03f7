"""The gallery: every component in all its states, and the samples of whole pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zaizao_city.foundation.ui.gallery.form import make_forms
from zaizao_city.foundation.ui.gallery.samples import list_samples


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    return render(request, "ui/gallery.html", {**list_samples(), **make_forms()})


@require_safe
def gallery_desk(request: HttpRequest) -> HttpResponse:
    """A page of the desk."""
    return render(request, "ui/gallery_desk.html", list_samples())


@require_safe
def gallery_progress(request: HttpRequest) -> HttpResponse:
    """A page of the public: the running case."""
    return render(request, "ui/gallery_progress.html", list_samples())


@require_safe
def gallery_confirm(request: HttpRequest) -> HttpResponse:
    """The last question before what cannot be undone."""
    return render(request, "ui/gallery_confirm.html")
