"""What a message is, before we know what it says: kind, envelope, outcome and reason."""
