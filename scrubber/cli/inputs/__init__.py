"""What a command reads: files, folders, archives, tables, lists of URLs."""
