"""Dossiers: show one, and remember that it was shown."""
