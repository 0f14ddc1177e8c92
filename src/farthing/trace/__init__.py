"""trace: where money went.

Matching, ownership clusters, flows and findings: arrays in, arrays out. Beside each fast kernel stands a
readable reference that tests hold it to. Pure: it reads no file.
"""
