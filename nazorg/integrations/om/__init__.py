"""Openbaar Ministerie: is there an advice of ZSM, and does it want to hear back. Only the flag."""
