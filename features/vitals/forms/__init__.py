"""What a person may type about vital signs, and the words when it is wrong."""

from features.vitals.forms.correct import CorrectVitalsForm, WithdrawVitalsForm
from features.vitals.forms.frequency import EndFrequencyForm, FrequencyForm
from features.vitals.forms.orders import EndScale2Form, Scale2Form
from features.vitals.forms.record import RecordVitalsForm

__all__ = [
    "CorrectVitalsForm",
    "EndFrequencyForm",
    "EndScale2Form",
    "FrequencyForm",
    "RecordVitalsForm",
    "Scale2Form",
    "WithdrawVitalsForm",
]
