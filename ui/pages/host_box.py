"""Chooses what the selected add-ons are used with: a product, or an OEM version of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from installer.terms.host import OEM_PREFIX

if TYPE_CHECKING:
    from installer.i18n import Translator
    from installer.terms.catalogue import Catalogue


class HostBox(QComboBox):
    """The first entry leaves the host to the selection itself.

    Signals:
        host_chosen(object): a product id, `oem:` and a product id, or None.
    """

    host_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("host")
        # Long names must not widen the page.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.activated.connect(self._on_activated)

    def fill(self, catalogue: Catalogue, chosen: str | None, tr: Translator) -> None:
        """All products that others can be used with, in the translator's language."""
        self.clear()
        self.addItem(tr("The system chosen here"), None)
        hosts = [product for product in catalogue.products if product.host]
        for product in hosts:
            self.addItem(product.name[tr.language], product.id)
        for product in hosts:
            name = tr("OEM version of {product}").format(product=product.name[tr.language])
            self.addItem(name, OEM_PREFIX + product.id)
        self.setCurrentIndex(max(self.findData(chosen), 0))
        self.setToolTip(self.currentText())

    def _on_activated(self, index: int) -> None:
        self.setToolTip(self.currentText())
        self.host_chosen.emit(self.itemData(index))
