"""The definition language: what a process is, how it is written, read, checked and compared.

Running a definition is `zaizao.net`; drawing and converting it is `zaizao.notation`.
"""

from zaizao.definition.plain import digest_of, to_json, to_plain
from zaizao.definition.reading import DefinitionError, from_json, from_plain, read_definition, read_definitions

__all__ = [
    "DefinitionError",
    "digest_of",
    "from_json",
    "from_plain",
    "read_definition",
    "read_definitions",
    "to_json",
    "to_plain",
]
