"""Uninstalling external components: each by its own uninstaller, each a transaction of its own.

What an uninstaller took away nobody can bring back, so the inventory is written after each of them:
whatever happens next, it lists what is there.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.errors import AssentError, Code, Unavailable
from installer.install.engine import Hooks, Job, Settled, carry_out
from installer.install.external.program import DPKG
from installer.install.external.running import Watch, is_there
from installer.install.inventory import write_inventory
from installer.install.rights import is_administrator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from installer.install.destination import Root
    from installer.install.external.program import Program
    from installer.install.external.spec import Meaning
    from installer.install.inventory import Installed, Inventory


def uninstaller_of(item: Installed) -> Program | None:
    """The step that takes an external component away; None where it has none, or is gone already."""
    program = item.external
    if program is None or not program.undo or is_there(program) is False:
        return None
    return msgspec.structs.replace(
        program, command=program.undo, undo=(), file="", sha256="", folder="/", removes=True
    )


def stays(item: Installed) -> bool:
    """Whether it has no uninstaller that we know of, and is not known to be gone."""
    program = item.external
    return program is not None and not program.undo and is_there(program) is not False


@contextmanager
def telling_what_is_gone(gone: list[str], root: Root) -> Iterator[None]:
    """Within it no error may say that everything is as it was, once something in `gone` is not.

    It becomes Unavailable(EXTERNAL_PARTLY, components, path); nothing is changed while `gone` is empty.
    """
    try:
        yield
    except (AssentError, OSError) as exc:
        incomplete = isinstance(exc, AssentError) and exc.code is Code.ROLLBACK_INCOMPLETE
        if not gone or incomplete:
            raise
        components = ", ".join(gone)
        raise Unavailable(Code.EXTERNAL_PARTLY, components=components, path=str(root.path)) from exc


def uninstall_externals(
    root: Root, inventory: Inventory, leaving: Sequence[Installed], watch: Watch, gone: list[str]
) -> Inventory:
    """Run the uninstallers, last installed first. The inventory that is then on the disk.

    Each component that is gone is added to `gone`. Raises what `external.running.install` does,
    Unavailable(EXTERNAL_LEFT, components, path) where nobody knows how far an uninstaller came, and
    Unavailable(PRIVILEGE_MISSING, component); what was uninstalled before that stays uninstalled and
    is no longer in the inventory.
    """
    steps = [(item, program) for item in reversed(leaving) if (program := uninstaller_of(item))]
    for item, program in steps:
        if program.command[0] == DPKG and not is_administrator():
            raise Unavailable(Code.PRIVILEGE_MISSING, component=item.id)
    for item, program in steps:
        rest = tuple(other for other in inventory.components if other.id != item.id)
        after = replace(inventory, components=rest)
        carry_out(root, _job(program), _hooks(after, watch, item.id))
        gone.append(item.id)
        inventory = after
    return inventory


def _job(program: Program) -> Job:
    return Job(
        kind="uninstall",
        made=0,
        changes=(),
        folders=(),
        inventory=None,
        prune=(),
        states=((program.component, "removed"),),
        programs=(program,),
    )


def _hooks(after: Inventory, watch: Watch, component_id: str) -> Hooks:
    # While anything of ours is left, the inventory lists it, be it only folders.
    keeps = after.components or after.folders
    settled = Settled(write_inventory(after) if keeps else None, (), ((component_id, "removed"),))

    def settle(_said: tuple[Meaning, ...]) -> Settled:
        return settled

    return Hooks(_nothing_to_stage, _no_question, _nobody_counts, watch, settle)


def _nothing_to_stage(_names: Mapping[str, str]) -> None:
    """An uninstall brings no files."""


def _no_question() -> None:
    """Taking away needs no acceptance."""


def _nobody_counts(_step: object) -> None:
    """There are no files to count."""
