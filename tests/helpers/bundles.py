"""Builders of small, real, signed bundles, and pictures of what a folder holds."""

from __future__ import annotations

import hashlib
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from installer.install.build import ComponentSource, build_bundle
from installer.install.bundle import Bundle, load_bundle
from installer.signatures.trusted import Trust, public_key

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = hashlib.sha256(b"a publisher of tests").digest()
OTHER_KEY = hashlib.sha256(b"somebody else").digest()

Files = "Mapping[str, bytes]"


def trust_of(private: bytes = KEY) -> Trust:
    """Trust in the holder of one private key."""
    return Trust((public_key(private, "test publisher"),))


def make_bundle(
    folder: Path,
    components: Mapping[str, Mapping[str, bytes]],
    *,
    version: str = "1.0",
    requires: Mapping[str, tuple[str, ...]] | None = None,
) -> Bundle:
    """A signed bundle of these components; files under `bin/` are executable."""
    with tempfile.TemporaryDirectory() as scratch:
        sources = []
        for component_id, files in components.items():
            source = Path(scratch) / component_id
            source.mkdir()
            write_files(source, files)
            needed = (requires or {}).get(component_id, ())
            sources.append(
                ComponentSource(source, component_id, version, (f"product-{component_id}",), needed)
            )
        build_bundle(folder, "test/bundle", "Test publisher", tuple(sources), KEY)
    return load_bundle(folder, trust_of())


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(0o755 if path.startswith("bin/") else 0o644)


def picture(folder: Path) -> dict[str, str]:
    """Every name below a folder: digest and mode of files, `folder`, or where a link leads.

    Of the installer's own folder only the inventory counts. Its time stamp does not.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] == ".assent":
            continue
        if path.is_symlink():
            found[name] = f"link to {path.readlink()}"
        elif path.is_dir():
            found[name] = "folder"
        elif not path.is_file():
            found[name] = "neither file nor folder"
        else:
            mode = stat.S_IMODE(path.stat().st_mode)
            found[name] = f"{mode:o} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    inventory = folder / ".assent" / "inventory.json"
    if inventory.exists():
        lines = [line for line in inventory.read_text("utf-8").splitlines() if "installed_at" not in line]
        found["inventory"] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return found


def leftovers(folder: Path) -> list[str]:
    """What of a transaction is still in the installer's own folder."""
    own = folder / ".assent"
    return (
        sorted(path.name for path in own.iterdir() if path.name != "inventory.json") if own.exists() else []
    )


def names_in(folder: Path) -> list[str]:
    """The names in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())
