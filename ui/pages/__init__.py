"""One page per step, one file per page."""
