"""Units of UCUM as clinicians read them: `mm[Hg]` is mmHg, `10*3/uL` is 10³/µL."""

import re

WORDS = {
    "mm[Hg]": "mmHg",
    "Cel": "°C",
    "[degF]": "°F",
    "[lb_av]": "lb",
    "[in_i]": "in",
    "kg/m2": "kg/m²",
    "{score}": "",
    "{nominal}": "",
    "1": "",
    "[pH]": "",
    "{INR}": "",
    "mL/min/{1.73_m2}": "mL/min/1.73 m²",
    "mL/min/1.73_m2": "mL/min/1.73 m²",
    "[IU]/L": "IU/L",
    "m[IU]/L": "mIU/L",
    "a": "y",
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def unit_words(unit: str) -> str:
    """A unit as it is written beside a number; an unknown one as it came."""
    if unit in WORDS:
        return WORDS[unit]
    powered = re.sub(r"10\*(\d+)", lambda power: "10" + power[1].translate(_RAISED), unit)
    micro = re.sub(r"(?<![a-zA-Z])u(?=[a-zA-Z])", "µ", powered)
    return re.sub(r"^\{(.+)\}$", r"\1", micro)
