"""Addresses of the evaluations and the published reports."""

from django.urls import path

from evaluations.views import pdf, reflections, reports, sheets

app_name = "evaluations"

urlpatterns = [
    path("", reports.evaluation_list, name="list"),
    path("new/", reports.evaluation_create, name="create"),
    path("<int:pk>/", reports.evaluation_detail, name="detail"),
    path("<int:pk>.pdf", pdf.report_pdf, name="pdf"),
    path("<int:pk>/move/", reports.evaluation_move, name="move"),
    path("<int:pk>/sheet/", sheets.sheet_edit, name="sheet"),
    path("<int:pk>/sheet/autosave/", sheets.sheet_autosave, name="autosave"),
    path("<int:pk>/sheet/submit/", sheets.sheet_submit, name="submit"),
    path("<int:pk>/reflection/", reflections.reflection_edit, name="reflection"),
    path("<int:pk>/consent/", reflections.reflection_consent, name="consent"),
]
