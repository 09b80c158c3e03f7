from __future__ import annotations

from pathlib import Path

import pytest

from record_racing import race, share_database


@pytest.mark.django_db(transaction=True, available_apps=["zaizao_city.foundation.numbering"])
def test_no_number_is_given_twice_and_none_is_left_out(tmp_path: Path) -> None:
    environment = share_database(tmp_path)

    raced = race([("take_numbers", 50, name) for name in "abcd"], environment=environment)

    numbers = sorted(str(number) for each in raced.done for number in each)
    assert numbers == [f"JN-2026-{number:06d}" for number in range(1, 201)]
