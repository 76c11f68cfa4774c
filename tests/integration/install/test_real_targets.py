"""Real full disks, real read-only targets, two real installs at once, and the sample bundle."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, make_bundle, names_in, picture, write_files
from helpers.proofs import Covered

from installer.errors import AssentError, Code
from installer.install.bundle import load_bundle
from installer.install.plan import make_plan
from installer.install.remove import uninstall
from installer.install.transaction import run
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.install.bundle import Bundle

ROOT = Path(__file__).resolve().parents[3]
MEGABYTE = 1 << 20


def mount(folder: Path, *options: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"mounting is not permitted here: {done.stderr.decode().strip()}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "small"
    mount(folder, "-t", "tmpfs", "-o", "size=2m", "tmpfs")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A file system that nobody can write to, not even root."""
    folder = tmp_path / "closed"
    mount(folder, "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def big(tmp_path: Path) -> Bundle:
    noise = {f"data/{number}": os.urandom(MEGABYTE // 4) for number in range(6)}
    return make_bundle(tmp_path / "big", {"big": noise})


def failure(bundle: Bundle, target: Path, *component_ids: str) -> AssentError:
    with pytest.raises(AssentError) as caught:
        run(bundle, make_plan(bundle, component_ids, target), Covered(), ignore, Cancel())
    return caught.value


def test_a_disk_that_is_too_small_is_named_before_anything_is_written(small_disk: Path, big: Bundle) -> None:
    (small_disk / "filler").write_bytes(bytes(MEGABYTE))
    error = failure(big, small_disk / "target", "big")
    assert error.code is Code.DISK_FULL
    assert int(error.facts["need"]) > int(error.facts["free"]) > 0
    assert names_in(small_disk) == ["filler"]


def test_a_disk_that_fills_up_midway_is_rolled_back(small_disk: Path, big: Bundle) -> None:
    write_files(small_disk / "target", {"own": b"mine"})
    before = picture(small_disk / "target")
    plan = make_plan(big, ("big",), small_disk / "target")

    def fill_up(progress: Progress) -> None:
        if progress.done_files == 2 and not (small_disk / "filler").exists():
            (small_disk / "filler").write_bytes(bytes(MEGABYTE))

    with pytest.raises(AssentError) as caught:
        run(big, plan, Covered(), fill_up, Cancel())
    assert caught.value.code is Code.DISK_FULL
    assert caught.value.facts["need"] == plan.need_bytes
    assert picture(small_disk / "target") == before
    assert not leftovers(small_disk / "target")


def test_a_read_only_target_is_named(read_only: Path, big: Bundle) -> None:
    for target in (read_only, read_only / "new"):
        error = failure(big, target, "big")
        assert (error.code, error.facts["reason"]) == (Code.TARGET_UNWRITABLE, "EROFS")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("/proc/assent", Code.TARGET_NO_FILES),
        ("/dev/null", Code.TARGET_UNWRITABLE),
        ("/dev/null/below", Code.TARGET_UNWRITABLE),
    ],
)
def test_a_place_where_no_folder_can_be_is_named(place: str, code: Code, big: Bundle) -> None:
    assert failure(big, Path(place), "big").code is code


def test_a_target_that_vanishes_midway_is_said(tmp_path: Path, big: Bundle) -> None:
    target = tmp_path / "target"
    target.mkdir()

    def vanish(progress: Progress) -> None:
        if progress.done_files == 2 and target.exists():
            subprocess.run(["rm", "-rf", str(target)], check=True)

    with pytest.raises(AssentError) as caught:
        run(big, make_plan(big, ("big",), target), Covered(), vanish, Cancel())
    assert caught.value.code in {Code.TARGET_UNWRITABLE, Code.ROLLBACK_INCOMPLETE}


INSTALL = """
import sys, time
from pathlib import Path
from helpers.bundles import trust_of
from helpers.proofs import Covered
from installer.errors import AssentError
from installer.install.bundle import load_bundle
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel
bundle, target = load_bundle(Path(sys.argv[1]), trust_of()), Path(sys.argv[2])
told = []
def report(progress):
    if not told:
        told.append(1)
        print("working", flush=True)
        sys.stdin.readline()
run(bundle, make_plan(bundle, ("big",), target), Covered(), report, Cancel())
print("done", flush=True)
"""


def test_of_two_installs_at_once_one_works_and_the_other_is_told_who_does(
    tmp_path: Path, big: Bundle
) -> None:
    target = tmp_path / "target"
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    plan = make_plan(big, ("big",), target)
    with subprocess.Popen(
        [sys.executable, "-c", INSTALL, str(big.folder), str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "working\n"
        with pytest.raises(AssentError) as caught:
            run(big, plan, Covered(), ignore, Cancel())
        assert (caught.value.code, caught.value.facts["pid"]) == (Code.BUSY, str(other.pid))
        with pytest.raises(AssentError) as caught:
            uninstall(target, (), ignore)
        assert caught.value.code is Code.BUSY
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "done\n"
    assert make_plan(big, ("big",), target).is_done


def test_ten_threads_that_install_at_once_leave_one_whole_install(tmp_path: Path, big: Bundle) -> None:
    target = tmp_path / "target"
    plan = make_plan(big, ("big",), target)
    codes: list[str] = []

    def attempt() -> None:
        try:
            run(big, plan, Covered(), ignore, Cancel())
            codes.append("done")
        except AssentError as error:
            codes.append(error.code.value)

    threads = [threading.Thread(target=attempt) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes.count("done") == 1
    assert set(codes) <= {"done", "install.busy", "install.plan-stale"}
    assert make_plan(big, ("big",), target).is_done


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "bundle"
    make_sample(folder)
    return folder


def make_sample(folder: Path) -> str:
    script = [sys.executable, str(ROOT / "scripts/make_sample_bundle.py"), "--out", str(folder)]
    return subprocess.run(script, check=True, capture_output=True, text=True).stdout


def test_the_sample_bundle_is_the_same_each_time_and_not_made_twice(sample: Path, tmp_path: Path) -> None:
    assert make_sample(tmp_path / "again").strip().endswith("made")
    for file in sample.iterdir():
        assert digest(tmp_path / "again" / file.name) == digest(file)
    assert make_sample(tmp_path / "again").strip().endswith("up to date")
    subprocess.run(["rm", str(tmp_path / "again" / "bundle.sig")], check=True)
    assert make_sample(tmp_path / "again").strip().endswith("made")


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_sample_bundle_is_trusted_and_about_forty_megabytes(sample: Path) -> None:
    bundle = load_bundle(sample)
    assert "its private key is public" in bundle.signed_by
    assert 35 * MEGABYTE < sum(component.size for component in bundle.components) < 45 * MEGABYTE
    assert {component.id: component.requires for component in bundle.components} == {
        "management-server": (),
        "smart-client": (),
        "recording-server": ("management-server",),
        "event-server": ("management-server",),
        "mobile-server": ("management-server",),
        "access": ("event-server",),
        "lpr": ("event-server",),
    }


def test_the_stand_in_programs_start_and_do_what_they_say(sample: Path, tmp_path: Path) -> None:
    bundle = load_bundle(sample)
    target = tmp_path / "target"
    ids = tuple(component.id for component in bundle.components)
    run(bundle, make_plan(bundle, ids, target), Covered(), ignore, Cancel())

    def said(program: str, *arguments: str) -> str:
        done = subprocess.run(
            [target / "bin" / program, *arguments], check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    assert said("management-server", "--version") == "Management Server 2025 R1 (stand-in) 25.1.0"
    for component_id in ids:
        assert said(component_id, "--version").endswith("2025 R1 (stand-in) 25.1.0")
        assert "started" in said(component_id)
        assert "stand-in" in (target / "share" / component_id / "README").read_text("utf-8")
    assert said("management-server", "--devices") == "30000 devices known"
    said("recording-server", "--self-test", str(tmp_path / "recordings"))
    assert (tmp_path / "recordings/segment-0001.rec").read_text() == "segment of recording-server 25.1.0\n"
    assert subprocess.run([target / "bin/lpr", "--odd"], check=False, capture_output=True).returncode == 2


def assent(*arguments: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "installer", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    return done.returncode, done.stdout, done.stderr


def test_the_command_line_checks_plans_and_uninstalls(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    status, out, _ = assent("bundle", "check", str(sample), "--json")
    assert status == 0
    assert json.loads(out)["valid"] is True
    status, out, _ = assent("plan", "--bundle", str(sample), "--target", str(target), "lpr", "--json")
    assert status == 0
    plan = json.loads(out)
    assert [(item["id"], item["action"]) for item in plan["components"]] == [
        ("management-server", "install"),
        ("event-server", "install"),
        ("lpr", "install"),
    ]
    assert not target.exists()
    bundle = load_bundle(sample)
    run(bundle, make_plan(bundle, ("lpr",), target), Covered(), ignore, Cancel())
    status, out, _ = assent("plan", "--bundle", str(sample), "--target", str(target), "--lang", "en")
    assert status == 0
    assert "lpr 25.1.0: keep as it is" in out
    status, _, err = assent("uninstall", "--target", str(target), "event-server", "--lang", "en")
    assert status == 103
    assert "is needed by lpr" in err
    (target / "share/lpr/devices.csv").write_text("mine")
    status, out, _ = assent("uninstall", "--target", str(target), "--json")
    assert status == 0
    assert json.loads(out)["left"] == ["share/lpr/devices.csv"]
    status, out, _ = assent("uninstall", "--target", str(target), "--json")
    assert status == 103
    assert json.loads(out)["error"]["code"] == "install.not-installed"


def test_the_command_line_refuses_a_changed_bundle(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", str(sample), str(copy)], check=True)
    archive = copy / "lpr.tar.zst"
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    status, out, _ = assent("bundle", "check", str(copy), "--json")
    assert status == 67
    assert json.loads(out)["error"]["code"] == "install.payload-digest"


def test_the_command_line_builds_a_bundle_that_checks(tmp_path: Path) -> None:
    source = tmp_path / "source"
    write_files(source, {"tool/bin/tool": b"tool"})
    (source / "bundle-source.toml").write_text(
        'type = "assent-bundle-source"\nversion = 1\nid = "mine/1"\npublisher = "me"\n'
        '[[component]]\nid = "tool"\nversion = "1"\nproducts = ["p"]\n'
    )
    key = tmp_path / "key.pem"
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    private = Ed25519PrivateKey.generate()
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    out = tmp_path / "out"
    status, _, err = assent("bundle", "build", str(source), "--key", str(key), "--output", str(out))
    assert (status, err) == (0, "")
    assert assent("bundle", "check", str(out))[0] == 67
    import base64

    public = base64.b64encode(private.public_key().public_bytes_raw()).decode()
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust/me.pub").write_text(f"ed25519 {public} me\n")
    status, said, _ = assent("bundle", "check", str(out), "--trust", str(tmp_path / "trust"), "--lang", "en")
    assert status == 0
    assert "mine/1" in said


@pytest.mark.parametrize("command", ["plan", "uninstall"])
def test_without_a_target_the_command_line_says_so(command: str) -> None:
    status, out, _ = assent(command, "--json")
    assert status == 103
    assert json.loads(out)["error"]["code"] == "acceptance.target-missing"
