"""`--job`: a command that goes on where it was ended."""
