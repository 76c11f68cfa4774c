"""What a wizard saves is what an unattended run reads: the same parties, selection and consents."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from installer.acceptance.parties import Actor, Authority, Capacity, Parties, PartyType, Principal
from installer.acceptance.roles import Occasion, Role
from installer.flow.state import State
from installer.i18n import load_translator
from installer.paths import translations_root
from installer.terms.selected import Selection
from installer.unattended.answers import read_answers
from installer.unattended.saving import save_answers

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from('"\\#=[]\x7f\n\r\t\x00\u2028'),
    max_size=12,
)
IDS = st.text("abcdefghijklmnopqrstuvwxyz-0123456789", min_size=1, max_size=12)
DAYS = st.dates(date(2000, 1, 1), date(2099, 1, 1)).map(date.isoformat) | st.just("")

ACTORS = st.builds(Actor, WORDS, WORDS, WORDS, WORDS)
PRINCIPALS = st.builds(Principal, st.sampled_from(PartyType), WORDS, WORDS)
AUTHORITIES = st.builds(
    Authority, WORDS, WORDS, DAYS, evidence_name=WORDS, evidence_sha256=WORDS, receipt=WORDS
)
PARTIES = st.builds(
    Parties,
    capacity=st.sampled_from(Capacity),
    actor=ACTORS,
    principal=PRINCIPALS,
    authority=AUTHORITIES,
    role=st.sampled_from(Role),
    occasion=st.sampled_from(Occasion),
    remote_computers=st.integers(0, 10**6),
    rests_on=WORDS,
    grant=WORDS,
)
SELECTIONS = st.builds(
    lambda **said: Selection(**said),  # noqa: PLW0108 - a struct shows annotations that only exist for the type checker
    products=st.lists(IDS, max_size=3).map(tuple),
    release=WORDS | st.none(),
    host=WORDS | st.none(),
    installed=st.lists(IDS, max_size=3).map(tuple),
    quantities=st.dictionaries(IDS, st.integers(0, 2**62), max_size=3),
    facts=st.dictionaries(IDS, st.booleans(), max_size=3),
)
STATES = st.builds(
    lambda **said: State(**said),  # noqa: PLW0108 - a struct shows annotations that only exist for the type checker
    language=st.sampled_from(["hu", "en"]),
    parties=PARTIES,
    selection=SELECTIONS,
    consents=st.dictionaries(IDS, st.booleans(), max_size=3),
    target=WORDS,
)


@given(STATES)
def test_saved_answers_read_back_as_what_was_said(state: State) -> None:
    tr = load_translator("en", translations_root())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.toml"
        save_answers(path, "an/edition", state, tr)
        found = read_answers(path)
        assert path.stat().st_mode & 0o077 == 0
    selection = state.selection
    # What is empty is left out, and what is left out is empty.
    bare = replace(selection, release=selection.release or None, host=selection.host or None)
    assert (found.parties, found.selection) == (state.parties, bare)
    assert dict(found.consents) == state.consents
    assert (found.edition, found.language, found.target) == ("an/edition", state.language, state.target)
