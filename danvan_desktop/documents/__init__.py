"""Papers as PDF. The one home of reportlab and pypdfium2."""
