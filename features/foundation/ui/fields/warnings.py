"""What is odd about an answer and yet possible: shown once, confirmed by the person, kept with the record."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Warning:
    """`code` is what is stored when the person confirms; `message` is what they read."""

    code: str
    message: str
