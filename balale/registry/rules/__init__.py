"""Pure rules of the registry: parsing, comparison, criteria, status. No Django, no clock."""
