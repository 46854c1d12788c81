"""Clients of partners: their world in, our types out. Each arrives with its own issue."""
