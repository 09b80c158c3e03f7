"""The English compiled, the application served on a port of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.utils.translation import trans_real

import zaizao_city
from zaizao_city.foundation.ui import translation

PACKAGE = Path(zaizao_city.__file__).parent


@pytest.fixture(scope="session", autouse=True)
def english() -> None:
    """The English of every room, compiled anew, and what was read before it forgotten."""
    for catalogue in translation.find_catalogues(PACKAGE):
        translation.compile_catalogue(catalogue)
    trans_real._translations.clear()
    trans_real._default = None


class _Threads(ThreadingMixIn, WSGIServer):
    """Waits for its answers when it closes."""


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The application over HTTP."""
    application = get_wsgi_application()
    server = make_server("127.0.0.1", 0, application, server_class=_Threads, handler_class=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
