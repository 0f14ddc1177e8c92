"""disclosure: who may be told which field, for what purpose, in what form.

A decision table with numbered rules and `decide()`, which names the rule for each field of each answer, so
that everything that leaves the house can be explained. Pure: what it decides on is handed to it, and it
touches no database.
"""
