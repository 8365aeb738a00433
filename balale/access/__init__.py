"""Who may do what, where: accounts, roles, the policy table, the database context.

Also owns field encryption (one data key a subject), receipts of external writes,
and the walls: the row policies that PostgreSQL enforces. Knows nothing of welfare;
case access is kept here because row policies need it, but only as subject ids.
"""
