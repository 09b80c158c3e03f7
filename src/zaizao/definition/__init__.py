"""The definition language: what a process is, how it is written, read, checked and compared.

Running a definition is `zaizao.net`; drawing and converting it is `zaizao.notation`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from zaizao.definition.checks import CHECKS, check_definition, runnability
from zaizao.definition.finding import Check, Finding, Severity
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.packs import Pack, load_pack
from zaizao.definition.plain import digest_of, to_json, to_plain, write_definition
from zaizao.definition.reading import (
    DefinitionError,
    Inspected,
    from_json,
    from_plain,
    inspect_definition,
    read_definition,
    read_definitions,
)
from zaizao.definition.sharing import Shared

if TYPE_CHECKING:
    from zaizao.definition.comparison import Change, compare_definitions
    from zaizao.definition.editing import (
        Drop,
        Edit,
        EditError,
        NotInPlaceError,
        Put,
        edit_definition,
        edit_text,
        show_difference,
    )
    from zaizao.definition.schema import definition_schema

_LOADED_WHEN_ASKED_FOR = {
    "Change": "comparison",
    "Drop": "editing",
    "Edit": "editing",
    "EditError": "editing",
    "NotInPlaceError": "editing",
    "Put": "editing",
    "compare_definitions": "comparison",
    "definition_schema": "schema",
    "edit_definition": "editing",
    "edit_text": "editing",
    "show_difference": "editing",
}
"""Names that reading and checking never need: leaving them out makes `zaizao check` start sooner."""


def __getattr__(name: str) -> Any:
    if name not in _LOADED_WHEN_ASKED_FOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LOADED_WHEN_ASKED_FOR[name]}"), name)


__all__ = [
    "CHECKS",
    "Change",
    "Check",
    "DefinitionError",
    "Drop",
    "Edit",
    "EditError",
    "Finding",
    "Inspected",
    "NotInPlaceError",
    "Pack",
    "ProcessDefinition",
    "Put",
    "Severity",
    "Shared",
    "check_definition",
    "compare_definitions",
    "definition_schema",
    "digest_of",
    "edit_definition",
    "edit_text",
    "from_json",
    "from_plain",
    "inspect_definition",
    "load_pack",
    "read_definition",
    "read_definitions",
    "runnability",
    "show_difference",
    "to_json",
    "to_plain",
    "write_definition",
]
