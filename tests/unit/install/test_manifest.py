from __future__ import annotations

import pytest
from msgspec.structs import replace

from installer.errors import Code, UntrustedData
from installer.install.entry import FileEntry
from installer.install.manifest import BundleComponent, Manifest, read_manifest, write_manifest

DIGEST = "ab" * 32


def component(name: str, *requires: str, path: str = "") -> BundleComponent:
    entry = FileEntry(path or f"bin/{name}", 3, 0o755, DIGEST)
    archive = f"{name}.tar.zst"
    return BundleComponent(name, "1.2", ("p",), requires, archive, 10, DIGEST, 3, (entry,))


MANIFEST = Manifest("vendor/1", 'A "quoted" \x7f publisher\n', (component("a"), component("b", "a")))
TEXT = write_manifest(MANIFEST).decode("utf-8")


def refused(text: str | bytes) -> UntrustedData:
    with pytest.raises(UntrustedData) as caught:
        read_manifest(text if isinstance(text, bytes) else text.encode("utf-8"))
    return caught.value


def test_a_manifest_reads_back_as_it_was_written() -> None:
    assert read_manifest(TEXT.encode("utf-8")) == MANIFEST
    assert write_manifest(MANIFEST) == write_manifest(MANIFEST)


@pytest.mark.parametrize("name", ["it's here", "árvíztűrő", "no\u00a0break"])
def test_a_name_reads_back_whatever_it_takes_to_write_it(name: str) -> None:
    whole = Manifest("test/bundle", "Somebody", (component("core", path=f"share/{name}"),))
    assert read_manifest(write_manifest(whole)) == whole


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('type = "assent-bundle"', 'type = "another"'),
        ("version = 1\n", "version = 2\n"),
        ('id = "vendor/1"', 'id = "vendor/1"\nunknown = 1'),
        ('id = "vendor/1"', 'id = "../vendor"'),
        ('id = "vendor/1"', 'id = "vendor/1"\nid = "vendor/1"'),
        ('id = "a"', 'id = "A"'),
        ('id = "a"', 'id = "a"\nunknown = 1'),
        ('id = "a"\n', ""),
        ('version = "1.2"', 'version = "latest"'),
        ('archive = "a.tar.zst"', 'archive = "../a.tar.zst"'),
        ('archive = "a.tar.zst"', 'archive = "b.tar.zst"'),
        ("archive_size = 10", "archive_size = -1"),
        ("archive_size = 10", 'archive_size = "10"'),
        (f'archive_sha256 = "{DIGEST}"', f'archive_sha256 = "{DIGEST}\\n"'),
        ("\nsize = 3", "\nsize = 4"),
        (f"{DIGEST} 0755 3 bin/a", f"{DIGEST} 4755 3 bin/a"),
        ('requires = ["a"]', 'requires = ["nobody"]'),
        ('requires = ["a"]', 'requires = ["b"]'),
        ('id = "b"', 'id = "a"'),
    ],
)
def test_a_manifest_that_is_not_exactly_of_its_format_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    assert refused(TEXT.replace(old, new, 1)).code is Code.BUNDLE_MALFORMED


def test_a_manifest_that_is_not_utf_8_or_not_toml_is_refused() -> None:
    assert refused(b"\xff\xfe").code is Code.BUNDLE_MALFORMED
    assert refused("[[").code is Code.BUNDLE_MALFORMED
    assert refused("a = " + "[" * 5000).code is Code.BUNDLE_MALFORMED


def test_a_name_that_leaves_the_target_is_refused() -> None:
    assert refused(TEXT.replace("3 bin/a", "3 ../a")).code is Code.NAME_REFUSED


def test_two_components_with_one_file_are_refused() -> None:
    made = Manifest("v", "p", (component("a"), component("b", path="bin/A")))
    assert refused(write_manifest(made)).code is Code.NAME_REFUSED


def test_components_stand_after_those_that_they_require() -> None:
    made = replace(MANIFEST, components=(component("c", "b"), component("b", "a"), component("a")))
    assert [found.id for found in read_manifest(write_manifest(made)).components] == ["a", "b", "c"]
