"""Figures for Prometheus: counted in the process, read from the database when it asks."""
