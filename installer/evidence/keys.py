"""The signing key of one machine: Ed25519, in a file that only its owner can read.

It is a machine's key. Nothing here, and no record made with it, calls it a person's signature.
"""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import Code, Refused, Unavailable, UntrustedData
from installer.evidence.canonical import decode64, encode64, sha256_hex
from installer.evidence.durable import ensure_folder, sync_folder
from installer.signatures.ed25519 import PrivateKey, is_sound, verifies
from installer.signatures.pem import NoKey, read_seed, write_seed

if TYPE_CHECKING:
    from pathlib import Path

ALGORITHM: Final = "ed25519"
KEY_FILE: Final = "machine-key.pem"
KEPT: Final = "file"
"""How the key is kept; the record says so (`dpapi` and `tpm` may come later)."""

_POSIX: Final = os.name == "posix"
_OTHERS: Final = 0o077
_KEY_LIMIT: Final = 4096
_SPKI_PREFIX: Final = bytes.fromhex("302a300506032b6570032100")


class PublicKey(msgspec.Struct, frozen=True, dict=True):
    """An Ed25519 public key. `der` is its SubjectPublicKeyInfo, as `openssl pkey -pubin` reads it."""

    der: bytes

    @classmethod
    def from_der(cls, der: bytes) -> PublicKey:
        """Checked: an Ed25519 key in its only DER spelling, of a point that can be somebody's.

        Raises UntrustedData(RECEIPT_MALFORMED, detail="public-key").
        """
        # RFC 8410: for this algorithm the whole structure is a constant, then the point. Nothing is
        # parsed, so there is nothing to be read in two ways.
        if not der.startswith(_SPKI_PREFIX) or not is_sound(der[len(_SPKI_PREFIX) :]):
            raise UntrustedData(Code.RECEIPT_MALFORMED, detail="public-key")
        return cls(der)

    @classmethod
    def from_text(cls, text: str) -> PublicKey:
        """From the base64 that a receipt carries. Raises as `from_der` and `decode64`."""
        return cls.from_der(decode64(text))

    @property
    def text(self) -> str:
        """Base64 of `der`: what stands in a receipt."""
        return encode64(self.der)

    @property
    def pem(self) -> str:
        """PEM, for `openssl`."""
        return f"-----BEGIN PUBLIC KEY-----\n{self.text}\n-----END PUBLIC KEY-----\n"

    @cached_property
    def id(self) -> str:
        """SHA-256 of `der`, hex."""
        return sha256_hex(self.der)

    @cached_property
    def raw(self) -> bytes:
        """The 32 bytes of the point, as C2SP key ids hash them."""
        return self.der[len(_SPKI_PREFIX) :]

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether `signature` is this key's over `message`."""
        return verifies(self.raw, signature, message)


class MachineKey:
    """The private key of this machine. Made by `load_or_create`; never leaves the state folder."""

    def __init__(self, private: PrivateKey) -> None:
        self._private = private
        self.public = PublicKey(_SPKI_PREFIX + private.public)

    @classmethod
    def load_or_create(cls, folder: Path) -> MachineKey:
        """The key in `folder`, made at the first call. Two processes at once get the same key.

        Raises Unavailable(LOG_UNWRITABLE, path=…) when the folder cannot be written,
        Unavailable(KEY_UNREADABLE, path=…, detail=…) and Refused(KEY_EXPOSED, path=…, mode=…) as `load`.
        """
        path = folder / KEY_FILE
        try:
            if not path.exists():
                ensure_folder(folder)
                new_key(path)
        except OSError as exc:
            raise Unavailable(Code.LOG_UNWRITABLE, path=str(folder), detail=exc.strerror or "") from exc
        return cls.load(path)

    @classmethod
    def load(cls, path: Path) -> MachineKey:
        """The key in the file `path`.

        Raises Unavailable(KEY_UNREADABLE, path=…, detail=…) when it is missing or no Ed25519 key, and
        Refused(KEY_EXPOSED, path=…, mode=…) when on POSIX others than its owner may read it.
        """
        try:
            mode, pem = _read(path)
            if pem and not pem.strip(b"\0"):
                mode, pem = _read(path)  # opened under its old name while a rotation destroyed it
        except OSError as exc:
            raise Unavailable(Code.KEY_UNREADABLE, path=str(path), detail=exc.strerror or "") from exc
        if _POSIX and mode & _OTHERS:
            raise Refused(Code.KEY_EXPOSED, path=str(path), mode=f"{mode & 0o777:o}")
        _require_own_folder(path)
        try:
            return cls.from_seed(read_seed(pem))
        except NoKey as exc:
            raise Unavailable(Code.KEY_UNREADABLE, path=str(path), detail=str(exc)) from exc

    @classmethod
    def from_seed(cls, seed: bytes) -> MachineKey:
        """The key of 32 given bytes; real ones come from `load_or_create`."""
        return cls(PrivateKey(seed))

    @property
    def id(self) -> str:
        """The id of the public key."""
        return self.public.id

    @property
    def kept(self) -> str:
        """How the key is kept."""
        return KEPT

    def sign(self, message: bytes) -> bytes:
        """64 bytes over `message`."""
        return self._private.sign(message)


def _require_own_folder(path: Path) -> None:
    """On Windows everybody may make folders in `ProgramData`, also one with our name and a key in it."""
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        from installer.evidence.windows_folders import is_of_somebody_else, owner_of

        if is_of_somebody_else(path.parent):
            raise Refused(Code.KEY_EXPOSED, path=str(path), mode=owner_of(path.parent))


def _read(path: Path) -> tuple[int, bytes]:
    with path.open("rb") as file:
        # The open file is asked, not the path: what was checked is what is read.
        return os.fstat(file.fileno()).st_mode, file.read(_KEY_LIMIT)


def new_key(path: Path) -> None:
    """Write a new key whole, then give it its name, unless somebody else just did. Raises OSError.

    A link, not a rename: a rename would replace the key that another process has begun to use, and
    opening the final name with O_EXCL would let that process read half a key.
    """
    pem = write_seed(PrivateKey.generate().seed)
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return  # the other process won; its key is the machine's
    finally:
        draft.unlink()
    sync_folder(path.parent)
