"""The addresses of the projects: the register, one project's story, and what its two sides do."""

from django.urls import path

from projects.views import (
    agreement,
    answers,
    browse,
    corrections,
    events,
    plan,
    public,
    results,
    updates,
)

app_name = "projects"

urlpatterns = [
    path("", public.project_list, name="list"),
    path("matrix/", browse.project_matrix, name="matrix"),
    path("timeline/", browse.project_timeline, name="timeline"),
    path("map/", browse.project_map, name="map"),
    path("updates/", updates.update_list, name="updates"),
    path("<int:pk>/", public.project_detail, name="detail"),
    path("<int:pk>/move/", public.project_move, name="move"),
    path("<int:pk>/edit/", plan.project_edit, name="edit"),
    path("<int:pk>/agreement/", agreement.agreement_detail, name="agreement"),
    path("<int:pk>/agreement/sign/", agreement.agreement_sign, name="sign"),
    path(
        "<int:pk>/agreement/amendments/<int:number>/sign/",
        answers.amendment_sign,
        name="amendment_sign",
    ),
    path(
        "<int:pk>/agreement/amendments/<int:number>/move/",
        answers.amendment_move,
        name="amendment_move",
    ),
    path("<int:pk>/updates/new/", updates.update_create, name="update_create"),
    path("<int:pk>/updates/<int:update_pk>/edit/", corrections.update_edit, name="update_edit"),
    path(
        "<int:pk>/updates/<int:update_pk>/take-down/",
        corrections.update_take_down,
        name="update_take_down",
    ),
    path("<int:pk>/photos/<int:photo_pk>/", updates.photo, name="photo"),
    path("<int:pk>/results/", results.project_results, name="results"),
]

event_patterns = [
    path("<int:pk>/", events.event_detail, name="detail"),
    path("<int:pk>/move/", events.event_move, name="move"),
]
