"""Imports to be made: a small printed document in two languages, the edition before it, its recipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers import agreements

from installer.agreement.importing.run import import_edition

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.importing.report import Kind
    from installer.agreement.importing.run import Imported

PRINTED = """\
   Gerätemiete\x20
\x20
Vorrang. Maßgeblich ist der deutsche Wort-
laut, und zwar bei jedem Streit über den\x20

Inhalt dieses Vertrags.
\x20
Die Vermieterin überlässt das Gerät dem
Mieter.

Es bleibt ihr Eigentum.
Bohrhammer
Für den Bohrhammer gilt: Die Vermieterin gestattet die Nutzung:
1. Das Gerät darf nur im Haus benutzt werden, siehe https://example.org/miete

2. Die Miete beträgt 5 * Tage.
Seite 1 von 2
Location d’appareil

La bailleresse remet l’appareil.

Il reste sa propriété.

Marteau perforateur
Pour le marteau perforateur :
La bailleresse autorise l’usage :
1. L’appareil peut être utilisé dans la maison.
2. Le loyer est de 5 * jours.
"""

RECIPE = """\
type = "assent/import"
version = 1
edition = "geraetemiete/2025-01-01"
date = "2025-01-01"
[[blocks]]
language = "de"
starts = "Gerätemiete"
[[blocks]]
language = "fr"
starts = "Location d’appareil"
[[artefacts]]
line = 17
text = "Seite 1 von 2"
[lines]
unhyphenate = [3]
"""


@dataclass
class Import:
    """An import to be made; change `printed` or `recipe` first."""

    folder: Path
    printed: str = PRINTED
    recipe: str = RECIPE
    before: Path = agreements.THREE_LANGUAGES

    @property
    def out(self) -> Path:
        return self.folder / "geraetemiete" / "2025-01-01"

    def replace(self, old: str, new: str) -> Import:
        """Change the printed document at one place."""
        assert self.printed.count(old) == 1, old
        self.printed = self.printed.replace(old, new)
        return self

    def run(self) -> Imported:
        """Make it."""
        return self.run_bytes(self.printed.encode())

    def run_bytes(self, printed: bytes) -> Imported:
        """Make it from these bytes."""
        (self.folder / "printed.txt").write_bytes(printed)
        (self.folder / "recipe.toml").write_bytes(self.recipe.encode())
        return import_edition(self.folder / "printed.txt", self.before, self.folder / "recipe.toml", self.out)

    def text(self, language: str) -> str:
        """The text that was made."""
        return agreements.read(self.out / f"{language}.md")


def noted(imported: Imported, kind: Kind) -> list[tuple[str, int]]:
    """Where decisions of a kind were made."""
    return [(found.language, found.line) for found in imported.decisions if found.kind is kind]
