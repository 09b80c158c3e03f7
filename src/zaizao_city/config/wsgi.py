"""The door for a web server that speaks WSGI. What every request needs is there before the first one comes."""

from __future__ import annotations

import os

import rjieba  # noqa: F401 - the dictionary of every search, read once for all processes
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from zaizao_city.foundation.memory import settle_memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaizao_city.config.settings")
application = get_wsgi_application()
routes = get_resolver().url_patterns  # reads every view
settle_memory()
connections.close_all()  # a process that is split off must not go on with a line of another's
