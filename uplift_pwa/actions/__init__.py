"""Writes, one file per noun and one function per verb; they flush and never commit."""
