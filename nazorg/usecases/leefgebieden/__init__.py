"""Leefgebieden: record what people know, what must be arranged, and how it stood on a day."""
