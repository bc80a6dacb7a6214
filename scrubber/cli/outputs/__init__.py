"""What a command writes, where, and in which form."""
