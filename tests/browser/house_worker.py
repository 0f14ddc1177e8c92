"""The house's worker as a process of its own, whose clock the test winds.

For each line of standard input, such as `send 2026-11-24T12:00:00+00:00`, it does at that moment what is due
(`send` the outbox, `trace` the hosting checks, `look` at watched sites) and says how much that was.
"""

import sys
from datetime import datetime

import django


def main() -> None:
    django.setup()
    from farthing.cli.worker import made
    from farthing.doors import hosting, rechecks

    outbox = made()
    assert outbox
    deeds = {"send": outbox.step, "trace": hosting.work, "look": rechecks.work}
    for line in sys.stdin:
        deed, moment = line.split()
        print(deeds[deed](datetime.fromisoformat(moment)), flush=True)


if __name__ == "__main__":
    main()
