"""Files, packs and hostile input: every refusal is located, said in one line, and nothing else ever comes out."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from zaizao.definition import (
    DefinitionError,
    Severity,
    check_definition,
    inspect_definition,
    load_pack,
    read_definition,
    read_definitions,
)
from zaizao.errors import InputError
from zaizao.units.yaml import read_yaml_file
from zaizao.wording import describe

HERE = Path(__file__).parent
SAMPLES = HERE / "samples"
CORPUS = HERE / "corpus"
EXPECTED = read_yaml_file(CORPUS / "expected.yaml")

PACK = """
name: 示例包
organs:
  bureau: {name: 审批局, above: city, powers: [act]}
  city: {name: 市政府}
  unused: {name: 无关}
bases:
  act: {law: 行政许可法, article: 第一条}
materials:
  lease: {name: 合同, from: applicant, basis: paper}
  licence: {name: 执照, from: a}
bases_: {}
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def process(name: str, activities: str = "{a: {does: check, takes: lease, bases: licensing-42}}") -> str:
    return f"process: {name}\nname: 名\nkind: item\ncompetent: bureau\nactivities: {activities}\n"


def list_corpus() -> list[str]:
    return sorted(path.name for path in CORPUS.iterdir() if path.name != "expected.yaml")


def test_every_file_of_the_corpus_has_its_line() -> None:
    assert isinstance(EXPECTED, dict)
    assert list_corpus() == sorted(EXPECTED)


@pytest.mark.parametrize("name", list_corpus())
def test_hostile_files_are_refused_in_a_clear_line(name: str) -> None:
    assert isinstance(EXPECTED, dict)
    with pytest.raises(InputError) as caught:
        read_definition(CORPUS / name)

    first = describe(caught.value.problems[0]).replace(str(CORPUS) + "/", "")
    assert first == EXPECTED[name]
    assert "\n" not in first


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.writelines(b"# x\n" * 250_000 for _ in range(50))
    tracemalloc.start()

    with pytest.raises(InputError) as caught:
        read_definition(path)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [problem.code for problem in caught.value.problems] == ["yaml-too-large"]
    assert peak < 20_000_000


def test_a_file_that_is_not_there_is_the_callers_matter(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_definition(tmp_path / "none.yaml")


def test_a_text_and_a_path_are_told_apart(tmp_path: Path) -> None:
    text = (SAMPLES / "restaurant.yaml").read_text(encoding="utf-8")

    assert read_definition(text) == read_definition(str(SAMPLES / "restaurant.yaml"))


def test_the_problems_of_several_files_come_together(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{name}.yaml", f"process: {name}\n") for name in ("a", "b")]

    with pytest.raises(DefinitionError) as caught:
        read_definitions(paths)

    assert {problem.where.file for problem in caught.value.problems} == {str(path) for path in paths}


def test_a_process_takes_from_its_pack_only_what_it_names(tmp_path: Path) -> None:
    write(tmp_path, "pack.yaml", PACK.replace("bases_: {}\n", "").replace("basis: paper", "basis: act"))
    path = write(tmp_path, "one.yaml", process("one"))

    definition = read_definition(path)

    assert list(definition.organs) == ["bureau", "city"]
    assert list(definition.materials) == ["lease"]
    assert sorted(definition.bases) == ["act", "licensing-42"]
    assert definition.bases["licensing-42"].law == "行政许可法"
    assert definition.bases["licensing-42"].article == "第四十二条"


def test_what_the_process_declares_itself_wins(tmp_path: Path) -> None:
    write(tmp_path, "pack.yaml", PACK.replace("bases_: {}\n", "").replace("basis: paper", "basis: act"))
    path = write(tmp_path, "one.yaml", process("one") + "organs: {bureau: {name: 本地局}}\n")

    assert read_definition(path).organs["bureau"].name.zh == "本地局"


def test_faults_of_a_pack_are_located_in_its_file(tmp_path: Path) -> None:
    path = write(tmp_path, "pack.yaml", PACK)
    write(tmp_path, "one.yaml", process("one"))

    with pytest.raises(DefinitionError) as caught:
        load_pack(tmp_path)

    assert [(p.code, str(p.where)) for p in caught.value.problems] == [("unknown-key", f"{path}:12:1 bases_")]


def test_a_pack_is_its_processes_by_identifier(tmp_path: Path) -> None:
    write(tmp_path, "pack.yaml", PACK.replace("bases_: {}\n", "").replace("basis: paper", "basis: act"))
    write(tmp_path, "one.yaml", process("one"))
    write(tmp_path, "two.yaml", process("two", "{a: {does: check}}"))

    pack = load_pack(tmp_path)

    assert list(pack.definitions) == ["one", "two"]
    assert str(pack.shared.name) == "示例包"


def test_two_files_may_not_hold_one_process(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path, f"{name}.yaml", process("same", "{a: {does: check}}") + "organs: {bureau: {name: 局}}\n")

    with pytest.raises(DefinitionError) as caught:
        load_pack(tmp_path)

    assert [problem.code for problem in caught.value.problems] == ["process-twice"]


def test_a_process_as_found_stands_beside_the_one_that_took_its_place(tmp_path: Path) -> None:
    text = process("one", "{a: {does: check}}") + "organs: {bureau: {name: 局}}\n"
    write(tmp_path, "one.yaml", text)
    write(tmp_path, "one.as-is.yaml", text + "as_is: true\n")

    pack = load_pack(tmp_path)

    assert (list(pack.definitions), list(pack.found)) == (["one"], ["one"])
    assert pack.found["one"].as_is


def test_fields_may_be_shared_by_the_processes_of_a_pack(tmp_path: Path) -> None:
    write(tmp_path, "pack.yaml", "organs: {bureau: {name: 局}}\nfields: {area: {type: number, purpose: 核定面积}}\n")
    write(tmp_path, "one.yaml", process("one", "{a: {does: check, reads: [area]}}"))

    assert list(load_pack(tmp_path).definitions["one"].fields) == ["area"]


def test_a_folder_without_processes_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        load_pack(tmp_path)

    assert [problem.code for problem in caught.value.problems] == ["pack-empty"]


def test_inspecting_says_what_reading_and_checking_say_and_where(tmp_path: Path) -> None:
    path = write(tmp_path, "one.yaml", process("one", "{a: {does: check}}") + "organs: {bureau: {name: 局}}\n")

    inspected = inspect_definition(path)

    assert inspected.definition == read_definition(path)
    assert [(f.code, f.path) for f in inspected.findings] == [
        (f.code, f.path) for f in check_definition(read_definition(path))
    ]
    assert [(f.severity, str(f.where)) for f in inspected.findings] == [(Severity.WARNING, f"{path}:5:17 activities.a")]


def test_circles_as_found_are_said_when_inspected() -> None:
    links = "after: {activity: %s, ground: custom}"
    text = process("one", f"{{a: {{does: check, {links % 'b'}}}, b: {{does: check, {links % 'a'}}}}}")

    inspected = inspect_definition(text + "as_is: true\norgans: {bureau: {name: 局}}\n")

    assert [f.code for f in inspected.findings if f.code != "no-basis"] == ["circle", "cannot-run-circle"]


def test_ten_thousand_activities_load() -> None:
    steps = "\n".join(
        f"  a{i}: {{does: check" + (f", after: {{activity: a{i - 1}, ground: custom}}}}" if i else "}")
        for i in range(10_000)
    )
    definition = read_definition(
        f"process: p\nname: 名\nkind: matter\ncompetent: o\norgans: {{o: {{name: 局}}}}\nactivities:\n{steps}\n"
    )

    assert len(definition.activities) == 10_000
