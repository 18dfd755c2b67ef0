"""What comes in: documents, blank sheets, last year's forms."""
