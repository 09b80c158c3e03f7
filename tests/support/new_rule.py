"""`make new-rule FAMILY=zl3 NAME=asked-twice`: the two files that a rule of the diagnosis begins with."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from zaizao.diagnosis import list_families, list_rules

ROOT = Path(__file__).resolve().parent.parent.parent

RULE = '''"""What is wrong, in one English sentence.

一句中文，说清查出来的是什么问题。

## What it finds

Which elements, under which conditions.

## Why it matters

What it costs, and whom.

## Basis

- The article or the theory that the rule stands on.

## Example

```yaml
activities:
  intake: {does: accept}
```

## After the remedy

```yaml
activities:
  intake: {does: accept}
```

## Remedy safety

What has to hold for the remedy to be safe, or why somebody has to decide.

## Limits of the rule

What it cannot see, and what it leaves to other rules.

## References

- [The language](../language.md)
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Rule, Severity, Sighting, Status
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text


def _look(scope: Scope) -> Iterator[Sighting]:
    for name in scope.activities:
        if name == "@name@":
            yield Sighting(("activities", name), {"name": scope.name_activity(name)})


RULE = Rule(
    code="@code@",
    name="@name@",
    title=Text("中文名称", "@title@"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text("“{name}”有什么问题", "What is wrong with “{name}”"),
    look=_look,
    status=Status.PREVIEW,
)
'''

PAGE = """# @title@

Why the following is wrong.

```yaml
activities:
  @name@: {name: 环节, does: work}
```

```findings
@code@ activities.@name@ “环节”有什么问题
```

The twin is clean.

```yaml
activities:
  other: {name: 环节, does: work}
```

```findings
```
"""


def choose_code(family: str) -> str:
    """The first free code of a family, ``zl3`` for example."""
    taken = {rule.code for rule in list_rules()}
    return next(code for number in range(1, 100) if (code := f"{family.upper()}{number:02}") not in taken)


def write_rule(family: str, name: str, *, root: Path = ROOT) -> list[Path]:
    """Write the rule's file and its page; an existing file is never written over."""
    if family not in list_families() or not re.fullmatch(r"[a-z]+(-[a-z]+)+", name):
        sys.exit(f"FAMILY is one of {', '.join(list_families())}; NAME is two words or more, like asked-twice")
    module = name.replace("-", "_")
    texts = {
        root / "src" / "zaizao" / "diagnosis" / "rules" / family / f"{module}.py": RULE,
        root / "tests" / "zaizao" / "diagnosis" / "rules" / family / f"{module}.md": PAGE,
    }
    values = {"@code@": choose_code(family), "@name@": name, "@title@": name.replace("-", " ").capitalize()}
    for path, text in texts.items():
        for mark, value in values.items():
            text = text.replace(mark, value)  # noqa: PLW2901  # the same text, further filled in
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    return list(texts)


if __name__ == "__main__":
    family, name = sys.argv[1:]
    for path in write_rule(family, name):
        print(path.relative_to(ROOT))
