"""The filters of the documents of a chart."""

from features.foundation.ui.history import YearlyFilter


class DocumentFilter(YearlyFilter):
    """Documents by the year in which they came."""

    when = "received_at"
