"""Taking messages in, and looking at what became of them."""
