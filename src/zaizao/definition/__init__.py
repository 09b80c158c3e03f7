"""The definition language: what a process is, how it is written, read, checked and compared.

Running a definition is `zaizao.net`; drawing and converting it is `zaizao.notation`.
"""

from zaizao.definition.checks import CHECKS, check_definition, runnability
from zaizao.definition.comparison import Change, compare_definitions
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
from zaizao.definition.schema import definition_schema
from zaizao.definition.schema import definition_schema as json_schema
from zaizao.definition.sharing import Shared

__all__ = [
    "CHECKS",
    "Change",
    "Check",
    "DefinitionError",
    "Finding",
    "Inspected",
    "Pack",
    "ProcessDefinition",
    "Severity",
    "Shared",
    "check_definition",
    "compare_definitions",
    "definition_schema",
    "digest_of",
    "from_json",
    "from_plain",
    "inspect_definition",
    "json_schema",
    "load_pack",
    "read_definition",
    "read_definitions",
    "runnability",
    "to_json",
    "to_plain",
    "write_definition",
]
