"""The project's scripts as modules, without running them."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from helpers.agreements import ROOT

if TYPE_CHECKING:
    from types import ModuleType


def load_script(path: str) -> ModuleType:
    """The file at this path below `scripts/`."""
    place = ROOT / "scripts" / path
    spec = importlib.util.spec_from_file_location(place.stem, place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
