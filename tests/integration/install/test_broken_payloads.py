"""A payload that was changed, cut, or is enormous: the right words, the old state, little memory."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT
from helpers.blocks import blocks
from helpers.bundles import leftovers, make_bundle, picture, write_files
from helpers.hostile import bundle_around, canonical
from helpers.proofs import Covered

from installer import sentences
from installer.cli import options
from installer.errors import AssentError, Code, Outcome
from installer.install.entry import FileEntry, tar_header
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.install.bundle import Bundle

ZEROS = 2 << 30
ZEROS_SHA256 = "a7c744c13cc101ed66c29f672f92455547889cc586ce6d44fe76ae824958ea51"
"""Of two gigabytes of zeros."""

MOST_MEMORY = 120 << 20


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The second version of a component: several megabytes, in many blocks of several kinds."""
    seeded = random.Random(7)  # noqa: S311 - the same bytes each time
    files = {f"noise/{number}": seeded.randbytes(600_000) for number in range(5)}
    files |= {f"text/{number}": (b"%d,camera,on\n" % number) * 60_000 for number in range(3)}
    files |= {"zeros": bytes(1_000_000), "bin/tool": b"tool 2"}
    return make_bundle(tmp_path_factory.mktemp("large"), {"one": files}, version="2.0")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A target with the first version and a file of somebody."""
    target = tmp_path / "target"
    write_files(target, {"notes.txt": b"mine"})
    first = make_bundle(tmp_path / "first", {"one": {"bin/tool": b"tool 1", "text/0": b"old"}})
    run(first, make_plan(first, ("one",), target), Covered(), ignore, Cancel())
    return target


@pytest.fixture
def payload(large: Bundle) -> Iterator[Path]:
    """The archive of the second version; put right again at the end."""
    archive = large.folder / large.components[0].archive
    whole = archive.read_bytes()
    yield archive
    archive.write_bytes(whole)


def refused(bundle: Bundle, target: Path) -> AssentError:
    before = picture(target)
    plan = make_plan(bundle, ("one",), target)
    with pytest.raises(AssentError) as caught:
        run(bundle, plan, Covered(), ignore, Cancel())
    assert picture(target) == before
    assert not leftovers(target)
    return caught.value


def test_a_changed_byte_in_any_block_is_refused_and_the_old_state_stays(
    large: Bundle, payload: Path, installed: Path
) -> None:
    whole = payload.read_bytes()
    found = blocks(whole)
    assert len(found) > 40
    assert sum(length for _, length in found) > len(whole) - 20
    for start, length in found:
        place = start + length // 2
        payload.write_bytes(whole[:place] + bytes([whole[place] ^ 0x01]) + whole[place + 1 :])
        error = refused(large, installed)
        assert error.code is Code.PAYLOAD_DIGEST, place
        assert error.outcome is Outcome.FAILED_ROLLED_BACK
        assert error.facts["expected"] != error.facts["actual"]


def test_a_payload_cut_anywhere_is_refused_and_the_old_state_stays(
    large: Bundle, payload: Path, installed: Path
) -> None:
    whole = payload.read_bytes()
    cuts = {0, 1, 5, len(whole) - 1, len(whole) - 4}
    cuts |= {start for start, _ in blocks(whole)[::3]}
    cuts |= {start + length // 2 for start, length in blocks(whole)[::3]}
    for cut in sorted(cuts):
        payload.write_bytes(whole[:cut])
        assert refused(large, installed).code is Code.PAYLOAD_DIGEST, cut


def test_bytes_behind_the_payload_are_refused(large: Bundle, payload: Path, installed: Path) -> None:
    whole = payload.read_bytes()
    for more in (b"\0", whole[:100], whole):
        payload.write_bytes(whole + more)
        assert refused(large, installed).code is Code.PAYLOAD_DIGEST


def test_a_payload_that_is_gone_is_named(large: Bundle, payload: Path, installed: Path) -> None:
    payload.unlink()
    error = refused(large, installed)
    assert (error.code, error.facts["path"]) == (Code.BUNDLE_MISSING, str(payload))


@pytest.mark.parametrize("at", [0, 1, 4, 8])
def test_a_payload_that_is_changed_while_it_is_read_never_leaves_other_files(
    at: int, large: Bundle, payload: Path, installed: Path
) -> None:
    """Whether the change comes in time to be read depends on how far ahead the program reads."""

    def spoil(progress: Progress) -> None:
        if progress.phase == "stage" and progress.done_files == at:
            with payload.open("r+b") as file:
                file.seek(-2000, os.SEEK_END)
                file.write(bytes(2000))

    before = picture(installed)
    refused_as = None
    try:
        run(large, make_plan(large, ("one",), installed), Covered(), spoil, Cancel())
    except AssentError as error:
        refused_as = error.code
    if refused_as is not None:
        assert refused_as is Code.PAYLOAD_DIGEST
        assert picture(installed) == before
    else:
        for entry in large.components[0].files:
            content = (installed / entry.path).read_bytes()
            assert hashlib.sha256(content).hexdigest() == entry.sha256


@pytest.mark.parametrize("language", options.LANGUAGES)
def test_the_sentence_names_the_file_and_says_that_nothing_was_installed(
    language: str, large: Bundle, payload: Path, installed: Path
) -> None:
    payload.write_bytes(payload.read_bytes()[:-1])
    error = refused(large, installed)
    said = sentences.sentence(error, options.translator(language))  # type: ignore[arg-type]
    assert str(payload) in said
    assert ("Nothing was installed" if language == "en" else "A program semmit sem telepített") in said


VERIFY = """
import sys
from pathlib import Path
from helpers.bundles import trust_of
from installer.install.bundle import load_bundle
from installer.install.staging import Meter, verify_payload
from installer.progress import Cancel, ignore
bundle = load_bundle(Path(sys.argv[1]), trust_of())
(component,) = bundle.components
verify_payload(bundle.folder / component.archive, component, Meter(ignore, Cancel(), 0, 0))
(peak,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) * 1024)
"""


def test_two_gigabytes_in_one_file_stream_through_little_memory(tmp_path: Path) -> None:
    import zstandard

    promised = FileEntry("zeros", ZEROS, 0o644, ZEROS_SHA256)
    compressor = zstandard.ZstdCompressor(level=3).compressobj()
    block = bytes(1 << 23)
    parts = [compressor.compress(canonical(tar_header(promised)))]
    parts += [compressor.compress(block) for _ in range(ZEROS >> 23)]
    archive = b"".join((*parts, compressor.compress(bytes(1024)), compressor.flush()))
    assert len(archive) < 1 << 20
    bundle = bundle_around(tmp_path / "bundle", archive, [promised])
    done = subprocess.run(
        [sys.executable, "-c", VERIFY, str(bundle.folder)],
        env=os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        stdout=subprocess.PIPE,
        check=True,
    )
    # Its own peak: what wait4 tells of a child begins with the peak of its parent.
    assert int(done.stdout) < MOST_MEMORY
