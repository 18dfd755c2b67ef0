"""What a text means: numbers, dates, units, targets, grades, and how texts are compared."""
