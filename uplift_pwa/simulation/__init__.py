"""Plays an organisation through the same actions that the web uses."""
