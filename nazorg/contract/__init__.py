"""The wire: what a message must look like, how it is read, and the published schemas of it."""
