"""The rules: what forms, sheets, scores and pages are.

Standard library only. No Qt, no SQL, no files, no clock: everything here is a function of its arguments.
"""
