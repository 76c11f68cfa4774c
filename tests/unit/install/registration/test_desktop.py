from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from helpers.systems import has_desktop_files
from hypothesis import given
from hypothesis import strategies as st

from installer.install.registration.desktop import desktop_entry, escaped
from installer.install.registration.spec import Registration, check_registration

ENTRY = Registration(
    name={"hu": "Nézegető", "en": "Viewer"},
    comment={"en": "Looks at things", "pt_BR": "Vê"},
    exec="bin/viewer",
    arguments=("--open", 'a "b" $c `d` \\e %f'),
    icon="share/viewer.png",
    categories=("AudioVideo", "Video", "X-Ours"),
    terminal=True,
)
LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)
TOOL = shutil.which("desktop-file-validate")


def lines(entry: Registration, target: str = "/opt/our program") -> list[str]:
    return desktop_entry(entry, Path(target)).splitlines()


@has_desktop_files
def test_an_entry_is_written_in_all_languages_with_absolute_quoted_paths() -> None:
    assert lines(ENTRY) == [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.4",
        "Name=Viewer",
        "Name[hu]=Nézegető",
        "Comment=Looks at things",
        "Comment[pt_BR]=Vê",
        "TryExec=/opt/our program/bin/viewer",
        'Exec="/opt/our program/bin/viewer" "--open" "a \\\\"b\\\\" \\\\$c \\\\`d\\\\` \\\\\\\\e %%f"',
        "Terminal=true",
        "Icon=/opt/our program/share/viewer.png",
        "Categories=AudioVideo;Video;X-Ours;",
    ]
    assert lines(Registration({"en": "A"}, "a"))[-1] == "Terminal=false"


def unescaped(value: str) -> str:
    found = value.replace("\\s", " ") if value.startswith("\\s") else value
    return found.replace("\\\\", "\\")


@has_desktop_files
@given(st.lists(LINE.filter(bool), max_size=4), LINE.filter(str.strip))
def test_whatever_the_arguments_they_arrive_as_they_are(arguments: list[str], name: str) -> None:
    entry = Registration({"en": name}, "a", tuple(arguments))
    exec_line = next(line for line in lines(entry) if line.startswith("Exec="))
    command = unescaped(exec_line.removeprefix("Exec=")).replace("%%", "%")
    assert shlex.split(command.replace("\\$", "$").replace("\\`", "`")) == ["/opt/our program/a", *arguments]
    assert not any("\n" in line for line in lines(entry))


@pytest.mark.parametrize(
    ("text", "written"), [(" a", "\\sa"), ("a\\n", "a\\\\n"), ("a\tb\r\n", "a\\tb\\r\\n"), ("", "")]
)
def test_a_value_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.skipif(TOOL is None, reason="needs desktop-file-validate")
@pytest.mark.parametrize("entry", [ENTRY, Registration({"en": " odd; \\ name"}, "a b/c")])
def test_the_freedesktop_validator_finds_nothing(tmp_path: Path, entry: Registration) -> None:
    file = tmp_path / "a.desktop"
    file.write_text(desktop_entry(entry, Path("/opt/our program")), "utf-8")
    said = subprocess.run([TOOL or "", file], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (0, "")


FILES = ("bin/viewer", "share/viewer.png")


@pytest.mark.parametrize(
    ("wrong", "detail"),
    [
        ({"exec": "bin/none"}, "exec"),
        ({"icon": "none"}, "icon"),
        ({"name": {"hu": "Csak"}}, "English"),
        ({"name": {"en": "a", "hu": ""}}, "empty"),
        ({"name": {"en": "a", "Hungarian": "b"}}, "languages"),
        ({"comment": {"x]=": "b"}}, "languages"),
        ({"categories": ("Ours",)}, "categories"),
        ({"categories": ("Video",)}, "categories"),
    ],
)
def test_what_no_desktop_takes_is_refused(wrong: dict[str, object], detail: str) -> None:
    from msgspec.structs import replace

    assert check_registration(ENTRY, FILES) == ""
    assert detail in check_registration(replace(ENTRY, **wrong), FILES)
