"""The demonstration: an invented house with its people and nine years of observations.

`cast` says who is who, `world` what there is to be seen, `page` and `invented` how a visit becomes an
observation, `saved` takes the pages of the test data, `activity` adds a week at the desk; `load` writes
it all through the services that the desk uses. Hosts are under `.invalid`, `.test` or invented onion names,
addresses are random bytes with a right checksum: none of it can be met outside.
"""
