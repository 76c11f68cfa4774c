"""Telling the desktop what is installed: menu entries, and Windows' "Apps & features"."""
