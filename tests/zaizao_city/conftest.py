"""Django, set up for the tests of the application: a home of its own; SQLite, or the database ZAIZAO_DATABASE_URL names."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import django
import pytest

from trial_city import TrialCity, open_model

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaizao_city.config.settings")
os.environ["ZAIZAO_MODE"] = "test"
os.environ["ZAIZAO_NUMBERS_AHEAD"] = "1"  # numbers begin anew with every test
os.environ["ZAIZAO_HOME"] = tempfile.mkdtemp(prefix="zaizao-test-")

django.setup()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrialCity]:
    """A city with its tables made and nobody in it, to be copied."""
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with open_model(tmp_path_factory.mktemp("model"), shared=run / "shared-model") as city:
        yield city
