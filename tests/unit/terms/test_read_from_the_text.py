"""Selections answered from the governing text by hand: which clause must stand in which list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.determination import Determination
    from installer.terms.engine import Terms

# The products by what is left of their names.
SHORT = {
    "corp": "xprotect-corporate",
    "exp": "xprotect-expert",
    "pro": "xprotect-professional-plus",
    "expr": "xprotect-express-plus",
    "ess": "xprotect-essential-plus",
    "smart": "xprotect-smart-client",
    "web": "xprotect-web-client",
    "mobile": "xprotect-mobile",
    "server": "xprotect-mobile-server",
    "access": "xprotect-access",
    "lpr": "xprotect-lpr",
    "failover": "xprotect-management-server-failover",
    "hospital": "xprotect-hospital-assist",
    "incident": "xprotect-incident-manager",
    "transact": "xprotect-transact",
    "wall": "xprotect-smart-wall",
    "360": "xprotect-360-split-view-plug-in",
    "input": "xprotect-input-unit-plug-ins",
    "pack": "xprotect-device-pack",
    "bridge": "open-network-bridge",
    "download": "xprotect-download-manager",
    "update": "xprotect-update-manager",
    "ivo": "husky-ivo-series",
    "x": "husky-x-series",
    "m": "husky-m-series",
    "fps": "milestone-stablefps",
    "sdk": "milestone-sdk-tools",
    "dashboard": "milestone-customer-dashboard",
}

# Selected, with the host after "@" and what is installed after "+" · release · facts and quantities ·
# lists of the answer, each with clauses that it must cite; none after conflicts or undecided: it is empty
CASES = [
    # Systems alone, and how they are used.
    ("corp", "2025 R1", "", "acknowledgements corp/4 obligations corp/1 corp/2 corp/3 corp/5 corp/6 corp/13"),
    ("exp", "2025 R1", "", "affirmations exp/4 obligations exp/1 exp/2 exp/3 exp/5 exp/10"),
    ("pro", "2025 R1", "", "obligations pro/1 pro/2 pro/3 pro/5 pro/7 notices pro/6"),
    ("expr", "2025 R1", "", "obligations expr/1 expr/2 expr/3 expr/5 expr/7 notices expr/6"),
    ("ess", "2025 R1", "", "obligations ess/1 ess/2 ess/3 ess/5 ess/6 notices ess/7 affirmations ess/4"),
    ("corp", "2025 R1", "affiliates", "affirmations affiliated-companies/p1 corp/5 conflicts"),
    ("expr", "2025 R1", "affiliates", "conflicts affiliated-companies/p1 expr/5"),
    ("ess", "2025 R1", "affiliates", "undecided affiliated-companies/p1 conflicts"),
    ("corp", "2025 R1", "customers_operate", "conflicts corp/5 miscellaneous/p1"),
    ("ess", "2025 R1", "customers_operate", "undecided miscellaneous/p1 conflicts"),
    ("ess", "2025 R1", "foreign_property", "conflicts ess/5"),
    ("m", "2025 R1", "foreign_property", "conflicts m/4"),
    ("corp", "2025 R1", "foreign_property", "obligations corp/6 conflicts"),
    ("pro", "2025 R1", "foreign_property", "conflicts"),
    ("corp", "2025 R1", "interconnect_central", "obligations corp/8 undecided corp/8"),
    ("exp", "2025 R1", "interconnect_central", "undecided corp/8 conflicts"),
    ("pro", "2025 R1", "interconnect_remote", "obligations pro/6 conflicts"),
    ("m", "2025 R1", "interconnect_remote", "obligations m/5 conflicts"),
    ("ess", "2025 R1", "interconnect_remote", "undecided corp/10 conflicts"),
    ("corp", "2025 R1", "federated_parent", "obligations corp/7 conflicts"),
    ("exp", "2025 R1", "federated_remote", "obligations exp/6 conflicts"),
    ("expr", "2025 R1", "federated_remote", "undecided corp/9 exp/6 conflicts"),
    ("corp", "2025 R1", "maps map_service", "acknowledgements corp/11 corp/12"),
    ("exp", "2025 R1", "maps map_service", "acknowledgements exp/8 exp/9"),
    ("pro", "2025 R1", "map_service", "undecided corp/12 exp/9 conflicts"),
    ("pro", "2025 R1", "failover_recording", "undecided pro/2 conflicts"),
    ("ess", "2025 R1", "aws", "acknowledgements aws-cloud-deployment/p1 obligations aws-cloud-deployment/p1"),
    ("corp", "2025 R1", "remote_deployment", "affirmations update/3"),
    ("ess", "2025 R1", "devices=9 device_licenses=9", "conflicts ess/6"),
    ("expr", "2025 R1", "recording_servers=2", "conflicts expr/2"),
    ("expr", "2025 R1", "management_servers=2", "conflicts expr/1"),
    ("exp", "2025 R1", "devices=5 device_licenses=4", "conflicts exp/10"),
    # Clients.
    ("smart @corp", "2025 R1", "", "applies corp obligations smart/1 conflicts undecided"),
    ("smart @m", "2025 R1", "", "conflicts undecided"),
    ("smart @oem:corp", "2025 R1", "", "undecided smart/2 conflicts"),
    ("smart @ess", "2025 R1", "foreign_property", "conflicts ess/5"),
    ("smart @corp", "2025 R1", "affiliates", "undecided affiliated-companies/p1 conflicts"),
    ("web", "2025 R1", "", "conflicts web/3"),
    ("web +server", "2025 R1", "", "conflicts obligations web/2 web/3 notices web/1"),
    ("web", "2025 R1", "evaluation_environment", "conflicts"),
    ("mobile corp", "2025 R1", "", "conflicts mobile/2"),
    ("mobile server corp", "2025 R1", "", "conflicts obligations mobile/3 server/2 affirmations server/4"),
    ("server corp", "2025 R1", "", "acknowledgements server/5 server/7 obligations server/6"),
    ("server @m", "2025 R1", "", "applies m conflicts undecided"),
    # Extensions and components.
    ("access ess", "2025 R1", "", "conflicts access/1"),
    ("access pro", "2025 R1", "doors=3 door_licenses=2", "conflicts access/5"),
    ("access @oem:pro", "2025 R1", "", "undecided access/1 access/4 conflicts"),
    ("access @oem:ess", "2025 R1", "", "conflicts access/1"),
    ("access @x", "2025 R1", "", "conflicts undecided"),
    ("access @ivo", "2025 R1", "", "undecided ivo/heading conflicts"),
    ("lpr ess", "2025 R1", "", "conflicts lpr/1"),
    ("lpr corp", "2025 R1", "lpr_cameras=3 lpr_camera_licenses=2", "conflicts lpr/6"),
    ("lpr corp", "2025 R1", "plate_libraries=3 plate_library_licenses=2", "conflicts lpr/8"),
    ("transact ess", "2025 R1", "", "conflicts transact/1"),
    ("transact @m", "2025 R1", "source_connections=2 connection_licenses=1", "conflicts transact/4"),
    ("failover pro", "2025 R1", "", "conflicts failover/1"),
    ("failover corp", "2021 R2", "", "undecided failover/1 conflicts"),
    ("failover exp", "2025 R1", "failover_licenses=1", "conflicts failover/7"),
    ("failover exp", "2025 R1", "failover_systems=2", "conflicts failover/2"),
    ("failover corp", "2025 R1", "", "applies corp obligations failover/3 failover/4 notices failover/5"),
    ("hospital ess", "2025 R1", "", "conflicts hospital/2"),
    ("hospital @m", "2025 R1", "", "conflicts hospital/2"),
    ("hospital @oem:pro", "2025 R1", "", "undecided hospital/2 conflicts"),
    ("hospital corp", "2023 R3", "", "undecided hospital/2 affirmations hospital/5 hospital/7 conflicts"),
    ("hospital corp", "2025 R1", "hospital_channels=2 hospital_licenses=1", "conflicts hospital/4"),
    ("incident corp", "2022 R1", "", "conflicts incident/1"),
    ("incident corp", "2022 R2", "", "conflicts obligations incident/2"),
    ("incident exp", "2022 R2", "", "conflicts incident/1"),
    ("incident expr", "2022 R3", "", "conflicts applies expr"),
    ("incident ess", "2025 R1", "", "conflicts incident/1"),
    ("incident @oem:exp", "2022 R3", "", "acknowledgements incident/3 conflicts"),
    ("wall corp", "2025 R1", "", "conflicts undecided notices wall/2"),
    ("wall exp", "2025 R1", "", "obligations wall/1 undecided wall/1 wall/2 conflicts"),
    ("wall exp", "2025 R1", "smart_wall_base_license=no", "conflicts wall/1"),
    ("wall pro", "2025 R1", "", "undecided wall/1 conflicts"),
    ("360 corp", "2025 R1", "", "conflicts 360/1"),
    ("360 smart @oem:corp", "2025 R1", "", "undecided smart/2 conflicts"),
    ("input smart @oem:corp", "2025 R1", "", "undecided input/1 conflicts"),
    ("pack corp", "2025 R1", "officially_compatible=no", "conflicts pack/1"),
    ("bridge ess", "2025 R1", "", "conflicts bridge/2"),
    ("bridge @m", "2025 R1", "host_supports_mip=no", "conflicts bridge/2"),
    ("download @m", "2025 R1", "", "conflicts download/2"),
    ("download @ivo", "2025 R1", "", "undecided ivo/3 conflicts"),
    ("update corp", "2025 R1", "", "affirmations update/3 obligations update/1 update/2 notices update/4"),
    # Husky units.
    (
        "ivo",
        "2025 R1",
        "",
        "acknowledgements ivo/4 ivo/5 ivo/6 obligations ivo/1 ivo/2 ivo/3 notices introduction/p2",
    ),
    ("x @ess", "2025 R1", "devices=9 device_licenses=9", "applies ess conflicts ess/6"),
    ("x @corp", "2025 R1", "customers_operate", "conflicts corp/5"),
    ("m", "2025 R1", "", "affirmations m/1 obligations m/1 m/2 m/3 m/4 m/6 notices introduction/p2"),
    ("m", "2025 R1", "devices=9 husky_design_maximum=8", "conflicts m/6"),
    ("m", "2025 R1", "affiliates", "conflicts affiliated-companies/p1 m/3"),
    # Tools and the service.
    (
        "fps corp",
        "2025 R1",
        "",
        "obligations fps/1 fps/2 fps/3 fps/5 acknowledgements fps/2 fps/3 notices fps/3",
    ),
    ("fps @m", "2025 R1", "host_supports_mip=no", "conflicts fps/4"),
    ("fps @x", "2025 R1", "", "undecided fps/1 fps/4 conflicts"),
    ("sdk corp", "2025 R1", "customers_operate", "conflicts sdk/4"),
    ("sdk @oem:exp", "2025 R1", "", "acknowledgements sdk/6 sdk/8 conflicts"),
    ("dashboard", "2025 R1", "", "notices dashboard/1 dashboard/2 dashboard/3 dashboard/4 dashboard/5"),
    ("dashboard corp", "2025 R1", "", "obligations dashboard/6 dashboard/9 notices dashboard/7 dashboard/8"),
]


def clause(name: str) -> str:
    section, slash, place = name.partition("/")
    return SHORT.get(section, section) + slash + place


def host(word: str) -> str:
    oem, _, name = word.rpartition(":")
    return f"{oem}:{SHORT[name]}" if oem else SHORT[name]


def selection(chosen: str, release: str, stated: str) -> Selection:
    words = chosen.split()
    named = [word.partition("=") for word in stated.split()]
    return Selection(
        products=tuple(SHORT[word] for word in words if word[0] not in "@+"),
        host=next((host(word[1:]) for word in words if word[0] == "@"), None),
        installed=tuple(SHORT[word[1:]] for word in words if word[0] == "+"),
        release=release,
        facts={name: value != "no" for name, _, value in named if not value.isdecimal()},
        quantities={name: int(value) for name, _, value in named if value.isdecimal()},
    )


def cited(found: Determination, part: str) -> set[str]:
    if part == "applies":
        return {each.section for each in found.applies}
    return {place for item in getattr(found, part) for place in item.cite}


PARTS = {"applies", "conflicts", "undecided", "acknowledgements", "affirmations", "obligations", "notices"}


@pytest.mark.parametrize(
    ("chosen", "release", "stated", "expected"), CASES, ids=[f"{case[0]} {case[2]}" for case in CASES]
)
def test_the_answer_cites_what_the_text_says(
    terms: Terms, chosen: str, release: str, stated: str, expected: str
) -> None:
    found = terms.determine(selection(chosen, release, stated))
    parts: dict[str, set[str]] = {}
    part = ""
    for word in expected.split():
        if word in PARTS:
            part = word
            parts[part] = set()
        else:
            parts[part].add(clause(word))
    for part, clauses in parts.items():
        assert clauses <= cited(found, part), part
        if part in {"conflicts", "undecided"} and not clauses:
            assert not getattr(found, part), part
    # Nothing is forbidden that the case does not say is.
    assert parts.get("conflicts") or not found.conflicts
