"""From a printed document to the texts of the next edition: every word once, every decision listed."""
