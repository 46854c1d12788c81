"""Bezorging: bring outgoing events to the topic and to subscriptions, and show how far they are."""
