"""Which terms apply to what is installed, and why."""
