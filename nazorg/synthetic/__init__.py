"""Invented people and their detentions: a stream of notices and the state it must lead to."""
