"""Compares the linkage with general tools on labelled sets. Runs in the virtual environment.

`people` invents the people, `errors` and `name_errors` write them down wrongly the way lists do,
`dataset` puts lists together, `rivals` holds the other tools, `score` counts, `run` does it all.
"""
