"""`bundle-source.toml`: from which folders a publisher makes a bundle."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from installer.errors import BadInput, Code
from installer.install.build import ComponentSource
from installer.install.external.spec import External  # noqa: TC001 - msgspec reads the field at run time
from installer.install.registration.spec import Registration  # noqa: TC001 - as above

if TYPE_CHECKING:
    from pathlib import Path

SOURCE: Final = "bundle-source.toml"


class _Component(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    version: str
    products: tuple[str, ...]
    requires: tuple[str, ...] = ()
    external: External | None = None
    registration: Registration | None = None


class SourceDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`bundle-source.toml`."""

    type: Literal["assent-bundle-source"]
    version: Literal[1]
    id: str
    publisher: str
    component: tuple[_Component, ...]


class Source(msgspec.Struct, frozen=True):
    """What to build. Each component's files lie in the folder of its id, beside the file."""

    id: str
    publisher: str
    components: tuple[ComponentSource, ...]


def read_source(folder: Path) -> Source:
    """The `bundle-source.toml` of a folder. Raises BadInput(SOURCE_REFUSED, path, rule)."""
    path = folder / SOURCE
    try:
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), SourceDocument)
    except OSError as exc:
        raise BadInput(Code.SOURCE_REFUSED, path=str(path), rule="unreadable") from exc
    except (ValueError, msgspec.ValidationError, RecursionError) as exc:
        raise BadInput(Code.SOURCE_REFUSED, path=str(path), rule=str(exc)) from exc
    components = tuple(
        ComponentSource(
            folder=folder / item.id,
            id=item.id,
            version=item.version,
            products=item.products,
            requires=item.requires,
            external=item.external,
            registration=item.registration,
        )
        for item in found.component
    )
    return Source(found.id, found.publisher, components)
