"""Simulators of partners: a real HTTP server with invented answers, and switches for bad days."""
