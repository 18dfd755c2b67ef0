"""The official sheet under her hands."""
