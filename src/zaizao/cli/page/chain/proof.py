"""What a chain's page shows, worked out: findings, redesign, a verification of its own, and tampered redesigns refused."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from zaizao.cli.page.chain.tampering import Tampered, tamper
from zaizao.definition import ProcessDefinition, from_json, read_definitions, to_json
from zaizao.diagnosis import Finding, diagnose_all
from zaizao.redesign import Redesign, redesign
from zaizao.units import Text
from zaizao.units.resources import packs_folder
from zaizao.verification import Certificate, Verdict, verify

DAY = dt.date(2026, 3, 2)
"""The day whose law holds on the pages, so that they are the same whenever they are made."""


class Chain(Struct, frozen=True):
    """One chain that is shown: where it was found, and what its redesign is called."""

    key: str
    """Also the end of the page's file name, and of the codes of its words."""
    files: tuple[str, ...]
    process: str | None = None
    name: Text | None = None


CHAINS = (
    Chain("restaurant", ("restaurant/open-restaurant.as-is.yaml",)),
    Chain("company", ("enterprise/open-company.as-is.yaml",)),
    Chain(
        "building",
        (
            "construction/construction-permit.as-is.yaml",
            "construction/quality-supervision.as-is.yaml",
            "construction/safety-supervision.as-is.yaml",
        ),
        "start-building",
        Text("开工“一件事”", "Start building"),
    ),
)


class Proof(Struct, frozen=True):
    """Everything about one chain, worked out."""

    chain: Chain
    before: tuple[ProcessDefinition, ...]
    findings: tuple[Finding, ...]
    redesign: Redesign
    certificate: Certificate
    """As it was read back from its JSON text."""
    verdict: Verdict
    """Of a second verification, from the definition and certificate as read back from their texts."""
    tampered: tuple[Tampered, ...]
    seconds: float
    """How long all of it took; on no page, so that pages stay the same."""

    @property
    def after(self) -> ProcessDefinition:
        """The better process."""
        return self.redesign.after


def prove_chain(
    chain: Chain, *, folder: Path | None = None, progress: Callable[[], None] = lambda: None, on: dt.date = DAY
) -> Proof:
    """Diagnose, redesign, verify again from what was written down, tamper and be refused; ``progress`` after each.

    Raises DefinitionError where a file of the chain cannot be read.
    """
    began = time.monotonic()
    before = read_definitions([(folder or packs_folder()) / name for name in chain.files])
    findings = tuple(each for one in diagnose_all(before, on=on) for each in one)
    progress()
    made = redesign(before, on=on, process=chain.process, name=chain.name)
    progress()
    after, certificate = from_json(to_json(made.after)), Certificate.from_json(made.certificate.to_json())
    verdict = verify(before, after, certificate=certificate, on=on)
    tampered = tamper(before, after, on=on)
    progress()
    return Proof(chain, before, findings, made, certificate, verdict, tampered, time.monotonic() - began)
