"""How the search writes its terms: a lexeme of a query, and the part of a telephone that everybody writes alike."""


def lexeme(term: str) -> str:
    """The term as a tsquery takes it, whatever signs it holds."""
    quoted = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"


def last_seven(phone: str) -> str:
    """The last seven digits, less an extension; nothing where there are not so many."""
    digits = "".join(sign for sign in phone.partition(" ext")[0] if sign.isdigit())
    return digits[-7:] if len(digits) >= 7 else ""
