"""Sources of money, envelopes and the ledger of what is committed."""
