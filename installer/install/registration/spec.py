"""What a bundle says about a component's place on the desktop: `[component.registration]`, strictly."""

import re
from collections.abc import Iterable
from typing import Annotated, Final

import msgspec

_LANGUAGE: Final = r"[a-z]{2,3}(?:_[A-Z]{2})?"
_OWN_CATEGORY: Final = r"X-[A-Za-z0-9-]{1,40}"
_CATEGORIES: Final = frozenset(
    "AudioVideo Audio Video Development Education Game Graphics Network Office Science Settings System "
    "Utility".split()
)
"""The main categories of the Desktop Menu Specification 1.1."""

Line = Annotated[str, msgspec.Meta(max_length=300, pattern=r"\A[^\x00-\x1f\x7f]*\Z")]


class Registration(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a component appears in menus and in the list of programs. Texts stand in each language."""

    name: dict[str, Line]
    """Language to name; `en` is shown where the person's language has none."""
    exec: Line
    """Which of the component's files is started."""
    arguments: tuple[Line, ...] = ()
    comment: dict[str, Line] = {}
    icon: Line = ""
    """Which of its files is the icon."""
    categories: tuple[Line, ...] = ()
    """Main ones of the Desktop Menu Specification; those of one's own begin with `X-`."""
    terminal: bool = False


def check_registration(registration: Registration, files: Iterable[str]) -> str:
    """What is wrong with it, for the publisher; empty when it may be used."""
    known = set(files)
    languages = (*registration.name, *registration.comment)
    rules = (
        (registration.exec in known, "exec is none of its files"),
        (registration.icon in {"", *known}, "icon is none of its files"),
        (bool(registration.name.get("en")), "name has no English"),
        (
            all(re.fullmatch(_LANGUAGE, language) for language in languages),
            "languages are written hu or pt_BR",
        ),
        (_has_categories(registration.categories), "categories"),
        (all(registration.name.values()), "an empty name"),
    )
    return next((detail for holds, detail in rules if not holds), "")


def _has_categories(categories: tuple[str, ...]) -> bool:
    known = all(name in _CATEGORIES or re.fullmatch(_OWN_CATEGORY, name) for name in categories)
    # The specification wants AudioVideo beside either of the two.
    return known and ("AudioVideo" in categories or not {"Audio", "Video"}.intersection(categories))
