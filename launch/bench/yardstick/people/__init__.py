"""The one table, as a Django developer would make it, and its admin."""
