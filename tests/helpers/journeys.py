"""Sessions on the shipped edition that are ready to be decided, and small bundles of its components."""

from __future__ import annotations

import runpy
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.agreements import ROOT
from helpers.bundles import write_files
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.parties import Actor, Authority, Capacity, Parties, PartyType, Principal
from installer.acceptance.roles import Role
from installer.flow.state import (
    Affirmed,
    EditionNamed,
    PartiesEntered,
    SectionSeen,
    SelectionChanged,
)
from installer.install.build import ComponentSource, build_bundle
from installer.session import Session, open_session
from installer.session.presentation import Presentation
from installer.session.read_back import wording_digest
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

EDITION = "milestone-xprotect/2025-02-12"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

EVA = Parties(actor=Actor(name="Kiss Éva", email="eva@example.com"))
CUSTOMER = Principal(PartyType.ORGANISATION, "Vevő Zrt.", "it@vevo.example")
FOR_A_CUSTOMER = Parties(
    capacity=Capacity.ON_BEHALF,
    actor=EVA.actor,
    principal=CUSTOMER,
    authority=Authority("megrendelés 17", "aláírva", "2026-02-27", "order.pdf", "0" * 64),
)
SISTER = Parties(
    actor=Actor("Tóth Béla", "bela@testver.example", "ügyvezető", "Testvér Kft."),
    principal=Principal(type=PartyType.ORGANISATION),
)
"""Binds a company that is affiliated to the customer."""
AFFILIATE = replace(SISTER, role=Role.AFFILIATE)
AS_ADMINISTRATOR = Parties(capacity=Capacity.DELEGATE, actor=EVA.actor, principal=CUSTOMER)

CORPORATE = ("xprotect-corporate",)

_VMS = ("xprotect-corporate", "xprotect-expert")
_PRODUCTS = {
    "management-server": _VMS,
    "recording-server": _VMS,
    "smart-client": ("xprotect-smart-client",),
    "access": ("xprotect-access",),
}


def sample_key() -> bytes:
    """The sample publisher's private key, which is public by design."""
    key: bytes = runpy.run_path(str(ROOT / "scripts" / "make_sample_bundle.py"))["SAMPLE_KEY"]
    return key


def small_bundle(
    folder: Path,
    *components: str,
    version: str = "1.0",
    size: int = 100,
    requires: Mapping[str, tuple[str, ...]] | None = None,
    products: Mapping[str, tuple[str, ...]] | None = None,
) -> Path:
    """A bundle signed with the sample publisher's public key, which the program trusts."""
    key = sample_key()
    known = {**_PRODUCTS, **(products or {})}
    with tempfile.TemporaryDirectory() as scratch:
        sources = []
        for name in components or ("management-server",):
            source = Path(scratch) / name
            program = f"#!/bin/sh\necho {name} {version}\n".encode()
            data = {f"share/{name}/{number}.bin": bytes([number]) * size for number in range(8)}
            write_files(source, {f"bin/{name}": program, **data})
            sources.append(
                ComponentSource(source, name, version, known[name], (requires or {}).get(name, ()))
            )
        build_bundle(folder, f"sample/{version}", "Sample", tuple(sources), key)
    return folder


def open_on(
    target: Path,
    bundle: Path | None = None,
    *,
    channel: Channel = Channel.WIZARD,
    language: str = "hu",
    clock: Callable[[], datetime] = lambda: NOON,
) -> Session:
    """A session on the shipped edition with a clock that stands at noon."""
    return open_session(language=language, bundle=bundle, target=target, channel=channel, clock=clock)


def make_ready(
    session: Session, *, parties: Parties = EVA, products: tuple[str, ...] = CORPORATE, read: bool = True
) -> Session:
    """Everything said that an acceptance needs; the sections read on a screen, or the text named."""
    session.send(PartiesEntered(parties))
    session.send(SelectionChanged(Selection(products=products)))
    if read:
        for section in session.determination.sections:
            session.send(SectionSeen(section, session.translation()))
            session.send(SectionSeen(section, "en"))
        how = Given.CLICK
    else:
        session.send(EditionNamed(session.facts().edition))
        how = Given.FLAG
    for needed in session.affirmations():
        session.send(Affirmed(needed.id, how))
    return session


def screen(session: Session) -> Presentation:
    """What an honest wizard reports of its screen."""
    languages = session.edition.languages
    return Presentation(
        button="Elfogadom",
        above_button="Az „Elfogadom” gombbal Önre nézve kötelezővé válik a szerződés.",
        language="hu",
        read_back={language: wording_digest(session.edition, language) for language in languages},
    )
