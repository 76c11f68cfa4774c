"""Where the stand-ins for PyNaCl lie."""
