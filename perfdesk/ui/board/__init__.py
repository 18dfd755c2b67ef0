"""The ledger as a whole: the board and the charts."""
