"""Documents and blank sheets: which cells of a grid are a form, and what each means."""
