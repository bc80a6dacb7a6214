"""The line model of plain text: how it is trained."""
