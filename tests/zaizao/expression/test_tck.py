"""The OMG's DMN test kit: how many of its literal expressions read, and how many of its cases come out as expected.

Evaluated are the cases whose decision is one literal expression over inputs, other such decisions, and business
knowledge written as one literal expression. Boxed expressions, tables and services belong to `zaizao.decision`.
"""

from __future__ import annotations

import datetime as dt
import zipfile
import zoneinfo
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from zaizao.errors import ZaizaoError
from zaizao.expression import ExpressionSyntaxError, FunctionValue, nodes, parse, to_feel
from zaizao.expression.comparison import is_same
from zaizao.expression.evaluation import Frame, compile_node
from zaizao.expression.kinds import KIND_NAMES, coerce_value
from zaizao.expression.temporal import read_date, read_datetime, read_duration, read_time
from zaizao.expression.type_parser import read_type_name
from zaizao.expression.values import read_number

LEVELS = ("compliance-level-2", "compliance-level-3")
LEAST_PARSED = 2636
LEAST_EQUAL = 2208
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
READERS = {"date": read_date, "time": read_time, "dateTime": read_datetime, "duration": read_duration}
Element = ET.Element
NOW = dt.datetime(2026, 2, 10, 9, 30, tzinfo=dt.UTC)


def bare(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    return [child for child in element if bare(child) == name]


def first(element: Element, name: str) -> Element | None:
    return next(iter(children(element, name)), None)


def text_of(element: Element | None) -> str:
    return "" if element is None else (element.text or "")


class Model:
    """One DMN file: its decisions and business knowledge by name and id."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.by_id = {f"#{one.get('id')}": one for one in root if one.get("id")}
        self.decisions = {one.get("name", ""): one for one in children(root, "decision")}
        self.types = {one.get("name", ""): one for one in children(root, "itemDefinition")}
        self.names = {e.get("name", "") for e in root.iter() if e.get("name")} - {root.get("name")}
        self.literals = [e for e in root.iter() if bare(e) == "literalExpression"]

    def texts(self) -> Iterator[str]:
        for literal in self.literals:
            language = literal.get("expressionLanguage", "")
            if first(literal, "text") is not None and (not language or "FEEL" in language.upper()):
                yield text_of(first(literal, "text"))


def read_models(archive: zipfile.ZipFile, level: str) -> Iterator[tuple[str, Model]]:
    for name in sorted(archive.namelist()):
        if f"/{level}/" in f"/{name}" and name.endswith(".dmn"):
            yield name, Model(ET.fromstring(archive.read(name)))


def read_value(element: Element) -> object:
    """An input or an expected result: a value, a list or components."""
    nil = element.get(f"{XSI}nil") in ("true", "1")
    items = first(element, "list")
    if items is not None:
        return None if items.get(f"{XSI}nil") == "true" else [read_value(item) for item in children(items, "item")]
    components = children(element, "component")
    if components:
        return {one.get("name"): read_value(one) for one in components}
    value = first(element, "value")
    if nil or value is None or value.get(f"{XSI}nil") in ("true", "1"):
        return None
    return read_plain(value.text or "", (value.get(f"{XSI}type") or "xsd:string").rpartition(":")[2])


def read_plain(text: str, kind: str) -> object:
    if kind in READERS:
        return READERS[kind](text.strip())
    if kind == "boolean":
        return text.strip() in ("true", "1")
    return Decimal(text.strip()) if kind in ("decimal", "double", "integer", "int", "long") else text


class NotLiteralError(Exception):
    """The decision is not one literal expression, or needs something that is not."""


def evaluate_decision(
    model: Model, decision: Element, inputs: Mapping[str, object], seen: tuple[str, ...] = ()
) -> object:
    literal = first(decision, "literalExpression")
    name = decision.get("name", "")
    if literal is None or name in seen:
        raise NotLiteralError(name)
    scope = read_requirements(model, decision, inputs, (*seen, name))
    node = parse(text_of(first(literal, "text")), names=model.names)
    value = compile_node(node)(Frame({}, scope))
    variable = first(decision, "variable")
    return coerce_result(model, value, None if variable is None else variable.get("typeRef"))


def coerce_result(model: Model, value: object, type_ref: str | None) -> object:
    kind = resolve_type(model, type_ref)
    return value if kind is None else coerce_value(value, kind)


def resolve_type(model: Model, type_ref: str | None) -> nodes.TypeName | None:
    """A FEEL type, or one that the model defines."""
    name = (type_ref or "").rpartition(":")[2]
    if name in KIND_NAMES:
        return read_type_name(name)
    return describe_item(model, model.types[name]) if name in model.types else None


def describe_item(model: Model, item: Element) -> nodes.TypeName | None:
    parts = {one.get("name", ""): describe_item(model, one) for one in children(item, "itemComponent")}
    known = {name: kind for name, kind in parts.items() if kind is not None}
    kind = resolve_type(model, text_of(first(item, "typeRef")))
    if parts:
        kind = nodes.TypeName("context", tuple(known.values()), tuple(known))
    return nodes.TypeName("list", (kind,)) if item.get("isCollection") == "true" and kind is not None else kind


def read_requirements(
    model: Model, element: Element, inputs: Mapping[str, object], seen: tuple[str, ...]
) -> dict[str, object]:
    scope: dict[str, object] = {"today": NOW.date(), "now": NOW}
    for requirement in element:
        for link in requirement:
            target = model.by_id.get(link.get("href", ""))
            if bare(requirement) not in ("informationRequirement", "knowledgeRequirement"):
                continue
            if target is None:
                raise NotLiteralError(link.get("href"))
            name = target.get("name", "")
            if bare(target) == "inputData":
                scope[name] = inputs.get(name)
            elif bare(target) == "decision":
                scope[name] = inputs[name] if name in inputs else evaluate_decision(model, target, inputs, seen)
            elif bare(target) == "businessKnowledgeModel":
                scope[name] = make_function(model, target, inputs, seen)
            else:
                raise NotLiteralError(name)
    return scope


def make_function(
    model: Model, knowledge: Element, inputs: Mapping[str, object], seen: tuple[str, ...]
) -> FunctionValue:
    logic = first(knowledge, "encapsulatedLogic")
    body = None if logic is None else first(logic, "literalExpression")
    if logic is None or body is None or knowledge.get("name") in seen:
        raise NotLiteralError(knowledge.get("name"))
    parameters = tuple(make_parameter(model, one) for one in children(logic, "formalParameter"))
    scope = read_requirements(model, knowledge, inputs, (*seen, knowledge.get("name", "")))
    literal = nodes.FunctionLiteral(parameters, parse(text_of(first(body, "text")), names=model.names))
    made = compile_node(literal)(Frame({}, scope))
    assert isinstance(made, FunctionValue)
    variable = first(knowledge, "variable")
    function_type = model.types.get((variable.get("typeRef") or "") if variable is not None else "")
    result = None if function_type is None else first(function_type, "functionItem")
    type_ref = (
        result.get("outputTypeRef")
        if result is not None
        else (variable.get("typeRef") if variable is not None else None)
    )

    def invoke(values: list[object], names: list[str] | None) -> object:
        return coerce_result(model, made.invoke(values, names), type_ref)

    function = FunctionValue(made.name, invoke, made.parameters)
    scope[knowledge.get("name", "")] = function
    return function


def make_parameter(model: Model, element: Element) -> nodes.Parameter:
    return nodes.Parameter(element.get("name", ""), resolve_type(model, element.get("typeRef")))


def equals(value: object, expected: object) -> bool:
    """Numbers to eight digits, as the kit asks; the rest exactly."""
    left, right = read_number(value), read_number(expected)
    if left is not None and right is not None:
        return abs(left - right) <= Decimal("1e-8") * max(1, abs(right))
    if isinstance(value, list | tuple) and isinstance(expected, list):
        return len(value) == len(expected) and all(map(equals, value, expected))
    if isinstance(value, Mapping) and isinstance(expected, Mapping):
        return value.keys() == expected.keys() and all(equals(value[key], expected[key]) for key in value)
    return is_same(value, expected)


def list_cases(archive: zipfile.ZipFile, model_name: str) -> Iterator[tuple[str, dict[str, object], str, object]]:
    """Case id, inputs, the decision asked for and what it should give."""
    for name in sorted(archive.namelist()):
        if Path(name).parent == Path(model_name).parent and "-test-" in name and name.endswith(".xml"):
            for case in children(ET.fromstring(archive.read(name)), "testCase"):
                inputs = {one.get("name", ""): read_value(one) for one in children(case, "inputNode")}
                for node in children(case, "resultNode"):
                    expected = first(node, "expected")
                    if expected is not None:
                        yield f"{Path(name).stem}/{case.get('id')}", inputs, node.get("name", ""), read_value(expected)


def find_misses(archive: zipfile.ZipFile) -> tuple[list[str], int, int]:
    """What came out otherwise than expected, how many came out equal, and how many could not be asked."""
    misses: list[str] = []
    equal = left_out = 0
    for level in LEVELS:
        for name, model in read_models(archive, level):
            for case, inputs, decision, expected in list_cases(archive, name):
                try:
                    value = evaluate_decision(model, model.decisions[decision], inputs)
                except (NotLiteralError, KeyError):
                    left_out += 1
                    continue
                except ZaizaoError as error:
                    value = f"{type(error).__name__}: {error}"
                if equals(value, expected):
                    equal += 1
                else:
                    misses.append(f"{case} {decision}: {value!r} instead of {expected!r}")
    return misses, equal, left_out


@pytest.fixture(scope="module")
def archive(data: Path) -> Iterator[zipfile.ZipFile]:
    path = data / "dmn" / "dmn-tck.zip"
    if not path.exists():
        pytest.skip("the DMN test kit is not among the third-party data here")
    with zipfile.ZipFile(path) as opened:
        yield opened


def test_literal_expressions_of_the_kit_read(archive: zipfile.ZipFile) -> None:
    texts = [
        (text, model.names) for level in LEVELS for _, model in read_models(archive, level) for text in model.texts()
    ]
    refused = []
    for text, names in texts:
        try:
            node = parse(text, names=names)
        except ExpressionSyntaxError:
            refused.append(text)
            continue
        assert parse(to_feel(node), names=names) == node
    print(f"\nDMN test kit: {len(texts) - len(refused)} of {len(texts)} literal expressions read; refused: {refused}")
    assert len(texts) - len(refused) >= LEAST_PARSED


@pytest.mark.skipif("Europe/Paris" not in zoneinfo.available_timezones(), reason="this machine has no time zone data")
def test_decisions_of_the_kit_come_out_as_expected(archive: zipfile.ZipFile) -> None:
    misses, equal, left_out = find_misses(archive)
    print(
        f"\nDMN test kit: {equal} of {equal + len(misses)} decisions equal, {left_out} not made of literal expressions"
    )
    print("\n".join(misses))
    assert equal >= LEAST_EQUAL
