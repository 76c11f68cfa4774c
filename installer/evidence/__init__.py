"""Proof of what was accepted: signed statements, the log, receipts and their verification."""
