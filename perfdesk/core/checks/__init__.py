"""The checks, grouped as a reviewer reads: weights, scores, budget, indicators and their classes, texts, project,
exchange with other systems, reports, the whole ledger. `audit.py` is the door and lists them all."""
