"""Damaged terms either still make sense or are refused; nothing else leaves the loader or the engine."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from helpers.terms import SOUND, tool_edition
from hypothesis import given
from hypothesis import strategies as st

from installer.errors import BadInput, UntrustedData
from installer.terms.load import load_terms
from installer.terms.selected import Selection

SELECTIONS = (
    Selection(),
    Selection(("press", "crane", "drill"), release="2020", quantities={"workers": 99, "helmets": 0}),
    Selection(("drill",), host="oem:press", release="2021", facts={"outdoors": True}),
    Selection(("drill", "crane"), facts={"outdoors": False}),
)


@st.composite
def damage(draw: st.DrawFn, file: str) -> bytes:
    """The file with a few characters taken away, put in or moved: mostly still TOML."""
    content = (SOUND / file).read_text(encoding="utf-8")
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 8))
        new = draw(st.sampled_from(["", "x", "]", "{", "\n", "'", '"', "1", "= 1\n", "{rule}", "[[rule]]\n"]))
        content = content[:place] + new + content[place + length :]
    return content.encode()


@pytest.mark.parametrize("file", ["products.toml", "rules.toml"])
@given(data=st.data())
def test_damage_is_refused_or_harmless(file: str, data: st.DataObject) -> None:
    content = data.draw(damage(file))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(shutil.copytree(SOUND, Path(made) / "terms"))
        (folder / file).write_bytes(content)
        try:
            terms = load_terms(folder, tool_edition())
        except UntrustedData:
            return
    for selection in SELECTIONS:
        try:
            found = terms.determine(selection)
        except BadInput:
            # The damage renamed a fact or a quantity that this selection gives.
            continue
        assert "general" in found.sections
        assert set(selection.products) <= set(found.sections)
