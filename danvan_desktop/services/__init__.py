"""Use cases: one function, one transaction, one journal entry, one Changes value."""
