"""From a sheet and a profile to scores that say why."""
