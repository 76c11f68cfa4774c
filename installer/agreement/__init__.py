"""The text: loading and checking an edition, which wording governs, and showing it."""
