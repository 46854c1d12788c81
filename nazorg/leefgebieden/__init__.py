"""The five leefgebieden: what we know, who said so, how each stands, and what it waits for."""
