"""The registry of redesign operators, made from the files of this folder: each holds one `OPERATOR`."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping

from zaizao.redesign.operator import Operator


@functools.cache
def list_operators() -> Mapping[str, Operator]:
    """Every operator by name, in alphabetical order."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    found = [module.OPERATOR for module in modules if not module.__name__.rpartition(".")[2].startswith("_")]
    return {operator.name: operator for operator in sorted(found, key=lambda each: each.name)}


__all__ = ["list_operators"]
