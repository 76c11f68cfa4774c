"""A module that is loaded at its first use is that module, whoever asks for it and how."""

from __future__ import annotations

import importlib
import inspect
import platform
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer.cli import later

ROOT = Path(__file__).parents[3]
NAME = "a_module_that_is_loaded_late"
CONTENT = """
import time
time.sleep(0.01)  # so that two threads meet here
LOADED = []
def said():
    return LOADED
"""


@pytest.fixture
def standing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> later._Later:
    """What stands in the place of a module that nobody has used."""
    (tmp_path / f"{NAME}.py").write_text(CONTENT, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = later._Later(NAME)
    monkeypatch.setitem(sys.modules, NAME, found)
    return found


def test_who_imports_it_loads_nothing(standing: later._Later) -> None:
    assert importlib.import_module(NAME) is standing
    assert "LOADED" not in vars(standing)


def test_what_is_asked_for_loads_the_module_once(standing: later._Later) -> None:
    assert standing.said() == []
    module = sys.modules[NAME]
    assert module is not standing
    assert vars(standing) == vars(module)
    assert importlib.import_module(NAME) is module
    assert standing.said() is module.LOADED


def test_a_name_of_it_can_be_imported_and_one_that_it_lacks_cannot(standing: later._Later) -> None:
    taken: dict[str, object] = {}
    exec(f"from {NAME} import LOADED", taken)  # noqa: S102 - a name that is made up here
    assert taken["LOADED"] is standing.LOADED
    with pytest.raises(ImportError):
        exec(f"from {NAME} import nothing")  # noqa: S102 - as above


def test_threads_that_ask_at_once_get_the_same(standing: later._Later) -> None:
    together, found = threading.Barrier(4), []

    def ask() -> None:
        together.wait()
        found.append(standing.LOADED)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(one is sys.modules[NAME].LOADED for one in found)


def test_what_is_loaded_already_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*later.POSTPONED, later.OF_THE_TESTS):
        monkeypatch.setitem(sys.modules, name, sys)
    later.postpone()
    assert all(sys.modules[name] is sys for name in (*later.POSTPONED, later.OF_THE_TESTS))


@given(st.text(st.sampled_from("ab \t\n\r\x0bé")))
def test_a_text_is_cleaned_as_python_cleans_it(text: str) -> None:
    assert later._Inspect("inspect").cleandoc(text) == inspect.cleandoc(text)


def test_the_system_is_named_as_python_names_it() -> None:
    assert later._Platform("platform").system() == platform.system()


def run(said: str) -> str:
    """What a process of its own prints, in which the modules are postponed before all else."""
    command = [sys.executable, "-c", f"import sys; from installer.cli import later; later.postpone()\n{said}"]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def test_each_is_what_it_would_have_been() -> None:
    said = """
import importlib
for name in later.POSTPONED:
    before = sys.modules[name]
    importlib.import_module(name)
    assert sys.modules[name] is before, name
    before.__file__
    assert sys.modules[name] is not before, name
import msgspec.inspect, textwrap, urllib.parse
from inspect import cleandoc
print(msgspec.inspect.type_info(int), textwrap.dedent("  a"), urllib.parse.urlsplit("//[::1]").hostname)
print(cleandoc("a\\n  b"), msgspec.json.schema(int))
"""
    assert run(said).splitlines() == [
        "IntType(gt=None, ge=None, lt=None, le=None, multiple_of=None) a ::1",
        "a",
        "b {'type': 'integer'}",
    ]


def test_help_looks_as_it_does_without() -> None:
    command = ["-m", "installer", "install", "--help"]
    late = subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=ROOT).stdout
    early = [sys.executable, "-c", "from installer.cli.main import main; main(['install', '--help'])"]
    assert subprocess.run(early, check=True, capture_output=True, cwd=ROOT).stdout == late.replace(
        b"python -m installer", b"-c"
    )
