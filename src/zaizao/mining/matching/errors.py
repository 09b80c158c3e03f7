"""What is refused when activities are matched; the words are in `zaizao.wording.texts.mining_matching`."""

from __future__ import annotations

from zaizao.errors import InputError


class MappingFileError(InputError):
    """The file that says which activity of the log is which one of the definition is malformed."""

    code = "mapping-file"
