"""Every figure worked out a second time, slowly, in plain Python.

Written from the definitions, not from the SQL: lists of dicts, loops and exact fractions. Only the
normalised tables and the definitions are read from a database; no result view is.
"""
