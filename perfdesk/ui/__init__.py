"""The window. Alone knows PySide6; knows no rule, no arithmetic and no SQL."""
