"""`assent install` without --quiet: what has changed since the edition that this principal accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.editions import later_edition
from helpers.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.shells import Shell

ASKED, TOLD = ("termination/p1", "governing-law/p1"), ("introduction/p2",)
NEW = "(2026-06-01)"


@pytest.fixture
def site(tmp_path: Path, bundle: Path) -> Site:
    return Site(tmp_path, bundle)


def asked(shell: Shell, site: Site, *more: str, language: str = "en") -> str:
    """What is printed for people."""
    shell.say(*command(site), *more, language=language)
    return shell.out


def command(site: Site) -> list[str]:
    return ["install", "--answers", str(site.answers), "--bundle", str(site.bundle)]


@pytest.mark.usefixtures("first")
def test_each_change_has_a_line_with_what_it_asks_for(editions: Path, shell: Shell, site: Site) -> None:
    later_edition(editions, changed=ASKED, notify=TOLD)
    said = asked(shell, site)
    lines = [line for line in said.splitlines() if line.startswith("- ") and "/p" in line.partition(":")[0]]
    assert len(lines) == 3
    assert "3 changes since milestone-xprotect/2025-02-12" in said
    for clause in ASKED:
        assert any(line.startswith(f"- {clause}: ") and "accepted again" in line for line in lines)
    assert any(line.startswith(f"- {TOLD[0]}: ") and "told of it" in line for line in lines)
    assert "assent agreement changes" in said
    assert NEW not in said, "the words themselves stand elsewhere"


@pytest.mark.usefixtures("first")
def test_it_is_said_in_hungarian_too(editions: Path, shell: Shell, site: Site) -> None:
    later_edition(editions, changed=ASKED)
    said = asked(shell, site, language="hu")
    assert f"- {ASKED[0]}: A szövege módosult." in said
    assert "assent agreement changes" in said


@pytest.mark.usefixtures("first")
def test_it_is_said_although_the_new_text_is_named(editions: Path, shell: Shell, site: Site) -> None:
    later = later_edition(editions, changed=ASKED)
    said = asked(shell, site, "--accept-eula", f"{later.id}@{later.digest}")
    assert "2 changes since" in said


@pytest.mark.usefixtures("first")
def test_a_script_gets_the_whole_comparison(editions: Path, shell: Shell, site: Site) -> None:
    later_edition(editions, changed=ASKED)
    _, result = shell(*command(site))
    changes: dict[str, Any] = result["changes"]
    assert [change["new"] for change in changes["changes"]] == [*ASKED]
    assert {change["class"] for change in changes["changes"]} == {"required"}
    _, quiet = shell(*command(site), "--quiet")
    assert "changes" not in quiet


def test_where_nothing_was_accepted_or_nothing_changed_nothing_is_said(
    request: pytest.FixtureRequest, editions: Path, shell: Shell, site: Site
) -> None:
    del editions
    for _ in range(2):
        assert "agreement changes" not in asked(shell, site)
        _, result = shell(*command(site))
        assert result["changes"] is None
        request.getfixturevalue("first")


@pytest.mark.usefixtures("first")
def test_a_broken_log_is_told_once(editions: Path, shell: Shell, site: Site, state_folder: Path) -> None:
    later_edition(editions, changed=ASKED)
    for name in ("log.sqlite3-wal", "log.sqlite3-shm"):
        (state_folder / name).unlink(missing_ok=True)
    (state_folder / "log.sqlite3").write_bytes(b"no log" * 900)
    assert "agreement changes" not in asked(shell, site)
    status, result = shell(*command(site))
    assert (status, result["changes"]) == (185, None)
