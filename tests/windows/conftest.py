"""These tests run on Windows alone: `scripts/windows test tests/windows`, or pytest on a real one."""

from __future__ import annotations

import sys

# Elsewhere tests/integration/windows starts them, and says so where it cannot.
collect_ignore_glob = [] if sys.platform == "win32" else ["test_*"]
