"""The pages of docs/operators: the docstring of each operator as a page, and the list of all.

Only arranged here; what an operator does, when, within which law and by which theory is told beside its code.
"""

from __future__ import annotations

import re

from zaizao.redesign.operator import Operator
from zaizao.redesign.operators import list_operators

HEADINGS = ("What it does", "When", "Limits of the law", "Theory", "Literature")
"""What every manual tells, in this order."""
_HEADING = re.compile(rf"^({'|'.join(HEADINGS)}): ?(.)", re.MULTILINE)


def render_operator(operator: Operator) -> str:
    """The manual of one operator as a page."""
    title, _, body = operator.manual.partition("\n\n")
    first, _, rest = title.partition(": ")
    page = _HEADING.sub(lambda found: f"\n## {found[1]}\n\n{found[2].upper()}", body)
    made = f"Made from `src/zaizao/redesign/operators/{operator.name.replace('-', '_')}.py`; do not edit."
    return f"# {first}: `{operator.name}`\n\n{rest[:1].upper()}{rest[1:]}\n{page.rstrip()}\n\n{made}\n"


def render_list() -> str:
    """The page that lists all operators."""
    rows = [f"| [`{name}`]({name}.md) | {_tell(each)} |" for name, each in list_operators().items()]
    head = "# Redesign operators\n\nMade from `src/zaizao/redesign/operators`; do not edit.\n\n| operator | what it says |\n|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _tell(operator: Operator) -> str:
    line = operator.manual.partition("\n")[0].partition(": ")[2]
    return f"{line[:1].upper()}{line[1:]}"


def render_pages() -> dict[str, str]:
    """Every page by its name in docs/operators."""
    pages = {f"{name}.md": render_operator(each) for name, each in list_operators().items()}
    return {"README.md": render_list(), **pages}
