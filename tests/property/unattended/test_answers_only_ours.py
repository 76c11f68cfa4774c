from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from installer.errors import AssentError
from installer.unattended.answers import Answers, read_answers

HEAD = b'type = "assent/answers"\nversion = 1\n'
LINES = st.sampled_from(
    (
        b"[actor]",
        b"[[actor]]",
        b'name = "a"',
        b"name = 1",
        b"[selection]",
        b"products = []",
        b"selection.products = []",
        b"[selection.facts]",
        b"x = true",
        b"x.y = 1",
        b"consents = { a = true, a = false }",
        b'"" = 1',
        b"# comment",
        b"version = 1",
        b"[ actor . name ]",
        b"target = '''",
        b"accepted_on = 2026-02-30",
        b"\xff",
    )
)


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(LINES, max_size=12).map(lambda lines: HEAD + b"\n".join(lines)),
    )
)
@example(HEAD + b"[actor]\r\n[actor]\r\n")
@example(HEAD + b"a = 1\x0ba = 1")
def test_arbitrary_bytes_are_answers_or_one_of_our_errors(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.toml"
        path.write_bytes(data)
        try:
            assert isinstance(read_answers(path), Answers)
        except AssentError as error:
            line = error.facts["line"]
            assert isinstance(line, int)
            assert 0 <= line <= data.count(b"\n") + 1
