"""A home of its own for each test, and a database in which things are really committed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zaizao_city.foundation.record.models import Event, GivenAnswer, Seal, Stream, SubjectKey, Subscription


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Without a transaction around the test; only the record's own tables are emptied, which is quicker than all."""
    with django_db_blocker.unblock():
        yield
        for model in (Event, Stream, SubjectKey, GivenAnswer, Seal, Subscription):
            model.objects.all().delete()
