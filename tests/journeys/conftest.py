"""Journeys through the whole application: Django set up as for its other tests."""

from __future__ import annotations

import os
import tempfile

import django
from django.conf import settings

if not settings.configured:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaizao_city.config.settings")
    os.environ["ZAIZAO_MODE"] = "test"
    os.environ["ZAIZAO_NUMBERS_AHEAD"] = "1"
    os.environ["ZAIZAO_HOME"] = tempfile.mkdtemp(prefix="zaizao-test-")
    django.setup()
