"""Whatever the document says, it is imported word for word or refused by our own error."""

from __future__ import annotations

import tempfile
from pathlib import Path

from helpers.importing import PRINTED, RECIPE, Import
from hypothesis import given, settings
from hypothesis import strategies as st

from installer.agreement.importing.recipe import read_recipe
from installer.errors import AssentError, BadInput

LINES = PRINTED.split("\n")
PIECES = st.sampled_from(
    [*LINES, "", " ", "7. Neu.", "1. Neu.", "Wort-", "\f", "a\u00a0b", "*[x]* {#y}", "Säge"]
)
ARTEFACTS = RECIPE[RECIPE.index("[[artefacts]]") :]
PLAIN = RECIPE.replace(ARTEFACTS, "")


@st.composite
def documents(draw: st.DrawFn) -> str:
    """The printed document with a few lines put in, taken out or doubled."""
    lines = [line for line in LINES if not line.startswith("Seite")]
    for _ in range(draw(st.integers(0, 5))):
        place = draw(st.integers(0, len(lines)))
        lines[place : place + draw(st.integers(0, 2))] = draw(st.lists(PIECES, max_size=2))
    return "\n".join(lines)


def words(text: str) -> str:
    return "".join(text.replace("\u00a0", " ").replace("\f", " ").split())


@settings(max_examples=60)
@given(documents())
def test_a_document_is_imported_word_for_word_or_refused(printed: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        job = Import(Path(folder), printed=printed, recipe=PLAIN)
        try:
            edition = job.run().edition
        except AssentError:
            return
        texts = [edition.texts[language].clauses.values() for language in ("de", "fr")]
        assert words("".join(clause.text for text in texts for clause in text)) == words(printed)


@settings(max_examples=40)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: (PRINTED + text).encode("utf-8", "replace"))
)
def test_arbitrary_bytes_are_refused_by_our_own_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        job = Import(Path(folder))
        try:
            job.run_bytes(data)
        except AssentError:
            return


@given(st.binary() | st.text().map(lambda text: (RECIPE + text).encode("utf-8", "replace")))
def test_an_arbitrary_recipe_is_refused_by_our_own_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "import.toml"
        path.write_bytes(data)
        try:
            read_recipe(path)
        except BadInput:
            return
