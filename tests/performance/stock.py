"""The stock way of the same page: django-tables2, django-filter and crispy-forms as their documentation shows them.

Their stock template packs (bootstrap 5), in the same frame, with the columns and filters that clinicians have, and the
same rows in the same order; no audit, no keyset, no compiled rows.
"""

import django_filters
import django_tables2
from crispy_forms.helper import FormHelper
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path
from django_filters.views import FilterView
from django_tables2.views import SingleTableMixin

from features.foundation.records.clock import today
from features.foundation.ui.formats import age_in_words, day
from features.patients.models import PatientFacility, Payer, Provider
from features.patients.rules import AGE_BANDS, birth_dates_of
from features.patients.tables import ClinicalPatientTable

TEMPLATE = """{% extends "base/base.html" %}{% load django_tables2 crispy_forms_tags %}
{% block content %}<form method="get">{% crispy filter.form filter.form.helper %}</form>
{% render_table table "django_tables2/bootstrap5.html" %}{% endblock %}"""


class StockTable(django_tables2.Table):
    name = django_tables2.Column(
        accessor="patient__full_name",
        order_by="name_key",
        linkify=lambda record: f"/patients/{record.public_id}/",
    )
    mrn = django_tables2.Column()
    age = django_tables2.Column(accessor="patient__birth_date", order_by="birth_date")
    sex = django_tables2.Column(accessor="patient__get_sex_display")
    born = django_tables2.Column(accessor="patient__birth_date", order_by="birth_date")
    provider = django_tables2.Column(order_by="provider_key")
    status = django_tables2.Column(accessor="patient__get_status_display", order_by="status")
    vitals = django_tables2.DateTimeColumn(accessor="last_vitals_at", orderable=False, format="j M Y")
    visit = django_tables2.DateTimeColumn(accessor="last_visit_at", orderable=False, format="j M Y")
    drugs = django_tables2.Column(accessor="active_medications", orderable=False)

    def render_age(self, value, record):
        return age_in_words(value, today("Europe/London"), record.patient.birth_precision)

    def render_born(self, value, record):
        return day(value, record.patient.birth_precision)


class StockFilter(django_filters.FilterSet):
    mine = django_filters.BooleanFilter(method="only_mine")
    age = django_filters.ChoiceFilter(choices=[(band, band) for band in AGE_BANDS], method="in_age_band")
    provider = django_filters.ModelChoiceFilter(queryset=Provider.objects.order_by("family_name"))
    payer = django_filters.ModelChoiceFilter(queryset=Payer.objects.order_by("name"))
    sex = django_filters.ChoiceFilter(choices=[("female", "female"), ("male", "male"), ("other", "other")])
    status = django_filters.ChoiceFilter(choices=[("active", "active"), ("inactive", "inactive")])

    class Meta:
        model = PatientFacility
        fields = ("mine", "status", "sex", "age", "provider", "payer")

    def only_mine(self, rows, name, value):
        return rows.filter(provider__user=self.request.user) if value else rows

    def in_age_band(self, rows, name, value):
        earliest, latest = birth_dates_of(value, today("Europe/London"))
        rows = rows.filter(birth_date__lte=latest)
        return rows.filter(birth_date__gt=earliest) if earliest else rows

    @property
    def form(self):
        form = super().form
        form.helper = FormHelper()
        form.helper.form_tag = False
        return form


class StockList(SingleTableMixin, FilterView):
    table_class = StockTable
    filterset_class = StockFilter
    paginate_by = 50

    def get_queryset(self):
        rows = PatientFacility.objects.visible_to(self.request.user).order_by("name_key", "patient_id")
        return rows.select_related("patient", "provider").annotate(**ClinicalPatientTable.facts())

    def render_to_response(self, context, **kwargs):
        return HttpResponse(engines["django"].from_string(TEMPLATE).render(context, self.request))


urlpatterns = [path("stock/", StockList.as_view()), path("", include("site_config.urls"))]
