"""What the product can do: one verb per file, transaction in hand, no transport in sight."""
