"""Reading back what a test has recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.predicates import Acceptance

if TYPE_CHECKING:
    from pathlib import Path

    from installer.evidence.personal import PersonalFields
    from installer.evidence.predicates import Predicate


def recorded(state_folder: Path) -> list[Predicate]:
    """Everything that the log says, in order, each statement checked."""
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        return [found.statement.predicate for found in log.statements()]


def accepted(state_folder: Path) -> Acceptance:
    """The one acceptance that the log holds and nothing else."""
    (said,) = recorded(state_folder)
    assert isinstance(said, Acceptance)
    return said


def people(state_folder: Path, index: int = 0) -> PersonalFields:
    """The personal fields of a record."""
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        sealed = log.personal(index)
    assert sealed is not None
    return sealed.fields
