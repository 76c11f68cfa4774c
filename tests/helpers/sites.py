"""Answer files and command lines of unattended installs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from helpers.agreements import SHIPPED
from helpers.journeys import CORPORATE, EDITION, EVA

from installer.acceptance.channel import Channel
from installer.agreement.load import load_edition
from installer.flow.state import PartiesEntered, SelectionChanged
from installer.session import open_session
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DIGEST = load_edition(SHIPPED).digest
ACCEPT = f"{EDITION}@{DIGEST}"
"""What `--accept-eula` has to name."""


def _needed() -> tuple[str, ...]:
    session = open_session(language="en", channel=Channel.UNATTENDED)
    session.send(PartiesEntered(EVA))
    session.send(SelectionChanged(Selection(products=CORPORATE)))
    return tuple(needed.id for needed in session.affirmations() if needed.id != "agreement")


NEEDED = _needed()
"""What the site has to affirm by name: all but the agreement, which `--accept-eula` gives."""


@dataclass
class Site:
    """One site: an answer file for XProtect Corporate, read in English, that is complete."""

    folder: Path
    bundle: Path
    sections: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.target = self.folder / "target"
        self.answers = self.folder / "site.toml"
        self.sections = {
            "": 'type = "assent/answers"\nversion = 1\n',
            "actor": 'name = "Kiss Éva"\nemail = "eva@example.com"\n',
            "selection": 'products = ["xprotect-corporate"]\n',
        }
        self.write()

    def write(self, **changes: str) -> Path:
        """Write the answer file, with other content in these tables; `top` is what stands in none."""
        tables = {**self.sections, **changes}
        top = tables.pop("") + tables.pop("top", "")
        self.answers.write_text(
            top + "".join(f"[{name.replace('__', '.')}]\n{content}" for name, content in tables.items()),
            "utf-8",
        )
        return self.answers

    def arguments(self, *more: str, accept: str | None = ACCEPT, affirm: tuple[str, ...] = ()) -> list[str]:
        """`install --quiet` of this site, as JSON."""
        named = [] if accept is None else ["--accept-eula", accept]
        affirmed = [part for name in affirm for part in ("--affirm", name)]
        return [
            *("install", "--quiet", "--json", "--answers", str(self.answers)),
            *("--target", str(self.target), "--bundle", str(self.bundle)),
            *named,
            *affirmed,
            *more,
        ]


def read_result(output: str) -> dict[str, Any]:
    """The one object on standard output: design §12 to the letter."""
    assert output.endswith("\n")
    assert output.count("\n") == 1
    result: dict[str, Any] = json.loads(output)
    assert list(result) == ["result", "exit", "plan", "receipts", "components", "rollback", "error"]
    return result


def states(result: Mapping[str, Any]) -> dict[str, str]:
    """Component to what became of it."""
    return {found["id"]: found["state"] for found in result["components"]}
