"""What is typed into the desk, as fields; whether it can be recorded is said by `records.services`."""
