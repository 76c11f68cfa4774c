"""The products and components an edition knows: data of `products.toml`."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from installer.errors import BadInput, Code
from installer.terms.near import near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer.agreement.clause import SectionId
    from installer.i18n import Words


class ProductKind(StrEnum):
    """What a product is, for those who show or order products. The rules never ask for it."""

    SYSTEM = "system"
    """Stands alone, and other products may be used with it."""
    APPLIANCE = "appliance"
    """A computer delivered with its software; other products may be used with it."""
    CLIENT = "client"
    SERVER = "server"
    """A server that works beside a system."""
    EXTENSION = "extension"
    TOOL = "tool"
    SERVICE = "service"


class Product(msgspec.Struct, frozen=True):
    """Something with terms of its own. `id` is the id of its section."""

    id: SectionId
    group: SectionId
    name: Words
    kind: ProductKind
    host: bool
    """Add-ons can be used with it; selected alone, it is the host of what is selected with it."""
    needs_host: bool
    """The terms speak of a product that it is used with."""
    preloaded: bool
    """It carries another product of this catalogue, which then is the host in its place."""
    subject: Words
    """The name as the subject of a sentence, with its article where the language has one."""
    used_with: Words
    """The name as it follows "may be used with"."""


class Component(msgspec.Struct, frozen=True):
    """An installable set of files. It belongs to at least one product."""

    id: str
    products: tuple[SectionId, ...]
    requires: tuple[str, ...]
    """Ids of components that must be installed with it."""
    name: Words


class Catalogue(msgspec.Struct, frozen=True, dict=True):
    """All products in printed order, and all components in dependency order."""

    products: tuple[Product, ...]
    components: tuple[Component, ...]
    sets: Mapping[str, tuple[SectionId, ...]]
    """Names for several products, as the rules use them: printed groups, families."""

    @cached_property
    def by_id(self) -> Mapping[SectionId, Product]:
        """All products by id."""
        return {product.id: product for product in self.products}

    @cached_property
    def components_by_id(self) -> Mapping[str, Component]:
        """All components by id."""
        return {component.id: component for component in self.components}

    def product(self, name: str, *, field: str = "products") -> Product:
        """The product of that id.

        Raises BadInput(PRODUCT_UNKNOWN, field, name, near): `field` says where the name stood,
        `near` lists the most similar ids, comma-separated, or is empty.
        """
        found = self.by_id.get(name)
        if found is None:
            raise BadInput(Code.PRODUCT_UNKNOWN, field=field, name=name, near=near(name, self.by_id))
        return found

    def component(self, name: str) -> Component:
        """The component of that id. Raises BadInput(COMPONENT_UNKNOWN, name, near)."""
        found = self.components_by_id.get(name)
        if found is None:
            raise BadInput(Code.COMPONENT_UNKNOWN, name=name, near=near(name, self.components_by_id))
        return found

    def expand(self, names: Iterable[str]) -> frozenset[SectionId]:
        """The product ids that ids and set names stand for. Raises KeyError for an unknown name."""
        wanted = tuple(names)
        if wanted not in self._expanded:
            found: set[SectionId] = set()
            for name in wanted:
                found.update(self.sets[name] if name in self.sets else (self.by_id[name].id,))
            self._expanded[wanted] = frozenset(found)
        return self._expanded[wanted]

    @cached_property
    def _expanded(self) -> dict[tuple[str, ...], frozenset[SectionId]]:
        """What was asked before: rules name the same few lists at each tick."""
        return {}

    def ordered(self, ids: Iterable[SectionId]) -> tuple[SectionId, ...]:
        """Those products in printed order, each once."""
        wanted = frozenset(ids)
        return tuple(product.id for product in self.products if product.id in wanted)
