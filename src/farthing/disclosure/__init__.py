"""disclosure: who may be told which field, for what purpose, in what form.

A decision table with numbered rules and `decide()`, which names the rule for each field of each answer, so that
everything that leaves the house can be explained. Pure: it is handed what it decides on, and touches no database.
"""
