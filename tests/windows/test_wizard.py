"""The wizard opens and shows its first page: Qt's own Windows build, on the platform that paints nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GRAB = """
import sys
from PySide6.QtCore import QTimer
from installer import paths
from ui.app import make_application, make_wizard, start_language
from ui.translation import Translation
application = make_application()
translation = Translation(application, paths.translations_root())
translation.switch(start_language(translation, sys.argv[2]))
session, wizard = make_wizard(translation)
wizard.show()
def grab():
    wizard.grab().save(sys.argv[1])
    print(application.platformName())
    application.quit()
QTimer.singleShot(3000, grab)
application.exec()
"""


@pytest.mark.parametrize("language", ["hu", "en"])
def test_the_wizard_opens_with_its_first_page(tmp_path: Path, language: str) -> None:
    picture = tmp_path / "first.png"
    done = subprocess.run(
        [sys.executable, "-c", GRAB, str(picture), language],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "WINEQT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "offscreen" in done.stdout
    assert picture.stat().st_size > 10_000
