"""records: the hotline's memory.

`models` are the tables, `services` the only way to write (each call: one transaction, one authorisation, one
audit event), `selectors` the only way to read, always scoped to the viewer. `sealing` seals and opens the
fields that hold a site's address; `drafts` are the plain shapes that services take.

The room's errors:

    RecordsError
    ├── Forbidden         this member may not do this
    ├── Invalid           what was given cannot be recorded; `problems` says what and where
    ├── AlreadyRecorded   this draft was recorded before
    ├── TooManyTries      too often within a minute, by whomever
    ├── KeyRefused        a program's key opens nothing, or nothing any more
    └── UsedOtherwise     an idempotency key came with another body before
"""
