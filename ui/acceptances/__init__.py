"""The window "Your acceptances": what this computer's log holds, and what can be said about it."""
