"""A chain does not say how long the whole takes.

一件事没有对外承诺整体办理时限。

## What it finds

A chain (`kind: chain`) without `promised`.

## Why it matters

Each item has its clock, but the applicant waits for the whole. A limit that nobody has told can neither be expected nor
supervised.

## Basis

- 优化营商环境条例 第十九条第三款: for opening a company the concrete local time is set and published.
- 优化营商环境条例 第三十六条第二款: where no limit is prescribed a reasonable and efficient one is set.

## Example

```yaml
process: open-restaurant
kind: chain
competent: approval-bureau
```

## After the remedy

```yaml
process: open-restaurant
kind: chain
competent: approval-bureau
promised: 7wd
promised_from: intake.done
```

## Remedy safety

None is proposed: the lead department promises, after the branches have been put side by side.

## Limits of the rule

Whether a promise is any good is asked by ZL602. Single items are bound by their own clock.

## References

- [Process definition](../language.md#process-definition)
- ZL602.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Kind
from zaizao.diagnosis.rule import Availability, Evidence, Rule, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text

_LAW = Evidence(
    Text("确定并公开具体办理时间", "the concrete time is set and published"), law="《优化营商环境条例》第十九条"
)


def _look(scope: Scope) -> Iterator[Sighting]:
    definition = scope.definition
    if definition.kind is Kind.CHAIN and definition.promised is None:
        yield Sighting(("kind",), {"process": definition.name}, evidence=(_LAW,))


RULE = Rule(
    code="ZL605",
    name="promise-missing",
    title=Text("没有承诺时限", "Promise missing"),
    severity=Severity.WARNING,
    remedy=Availability.NONE,
    message=Text(
        "“{process}”没有对外承诺整体办理时限",
        "“{process}” does not promise how long the whole takes",
    ),
    look=_look,
)
