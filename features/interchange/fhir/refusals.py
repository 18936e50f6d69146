"""The two ways in which an import says no: to a whole bundle, or to one resource, which is then kept as it came."""


class BundleRefused(Exception):
    """Why nothing of a bundle was imported: `where: why` in one sentence that quotes no patient data."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


class WrongShape(Exception):
    """An element has a type that R4 does not give it; whoever knows the entry refuses the bundle."""

    def __init__(self, element: str, expected: str) -> None:
        super().__init__(f"{element} is not {expected}")


class NotImported(Exception):
    """Why one resource becomes no record and is kept whole: it breaks a rule, or we have no record for it."""
