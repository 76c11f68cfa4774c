"""What all shapes of an edition's data share: no key that is not known.

Modules of such shapes do without `from __future__ import annotations`: msgspec needs the types themselves,
and would compile each one that is text at every start, which takes 3 ms of a silent run.
"""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

import msgspec

Names: TypeAlias = tuple[str, ...]
SomeNames: TypeAlias = Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
"""At least one: a rule must rest on something, and must not hold for nothing."""
Words: TypeAlias = Mapping[str, str]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """No key that we do not know: a misspelt condition must not silently hold for everything."""
