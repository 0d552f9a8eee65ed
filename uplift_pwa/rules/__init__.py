"""The rules of the game: values in, values out; no clock and no database."""
