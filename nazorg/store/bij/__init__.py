"""The BIJ compartment in the database: own schema, own roles, own key. Only BIJ use cases enter."""
