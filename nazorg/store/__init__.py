"""PostgreSQL, and nothing else: one page per aggregate, SQL by hand (ADR 0001, 0007)."""
