"""`bin/balale bench`: a big invented registry, the real server, and how long each job takes.

`run` is the order of things. `load` is the child process that plays the clients, `inside/` holds
what needs Django, `yardstick/` is the plain Django admin everything is compared with.
"""
