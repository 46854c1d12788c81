"""The queue: show it, do something with it."""
