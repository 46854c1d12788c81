"""Detentions: what the notices say together. Facts in, state out; no I/O and no clock."""
