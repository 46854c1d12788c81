"""Police: context about one person for the mayor, along the route of Pbw art. 18b (L14, L30)."""
