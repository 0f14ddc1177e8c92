"""desk: the people's door.

Pages, forms and sign-in. A view reads through `records.selectors`, writes through `records.services` and
holds no rule of its own; who may open which page stands in `access`.
"""
