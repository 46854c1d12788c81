"""Meetings of a gemeente or region with its partners: when, about whom, and why about them."""
