"""The logs of the repository: read as they are and with their mapping files, with their origin and licence beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaizao.eventlog import read_log
from zaizao.units.resources import packs_folder

LOGS = {
    # log: (cases, events, activities) without a mapping file, and with it
    "traffic-fines/traffic-fines-10000.csv.gz": ((10_000, 34_724, 11), (10_000, 34_724, 11)),
    "sf-311/sf-311-10000.csv.gz": ((10_000, 29_630, 3), (10_000, 19_630, 2)),
}


def _count(file: Path, mapping: Path | None = None) -> tuple[int, int, int]:
    read = read_log(file, mapping=mapping)
    assert (read.account.kept, read.account.reported) == (10_000 if "311" in file.name else 34_724, 0)
    return len(read.log.case_names), len(read.log), len(read.log.activity_names)


@pytest.mark.parametrize("name", LOGS)
def test_a_log_of_the_repository_is_read_with_and_without_its_mapping_file(name: str) -> None:
    file = packs_folder() / "logs" / name
    mapping = file.with_name(file.name.replace("-10000.csv.gz", ".mapping"))

    assert (_count(file), _count(file, mapping)) == LOGS[name]


@pytest.mark.parametrize("name", LOGS)
def test_origin_and_licence_stand_beside_each_log(name: str) -> None:
    folder = packs_folder() / "logs"

    assert (folder / name).with_name("LICENSE.txt").read_text(encoding="utf-8").strip()
    assert f"`{name}`" in (folder / "README.md").read_text(encoding="utf-8")


def test_the_logs_of_the_repository_stay_small() -> None:
    assert sum(file.stat().st_size for file in (packs_folder() / "logs").rglob("*")) < 2_000_000
