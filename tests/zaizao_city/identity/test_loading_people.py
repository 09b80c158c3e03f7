"""People and enterprises of an old system: registered as singly, told what is wrong by row, in once however often it is run."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.utils import translation

from zaizao_city.foundation.record.models import Event, Stream
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.foundation.record.verifying import verify
from zaizao_city.foundation.tables.errors import TableUnreadableError
from zaizao_city.identity.actor import ANONYMOUS, SYSTEM, Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.mapping.people_faults import (
    ColumnsDoubledError,
    ColumnsMissingError,
    ColumnsUnknownError,
    RegisteredElsewhereError,
)
from zaizao_city.identity.mapping.people_rows import COLUMNS, OF_PERSON
from zaizao_city.identity.models import Enterprise, EnterpriseAgent, Person
from zaizao_city.identity.numbers import CREDIT_ALPHABET, RESIDENT_CHECKS, RESIDENT_WEIGHTS
from zaizao_city.identity.services import loading_people
from zaizao_city.identity.services.loading_people import load_people
from zaizao_city.identity.services.people import register_agent, register_enterprise, register_person, release_agent

pytestmark = pytest.mark.django_db
NUMBER = "11010519491231002X"
CODE = "91350100M000100Y43"
FANG = ["王芳", NUMBER, "13800138000", "fang@example.cn"]
HEADER = [str(COLUMNS[name]) for name in OF_PERSON]
WHOLE = ["name", "number", "mobile", "email", "enterprise", "credit_code"]

Told = list[tuple[int, list[str]]]


def make_number(place: int) -> str:
    """One identity number for each place."""
    plain = f"3701021980{1 + place // 28 % 12:02}{1 + place % 28:02}{place // 336:03}"
    total = sum(weight * int(digit) for weight, digit in zip(RESIDENT_WEIGHTS, plain, strict=False))
    return plain + RESIDENT_CHECKS[total % 11]


def make_code(place: int) -> str:
    """One credit code for each place."""
    plain = f"91370102MA{place:07}"
    total = sum(CREDIT_ALPHABET.index(sign) * pow(3, at, 31) for at, sign in enumerate(plain))
    return plain + CREDIT_ALPHABET[-total % 31]


def write_csv(path: Path, *rows: list[str], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_lines(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in lines), encoding="utf-8")
    return path


def write_workbook(path: Path, *rows: list[object]) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def load(path: Path, now: datetime, *, dry_run: bool = False) -> tuple[list[str], Told]:
    """What became of each row, and the faults by row."""
    outcomes = [one for part in load_people(path, actor=SYSTEM, now=now, dry_run=dry_run) for one in part]
    became = ["refused" if one.faults else "known" if one.is_known else "new" for one in outcomes]
    return became, [(one.read.row.number, [fault.code for fault in one.faults]) for one in outcomes if one.faults]


def list_people() -> list[tuple[str, str, str, str]]:
    rows = Person.objects.all()
    return sorted((one.name, one.open_number(), one.open_mobile(), one.open_email()) for one in rows)


def list_record(owner: Person | Enterprise, *others: Person | Enterprise) -> list[tuple[object, ...]]:
    """The record of somebody, keys put aside."""
    kind = "person" if isinstance(owner, Person) else "enterprise"
    names = {str(one.key): type(one).__name__ for one in (owner, *others)}
    read = read_stream(StreamRef(kind, str(owner.key)))
    return [
        (
            one.number, one.name, one.at, one.recorded_at, one.actor, names.get(one.subject or "", one.subject),
            {name: names.get(str(value), value) for name, value in (one.body or {}).items()},
        )
        for one in read
    ]  # fmt: skip


def list_rows(owner: Person | Enterprise) -> dict[str, object]:
    """The row of somebody, keys and what is sealed put aside."""
    values = {field.attname: getattr(owner, field.attname) for field in type(owner)._meta.concrete_fields}
    return {name: value for name, value in values.items() if name not in {"id", "key"} and "sealed" not in name}


def test_somebody_loaded_and_somebody_registered_singly_have_the_same_row_and_the_same_record(
    tmp_path: Path, now: datetime
) -> None:
    single = register_person(
        name=FANG[0], number=FANG[1], mobile=FANG[2], email=FANG[3], actor=SYSTEM, now=now
    )  # fmt: skip
    shop = register_enterprise(name="泉城小馆", credit_code=CODE, actor=SYSTEM, now=now)
    agent = register_agent(
        enterprise=shop, person=single, from_on=now.date(), is_representative=True, actor=SYSTEM, now=now
    )
    told = (list_rows(single), list_rows(shop), list_record(single), list_record(shop, single))
    opened = (single.open_number(), single.open_mobile(), single.open_email())
    named = (agent.is_representative, agent.from_on, agent.until_on)
    EnterpriseAgent.objects.all().delete()
    Enterprise.objects.all().delete()
    Person.objects.all().delete()

    became, faults = load(write_csv(tmp_path / "old.csv", WHOLE, [*FANG, "泉城小馆", CODE]), now)

    person, enterprise, agent = Person.objects.get(), Enterprise.objects.get(), EnterpriseAgent.objects.get()
    assert (became, faults) == (["new"], [])
    assert (list_rows(person), list_rows(enterprise), list_record(person), list_record(enterprise, person)) == told
    assert (person.open_number(), person.open_mobile(), person.open_email()) == opened
    assert (agent.enterprise, agent.person) == (enterprise, person)
    assert (agent.is_representative, agent.from_on, agent.until_on) == named
    assert verify().findings == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_any_encoding_and_with_any_delimiter(
    tmp_path: Path, now: datetime, encoding: str, delimiter: str
) -> None:
    path = write_csv(tmp_path / "old.csv", HEADER, FANG, encoding=encoding, delimiter=delimiter)

    assert load(path, now) == (["new"], [])
    assert list_people() == [tuple(FANG)]


@pytest.mark.parametrize("ending", [".jsonl", ".json", ".JSONL"])
def test_lines_of_json_are_read_with_english_and_chinese_keys(tmp_path: Path, now: datetime, ending: str) -> None:
    path = write_lines(
        tmp_path / f"old{ending}",
        {"name": "王芳", "number": "110105 19491231 002x", "mobile": 13800138000, "email": None},
        "",
        {"姓名": "李雷", "身份证号码": make_number(1)},
        {"企业名称": "泉城小馆", "统一社会信用代码": CODE.lower()},
    )

    assert load(path, now) == (["new"] * 3, [])
    assert list_people() == [("李雷", make_number(1), "", ""), ("王芳", NUMBER, "13800138000", "")]
    assert list(Enterprise.objects.values_list("name", "credit_code")) == [("泉城小馆", CODE)]


def test_a_workbook_is_read_and_its_refused_rows_are_a_table_that_can_be_loaded(tmp_path: Path, now: datetime) -> None:
    path = write_workbook(
        tmp_path / "old.xlsx",
        HEADER, ["王芳", NUMBER, 13800138000], ["=cmd", make_number(1), "1"], ["赵六", 370102198001011234],
    )  # fmt: skip

    became, faults = load(path, now)
    refused = tmp_path / "old.xlsx.refused"

    assert (became, faults) == (
        ["new", "refused", "refused"], [(3, ["number-wrong"]), (4, ["people-number-lost"])]
    )  # fmt: skip
    assert refused.read_text(encoding="utf-8-sig").splitlines()[:2] == [
        ",".join(HEADER), f"'=cmd,{make_number(1)},1,"
    ]  # fmt: skip
    assert load(refused, now) == (["refused", "refused"], [(2, ["number-wrong"]), (3, ["people-number-lost"])])


def test_what_is_wrong_with_a_row_is_told_all_at_once_and_the_others_are_in(tmp_path: Path, now: datetime) -> None:
    rows = [
        [*FANG, "", ""],
        ["李雷", "110105194912310021", "1380013800", "nobody", "", ""],
        ["", "", "13800138000", "", "", ""],
        ["长" * 81, make_number(1), "", "a@" + "b" * 120 + ".cn", "", ""],
        ["", "", "", "", "泉城小馆", ""],
        ["", "", "", "", "", "91350100M000100Y44"],
        ["王方", make_number(2), "", "", "长" * 161, CODE],
        ["王\u202e方", make_number(3), "", "", "", ""],
        ["王\0方", make_number(4), "\0", "", "", ""],
        ["王方", "1.10105E+17", "", "", "", ""],
        ["王方", make_number(5), "", "", "", "", "over"],
        ["", "", "", "", "", ""],
        ["李雷", "", "", "", "泉城小馆", CODE],
        ["陈晨", make_number(6), "", "", "", ""],
    ]
    path = write_csv(tmp_path / "old.csv", WHOLE, *rows)

    became, faults = load(path, now)

    assert became == ["new", *["refused"] * 11, "new"]
    assert faults == [
        (3, ["number-wrong", "number-wrong", "people-email-wrong"]),
        (4, ["people-value-missing", "people-value-missing"]),
        (5, ["people-text-too-long", "people-text-too-long"]),
        (6, ["people-value-missing"]),
        (7, ["people-value-missing", "number-wrong"]),
        (8, ["people-text-too-long"]),
        (9, ["people-text-odd"]),
        (10, ["number-wrong", "people-text-odd"]),
        (11, ["people-number-lost"]),
        (12, ["people-cells-left-over"]),
        (14, ["people-value-missing"]),
    ]
    assert [name for name, *_ in list_people()] == ["王芳", "陈晨"]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert (tmp_path / "old.csv.refused").read_text(encoding="utf-8") == "".join([lines[0], *lines[2:12], lines[13]])


def test_what_is_wrong_with_a_line_of_json_is_told_and_spoils_no_other(tmp_path: Path, now: datetime) -> None:
    path = write_lines(
        tmp_path / "old.jsonl",
        {"name": "王芳", "number": NUMBER},
        "{broken",
        '"text"',
        {"name": "李雷", "number": make_number(1), "colour": "red"},
        '{"name": "李雷", "姓名": "韩梅", "number": "1"}',
        {"name": ["李雷"], "number": True},
        {"name": "李\ud800雷", "number": make_number(1)},
        {"name": "李\0雷", "number": "\ud800"},
        {"name": "李雷", "": "1"},
        {"name": "长" * 3_500_000},
        "[" * 50_000,
        '{"number": ' + "1" * 5000 + "}",
        "{}",
        {"name": "韩梅", "number": make_number(2)},
    )

    became, faults = load(path, now)

    assert became == ["new", *["refused"] * 12, "new"]
    assert [codes for _row, codes in faults] == [
        ["people-row-unreadable"], ["people-row-unreadable"], ["people-columns-unknown"], ["people-columns-doubled"],
        ["people-value-no-text"], ["people-text-odd"], ["number-wrong", "people-text-odd"], ["people-columns-unknown"],
        *[["people-row-unreadable"]] * 3, ["people-value-missing"] * 2,
    ]  # fmt: skip
    assert (tmp_path / "old.jsonl.refused").read_text(encoding="utf-8").splitlines() == (
        path.read_text(encoding="utf-8").splitlines()[1:-1]
    )


def test_a_quotation_mark_that_is_never_closed_spoils_its_own_row_alone(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "old.csv"
    rows = [f'"王芳,{NUMBER}', f"李雷,{make_number(1)}", "长" * 200_000, f"韩梅,{make_number(2)}"]
    path.write_text("\n".join(["name,number", *rows]), encoding="utf-8")

    assert load(path, now) == (
        ["refused", "new", "refused", "new"], [(2, ["people-value-missing"]), (4, ["people-row-unreadable"])]
    )  # fmt: skip
    assert (tmp_path / "old.csv.refused").read_text(encoding="utf-8").splitlines() == ["name,number", rows[0], rows[2]]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", TableUnreadableError),
        (b"\n \n", TableUnreadableError),
        ("姓名,年龄,身份证号码\n".encode(), ColumnsUnknownError),
        ("姓名,name,身份证号码\n".encode(), ColumnsDoubledError),
        ("姓名,手机号码\n".encode(), ColumnsMissingError),
        (f"王芳,{NUMBER}\n".encode(), ColumnsMissingError),
        (b"\x00\x01\x02\n", ColumnsMissingError),
        (b"\xff\xfe\x00\xd8", TableUnreadableError),
        (b"PK\x03\x04 broken", TableUnreadableError),
        (b"x" * 10_000_000, ColumnsMissingError),
        (b"name,number\n" + "王芳".encode() + b"\xe7\n", TableUnreadableError),
    ],
)
def test_what_is_no_table_of_people_is_refused_up_front(
    tmp_path: Path, now: datetime, content: bytes, refusal: type[Exception]
) -> None:
    (tmp_path / "old.csv").write_bytes(content)

    with pytest.raises(refusal):
        load(tmp_path / "old.csv", now)
    with pytest.raises(CommandError):
        call_command("load_people", str(tmp_path / "old.csv"))

    assert [one.name for one in tmp_path.iterdir()] == ["old.csv"]


@pytest.mark.parametrize("content", ["", "\n", '[\n{"name": "王芳"}\n]\n'])
def test_what_is_no_lines_of_json_is_refused_up_front(tmp_path: Path, now: datetime, content: str) -> None:
    (tmp_path / "old.json").write_text(content, encoding="utf-8")

    with pytest.raises(TableUnreadableError):
        load(tmp_path / "old.json", now)


def test_who_is_registered_is_known_and_stays_as_they_are(tmp_path: Path, now: datetime) -> None:
    register_person(name="王芳", number=NUMBER, mobile="13800138000", actor=SYSTEM, now=now)
    register_enterprise(name="泉城小馆", credit_code=CODE, actor=SYSTEM, now=now)
    events = Event.objects.count()
    path = write_csv(
        tmp_path / "old.csv", WHOLE,
        ["王芳", NUMBER.lower(), "13900139000", "new@example.cn", "", ""], ["", "", "", "", "泉城小馆", CODE],
        ["王芳", NUMBER, "", "", "泉城小馆", CODE],
    )  # fmt: skip

    assert load(path, now) == (["known"] * 3, [])
    assert list_people() == [("王芳", NUMBER, "13800138000", "")]
    assert (EnterpriseAgent.objects.count(), Event.objects.count()) == (0, events)


def test_a_number_under_another_name_is_refused_in_the_file_and_in_the_city_alike(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading_people, "ROWS", 2)
    rows = [
        ["王芳", NUMBER, "", ""], ["王方", NUMBER, "", ""], ["王芳", NUMBER, "", ""],
        ["", "", "泉城小馆", CODE], ["", "", "泉城大馆", CODE], ["李雷", make_number(1), "泉城大馆", CODE],
    ]  # fmt: skip
    path = write_csv(tmp_path / "old.csv", ["name", "number", "enterprise", "credit_code"], *rows)
    refused = [(row, ["people-registered-otherwise"]) for row in (3, 6, 7)]

    tried = load(path, now, dry_run=True)
    first, again = load(path, now), load(path, now)

    assert tried == first == (["new", "refused", "known", "new", "refused", "refused"], refused)
    assert again == (["known", "refused", "known", "known", "refused", "refused"], refused)
    assert [name for name, *_ in list_people()] == ["王芳"]


def test_an_enterprise_has_the_person_of_its_row_as_representative_and_keeps_the_one_it_has(
    tmp_path: Path, now: datetime
) -> None:
    register_person(name="王芳", number=NUMBER, actor=SYSTEM, now=now)
    codes = [make_code(place) for place in range(2)]
    path = write_csv(
        tmp_path / "old.csv", ["name", "number", "enterprise", "credit_code"],
        ["王芳", NUMBER, "甲店", codes[0]], ["李雷", make_number(1), "乙店", codes[1]],
        ["韩梅", make_number(2), "乙店", codes[1]],
    )  # fmt: skip

    parts = list(load_people(path, actor=SYSTEM, now=now))

    assert [bool(one.note) for one in parts[0]] == [False, False, True]
    agents = EnterpriseAgent.objects.order_by("enterprise__name").values_list(
        "enterprise__credit_code", "person__name", "is_representative", "from_on", "until_on"
    )
    assert sorted(agents) == sorted(
        [(codes[0], "王芳", True, now.date(), None), (codes[1], "李雷", True, now.date(), None)]
    )
    assert [name for name, *_ in list_people()] == ["李雷", "王芳", "韩梅"]


def test_a_representative_who_was_released_is_not_named_again_by_the_same_file(tmp_path: Path, now: datetime) -> None:
    path = write_csv(tmp_path / "old.csv", WHOLE, [*FANG, "泉城小馆", CODE])
    load(path, now)
    release_agent(EnterpriseAgent.objects.get(), actor=SYSTEM, now=now)

    assert load(path, now) == (["known"], [])
    assert EnterpriseAgent.objects.count() == 0


def test_a_load_that_stopped_in_the_middle_goes_on_and_everybody_is_in_once(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading_people, "ROWS", 3)
    rows = [["人" + "甲" * (1 + place), make_number(place), f"店{place}", make_code(place)] for place in range(10)]
    path = write_csv(tmp_path / "old.csv", ["name", "number", "enterprise", "credit_code"], *rows)
    append, times = loading_people.append_many, iter([False, True])

    def fail_second(told: object) -> object:
        if next(times):
            raise KeyboardInterrupt
        return append(told)  # type: ignore[arg-type]

    monkeypatch.setattr(loading_people, "append_many", fail_second)
    with pytest.raises(KeyboardInterrupt):
        load(path, now)
    halfway = (Person.objects.count(), Enterprise.objects.count(), EnterpriseAgent.objects.count())
    monkeypatch.setattr(loading_people, "append_many", append)

    assert halfway == (3, 3, 3)
    assert load(path, now) == (["known"] * 3 + ["new"] * 7, [])
    assert sorted(number for _name, number, *_ in list_people()) == sorted(make_number(place) for place in range(10))
    assert Stream.objects.filter(kind__in=["person", "enterprise"]).count() == 20
    assert (EnterpriseAgent.objects.count(), Event.objects.count()) == (10, 30)
    assert verify().findings == []


def test_somebody_who_comes_in_while_a_part_is_written_is_known_when_it_is_begun_again(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "old.csv", HEADER, FANG, ["李雷", make_number(1), "", ""])
    find = loading_people.find_registered
    register_person(name="王芳", number=NUMBER, actor=SYSTEM, now=now)
    blind = iter([True, False])

    def find_late(digests: object, codes: object, **on: object) -> object:
        return find((), (), **on) if next(blind) else find(digests, codes, **on)  # type: ignore[arg-type]

    monkeypatch.setattr(loading_people, "find_registered", find_late)

    assert load(path, now) == (["known", "new"], [])
    assert [name for name, *_ in list_people()] == ["李雷", "王芳"]


def test_a_part_that_is_never_let_in_is_refused_in_words(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(loading_people, "_register", fail)

    with pytest.raises(RegisteredElsewhereError):
        load(write_csv(tmp_path / "old.csv", HEADER, FANG), now)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time: nothing is at once")
def test_two_loads_of_the_same_people_at_once_register_them_once(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading_people, "ROWS", 20)
    rows = [[f"人{place}", make_number(place), "", ""] for place in range(100)]
    paths = [write_csv(tmp_path / "a.csv", HEADER, *rows), write_csv(tmp_path / "b.csv", HEADER, *rows[::-1])]
    became: list[list[str]] = []

    def begin(path: Path) -> None:
        try:
            became.append(load(path, now)[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=begin, args=[path]) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(one for part in became for one in part) == ["known"] * 100 + ["new"] * 100
    assert Person.objects.count() == Stream.objects.filter(kind="person").count() == 100
    assert verify().findings == []


def test_a_dry_run_says_what_would_be_and_writes_nothing(
    tmp_path: Path, now: datetime, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading_people, "ROWS", 2)
    register_person(name="李雷", number=make_number(1), actor=SYSTEM, now=now)
    before = (Person.objects.count(), Event.objects.count())
    wrong = make_number(2)[:-1] + "?"
    path = write_csv(
        tmp_path / "old.csv", WHOLE,
        [*FANG, "泉城小馆", CODE], ["李雷", make_number(1), "", "", "", ""], ["韩梅", wrong, "", "", "", ""],
        [*FANG, "泉城小馆", CODE],
    )  # fmt: skip

    with pytest.raises(CommandError, match="1 行没有通过检查"):
        call_command("load_people", str(path), "--dry-run")

    said = capsys.readouterr()
    assert said.out.splitlines()[:3] == [
        f"第 2 行：将登记\t王芳 110***********002X\t泉城小馆 {CODE}",
        f"第 3 行：已登记过\t李雷 370***********{make_number(1)[-4:]}",
        f"第 5 行：已登记过\t王芳 110***********002X\t泉城小馆 {CODE}",
    ]
    assert "将登记 1 人、1 家企业；2 行已登记过，1 行有问题" in said.out
    assert said.err.startswith("第 4 行：居民身份证号码填写有误")
    assert (Person.objects.count(), Event.objects.count(), Enterprise.objects.count()) == (*before, 0)
    assert [one.name for one in tmp_path.iterdir()] == ["old.csv"]


def test_no_message_says_a_number_in_full(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = [
        [["name", "number"], ["王芳", NUMBER], ["王方", NUMBER], ["李雷", NUMBER[:-1] + "1"], [NUMBER, ""]],
        [["姓名", NUMBER], ["王芳", NUMBER]],
        [["王芳", NUMBER], ["王芳", NUMBER]],
    ]
    said = ""
    for number, rows in enumerate(tables):
        with pytest.raises(CommandError) as caught:
            call_command("load_people", str(write_csv(tmp_path / f"{number}.csv", *rows)))
        printed = capsys.readouterr()
        said += printed.out + printed.err + str(caught.value)
    line = write_lines(tmp_path / "a.jsonl", {NUMBER: "王芳"}, {"name": [NUMBER]}, f"{{{NUMBER}")
    with pytest.raises(CommandError):
        call_command("load_people", str(line))
    said += capsys.readouterr().err

    assert "110***********002X登记的是另一个名称" in said
    assert NUMBER[:-1] not in said


def test_the_command_says_what_it_did_and_fails_where_rows_are_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, refused = tmp_path / "old.csv", tmp_path / "old.csv.refused"
    with pytest.raises(CommandError, match=r"1 行没有登记，原样写在 .*old\.csv\.refused"):
        call_command("load_people", str(write_csv(path, HEADER, FANG, ["李雷", "", "", ""])))
    assert "共 2 行：新登记 1 人、0 家企业；0 行已登记过，1 行没有登记" in capsys.readouterr().out
    assert refused.stat().st_mode & 0o777 == 0o600

    call_command("load_people", str(write_csv(path, HEADER, FANG, ["李雷", make_number(1), "", ""])))

    assert "共 2 行：新登记 1 人、0 家企业；1 行已登记过，0 行没有登记" in capsys.readouterr().out
    assert not refused.exists()


@pytest.mark.parametrize("name", ["nowhere.csv", ".", "nowhere/old.jsonl"])
def test_a_folder_and_a_missing_file_are_told_in_a_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError):
        call_command("load_people", str(tmp_path / name))

    assert Person.objects.count() == 0


def test_the_command_speaks_english_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with translation.override("en"), pytest.raises(CommandError, match="not registered"):
        call_command("load_people", str(write_csv(tmp_path / "old.csv", HEADER, ["李雷", "", "", ""])))

    said = capsys.readouterr()
    assert said.err.startswith("Row 2: ")
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in said.out + said.err)


def _list_few(actor: Actor, path: Path, now: datetime) -> Iterator[object]:
    return islice(load_people(path, actor=actor, now=now), 1)


def test_only_who_registers_people_loads_them(tmp_path: Path, actor_of: Callable[..., Actor], now: datetime) -> None:
    people = write_csv(tmp_path / "people.csv", HEADER, FANG)
    shops = write_csv(tmp_path / "shops.csv", WHOLE, [*FANG[:2], "", "", "泉城小馆", CODE])
    before = Person.objects.count()
    for actor, path in [
        (ANONYMOUS, people),
        (actor_of("approver", Role.APPROVER), people),
        (actor_of("helper", Role.HELPER), shops),
    ]:
        with pytest.raises(NotPermittedError):
            list(_list_few(actor, path, now))

    assert (Person.objects.count(), Enterprise.objects.count()) == (before + 2, 0)
