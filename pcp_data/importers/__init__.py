"""The importers: one module per publisher, found by being here.

Each has `FORMATS`, the layouts it knows, and one public function, `read(batch, load)`, which
brings the rows of a batch of like tables into the database.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from pcp_data.intake.formats import Format


@cache
def modules() -> dict[str, ModuleType]:
    """Return format id -> importer module, for every importer in this folder."""
    found: dict[str, ModuleType] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for format_ in module.FORMATS:
            found[format_.format_id] = module
    return found


@cache
def formats() -> tuple[Format, ...]:
    """Return every layout that some importer knows."""
    unique = dict.fromkeys(modules().values())
    return tuple(format_ for module in unique for format_ in module.FORMATS)
