"""Django, set up for the tests of the application: a home of its own; SQLite, or the database ZAIZAO_DATABASE_URL names."""

from __future__ import annotations

import os
import tempfile

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaizao_city.config.settings")
os.environ["ZAIZAO_MODE"] = "test"
os.environ["ZAIZAO_NUMBERS_AHEAD"] = "1"  # numbers begin anew with every test
os.environ["ZAIZAO_HOME"] = tempfile.mkdtemp(prefix="zaizao-test-")

django.setup()
