#!/usr/bin/env python3
"""Make the sample bundle: seven small programs that stand in for the real ones, and their data.

    make_sample_bundle.py [--out] FOLDER

The same seed gives the same bytes. Nothing is done when FOLDER is up to date. The signing key is
derived from a sentence in this file, so everybody has it: it proves that the machinery works and
nothing about who published. The program trusts it only while `trust/sample-publisher.pub` is there.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from installer.install.build import ComponentSource, build_bundle  # noqa: E402 - needs the line above

SEED: Final = 20250212
RELEASE: Final = "2025 R1"
VERSION: Final = "25.1.0"
BUNDLE_ID: Final = f"xprotect-sample/{VERSION}"
PUBLISHER: Final = "Assent sample publisher (stand-in programs, publicly known key)"
SAMPLE_KEY: Final = hashlib.sha256(b"Assent sample publisher: this key is public").digest()
STAMP: Final = "made-from"

VMS: Final = (
    "xprotect-corporate",
    "xprotect-expert",
    "xprotect-professional-plus",
    "xprotect-express-plus",
    "xprotect-essential-plus",
)


@dataclass(frozen=True)
class Sample:
    """A stand-in: what it is called, what it belongs to, and how many bytes of data it carries."""

    id: str
    name: str
    products: tuple[str, ...]
    requires: tuple[str, ...]
    resources: int
    """Files of 256 KiB that hardly compress."""
    rows: int
    """Lines of the device table, which compresses well."""
    extra: str
    """One more command of the program: a `case` branch in POSIX shell."""


SELF_TEST: Final = """\
    --self-test)
        folder=${2:?--self-test needs a folder}
        mkdir -p "$folder"
        printf 'segment of %s %s\\n' "$id" "$version" > "$folder/segment-0001.rec"
        grep -q "^segment of $id" "$folder/segment-0001.rec"
        echo "$name: wrote and read back $folder/segment-0001.rec" ;;
"""

DEVICES: Final = """\
    --devices)
        echo "$(($(wc -l < "$data/devices.csv") - 1)) devices known" ;;
"""

FIRE: Final = """\
    --fire)
        echo "event ${2:?--fire needs the name of an event} raised" ;;
"""

SAMPLES: Final = (
    Sample("management-server", "Management Server", VMS, (), 40, 30_000, DEVICES),
    Sample("recording-server", "Recording Server", VMS, ("management-server",), 32, 10_000, SELF_TEST),
    Sample("event-server", "Event Server", VMS, ("management-server",), 16, 5_000, FIRE),
    Sample("smart-client", "XProtect Smart Client", ("xprotect-smart-client",), (), 36, 2_000, DEVICES),
    Sample(
        "mobile-server",
        "XProtect Mobile Server",
        ("xprotect-mobile-server",),
        ("management-server",),
        12,
        1_000,
        DEVICES,
    ),
    Sample("access", "XProtect Access", ("xprotect-access",), ("event-server",), 6, 1_000, FIRE),
    Sample("lpr", "XProtect LPR", ("xprotect-lpr",), ("event-server",), 10, 1_000, DEVICES),
)

PROGRAM: Final = """\
#!/bin/sh
# A stand-in for {name}. It starts, says which version it is, and does one small real thing.
set -eu
id='{id}'
name='{name}'
version='{version}'
data=$(CDPATH='' cd -- "$(dirname -- "$0")/../share/$id" && pwd)

case "${{1:-}}" in
    --version)
        echo "$name {release} (stand-in) $version" ;;
{extra}    '')
        echo "$name {release} (stand-in) $version: started, $(ls "$data" | wc -l) data files, stopped" ;;
    *)
        echo "$id: unknown option $1" >&2
        exit 2 ;;
esac
"""

README: Final = """\
{name} {release} (stand-in) {version}

This is not {name}. It is a small program that takes its place in the sample bundle of Assent, so
that accepting, installing and removing can be tried with real files.

    bin/{id} --version
"""

NOTICE: Final = """\
The programs and data of this bundle are stand-ins made for Assent. They contain nothing of the
products whose names they carry. Those names belong to their owners.
"""

MAKES: Final = ("Northlight", "Kestrel", "Basalt", "Meridian", "Ostrava", "Tisza")


def fill(folder: Path, sample: Sample) -> None:
    """Write one component's files."""
    # Not for security: the point is that everybody gets the same bytes.
    seeded = random.Random(f"{SEED}/{sample.id}")  # noqa: S311
    words = {"id": sample.id, "name": sample.name, "release": RELEASE, "version": VERSION}
    program = folder / "bin" / sample.id
    program.parent.mkdir(parents=True)
    program.write_text(PROGRAM.format(extra=sample.extra, **words), "utf-8")
    program.chmod(0o755)
    share = folder / "share" / sample.id
    (share / "resources").mkdir(parents=True)
    (share / "README").write_text(README.format(**words), "utf-8")
    (share / "LICENSE").write_text(NOTICE, "utf-8")
    (share / "devices.csv").write_text(device_table(seeded, sample.rows), "utf-8")
    for number in range(sample.resources):
        (share / "resources" / f"{number:03}.bin").write_bytes(seeded.randbytes(256 * 1024))


def device_table(seeded: random.Random, rows: int) -> str:
    """A table of invented cameras."""
    lines = ["id,make,model,channels,firmware"]
    lines += [
        f"{number},{seeded.choice(MAKES)},M{seeded.randrange(100, 999)},{seeded.choice((1, 1, 1, 4, 8))},"
        f"{seeded.randrange(1, 9)}.{seeded.randrange(0, 20)}"
        for number in range(1, rows + 1)
    ]
    return "\n".join(lines) + "\n"


def inputs_digest() -> str:
    """Changes when this script or the code that writes bundles does."""
    digest = hashlib.sha256()
    written_by = (
        "install/build.py",
        "install/entry.py",
        "install/manifest.py",
        "install/signing.py",
        "install/external/spec.py",
        "install/registration/spec.py",
        "signatures/signing.py",
    )
    for name in written_by:
        digest.update((ROOT / "installer" / name).read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()


def make(out: Path) -> bool:
    """Make the bundle in `out`; False when it was up to date."""
    stamp = inputs_digest()
    mark = out / STAMP
    if mark.is_file() and mark.read_text("ascii") == stamp and (out / "bundle.sig").is_file():
        return False
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        sources = []
        for sample in SAMPLES:
            folder = Path(scratch) / sample.id
            fill(folder, sample)
            sources.append(ComponentSource(folder, sample.id, VERSION, sample.products, sample.requires))
        build_bundle(out, BUNDLE_ID, PUBLISHER, tuple(sources), SAMPLE_KEY)
    mark.write_text(stamp, "ascii")
    return True


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--out", type=Path, help="the same as FOLDER")
    given = parser.parse_args()
    out = given.out or given.folder
    if out is None:
        parser.error("name the folder to make the bundle in")
    print(f"{out}: {'made' if make(out) else 'up to date'}")


if __name__ == "__main__":
    main()
