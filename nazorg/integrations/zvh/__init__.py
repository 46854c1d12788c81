"""Zorg- en Veiligheidshuis: is a case known, and with whom. Never what is in it (L16)."""
