"""`make new-rule` begins a rule with all that the tests of rules ask for."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

import new_rule
import rule_pages
from zaizao.diagnosis import Status, list_rules
from zaizao.diagnosis.engine import gather
from zaizao.diagnosis.scope import Scope


def test_a_new_rule_loads_and_its_page_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, page = new_rule.write_rule("zl8", "waiting-for-nobody", root=tmp_path)
    spec = importlib.util.spec_from_file_location("waiting_for_nobody", source)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "waiting_for_nobody", module)
    spec.loader.exec_module(module)
    rule = module.RULE

    found = []
    for example in rule_pages.Page(rule, page).examples:
        scope = Scope(example.definition, assembly=gather([example.definition]))
        found.append([(".".join(one.path), one.fields["name"].zh) for one in rule.look(scope)])

    assert (rule.code, rule.name, rule.status) == (new_rule.choose_code("zl8"), "waiting-for-nobody", Status.PREVIEW)
    assert found == [[("activities.waiting-for-nobody", "环节")], []]
    assert len(re.findall(r"^## ", rule.manual, re.MULTILINE)) == 8


def test_a_code_is_never_given_twice() -> None:
    codes = {new_rule.choose_code(f"zl{number}") for number in range(1, 10)}

    assert codes.isdisjoint({rule.code for rule in list_rules()})


@pytest.mark.parametrize(("family", "name"), [("zl0", "asked-twice"), ("zl3", "twice"), ("zl3", "../x-y")])
def test_an_odd_family_or_name_is_refused(tmp_path: Path, family: str, name: str) -> None:
    with pytest.raises(SystemExit, match="FAMILY"):
        new_rule.write_rule(family, name, root=tmp_path)


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    new_rule.write_rule("zl3", "asked-again", root=tmp_path)

    with pytest.raises(FileExistsError):
        new_rule.write_rule("zl3", "asked-again", root=tmp_path)
