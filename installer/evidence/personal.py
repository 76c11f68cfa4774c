"""Personal data outside the signed body, bound to it by a salted commitment.

The statement holds only SHA-256(salt ‖ canonical bytes of the fields). Deleting the salt and the
fields erases the person; the statement, its signature and the log still verify.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Final

import msgspec

from installer.evidence.canonical import canonical

SALT_BYTES: Final = 32


class ActorFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who acts, as they stated it. Empty means not stated."""

    name: str
    email: str = ""
    position: str = ""
    organisation: str = ""


class PrincipalFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who is bound, as the actor stated it."""

    name: str
    contact: str = ""


class PersonalFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything about people that belongs to one statement."""

    actor: ActorFields
    principal: PrincipalFields


@dataclass(frozen=True)
class Sealed:
    """Fields with the salt that binds them. `commitment` goes into the signed predicate."""

    salt: bytes
    fields: PersonalFields

    @property
    def commitment(self) -> str:
        """SHA-256(salt ‖ canonical bytes of `fields`), hex."""
        return hashlib.sha256(self.salt + fields_bytes(self.fields)).hexdigest()

    def opens(self, commitment: str) -> bool:
        """Whether these fields are the ones that `commitment` binds."""
        return len(self.salt) == SALT_BYTES and hmac.compare_digest(self.commitment, commitment)


def seal(fields: PersonalFields) -> Sealed:
    """Fields with a fresh random salt. Raises BadInput(NOT_REPRESENTABLE), see `canonical`."""
    fields_bytes(fields)
    return Sealed(secrets.token_bytes(SALT_BYTES), fields)


def fields_bytes(fields: PersonalFields) -> bytes:
    """The canonical bytes of the fields. Raises BadInput(NOT_REPRESENTABLE)."""
    return canonical(msgspec.to_builtins(fields))
