"""A form sent twice is answered once, for the pages whose services take no key of their own.

The change and its answer are kept together: where the change stands, the same form leads to where it led before; where it
was refused, nothing is kept and the form may be sent again. Not here: the commands on cases, which take their key themselves.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.record.idempotency import Answered, once

LONGEST_KEY = 80
_LEFT_OUT = frozenset({"csrfmiddlewaretoken", "once", "password", "number"})
"""Not compared: what differs each time, and what must not even leave a digest behind."""

View = Callable[..., HttpResponse]


def answer_once(view: View) -> View:
    """The view, whose posted form does its work once however often it is sent; it leads elsewhere when it is done.

    Stands below whatever asks who may come in. A form without a key is done as it comes.

    Raises:
        RequestChangedError: the key came before with another form.
    """

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get("once", "")[:LONGEST_KEY] if request.method == "POST" else ""
        if not key:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            given = once(key, actor=request.actor.account_key, request=_write_request(request))
            if isinstance(given, Answered):
                return redirect(given.answer)
            response = view(request, *args, **kwargs)
            if 300 <= response.status_code < 400:
                given.keep(response["Location"], at=read_clock())
            else:
                transaction.set_rollback(True)  # refused, or asked once more: the key is free for another attempt
            return response

    return ask_first


def _write_request(request: HttpRequest) -> str:
    said = sorted((name, values) for name, values in request.POST.lists() if name not in _LEFT_OUT)
    return json.dumps([request.get_full_path(), said], ensure_ascii=False)
