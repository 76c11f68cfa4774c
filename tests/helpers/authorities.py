"""A time-stamping authority by `openssl ts`: its own root, and a certificate for nothing but stamping."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CONFIG = """\
[req]
distinguished_name = name
prompt = no
[name]
O = Sample Time
CN = {name}
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[tsa_cert]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """An authority whose files lie in `folder`."""

    folder: Path
    name: str = "Sample Time-Stamping Authority"

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        (self.folder / "tsa.cnf").write_text(_CONFIG.format(folder=self.folder, name=self.name))
        (self.folder / "serial").write_text("01\n")
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        # Long enough that the tests' own clock does not matter.
        self._run("req", "-x509", *curve, "-keyout", "ca.key", "-out", "ca.pem", "-days", "9000",
                  "-config", "tsa.cnf", "-extensions", "ca")  # fmt: skip
        self._run("req", "-new", *curve, "-keyout", "tsa.key", "-out", "tsa.csr", "-config", "tsa.cnf")
        self._run("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                  "-CAcreateserial", "-out", "tsa.pem", "-days", "9000",
                  "-extfile", "tsa.cnf", "-extensions", "tsa_cert")  # fmt: skip
        own, issuer = ((self.folder / name).read_text() for name in ("tsa.pem", "ca.pem"))
        (self.folder / "pinned.pem").write_text(own + issuer)

    @property
    def certificate(self) -> Path:
        """The authority's own certificate, then its issuer's: what a verifier pins."""
        return self.folder / "pinned.pem"

    @property
    def issuer(self) -> Path:
        """The certificate of its issuer."""
        return self.folder / "ca.pem"

    def answer(self, request: bytes, *, chain: bool = False) -> bytes:
        """The answer (.tsr) to a request (.tsq); with `chain` its issuer's certificate inside."""
        (self.folder / "in.tsq").write_bytes(request)
        more = ("-chain", "ca.pem") if chain else ()
        self._run("ts", "-reply", "-queryfile", "in.tsq", "-signer", "tsa.pem", "-inkey", "tsa.key", *more,
                  "-config", "tsa.cnf", "-section", "tsa_config", "-out", "out.tsr")  # fmt: skip
        return (self.folder / "out.tsr").read_bytes()

    def _run(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)
