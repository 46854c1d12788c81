"""Doors that read from Kafka."""
