"""Who may accept, in which capacity, and what must be affirmed."""
