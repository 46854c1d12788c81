"""The five leefgebieden: five modules of the same shape; the rules arrive with their own issue."""
