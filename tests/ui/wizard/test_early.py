"""What the first page is made of spares the start what it does not need."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from helpers.agreements import ROOT
from PySide6.QtCore import Qt

from ui import early

if TYPE_CHECKING:
    from pathlib import Path

FIRST_PAGE = """
import enum, sys
made = []
make = enum.EnumType._create_
def note(cls, name, *rest, **more):
    made.append(name)
    return make(cls, name, *rest, **more)
enum.EnumType._create_ = note

from installer import paths
from ui.app import make_application, make_wizard
from ui.translation import Translation
app = make_application()
session, wizard = make_wizard(Translation(app, paths.translations_root()))
wizard.show()
picture = wizard.grab().toImage()
colours = {picture.pixelColor(x, 40).name() for x in range(picture.width())}
print("AlignmentFlag" in made, "PrimitiveElement" in made, "WizardButton" in made, len(colours) > 2)
"""


BEFOREHAND = """
import sys
from ui import beforehand
print("PySide6" in sys.modules, "installer.errors.codes" in sys.modules, "installer.session" in sys.modules)
"""


def test_what_comes_before_the_binding_needs_nothing_of_it_and_makes_no_code() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEFOREHAND], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False", "True"]


def test_the_numbers_are_those_of_qt() -> None:
    assert {
        early.SCROLL_BAR_NEVER: Qt.ScrollBarPolicy.ScrollBarAlwaysOff.value,
        early.NO_FOCUS: Qt.FocusPolicy.NoFocus.value,
        early.STRONG_FOCUS: Qt.FocusPolicy.StrongFocus.value,
        early.ACCESSIBLE_TEXT_ROLE: Qt.ItemDataRole.AccessibleTextRole.value,
        early.USER_ROLE: Qt.ItemDataRole.UserRole.value,
        early.CENTRE: Qt.AlignmentFlag.AlignCenter.value,
    } == {number: number for number in (1, 0, 11, 256, 0x84)}


def test_the_first_page_is_painted_without_the_namespace_of_93_enumerations_and_without_styles(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={
            "PATH": "/usr/bin:/bin",
            "QT_QPA_PLATFORM": "offscreen",
            "ASSENT_STATE": str(tmp_path),
            "HOME": str(tmp_path),
        },
    )
    # "PrimitiveElement" is of QStyle: to name the class of a style all of them are loaded.
    assert done.stdout.split() == ["False", "False", "True", "True"]
