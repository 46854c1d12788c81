"""Take in a list that a gemeente keeps by itself: look first, then confirm."""
