"""The applicant has to write down what the state can read for itself.

国家机关能够取得的信息，仍然要申请人填写。

## What it finds

A field `from: applicant` that no step writes, and
- that says with `held` where the state already has it; or
- that stands on a document (`holds`) which the process takes from shared data or from one of its own steps.

## Why it matters

Typing what is known wastes the applicant's time and adds errors to data that were right at the source.

## Basis

- 国务院关于在线政务服务的若干规定 第七条: what can be had by data sharing is not asked again.
- Rule table: `business.obtainable-data`, `sharing.no-repeat`.

## Example

```yaml
fields:
  id_number: {type: string, name: 公民身份号码, purpose: 实名登记, basis: registration-15, held: shared/police/id-card}
```

## After the remedy

```yaml
fields:
  id_number:
    {type: string, name: 公民身份号码, purpose: 实名登记, basis: registration-15, from: shared/police/id-card, held: shared/police/id-card}
```

## Remedy safety

Safe where the field itself says `held`: type, purpose and readers stay, only the source changes, to the one that the
definition names; the value is known no later than before, and every step and guard reads it as it did.
Where it is read off a document, a human has to say that the two are one fact.

## Limits of the rule

It knows only `held` and `holds`. A prefilled field that the applicant confirms is asked for in the sense of this rule as
long as it says `from: applicant`.

## References

- [Field](../language.md#field)
- ZL302: the same for documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.diagnosis.rule import Availability, Evidence, Remedy, Rule, Safety, Severity, Sighting
from zaizao.diagnosis.scope import Scope
from zaizao.units import Text
from zaizao.units.edit import Put

_LAW = Evidence(
    Text("能够通过共享获得的信息，不得要求另行提供", "what sharing can provide is not asked for again"),
    law="《国务院关于在线政务服务的若干规定》第七条",
)


def _look(scope: Scope) -> Iterator[Sighting]:
    documents: dict[str, str] = {}
    for name, material in scope.definition.materials.items():
        if material.holds and material.source != "applicant":
            documents.update((held, name) for held in material.holds)
    for name, fact in scope.definition.fields.items():
        if fact.source != "applicant" or (fact.held is None and name not in documents):
            continue
        if name in scope.survey.writers:
            continue
        path = ("fields", name)
        fields = {"field": scope.name_field(name), "source": fact.held or scope.name_material(documents[name])}
        if fact.held is not None:
            remedy = Remedy("share-data", (Put((*path, "from"), fact.held),), Safety.SAFE)
            evidence: tuple[Evidence, ...] = (_LAW,)
        else:
            document = documents[name]
            source = scope.definition.materials[document].source
            remedy = Remedy("share-data", (Put((*path, "from"), source),))
            evidence = (Evidence(Text("载有它的文件", "the document that holds it"), ("materials", document)), _LAW)
        yield Sighting(path, fields, remedy=remedy, evidence=evidence)


RULE = Rule(
    code="ZL702",
    name="obtainable-field",
    title=Text("可取得的信息仍要填写", "Obtainable field"),
    severity=Severity.ERROR,
    remedy=Availability.ALWAYS,
    safety=Safety.SAFE,
    operator="share-data",
    message=Text(
        "“{field}”可以从{source}取得，不得再要申请人填",
        "“{field}” can be had from {source}: it must not be asked of the applicant",
    ),
    look=_look,
)
