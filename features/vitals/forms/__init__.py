"""What a person may type about vital signs, and the words when it is wrong."""

from features.vitals.forms.correct import CorrectVitalsForm, WithdrawVitalsForm
from features.vitals.forms.orders import EndScale2Form, Scale2Form
from features.vitals.forms.record import RecordVitalsForm

__all__ = ["CorrectVitalsForm", "EndScale2Form", "RecordVitalsForm", "Scale2Form", "WithdrawVitalsForm"]
