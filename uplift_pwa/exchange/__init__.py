"""File formats in and out: bytes to plain values and back, without web or database."""
