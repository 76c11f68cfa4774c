"""A payload of about 200 MB as bundle, archive and package: the same tree for everybody.

1,500 small files, 500 text files and 20 files of 8 MB; half of the bytes hardly compress. The same
seed gives the same tree on every machine. It is made once for each run of the bench.
"""

from __future__ import annotations

import hashlib
import random
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from benches.rows import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED: Final = 20250212
SMALL, TEXT, LARGE = 1500, 500, 20
LARGE_BYTES: Final = 8 << 20
COMPONENTS: Final = {"management-server": (), "recording-server": ("management-server",)}
"""The stand-in components that carry it, each one half; a selection of one VMS product installs both."""
PRODUCTS: Final = ("xprotect-corporate",)

_WORDS: Final = ("camera", "alarm", "site", "stream", "event", "server", "client", "rule", "view", "archive")


def make_bundle(out: Path, trees: Path) -> None:
    """Fill one folder of `trees` for each component and make a signed bundle of them in `out`."""
    for number, component_id in enumerate(COMPONENTS):
        for path, content in _files(number, len(COMPONENTS)):
            _write(trees / component_id / path, content)
    _sign(out, trees)


def make_small_bundle(out: Path, trees: Path) -> None:
    """The same components with one small file each."""
    for component_id in COMPONENTS:
        _write(trees / component_id / "share" / component_id, b"small")
    _sign(out, trees)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _sign(out: Path, trees: Path) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
    from make_sample_bundle import SAMPLE_KEY

    from installer.install.build import ComponentSource, build_bundle

    sources = tuple(
        ComponentSource(trees / component_id, component_id, "25.1.0", PRODUCTS, required)
        for component_id, required in COMPONENTS.items()
    )
    build_bundle(out, "xprotect-sample/bench", "Assent bench", sources, SAMPLE_KEY)


def _files(part: int, parts: int) -> Iterator[tuple[str, bytes]]:
    """Relative path and content of one component's share."""
    seeded = random.Random(f"{SEED}/{part}")  # noqa: S311 - the same bytes for everybody are the point
    top = f"share/part-{part}"
    for number in range(part, SMALL, parts):
        yield f"{top}/small/{number % 30:02}/{number:04}.bin", seeded.randbytes(seeded.randrange(500, 12_000))
    for number in range(part, TEXT, parts):
        yield f"{top}/text/{number % 20:02}/{number:04}.txt", _text(seeded, 60_000)
    for number in range(part, LARGE, parts):
        is_dense = number // parts % 2 == 0
        content = seeded.randbytes(LARGE_BYTES) if is_dense else _text(seeded, LARGE_BYTES)
        yield f"{top}/large/{number:02}.dat", content


def _text(seeded: random.Random, size: int) -> bytes:
    lines = [
        f"{seeded.randrange(10**6):06} {seeded.choice(_WORDS)} {seeded.choice(_WORDS)} {seeded.random():.6f}"
        for _ in range(4000)
    ]
    block = ("\n".join(lines) + "\n").encode("ascii")
    return (block * (size // len(block) + 1))[:size]


def make_archive(archive: Path, trees: Path) -> None:
    """The same tree as `.tar.zst` with a list of digests in it, at the level that our bundles have."""
    tree = _join(trees)
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(tree).as_posix()}"
        for file in sorted(tree.rglob("*"))
        if file.is_file()
    ]
    (tree / "SHA256SUMS").write_text("\n".join(lines) + "\n", "ascii")
    _run(["tar", "-C", str(tree), "-I", "zstd -3", "-cf", str(archive), "."])


def make_packages(folder: Path, trees: Path) -> dict[str, Path]:
    """The same tree as two `.deb`: as dpkg compresses it unless told otherwise, and as our bundle is.

    By how the data in it is compressed; that is `xz` and `zst` on Debian 12, where the second is the one
    that dpkg unpacks faster.
    """
    root = trees.parent / "package"
    (root / "DEBIAN").mkdir(parents=True)
    (root / "DEBIAN" / "control").write_text(
        "Package: assent-bench\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@example.com>\n"
        "Description: the payload of a bench\n",
        "ascii",
    )
    (root / "opt").mkdir()
    _run(["cp", "-al", str(_join(trees)), str(root / "opt" / "bench")])
    made = {}
    for name, options in {"default": (), "zstd": ("-Zzstd", "-z3")}.items():
        package = folder / f"{name}.deb"
        _run(["dpkg-deb", *options, "--root-owner-group", "--build", str(root), str(package)])
        made[_compression(package)] = package
    return made


def _compression(package: Path) -> str:
    """How the data of a package is compressed: the name of its member says so, after a small one."""
    with package.open("rb") as file:
        found = re.search(rb"data\.tar\.(\w+)", file.read(1 << 16))
    return found[1].decode("ascii") if found else "none"


def make_makeself(archive: Path, trees: Path) -> None:
    """The same tree as a self-extracting archive of makeself."""
    options = ["--zstd", "--sha256", "--nox11", "--complevel", "3"]
    _run(["makeself", *options, str(_join(trees)), str(archive), "bench", "true"])


def _join(trees: Path) -> Path:
    """One tree with the files of all components, as hard links."""
    joined = trees.parent / "joined"
    if not joined.exists():
        joined.mkdir()
        for tree in sorted(trees.iterdir()):
            _run(["cp", "-al", f"{tree}/.", str(joined)])
    return joined


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - standard tools on our own files
