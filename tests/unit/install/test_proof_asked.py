"""Nothing is installed unless a statement covers it, before the first byte and before the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.installing import failure
from helpers.proofs import DIGEST, Changing, Covered, CoveredBut

from installer.errors import Code
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.bundle import Bundle


def test_every_component_is_asked_about_before_anything_and_again_before_the_commit(
    first: Bundle, target: Path
) -> None:
    proof = Covered()
    run(first, make_plan(first, ("extra",), target), proof, ignore, Cancel())
    assert proof.asked == ["core", "extra", "core", "extra"]


@pytest.mark.parametrize("since", [1, 2])
def test_without_a_covering_statement_nothing_is_installed(first: Bundle, target: Path, since: int) -> None:
    error = failure(first, target, "extra", proof=CoveredBut("core", since))
    assert error.code is Code.NOT_COVERED
    assert error.facts["component"] == "core"
    assert not target.parent.exists()


@pytest.mark.parametrize("answer", ["", "yes", DIGEST.upper(), DIGEST + "\n"])
def test_an_answer_that_is_no_digest_covers_nothing(first: Bundle, target: Path, answer: str) -> None:
    assert failure(first, target, "extra", proof=Covered(answer)).code is Code.NOT_COVERED
    assert not target.exists()


def test_a_statement_that_changes_during_the_install_covers_nothing(first: Bundle, target: Path) -> None:
    assert failure(first, target, "extra", proof=Changing()).code is Code.NOT_COVERED
    assert not target.exists()
