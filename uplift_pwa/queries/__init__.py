"""Reads, one file per screen: column selects into frozen view values; never writes."""
