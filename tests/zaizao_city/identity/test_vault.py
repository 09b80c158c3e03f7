from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from zaizao_city.identity.conf import read_data_key
from zaizao_city.identity.vault import SealBrokenError, digest_text, open_text, seal_text

OWNER = uuid4()


@given(text=st.text())
def test_what_is_sealed_opens_again(text: str) -> None:
    assert open_text(seal_text(text, owner=OWNER, field="number"), owner=OWNER, field="number") == text


def test_the_same_text_is_sealed_differently_each_time_and_never_readable() -> None:
    first, second = (seal_text("11010519491231002X", owner=OWNER, field="number") for _ in range(2))

    assert first != second
    assert b"11010519491231002X" not in first + second


@given(place=st.integers(1, 45), change=st.integers(1, 255))
def test_a_changed_byte_is_found(place: int, change: int) -> None:
    sealed = bytearray(seal_text("11010519491231002X", owner=OWNER, field="number"))
    sealed[place] ^= change

    with pytest.raises(SealBrokenError):
        open_text(bytes(sealed), owner=OWNER, field="number")


def test_a_number_moved_to_another_person_or_field_does_not_open() -> None:
    sealed = seal_text("11010519491231002X", owner=OWNER, field="number")

    with pytest.raises(SealBrokenError):
        open_text(sealed, owner=uuid4(), field="number")
    with pytest.raises(SealBrokenError):
        open_text(sealed, owner=OWNER, field="mobile")


def test_a_digest_finds_the_same_text_in_the_same_field_only() -> None:
    digest = digest_text("13800138000", field="mobile")

    assert digest == digest_text("13800138000", field="mobile")
    assert digest not in {digest_text("13800138000", field="number"), digest_text("13800138001", field="mobile")}


def test_nothing_is_sealed_with_a_damaged_key() -> None:
    with override_settings(DATA_KEY=""), pytest.raises(ImproperlyConfigured, match=r"identity\.key"):
        read_data_key()
