"""Finding, replacing, going to."""
