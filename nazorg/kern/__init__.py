"""Core notions that every room shares: numbers, places, people who work here, refusals. No I/O."""
