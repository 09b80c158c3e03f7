"""What the tests of the architecture share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import source_tree


@pytest.fixture(scope="package", autouse=True)
def trees() -> Iterator[None]:
    """The parsed sources, for as long as these tests run."""
    yield
    source_tree.forget_trees()
