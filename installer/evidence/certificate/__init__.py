"""The certificate of a receipt: a bilingual PDF/A-3, tagged, with the receipt inside it.

It is a view. The record is the attached file; nothing relies on the PDF.
"""

from installer.evidence.certificate.make import make_certificate

__all__ = ["make_certificate"]
