"""doors: the machines' doors, one folder a channel.

Partner API, TAXII, MISP feed, webhooks, mail, the outbox worker, watched folders. All network egress of the
hotline is here and nowhere else. A door parses what comes in and calls `records`; it holds no rules.
"""
