from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from record_racing import race, share_database
from zaizao_city.foundation.numbering.models import Series


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        Series.objects.all().delete()


def test_no_number_is_given_twice_and_none_is_left_out(committed: None, tmp_path: Path) -> None:
    environment = share_database(tmp_path)

    raced = race([("take_numbers", 50, name) for name in "abcd"], environment=environment)

    numbers = sorted(str(number) for each in raced.done for number in each)
    assert numbers == [f"JN-2026-{number:06d}" for number in range(1, 201)]
