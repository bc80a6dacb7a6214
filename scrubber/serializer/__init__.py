"""Article → text, Markdown, JSON. Options filter what is printed, never what was selected."""
