"""Hostile input: pages made to cost an extractor its time, its memory, its life, or its reader the text."""
