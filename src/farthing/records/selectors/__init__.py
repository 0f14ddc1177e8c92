"""selectors: the only way to read, always scoped to the viewer.

Each takes the member who looks (`viewer`) and raises Forbidden where his role may not read from that shelf
(`permissions.MAY_READ`). No selector gives a site's address: only a reveal does.
"""
