"""The types of fields that forms are made of: what a person may type, and the words when it is wrong.

Each is a field of Django's, so it works in any form and without JavaScript. A refused answer comes back as it was
typed; an accepted one comes back exactly, but for what its class says (ends trimmed, NFC). Some answers are odd but
possible: `field.warn(value)` says so in a `Warning`, which a form shows and the person confirms.

Used by every feature's forms. Announces nothing.
"""
