"""Two editions of one invented agreement, and what a publisher says about the changes between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.agreement.compare import Comparison
    from installer.agreement.edition import Edition

DE = """\
# Gerätemiete {#title}

## {#general}

Die Vermieterin überlässt das Gerät.

### Bohrhammer {#drill}

1. Das Gerät darf nur im Haus benutzt werden.

2. Die Miete beträgt 5 Euro am Tag.

3. Der Mieter haftet für jeden Schaden am Gerät.

### Säge {#saw}

1. Die Säge schneidet gut und gehört in die Hand von Erwachsenen.
"""
FR = """\
# Location {#title}

## {#general}

La bailleresse remet l’appareil.

### Perceuse {#drill}

1. L’appareil ne peut être utilisé que dans la maison.

2. Le loyer est de 5 euros par jour.

3. Le preneur répond de tout dommage.

### Scie {#saw}

1. La scie coupe et appartient aux mains des adultes.
"""
TEXTS = {"de": DE, "fr": FR}


def changed(*pairs: tuple[str, str], **more: list[tuple[str, str]]) -> dict[str, str]:
    """The texts with German replacements, and with those of another language by its name."""
    texts = dict(TEXTS)
    for language, replacements in {"de": list(pairs), **more}.items():
        for old, new in replacements:
            assert texts[language].count(old) == 1, old
            texts[language] = texts[language].replace(old, new)
    return texts


def stated(old: Edition, *entries: str) -> dict[str, str]:
    """A `changes.toml` that says this about the changes since `old`."""
    head = f'type = "assent/changes"\nversion = 1\n[[since]]\nedition = "{old.id}"\ndigest = "{old.digest}"\n'
    return {"changes.toml": head + "".join(f"[[since.changes]]\n{entry}\n" for entry in entries)}


def entry(change_class: str, clauses: str = "", removed: str = "") -> str:
    """One statement about these clauses, each list separated by spaces."""
    lists = f"clauses = {clauses.split()}\nremoved = {removed.split()}"
    return f"class = '{change_class}'\n{lists}\nreason.de = 'Weil.'\nreason.fr = 'Parce que.'"


def seen(comparison: Comparison) -> list[tuple[str, str | None, str | None, str, str]]:
    return [
        (found.kind.value, found.old, found.new, found.change_class.value, found.ground.value)
        for found in comparison.changes
    ]
