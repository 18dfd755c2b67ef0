"""The official sheet as a page of cells, and pages as paper."""
