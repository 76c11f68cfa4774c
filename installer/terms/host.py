"""What the selected add-ons are used with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from installer.terms.catalogue import Catalogue, Product
    from installer.terms.selected import Selection

OEM_PREFIX: Final = "oem:"


class Host(msgspec.Struct, frozen=True):
    """A product, or an OEM version of it."""

    product: Product
    oem: bool


def named_host(selection: Selection, catalogue: Catalogue) -> Host | None:
    """The host that the selection names. Raises BadInput(PRODUCT_UNKNOWN) for an unknown product."""
    if selection.host is None:
        return None
    base = selection.host.removeprefix(OEM_PREFIX)
    return Host(catalogue.product(base, field="host"), oem=base != selection.host)


def candidates(selection: Selection, catalogue: Catalogue) -> tuple[Host, ...]:
    """The hosts that each rule is judged for: the named one, else those selected, else those installed.

    None of them means that the host stands elsewhere and was not named. A product that is delivered
    with another one gives way to it.
    """
    named = named_host(selection, catalogue)
    if named is not None:
        return (named,)
    selected = _hosts(selection.products, catalogue)
    chosen = selected or _hosts(selection.installed, catalogue)
    carried = tuple(product for product in chosen if not product.preloaded)
    return tuple(Host(product, oem=False) for product in carried or chosen)


def linked(selection: Selection, catalogue: Catalogue) -> tuple[Host, ...]:
    """The hosts whose sections a link reaches: the named one, else all selected or installed.

    More than `candidates`, so that selecting a further product never takes a section away.
    """
    named = named_host(selection, catalogue)
    if named is not None:
        return (named,)
    return tuple(
        Host(product, oem=False) for product in _hosts((*selection.products, *selection.installed), catalogue)
    )


def _hosts(ids: tuple[str, ...], catalogue: Catalogue) -> tuple[Product, ...]:
    return tuple(catalogue.by_id[each] for each in catalogue.ordered(ids) if catalogue.by_id[each].host)
