"""Chains of installs, upgrades, repairs, downgrades and uninstalls, killed at random places and times.

`ASSENT_KILLS` says how many kill points there are (60 in the usual run; a thousand takes a minute or
two), `ASSENT_SEED` which ones.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, make_bundle, picture, write_files
from helpers.faults import CHANGING, Counter, arm, in_child, kill, tear
from helpers.proofs import Covered

from installer.install.plan import make_plan
from installer.install.recovery import recover
from installer.install.remove import uninstall
from installer.install.repair import Wanted, repair
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from installer.install.bundle import Bundle

KILLS = int(os.environ.get("ASSENT_KILLS", "60"))
SEED = int(os.environ.get("ASSENT_SEED", "20250212"))
THEIRS = {"notes.txt": b"mine", "share/core/mine.txt": b"mine too", "bin/zz": b"another program"}
MOST_CALLS = 130
"""About as many calls that change something as the longest of the steps makes."""


def files_of(version: int) -> dict[str, dict[str, bytes]]:
    """Some files stay, some change, some come and some go with each version."""
    core = {f"share/core/{number}": b"%d of %d" % (number, version * number % 3) * 40 for number in range(5)}
    extra = {f"share/extra/{version}/{number}": b"%d" % number * 300 for number in range(version + 1)}
    big = random.Random(version).randbytes(400_000)  # noqa: S311 - the same bytes each time
    return {"core": core | {"bin/core": b"core %d" % version, "share/big": big}, "extra": extra}


@dataclass
class Chain:
    """A target that goes through the steps again and again; `pictures` are the states between them."""

    target: Path
    bundles: list[Bundle]
    pictures: list[dict[str, str]] = field(default_factory=list)

    def steps(self) -> list[Callable[[], object]]:
        first, second, third = self.bundles
        return [
            lambda: self.install(first),
            lambda: self.install(second),
            lambda: uninstall(self.target, ("extra",), ignore),
            lambda: self.install(third),
            lambda: repair(third, Wanted(self.target, force=True), Covered(), ignore),
            lambda: self.install(first, downgrade=True),
            lambda: uninstall(self.target, (), ignore),
        ]

    def install(self, bundle: Bundle, *, downgrade: bool = False) -> None:
        plan = make_plan(bundle, ("extra",), self.target, allow_downgrade=downgrade)
        run(bundle, plan, Covered(), ignore, Cancel())

    def damage(self, number: int) -> None:
        """Before the repair something is broken."""
        if number == 4:
            (self.target / "bin/core").write_bytes(b"damaged")
            (self.target / "share/big").unlink()

    def begin(self) -> None:
        shutil.rmtree(self.target, ignore_errors=True)
        write_files(self.target, THEIRS)

    def take_pictures(self) -> None:
        self.begin()
        for number, step in enumerate(self.steps()):
            self.damage(number)
            self.pictures.append(picture(self.target))
            step()
            self.pictures.append(picture(self.target))


@pytest.fixture
def chain() -> Iterator[Chain]:
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        bundles = [
            make_bundle(
                Path(folder) / f"v{version}",
                files_of(version),
                version=f"{version}.0",
                requires={"extra": ("core",)},
            )
            for version in (1, 2, 3)
        ]
        found = Chain(Path(folder) / "target", bundles)
        found.take_pictures()
        yield found


def killed_at_a_call(step: Callable[[], object], seeded: random.Random) -> bool:
    counter = Counter(seeded.randrange(1, MOST_CALLS), seeded.choice((kill, tear)))

    def work() -> None:
        arm(counter, CHANGING)
        step()

    ended = in_child(work)
    assert not ended.code + ended.other, ended
    return ended.killed


def killed_at_a_time(step: Callable[[], object], seeded: random.Random) -> bool:
    child = os.fork()
    if child == 0:
        try:
            step()
        finally:
            os._exit(0)
    time.sleep(seeded.random() * 0.03)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_anywhere_in_a_chain_of_versions_each_end_is_one_of_the_states(
    chain: Chain, capsys: pytest.CaptureFixture[str]
) -> None:
    seeded = random.Random(SEED)  # noqa: S311 - so that a failure can be repeated
    ends = {"old": 0, "new": 0, "too late": 0}
    while ends["old"] + ends["new"] < KILLS:
        chain.begin()
        for number, step in enumerate(chain.steps()):
            chain.damage(number)
            old, new = chain.pictures[2 * number : 2 * number + 2]
            while True:
                how = seeded.choice((killed_at_a_call, killed_at_a_call, killed_at_a_time))
                was_killed = how(step, seeded)
                recovered = in_child(lambda: recover(chain.target).ending.value)
                assert (recovered.code, recovered.other) == ("", ""), (number, recovered)
                after = picture(chain.target)
                assert after in (old, new), (number, how, recovered)
                assert set(leftovers(chain.target)) <= {"lock"}
                ends[("new" if after == new else "old") if was_killed else "too late"] += 1
                if after == new:
                    break
    with capsys.disabled():
        sys.stdout.write(f"\n{KILLS} random kill points over chains of versions: {ends}\n")
    assert min(ends["old"], ends["new"]) > 0
