"""Enrichment: ask partners what they know, keep it with its ground, and show it as it is."""
