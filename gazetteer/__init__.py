"""Builds the gazetteer file from a package's data; not shipped, not imported at run time."""
