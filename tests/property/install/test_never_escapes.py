"""Whatever the names, links and bytes: nothing is written outside, and only our errors come out."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from helpers.bundles import picture, write_files
from helpers.hostile import bundle_around, compress, entry, tar
from helpers.proofs import Covered
from hypothesis import given, settings
from hypothesis import strategies as st

from installer.errors import AssentError
from installer.install.destination import Root
from installer.install.entry import FileEntry
from installer.install.inventory import read_inventory
from installer.install.manifest import read_manifest
from installer.install.names import check_name, check_names, fold
from installer.install.plan import make_plan
from installer.install.recovery import recover
from installer.install.signing import PURPOSE
from installer.install.transaction import run
from installer.progress import Cancel, ignore
from installer.signatures.signing import verify

PARTS = st.one_of(
    st.sampled_from(
        ["..", ".", "", "a", "b", "A", "link", "outside", ".assent", "NUL", "c:", "a\\..\\b", "x. "]
    ),
    st.text(max_size=6),
)
NAMES = st.lists(PARTS, min_size=1, max_size=5).map("/".join)
TYPES = st.sampled_from(["file", "symbolic-link", "hard-link", "folder", "named-pipe", "character-device"])


@given(NAMES)
def test_a_name_that_is_taken_stays_below_its_folder(name: str) -> None:
    with contextlib.suppress(AssentError):
        check_name(name)
        place = Path("/root/of/all", name)
        assert place.is_relative_to("/root/of/all")
        assert ".." not in place.parts
        assert len(place.parts) == 4 + len(name.split("/"))


@given(st.lists(NAMES, max_size=6))
def test_names_that_are_taken_together_are_all_different_everywhere(names: list[str]) -> None:
    with contextlib.suppress(AssentError):
        check_names(names)
        folded = {fold(name) for name in names}
        assert len(folded) == len(names)
        assert not any(fold("/".join(name.split("/")[:-1])) in folded for name in names)


@settings(max_examples=60)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "name": NAMES.filter(lambda name: 0 < len(name.encode(errors="replace")) < 90),
                "content": st.text(st.characters(codec="utf-8"), max_size=20),
                "type": TYPES,
                "link": st.sampled_from(["../outside", "/etc/passwd", "a"]),
                "mode": st.sampled_from([0o644, 0o4755, 0o777]),
            }
        ),
        max_size=4,
    ),
    st.booleans(),
)
def test_no_archive_writes_outside_the_target(entries: list[dict[str, object]], promise: bool) -> None:  # noqa: FBT001
    """`promise`: the manifest names the same files as the archive, else two harmless ones."""
    for item in entries:
        item["name"] = str(item["name"]).encode("utf-8", "replace").decode()
        if item["type"] != "file":
            item["content"] = ""
    promised = [entry(str(item["name"]), str(item["content"]).encode(), 0o644) for item in entries if promise]
    with tempfile.TemporaryDirectory() as scratch:
        around = Path(scratch) / "around"
        write_files(around, {"outside/file": b"untouched", "target/own": b"mine"})
        (around / "target/link").symlink_to("../outside")
        before = picture(around)
        with contextlib.suppress(AssentError):
            bundle = bundle_around(Path(scratch) / "bundle", compress({}, tar({"entry": entries})), promised)
            run(bundle, make_plan(bundle, ("odd",), around / "target"), Covered(), ignore, Cancel())
        after = picture(around)
        assert {name: value for name, value in after.items() if name in before} == before
        assert all(name in before or name.startswith("target/") for name in after)
        assert not any(value.startswith("link") for name, value in after.items() if name not in before)


@given(st.binary(max_size=200))
def test_only_our_errors_come_out_of_arbitrary_bytes(data: bytes) -> None:
    with contextlib.suppress(AssentError):
        read_manifest(data)
    with contextlib.suppress(AssentError):
        from helpers.bundles import trust_of

        verify(PURPOSE, b"", data, trust_of())


@settings(max_examples=50)
@given(st.binary(max_size=300))
def test_only_our_errors_come_out_of_an_arbitrary_inventory_or_journal(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch)
        write_files(target, {".assent/inventory.json": data, ".assent/journal": data})
        with contextlib.suppress(AssentError), Root(target) as root:
            read_inventory(root)
        with contextlib.suppress(AssentError):
            recover(target)


@given(
    st.builds(
        FileEntry, NAMES, st.integers(0, 8**11 - 1), st.sampled_from([0o644, 0o755]), st.just("ab" * 32)
    )
)
def test_an_entry_reads_back_from_its_line(made: FileEntry) -> None:
    from installer.install.entry import read_line

    with contextlib.suppress(AssentError):
        check_name(made.path)
        assert read_line(made.line()) == made
