"""The command line: one file per command. Each puts the parts together and starts one thing."""
