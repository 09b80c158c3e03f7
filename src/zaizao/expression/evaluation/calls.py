"""Compiling calls, written functions and ``instance of``.

A name that is called is the scope's function of that name, else the built-in; ``today()`` and ``now()`` read the scope.
"""

from __future__ import annotations

from zaizao.expression import nodes
from zaizao.expression.evaluation.compiler import CLOCK_NAMES, compile_node, compiles
from zaizao.expression.evaluation.scope import Code, Frame, Scope, get_meter
from zaizao.expression.functions import BUILTINS, Builtin
from zaizao.expression.kinds import coerce_value, is_of_type
from zaizao.expression.nodes import Node
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import FunctionValue, Value, has_unknown


@compiles(nodes.Call)
def _compile_call(node: nodes.Call) -> Code:
    names = [argument.name for argument in node.arguments if isinstance(argument, nodes.NamedArgument)] or None
    arguments = tuple(_compile_argument(argument) for argument in node.arguments)
    if not isinstance(node.function, nodes.Name):
        return _compile_any_call(compile_node(node.function), arguments, names)
    name = node.function.name
    if name in CLOCK_NAMES:
        return compile_node(node.function) if not arguments else lambda scope: None
    if name in BUILTINS:
        return _compile_builtin_call(BUILTINS[name], arguments, names)
    return _compile_any_call(compile_node(node.function), arguments, names)


def _compile_argument(node: Node) -> Code:
    """An argument may name a built-in function to hand it on, as in ``sort(list, max)``."""
    inner = node.value if isinstance(node, nodes.NamedArgument) else node
    code = compile_node(inner)
    if isinstance(inner, nodes.Name) and inner.name in BUILTINS:
        name, function = inner.name, BUILTINS[inner.name].value
        return lambda scope: scope.get(name, function)
    return code


def _compile_builtin_call(builtin: Builtin, arguments: tuple[Code, ...], names: list[str] | None) -> Code:
    name, invoke = builtin.name, builtin.invoke

    def call_builtin(scope: Scope) -> Value:
        own = scope.get(name, None)
        values = [argument(scope) for argument in arguments]
        return own.invoke(values, names) if isinstance(own, FunctionValue) else invoke(values, names)

    return call_builtin


def _compile_any_call(function: Code, arguments: tuple[Code, ...], names: list[str] | None) -> Code:
    def call_value(scope: Scope) -> Value:
        called = function(scope)
        if not isinstance(called, FunctionValue):
            return UNKNOWN if called is UNKNOWN else None
        values = [argument(scope) for argument in arguments]
        meter = get_meter(scope)
        meter.enter_call()
        try:
            return called.invoke(values, names)
        finally:
            meter.leave_call()

    return call_value


@compiles(nodes.FunctionLiteral)
def _compile_function(node: nodes.FunctionLiteral) -> Code:
    parameters = tuple(parameter.name for parameter in node.parameters)
    types = tuple(parameter.type for parameter in node.parameters)
    body = compile_node(node.body)

    def make_function(scope: Scope) -> Value:
        def invoke(values: list[Value], names: list[str] | None) -> Value:
            given = dict(zip(names or parameters, values, strict=False))
            if len(values) != len(parameters) or given.keys() != set(parameters):
                return None
            if any(kind and has_unknown(given[name]) for name, kind in zip(parameters, types, strict=True)):
                return UNKNOWN
            bound = {name: coerce_value(given[name], kind) for name, kind in zip(parameters, types, strict=True)}
            if any(bound[name] is None and given[name] is not None for name in parameters):
                return None
            return body(Frame(bound, scope))

        return FunctionValue("", invoke, parameters)

    return make_function


@compiles(nodes.InstanceOf)
def _compile_instance_of(node: nodes.InstanceOf) -> Code:
    value, written = compile_node(node.value), node.type

    def evaluate_instance_of(scope: Scope) -> Value:
        tested = value(scope)
        if tested is UNKNOWN:
            return UNKNOWN
        fits = is_of_type(tested, written)
        return UNKNOWN if fits and written.arguments and has_unknown(tested) else fits

    return evaluate_instance_of
