"""What a machine can find in a translation: numbers, names, references, lost and added words."""
