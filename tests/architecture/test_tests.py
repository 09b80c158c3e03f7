"""No test that cannot fail: every test function asserts something."""

from __future__ import annotations

import ast

import source_tree

CHECKS = ("assert_", "check_", "django_assert_")
PYTEST_CHECKS = {"raises", "warns", "fail"}


def test_every_test_function_asserts_something() -> None:
    idle = [
        f"{module.show(node)} {node.name}"
        for module in source_tree.read_modules(source_tree.TESTS)
        if module.path.name.startswith("test_")
        for node in source_tree.list_functions(module)
        if node.name.startswith("test_") and not any(map(_is_check, ast.walk(node)))
    ]

    assert idle == []


def test_no_test_is_skipped_without_a_reason() -> None:
    silent = [
        module.show(node)
        for module in source_tree.read_modules(source_tree.TESTS)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail"}
        if not any(
            isinstance(call, ast.Call) and call.func is node and _has_reason(call) for call in ast.walk(module.tree)
        )
        and _name_owner(node) in {"pytest", "mark"}
    ]

    assert silent == []


def _name_owner(node: ast.Attribute) -> str:
    return node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")


def _has_reason(call: ast.Call) -> bool:
    return bool(call.args) or any(keyword.arg == "reason" for keyword in call.keywords)


def _is_check(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name.startswith(CHECKS) or name in PYTEST_CHECKS
