"""From a selection to a plan, and whether there is room for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from installer.errors import AssentError, BadInput, Code, Unavailable
from installer.flow.steps import Step
from installer.progress import Cancel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.flow.facts import Problem
    from installer.flow.state import State
    from installer.install.manifest import BundleComponent
    from installer.install.plan import Plan
    from installer.session.resources import Resources
    from installer.session.session import Session
    from installer.terms.catalogue import Component
    from installer.terms.selected import Selection

RECORD_SIZE: Final = 4 << 20
"""Bytes that log, receipt and pictures of one run take at most, by a wide margin: a receipt holds the
whole text in each language."""


class Wish(msgspec.Struct, frozen=True):
    """What a plan is wanted for, beside what the selection says."""

    allow_downgrade: bool = False
    leaving: tuple[str, ...] = ()
    """Installed components that go in the same transaction."""
    component_ids: tuple[str, ...] = ()
    """These and what they require, in place of all components of the selected products."""
    cancel: Cancel = msgspec.field(default_factory=Cancel)


class Review(msgspec.Struct, frozen=True):
    """What the review page shows."""

    problems: tuple[Problem, ...]
    plan: Plan | None
    """None where there can be none."""


def review(session: Session, cancel: Cancel | None = None) -> Review:
    """What `Session.review` promises. CANCELLED is a problem like any other."""
    from installer.flow import gates
    from installer.flow.facts import Problem

    made, found = None, gates.problems(Step.REVIEW, session.state, session.facts())
    if not found:
        try:
            made = session.plan(Wish(cancel=cancel or Cancel()))
            require_components(made, session.state.selection)
            require_room(made)
        except AssentError as error:
            # The folder can be mended here; what was chosen, where it was chosen.
            field = "selection" if error.code is Code.PRODUCT_ABSENT else "target"
            found = (Problem(field, error),)
    return Review(found, made)


def plan(session: Session, resources: Resources, wish: Wish) -> Plan:
    """What `Session.plan` promises, with the room that the record of it takes."""
    from installer.install.plan import Request, plan_for

    bundle = session.bundle()
    wanted = wish.component_ids or of_products(bundle.components, session.state.selection)
    target = target_of(session.state)
    made = plan_for(bundle, Request(wanted, target, wish.allow_downgrade, wish.leaving, wish.cancel))
    return with_record(made, resources.state_folder)


def target_of(state: State) -> Path:
    """The folder that is chosen, in full."""
    return Path(state.target).absolute()


def of_products(
    components: Iterable[Component] | Iterable[BundleComponent], selection: Selection
) -> tuple[str, ...]:
    """Ids of the components that belong to a selected product, in the given order."""
    selected = set(selection.products)
    return tuple(found.id for found in components if not selected.isdisjoint(found.products))


def with_record(plan: Plan, state_folder: Path) -> Plan:
    """The plan, with the room for log and receipts on the file system that they are on.

    Where nothing comes nothing is accepted, and a full disk must not keep anybody from removing.

    Raises as `trouble.from_os_error`.
    """
    from installer.install.room import with_place
    from installer.install.trouble import as_ours

    if not any(component.is_coming for component in plan.components):
        return plan
    with as_ours(state_folder):
        return replace(plan, disks=with_place(plan.disks, state_folder, RECORD_SIZE))


def require_components(plan: Plan, selection: Selection) -> None:
    """Refuse a plan of nothing: the bundle lacks the products. Raises BadInput PRODUCT_ABSENT (product)."""
    if not plan.components:
        raise BadInput(Code.PRODUCT_ABSENT, product=", ".join(selection.products))


def require_room(plan: Plan) -> None:
    """Refuse a plan that does not fit. Raises Unavailable DISK_FULL (need, free, path of the file system)."""
    for disk in plan.disks:
        if disk.need > disk.free:
            raise Unavailable(Code.DISK_FULL, need=disk.need, free=disk.free, path=disk.path)
