"""Reference data that ships with the product: gemeenten, inrichtingen and profiles of regions."""
