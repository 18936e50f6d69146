"""The addresses of vitals in a chart, of the rounds, and of what a facility configures."""

from django.urls import include, path, re_path

from features.vitals import views
from features.vitals.growth.tables import MEASURES
from features.vitals.regions.latest import TRENDS
from features.vitals.regions.together import PAIRS
from features.vitals.standards import PARTS

app_name = "vitals"
chart = [
    path("", views.Flowsheet.as_view(), name="flowsheet"),
    re_path(rf"^(?P<sign>{'|'.join(TRENDS)})/trend/$", views.Trend.as_view(), name="trend"),
    path("record/", views.RecordVitals.as_view(), name="record"),
    path("record/check/", views.RecordVitals.as_view(checks_only=True), name="check"),
    path("score/", views.Score.as_view(), name="score"),
    path("scale-2/", views.OrderScale2.as_view(), name="order_scale_2"),
    path("scale-2/end/", views.EndScale2.as_view(), name="end_scale_2"),
    path("<uuid:vitals>/correct/", views.CorrectVitals.as_view(), name="correct"),
    path(
        "<uuid:vitals>/correct/check/",
        views.CorrectVitals.as_view(checks_only=True),
        name="check_correction",
    ),
    path("<uuid:vitals>/withdraw/", views.WithdrawVitals.as_view(), name="withdraw"),
    path("<uuid:vitals>/undo/", views.UndoVitals.as_view(), name="undo"),
    path("news2/trend/", views.ScoreTrend.as_view(), name="score_trend"),
    re_path(rf"^together/(?P<pair>{'|'.join(PAIRS)})/$", views.Together.as_view(), name="together"),
    re_path(rf"^growth/(?P<measure>{'|'.join(MEASURES)})/$", views.Growth.as_view(), name="growth"),
    path("frequency/", views.OrderFrequency.as_view(), name="order_frequency"),
    path("frequency/<uuid:order>/", views.ReplaceFrequency.as_view(), name="replace_frequency"),
    path("frequency/<uuid:order>/end/", views.EndFrequency.as_view(), name="end_frequency"),
    path("last/", views.LastSets.as_view(), name="last_sets"),
    path("latest/", views.Latest.as_view(), name="latest"),
    path("measurements/", views.Measurements.as_view(), name="measurements"),
    path("measurements/history/", views.MeasurementHistory.as_view(), name="measurement_history"),
    path(
        "measurements/history/listing/",
        views.MeasurementHistory.as_view(extends_session=False),
        name="measurement_listing",
    ),
]
standards = [
    path("", views.Standards.as_view(), name="standards"),
    path("proposals/<uuid:standard>/", views.DecideStandard.as_view(), name="decide_standard"),
    re_path(rf"^(?P<part>{'|'.join(PARTS)})/$", views.ProposeStandard.as_view(), name="propose_standard"),
]
urlpatterns = [
    path("settings/vital-signs/", include(standards)),
    path("vitals/rounds/", views.Rounds.as_view(), name="rounds"),
    path("vitals/rounds/listing/", views.Rounds.as_view(extends_session=False), name="rounds_listing"),
    path("patients/<uuid:public_id>/vitals/", include(chart)),
]
