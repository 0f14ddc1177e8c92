"""services: the only way to write.

Each call is one transaction, one authorisation and one audit event (`write.service`), takes keyword arguments
and says `now`, so that time comes from outside. A call that raises has written nothing.
"""
