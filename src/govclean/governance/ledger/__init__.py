"""The ledger: an append-only account of what arrived, what was wrong, who answered, who received what."""

from govclean.governance.ledger.ledger import About, Ledger, rows_of, table_names
from govclean.governance.ledger.sealing import Head
from govclean.governance.ledger.verifying import Trouble, Verification, missing_head

__all__ = ["About", "Head", "Ledger", "Trouble", "Verification", "missing_head", "rows_of", "table_names"]
