"""What the checks must know of a language, as data: one small module a language."""
