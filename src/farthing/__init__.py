"""Farthing follows the money of commercial abuse sites, from a payment page's words to a case.

Ten rooms stand in this package; `docs/ARCHITECTURE.md` says what each may hold and whom it may import.
"""

__version__ = "0.1.0"
