"""Installing a bundle without further questions, and the error that came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.proofs import Covered

from installer.errors import AssentError
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.bundle import Bundle
    from installer.install.proof import CoverageProof
    from installer.install.transaction import InstallResult


def install(
    bundle: Bundle,
    target: Path,
    *ids: str,
    proof: CoverageProof | None = None,
    cancel: Cancel | None = None,
) -> InstallResult:
    """Plan and install these components, every one when none are named; covered unless `proof` says not."""
    wanted = ids or tuple(component.id for component in bundle.components)
    return run(bundle, make_plan(bundle, wanted, target), proof or Covered(), ignore, cancel or Cancel())


def failure(
    bundle: Bundle,
    target: Path,
    *ids: str,
    proof: CoverageProof | None = None,
    cancel: Cancel | None = None,
) -> AssentError:
    """What such an install ends with when it does not succeed."""
    with pytest.raises(AssentError) as caught:
        install(bundle, target, *ids, proof=proof, cancel=cancel)
    return caught.value


def plan_failure(bundle: Bundle, target: Path, *ids: str) -> AssentError:
    """What a plan for these components ends with when there can be none."""
    with pytest.raises(AssentError) as caught:
        make_plan(bundle, ids, target)
    return caught.value
