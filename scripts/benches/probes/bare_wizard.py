"""The plain thing beside our wizard: a QWizard of nine pages with a heading and a line of text each."""

from __future__ import annotations

import sys

from benches.probes.first_paint import FirstPaint
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWizard, QWizardPage

PAGES = 9


def main() -> None:
    """Show it and report the first paint of its first page."""
    application = QApplication(sys.argv)
    wizard = QWizard()
    for number in range(PAGES):
        page = QWizardPage()
        page.setTitle(f"Page {number}")
        layout = QVBoxLayout(page)
        layout.addWidget(QLabel("A line of text"))
        wizard.addPage(page)
    wizard.resize(1100, 760)
    wizard.show()
    FirstPaint(wizard.currentPage())
    application.exec()


if __name__ == "__main__":
    main()
