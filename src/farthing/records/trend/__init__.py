"""trend: what the public page says, in numbers that name nobody.

`metrics` reads the one file in which every metric is defined, `suppression` hides small cells so that no
other cell gives them away, `growth` fits how fast a series grows, `prices` puts offers into bands of one
currency. All of it is pure: `services.trend` counts and publishes, `selectors.trend` reads what was
published.
"""
