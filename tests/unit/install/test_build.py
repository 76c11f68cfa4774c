from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest
from helpers.bundles import KEY, make_bundle, write_files
from helpers.systems import has_posix_files

from installer.errors import AssentError, Code
from installer.install.build import ComponentSource, build_bundle
from installer.install.external.spec import Detect, External
from installer.install.registration.spec import Registration
from installer.install.source import read_source

FILES = {"one": {"bin/tool": b"tool", "share/x/y": b"y" * 5000}, "two": {"z": b""}}


def built(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def build(source: Path, out: Path, component_id: str = "one") -> None:
    build_bundle(out, "b", "p", (ComponentSource(source, component_id, "1", (), ()),), KEY)


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    make_bundle(tmp_path / "a", FILES)
    time.sleep(0.01)
    make_bundle(tmp_path / "b", FILES)
    assert built(tmp_path / "a") == built(tmp_path / "b")


@has_posix_files
def test_other_programs_unpack_our_payloads(tmp_path: Path) -> None:
    make_bundle(tmp_path / "a", FILES)
    archive = (tmp_path / "a" / "one.tar.zst").read_bytes()
    import zstandard

    (tmp_path / "one.tar").write_bytes(zstandard.ZstdDecompressor().decompressobj().decompress(archive))
    (tmp_path / "out").mkdir()
    subprocess.run(["tar", "-xf", tmp_path / "one.tar", "-C", tmp_path / "out"], check=True)
    assert (tmp_path / "out" / "share/x/y").read_bytes() == b"y" * 5000
    assert os.access(tmp_path / "out" / "bin/tool", os.X_OK)


@has_posix_files
@pytest.mark.parametrize("kind", ["link", "folder-link", "pipe"])
def test_what_is_not_a_plain_file_does_not_go_into_a_bundle(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "source"
    write_files(source, {"a": b"a"})
    if kind == "pipe":
        os.mkfifo(source / "odd")
    else:
        (source / "odd").symlink_to(source / "a" if kind == "link" else tmp_path)
    with pytest.raises(AssentError) as caught:
        build(source, tmp_path / "out")
    assert caught.value.code is Code.SOURCE_REFUSED


def test_a_source_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssentError) as caught:
        build(tmp_path / "nowhere", tmp_path / "out")
    assert caught.value.code is Code.SOURCE_REFUSED


def test_a_file_that_goes_away_while_building_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    write_files(source, {"a": b"a"})
    lstat = os.lstat

    def vanishing(path: str) -> os.stat_result:
        found = lstat(path)
        Path(path).unlink()
        return found

    monkeypatch.setattr(os, "lstat", vanishing)
    with pytest.raises(AssentError) as caught:
        build(source, tmp_path / "out")
    assert caught.value.code is Code.SOURCE_REFUSED


def test_a_bundle_that_would_not_load_is_not_signed(tmp_path: Path) -> None:
    write_files(tmp_path / "source", {"a": b"a"})
    with pytest.raises(AssentError) as caught:
        build(tmp_path / "source", tmp_path / "out", "Bad Id")
    assert caught.value.code is Code.BUNDLE_MALFORMED
    assert not (tmp_path / "out" / "bundle.sig").exists()


SOURCE = """\
type = "assent-bundle-source"
version = 1
id = "b"
publisher = "p"

[[component]]
id = "one"
version = "1"
products = ["x"]
"""


def test_a_source_names_the_folders_of_its_components(tmp_path: Path) -> None:
    (tmp_path / "bundle-source.toml").write_text(SOURCE)
    found = read_source(tmp_path)
    assert (found.id, found.publisher) == ("b", "p")
    assert found.components == (ComponentSource(tmp_path / "one", "one", "1", ("x",), ()),)


@pytest.mark.parametrize("text", ["", "[[", SOURCE + "odd = 1\n", SOURCE.replace("= 1\n", "= 2\n")])
def test_a_source_that_is_not_of_its_format_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "bundle-source.toml").write_text(text)
    with pytest.raises(AssentError) as caught:
        read_source(tmp_path)
    assert caught.value.code is Code.SOURCE_REFUSED


def test_a_missing_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssentError) as caught:
        read_source(tmp_path)
    assert caught.value.facts["rule"] == "unreadable"


def test_a_source_says_which_installer_a_component_brings_and_where_it_appears(tmp_path: Path) -> None:
    more = (
        '[component.external]\nkind = "deb"\nfile = "a.deb"\npackage = "aa"\n'
        '[component.external.detect]\npath = "/x"\n'
    )
    (tmp_path / "bundle-source.toml").write_text(SOURCE + more)
    (found,) = read_source(tmp_path).components
    assert found.external == External(kind="deb", file="a.deb", package="aa", detect=Detect(path="/x"))
    entry = '[component.registration]\nname = { en = "A" }\nexec = "a"\n'
    (tmp_path / "bundle-source.toml").write_text(SOURCE + entry)
    (found,) = read_source(tmp_path).components
    assert found.registration == Registration({"en": "A"}, "a")


def test_empty_folders_of_a_source_are_kept_and_make_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for order in (("one", "two/deep"), ("two/deep", "one")):
        source = tmp_path / order[0] / "source"
        for folder in order:
            (source / folder).mkdir(parents=True)
        write_files(source, {"z": b"z", "a/b": b"b"})
        component = ComponentSource(source, "a", "1", ("p",), ())
        manifest = build_bundle(tmp_path / order[0] / "out", "b", "p", (component,), KEY)
        assert manifest.components[0].folders == ("one", "two/deep")
        made.append((tmp_path / order[0] / "out/bundle.toml").read_bytes())
    assert made[0] == made[1]


def test_folders_around_an_installer_mean_nothing(tmp_path: Path) -> None:
    (tmp_path / "source/empty").mkdir(parents=True)
    write_files(tmp_path / "source", {"setup": b"x"})
    external = External(kind="program", file="setup")
    component = ComponentSource(tmp_path / "source", "a", "1", ("p",), (), external)
    assert build_bundle(tmp_path / "out", "b", "p", (component,), KEY).components[0].folders == ()
