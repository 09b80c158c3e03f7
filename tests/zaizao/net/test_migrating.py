"""Moving a running case to another version of its definition: previewed, explicit, reversible."""

from __future__ import annotations

import pytest

from cases import Case, begin, define_process
from zaizao.definition.model import ProcessDefinition
from zaizao.net import Fate, commands, preview_migration
from zaizao.net import events as happened
from zaizao.net.refusals import MigrationError, UnknownWorkError

OLD = """
kind: item
items: {permit: {organ: bureau}}
activities:
  intake: {does: accept}
  check: {does: check, limit: 5wd, outcomes: [fine, odd], after: [{activity: intake, ground: custom}]}
  decide: {does: decide, item: permit, outcomes: [granted, refused], after: [{activity: check, ground: custom}]}
"""
RENAMED = OLD.replace("  check: {", "  review: {").replace("activity: check,", "activity: review,")
LONGER = OLD + "  archive: {does: archive, after: [{activity: decide, ground: custom}]}\n"
BEHIND = OLD.replace(
    "  check: {does: check, limit: 5wd, outcomes: [fine, odd], after: [{activity: intake, ground: custom}]}",
    "  scan: {does: classify, after: [{activity: intake, ground: custom}]}\n"
    "  check: {does: check, limit: 5wd, outcomes: [fine, odd], after: [{activity: scan, ground: custom}]}",
)
SHORTER = """
kind: item
items: {permit: {organ: bureau}}
activities:
  intake: {does: accept}
  decide: {does: decide, item: permit, outcomes: [granted, refused], after: [{activity: intake, ground: custom}]}
"""
OTHER = OLD.replace("does: check, limit: 5wd, outcomes: [fine, odd]", "does: review, outcomes: [fine, odd]")


def checking(*versions: ProcessDefinition) -> Case:
    case = begin(OLD, versions=list(versions))
    case.versions.append(case.definition)
    case.finish("intake")
    return case


def migrated(text: str, **rest: object) -> Case:
    new = define_process(text)
    case = checking(new)
    case.do(commands.Migrate(new, reason="改版", **rest))  # type: ignore[arg-type]
    return case


def test_the_preview_says_what_becomes_of_each_activity_and_does_nothing() -> None:
    case = checking()
    before = case.state
    preview = preview_migration(case.definition, define_process(LONGER), case.state)

    assert preview.fates == (
        Fate("intake", "kept", "intake", "done"),
        Fate("check", "kept", "check", "open"),
        Fate("decide", "kept", "decide", "waiting"),
        Fate("archive", "new"),
    )
    assert preview.obstacles == ()
    assert case.state == before


def test_a_case_goes_on_in_the_new_version() -> None:
    case = migrated(LONGER)

    assert case.path()[-2:] == ["Migrated", "MigrationSettled"]
    assert case.state.digest == define_process(LONGER).digest
    case.finish("check", "fine")
    case.finish("decide", "granted")
    assert set(case.state.work) == {"archive#1"}
    case.finish("archive")
    assert case.state.status == "closed"


def test_a_renamed_activity_keeps_its_work_its_limit_and_its_timers() -> None:
    new = define_process(RENAMED)
    case = checking(new)
    due = case.work("check").due
    case.do(commands.Migrate(new, {"check": "review"}, reason="改名"))

    assert case.work("review").due == due
    assert [timer.subject for timer in case.state.timers.values()] == ["review#1"]
    case.refuse(UnknownWorkError, commands.Complete("check#1", "fine"))
    case.finish("review", "fine")
    case.finish("decide", "granted")
    assert (case.state.status, case.outcomes()) == ("closed", {"permit": "granted"})


def test_a_new_step_behind_the_case_is_passed_over_knowingly() -> None:
    case = migrated(BEHIND, passed=("scan",))

    assert (case.act("scan").status, case.act("scan").more.reason) == ("skipped", "passed")
    assert case.act("check").status == "open"
    case.finish("check", "fine")
    case.finish("decide", "granted")
    assert case.state.status == "closed"


@pytest.mark.parametrize(
    ("text", "mapping", "passed", "obstacles"),
    [
        (SHORTER, {}, (), ("open-work-gone:check",)),
        (RENAMED, {}, (), ("open-work-gone:check",)),
        (OTHER, {}, (), ("means-something-else:check",)),
        (BEHIND, {}, (), ("behind-the-case:scan",)),
        (LONGER, {}, ("archive",), ("not-behind-the-case:archive",)),
        (OLD + "version: '2'\n", {"check": "nowhere"}, (), ("mapping-malformed", "open-work-gone:check")),
        (SHORTER.replace("permit", "other"), {}, (), ("item-gone:permit", "open-work-gone:check")),
    ],
)
def test_a_migration_with_an_obstacle_is_refused_with_all_of_them(
    text: str, mapping: dict[str, str], passed: tuple[str, ...], obstacles: tuple[str, ...]
) -> None:
    new = define_process(text)
    fields = checking(new).refuse(MigrationError, commands.Migrate(new, mapping, passed))

    assert fields == {"obstacles": obstacles}


def test_a_migration_can_be_taken_back_while_nothing_else_has_happened() -> None:
    new = define_process(RENAMED)
    case = checking(new)
    before = case.state
    old = case.definition
    case.do(commands.Migrate(new, {"check": "review"}))
    assert case.state.reversible
    step = case.do(commands.RevertMigration(old, "再议"))

    assert [type(event) for event in step.events] == [happened.MigrationReverted]
    assert case.state.digest == old.digest
    for part in ("acts", "work", "timers", "items", "unsettled", "active", "facts"):
        assert getattr(case.state, part) == getattr(before, part)
    case.finish("check", "fine")
    assert "decide#1" in case.state.work


def test_a_migration_is_not_taken_back_after_something_has_happened() -> None:
    new = define_process(LONGER)
    case = checking(new)
    old = case.definition
    case.do(commands.Migrate(new))
    case.do(commands.Comment("已按新版办理"))

    assert case.refuse(MigrationError, commands.RevertMigration(old)) == {"obstacles": ("something-happened-since",)}


def test_a_migration_is_taken_back_only_to_where_it_came_from() -> None:
    new, other = define_process(LONGER), define_process(SHORTER)
    case = checking(new)
    case.do(commands.Migrate(new))

    assert case.refuse(MigrationError, commands.RevertMigration(other)) == {"obstacles": ("another-definition",)}


def test_what_the_new_version_adds_beside_the_case_begins_at_once() -> None:
    case = migrated(OLD + "  notify: {does: notify, after: [{activity: intake, ground: custom}]}\n")

    assert case.path()[-3:] == ["Migrated", "ActivityOpened notify", "MigrationSettled"]
    assert set(case.state.work) == {"check#1", "notify#1"}
