"""The worker that is killed at a named point of its way.

`python point_worker.py` sets Django up once and then forks for every line of standard input, `POINT MOMENT`:
the child works at that moment and is killed when it passes the point (`-`: at none). It prints how it ended.
"""

import os
import signal
import sys
from datetime import datetime

import django

HOUSE = "desk@house.example"


def work(point: str, now: datetime) -> None:
    from django.conf import settings

    from farthing.doors import mail
    from farthing.doors.outbox import Worker
    from farthing.doors.points import Point
    from farthing.formats.notice import Sender

    server = mail.Server.from_url(settings.SMTP)

    def passed(here: Point) -> None:
        if here == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def post(to: str, message: str) -> None:
        mail.send(server, HOUSE, to, message)

    Worker(Sender("Farthing House", HOUSE), post, lambda site: None, passed=passed).step(now)


def main() -> None:
    django.setup()
    for line in sys.stdin:
        point, moment = line.split()
        child = os.fork()
        if not child:
            work(point, datetime.fromisoformat(moment))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)


if __name__ == "__main__":
    main()
