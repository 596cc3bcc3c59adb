"""Addresses of the evaluations and the published reports."""

from django.urls import path

from evaluations import views

app_name = "evaluations"

urlpatterns = [
    path("", views.evaluation_list, name="list"),
    path("new/", views.evaluation_create, name="create"),
    path("<int:pk>/", views.evaluation_detail, name="detail"),
    path("<int:pk>/move/", views.evaluation_move, name="move"),
    path("<int:pk>/sheet/", views.sheet_edit, name="sheet"),
    path("<int:pk>/sheet/autosave/", views.sheet_autosave, name="autosave"),
    path("<int:pk>/sheet/submit/", views.sheet_submit, name="submit"),
    path("<int:pk>/reflection/", views.reflection_edit, name="reflection"),
    path("<int:pk>/consent/", views.reflection_consent, name="consent"),
]
