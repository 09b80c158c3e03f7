"""Taking over tables: a dry run that shows everything, then all or nothing."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from zaizao.definition import inspect_definition
from zaizao_city.catalogue.errors import CourseNotThenError, ImportRefusedError
from zaizao_city.catalogue.mapping.reading import SourceRow, read_table
from zaizao_city.catalogue.mapping.statutory import MAX_PROCESS, name_process
from zaizao_city.catalogue.models import DefinitionVersion, MaterialKind, ServiceItem
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.catalogue.selectors.exports import export_items
from zaizao_city.catalogue.selectors.items import (
    count_items,
    find_item_of,
    get_notice,
    list_definition_materials,
    list_departments,
    list_items,
)
from zaizao_city.catalogue.selectors.plans import plan_import
from zaizao_city.catalogue.services.importing import import_items
from zaizao_city.catalogue.services.packs import load_packs
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Organisation

NOW = dt.datetime(2026, 3, 2, 9, 0)
TODAY = NOW.date()

pytestmark = pytest.mark.django_db


def make_rows(count: int = 2, **cells: str) -> list[SourceRow]:
    return [
        SourceRow(
            number + 2,
            {
                "实施编码": f"A{number}",
                "事项名称": f"养蜂证申领{number}",
                "实施部门": "农业农村局",
                "事项类型": "行政许可",
                **cells,
            },
        )
        for number in range(count)
    ]


def test_the_dry_run_shows_every_change_and_writes_nothing(editor: Actor) -> None:
    import_items(make_rows(2), actor=editor, now=NOW)
    rows = make_rows(3, 承诺办结时限="10个工作日", 申请材料="身份证[A]；照片[D]")
    rows[0] = make_rows(1)[0]

    plan = plan_import(rows)

    assert plan.count() == {"added": 1, "changed": 1, "same": 1, "refused": 0}
    assert plan.changes[1].fields == {"承诺办结时限": ("", "10wd"), "申请材料": ("", "身份证[A]；照片[D]")}
    assert (ServiceItem.objects.count(), MaterialKind.objects.count()) == (2, 0)


def test_importing_does_what_the_dry_run_said_and_then_there_is_nothing_left_to_do(editor: Actor) -> None:
    rows = make_rows(
        3, 承诺办结时限="10个工作日", 法定办结时限="20个工作日", 申请材料="身份证[A]；照片[D]", 设定依据="《行政许可法》第十二条",
        服务对象="自然人", 受理条件="养蜂三年以上", 咨询方式="0546-123",
    )  # fmt: skip

    import_items(rows, actor=editor, now=NOW)
    notice = get_notice(ServiceItem.objects.get(code="A1").key, on=TODAY)

    assert plan_import(rows).count() == {"added": 0, "changed": 0, "same": 3, "refused": 0}
    assert [(use.material.name, use.material.trust) for use in notice.materials] == [("身份证", "A"), ("照片", "D")]
    assert [str(basis) for basis in notice.bases] == ["《行政许可法》第十二条"]
    assert "可以设定行政许可" in (notice.bases[0].text or "")
    assert notice.elements == [("受理条件", "养蜂三年以上"), ("咨询方式", "0546-123")]


def test_one_faulty_row_refuses_all_unless_it_may_be_left_out(editor: Actor) -> None:
    rows = [*make_rows(2), SourceRow(9, {"实施编码": "B", "事项名称": "", "实施部门": "局"})]

    with pytest.raises(ImportRefusedError) as refused:
        import_items(rows, actor=editor, now=NOW)
    assert (refused.value.fields, ServiceItem.objects.count()) == ({"count": 1}, 0)

    import_items(rows, actor=editor, now=NOW, skip_refused=True)
    assert ServiceItem.objects.count() == 2


def test_only_the_catalogue_imports_and_exports(staffing: Actor, new_actor: Callable[..., Actor]) -> None:
    with pytest.raises(NotPermittedError):
        import_items(make_rows(), actor=staffing, now=NOW)
    with pytest.raises(NotPermittedError):
        export_items(ending="csv", actor=new_actor())


def test_an_unknown_process_or_organ_is_named_by_row(editor: Actor) -> None:
    plan = plan_import(make_rows(1, 流程="no-such", 实施机关="nobody"))

    assert [(problem.row, problem.code) for problem in plan.blocked] == [
        (2, "unknown-process"), (2, "unknown-organisation"),
    ]  # fmt: skip


def test_an_item_may_run_a_process_that_is_there_under_an_organ_that_is_there(
    editor: Actor, new_organ: Callable[..., Organisation]
) -> None:
    load_packs(effective_from=TODAY, by="system", now=NOW)
    organ = new_organ("city-management")

    import_items(make_rows(1, 流程="stall-permit", 实施机关="city-management"), actor=editor, now=NOW)

    item = ServiceItem.objects.get(code="A0")
    assert (item.process, item.unmapped, item.organisation) == ("stall-permit", False, organ)


def test_an_item_without_a_process_runs_as_the_law_describes_and_says_so(editor: Actor) -> None:
    import_items(make_rows(1, 承诺办结时限="10个工作日"), actor=editor, now=NOW)

    item = ServiceItem.objects.get()
    version = choose_version(item.process, on=TODAY)
    definition = get_definition(version.digest)

    assert (item.unmapped, version.unmapped, version.origin) == (True, True, "generated")
    assert [activity.name.zh for activity in definition.activities.values() if activity.name] == [
        "受理", "审查", "决定", "送达",
    ]  # fmt: skip
    clock = definition.items["item"].clock
    assert clock is not None
    assert (str(clock.limit), str(definition.items["item"].promised)) == ("20wd", "10wd")
    assert inspect_definition(version.source).findings == ()


@pytest.mark.parametrize("kind", ["行政许可", "行政给付", "公共服务", ""])
def test_no_law_is_claimed_for_what_is_no_licence(editor: Actor, kind: str) -> None:
    import_items(make_rows(1, 事项类型=kind), actor=editor, now=NOW)

    definition = get_definition(choose_version(ServiceItem.objects.get().process, on=TODAY).digest)

    assert bool(definition.bases) is (kind == "行政许可")


def test_a_new_limit_makes_a_new_version_and_leaves_the_old_one_to_running_cases(editor: Actor) -> None:
    import_items(make_rows(1), actor=editor, now=NOW)
    process = ServiceItem.objects.get().process
    old = choose_version(process, on=TODAY).digest

    later = NOW + dt.timedelta(10)
    import_items(make_rows(1, 法定办结时限="15个工作日"), actor=editor, now=later)

    chosen = [choose_version(process, on=TODAY + dt.timedelta(days)).digest == old for days in (9, 10)]
    assert chosen == [True, False]
    assert get_definition(old).process == process


@pytest.mark.parametrize("ending", ["xlsx", "csv", "yaml"])
def test_what_is_exported_is_taken_over_again_without_a_change(editor: Actor, ending: str) -> None:
    import_items(make_rows(3, 申请材料="身份证[A]", 受理条件="=1+1", 法定办结时限="20wd"), actor=editor, now=NOW)

    rows = read_table(export_items(ending=ending, actor=editor), filename=f"items.{ending}")

    assert plan_import(rows).count() == {"added": 0, "changed": 0, "same": 3, "refused": 0}


def test_an_import_is_on_record_with_what_it_changed(editor: Actor) -> None:
    import_items(make_rows(2), actor=editor, now=NOW)

    (event,) = read_stream(StreamRef("catalogue", "items"))

    assert event.body == {"counts": {"added": 2, "changed": 0, "same": 0, "refused": 0}, "codes": ["A0", "A1"]}


def test_items_are_listed_by_pages_and_counted(editor: Actor) -> None:
    import_items(
        [*make_rows(5), *make_rows(1, 实施编码="Z", 实施部门="民政局", 事项名称="低保")], actor=editor, now=NOW
    )
    first = list(list_items(limit=4))

    rest = list(list_items(after=first[-1].pk, limit=4))

    assert [item.code for item in [*first, *rest]] == ["A0", "A1", "A2", "A3", "A4", "Z"]
    assert (count_items(), count_items(department="民政局")) == (6, 1)
    assert list_departments() == [("农业农村局", 5), ("民政局", 1)]


def test_the_chains_are_items_with_their_materials_and_trust() -> None:
    load_packs(effective_from=TODAY, by="system", now=NOW)

    item = find_item_of("open-restaurant")
    assert item is not None
    trusts = {material.id: material.trust for material in list_definition_materials("open-restaurant", on=TODAY)}

    assert (item.name, item.kind, item.unmapped) == ("开办餐饮店", "chain", False)
    assert {trusts["application-form"], trusts["business-licence"], trusts["layout-plan"]} == {"D", "A", "C"}


def test_the_real_items_load_and_every_problem_is_told_by_row(editor: Actor, data: Path) -> None:
    file = data / "services" / "guangan-service-items.json"

    plan = import_items(read_table(file.read_bytes(), filename=file.name), actor=editor, now=NOW)

    assert (plan.rows, plan.count()) == (1135, {"added": 1135, "changed": 0, "same": 0, "refused": 0})
    assert (ServiceItem.objects.count(), len(list_departments())) == (1135, 34)
    codes = [problem.code for problem in plan.problems]
    assert {code: codes.count(code) for code in set(codes)} == {
        "body-code-shape": 884,
        "code-shape": 20,
        "name-twice": 2,
    }
    assert DefinitionVersion.objects.filter(unmapped=True, status="published").count() == 1135


def test_every_generated_definition_reads_back_by_its_digest(editor: Actor, data: Path) -> None:
    file = data / "services" / "guangan-service-items.json"
    rows = read_table(file.read_bytes(), filename=file.name)
    import_items(random.Random(7).sample(rows, 40), actor=editor, now=NOW)

    for version in DefinitionVersion.objects.all():
        assert get_definition(version.digest).process == version.process


def test_items_have_their_course_from_a_day_in_the_past_where_cases_of_then_are_to_come(editor: Actor) -> None:
    import_items(make_rows(1), actor=editor, now=NOW)
    before = TODAY - dt.timedelta(days=800)

    import_items(make_rows(2, 承诺办结时限="10个工作日"), actor=editor, now=NOW, since=before)

    rows = DefinitionVersion.objects.order_by("process", "pk")
    assert list(rows.values_list("process", "effective_from", "effective_until")) == [
        ("item-a0", TODAY, TODAY),
        ("item-a0", TODAY, None),
        ("item-a1", before, None),
    ]


@pytest.mark.parametrize("since", [TODAY + dt.timedelta(days=1), dt.date(1999, 1, 1)])
def test_a_course_begins_neither_tomorrow_nor_before_the_law(editor: Actor, since: dt.date) -> None:
    with pytest.raises(CourseNotThenError) as refused:
        import_items(make_rows(1), actor=editor, now=NOW, since=since)

    assert refused.value.fields == {"day": since.isoformat()}
    assert (ServiceItem.objects.count(), DefinitionVersion.objects.count()) == (0, 0)


def test_names_of_processes_are_short_and_never_empty() -> None:
    names = [name_process(code) for code in ("A1", "养蜂", "", "x" * 200, "511Z-Ä-00")]

    assert names[0] == "item-a1"
    assert len(set(names)) == 5
    assert all(5 < len(name) <= MAX_PROCESS for name in names)


def test_the_command_shows_changes_and_problems_by_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "items.csv"
    file.write_text("实施编码,事项名称,实施部门,没有的列\nA1,养蜂证申领,局,x\nA2,,局,\n", encoding="utf-8")

    call_command("load_items", str(file), "--dry-run")
    told = capsys.readouterr().out.splitlines()
    with pytest.raises(CommandError, match="1 行有问题"):
        call_command("load_items", str(file))
    refused = capsys.readouterr().out.splitlines()
    call_command("load_items", str(file), "--skip-refused")

    assert told[-1] == "共 2 行：新增 1，变更 0，不变 0，未导入 1。"
    assert any(line.startswith("第 3 行：缺少“事项名称”") for line in told)
    assert refused == [line for line in told if line.startswith("第 ")]
    assert ServiceItem.objects.count() == 1
