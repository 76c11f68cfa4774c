"""The reviewed matrix of what may be used with what and how, and what the engine answers to a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.terms.schema import CompatibilityRule
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.determination import Item
    from installer.terms.engine import Terms

COLUMNS = {
    "CORP": "xprotect-corporate",
    "EXP": "xprotect-expert",
    "PRO": "xprotect-professional-plus",
    "EXPR": "xprotect-express-plus",
    "ESS": "xprotect-essential-plus",
    "HNVR": "husky-x-series",
    "OEM": "oem:xprotect-corporate",
}

# y: allowed, n: forbidden, o: left open.  CORP EXP PRO EXPR ESS HNVR OEM
MATRIX = {
    "xprotect-smart-client": "y y y y y y o",
    "xprotect-mobile-server": "y y y y y y o",
    "xprotect-access": "y y y y n y y",
    "xprotect-lpr": "y y y y n y y",
    "xprotect-management-server-failover": "y y n n n n o",
    "xprotect-hospital-assist": "y y y y n n o",
    "xprotect-incident-manager": "y y y y n n y",
    "xprotect-transact": "y y y y n y y",
    "xprotect-smart-wall": "y y o o o o o",
    "xprotect-360-split-view-plug-in": "y y y y y y y",
    "xprotect-input-unit-plug-ins": "y y y y y y o",
    "xprotect-device-pack": "y y y y y y o",
    "open-network-bridge": "y y y y n y o",
    "xprotect-download-manager": "y y y y y o o",
    "xprotect-update-manager": "y y y y y o o",
    "milestone-stablefps": "y y y y y y y",
    "milestone-sdk-tools": "y y y y y y y",
}
CELLS = [
    (add_on, host, expected)
    for add_on, row in MATRIX.items()
    for host, expected in zip(COLUMNS.values(), row.split(), strict=True)
]


# Ways of use. Columns: CORP EXP PRO EXPR ESS HM.
USES = {
    "affiliates": "y y y n o n",
    "interconnect_remote": "y y y y o y",
    "interconnect_central": "y o o o o o",
    "federated_parent": "y o o o o o",
    "federated_remote": "y y o o o o",
    "maps": "y y o o o -",
    "map_service": "y y o o o -",
    "failover_recording": "y y o o o -",
    "customers_operate": "n n n n o n",
    "foreign_property": "y y y y n n",
}
# Used with the Smart Client, which is there already, so that only the host decides.
BESIDE = ("xprotect-smart-client", "xprotect-mobile-server")


def about(terms: Terms, add_on: str, items: tuple[Item, ...]) -> list[Item]:
    """The items by the rules about what the add-on may be used with, apart from other open points."""
    ids = {rule.id for rule in terms.rules if isinstance(rule, CompatibilityRule) and rule.subject == add_on}
    return [item for item in items if item.id in ids]


def answer(terms: Terms, add_on: str, host: str | None, *, release: str | None = "2025 R1") -> str:
    """`n`, `o` or `y`: what the rules about the add-on's host answer."""
    found = terms.determine(Selection((add_on,), host=host, release=release, installed=BESIDE))
    for letter, items in (("n", found.conflicts), ("o", found.undecided)):
        if about(terms, add_on, items):
            return letter
    return "y"
