"""The addresses of the projects: the register, one project's story, and what its two sides do."""

from django.urls import path

from projects.views import (
    agreement,
    answers,
    browse,
    corrections,
    event_door,
    event_forms,
    event_list,
    event_people,
    event_photos,
    event_records,
    events,
    help_answers,
    help_requests,
    help_wanted,
    lecture_desk,
    lecture_requests,
    lectures,
    participations,
    plan,
    public,
    questions,
    results,
    together,
    updates,
)

app_name = "projects"

urlpatterns = [
    path("", public.project_list, name="list"),
    path("matrix/", browse.project_matrix, name="matrix"),
    path("timeline/", browse.project_timeline, name="timeline"),
    path("map/", browse.project_map, name="map"),
    path("together/", together.together_create, name="together"),
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
    path("", event_list.event_list, name="list"),
    path("<int:pk>.ics", event_list.event_ics, name="ics"),
    path("<int:pk>/", events.event_detail, name="detail"),
    path("<int:pk>/move/", events.event_move, name="move"),
    path("new/", event_forms.event_create, name="create"),
    path("<int:pk>/edit/", event_forms.event_edit, name="edit"),
    path("<int:pk>/discard/", event_forms.event_discard, name="discard"),
    path("<int:pk>/publish-series/", event_forms.event_publish_series, name="publish_series"),
    path("<int:pk>/photo/", event_photos.event_photo_edit, name="photo_edit"),
    path("<int:pk>/photo/<int:photo_pk>/", event_photos.event_photo, name="photo"),
    path("<int:pk>/record/", event_records.event_record, name="record"),
    path("<int:pk>/people/", event_people.event_people, name="people"),
    path("<int:pk>/people/enter/", event_people.person_enter, name="enter"),
    path("<int:pk>/people/paper/", event_people.event_paper, name="paper"),
    path("<int:pk>/people.xlsx", event_people.people_as_spreadsheet, name="people_xlsx"),
    path("<int:pk>/people.pdf", event_door.people_as_pdf, name="people_pdf"),
    path("<int:pk>/people/<int:participation_pk>/", event_people.person_move, name="person_move"),
    path("<int:pk>/join/", participations.event_join, name="join"),
    path("<int:pk>/here/", participations.event_here, name="here"),
    path("<int:pk>/mine/", participations.participation_move, name="own_move"),
    path("joined/<int:pk>/<str:token>/", participations.guest_joined, name="joined"),
]

help_wanted_patterns = [
    path("", help_wanted.help_list, name="list"),
    path("new/<str:kind>/<int:pk>/", help_wanted.help_create, name="create"),
    path("<int:pk>/", help_wanted.help_detail, name="detail"),
    path("<int:pk>/edit/", help_wanted.help_edit, name="edit"),
    path("<int:pk>/confirm/", help_wanted.help_confirm, name="confirm"),
    path("<int:pk>/move/", help_wanted.help_move, name="move"),
    path("<int:pk>/answer/", help_answers.help_answer, name="answer"),
    path("<int:pk>/counter/", help_answers.help_counter, name="counter"),
    path("<int:pk>/supporters/", help_requests.help_supporters, name="supporters"),
    path("requests/<int:pk>/", help_requests.request_detail, name="request"),
    path("requests/<int:pk>/move/", help_requests.request_move, name="request_move"),
    path("answers/<int:pk>/", help_answers.answer_detail, name="answer_detail"),
    path("answers/<int:pk>/interest/", help_answers.answer_interest, name="answer_interest"),
    path("answers/<int:pk>/move/", help_answers.answer_move, name="answer_move"),
    path("answers/<int:pk>/called/", help_answers.answer_called, name="answer_called"),
    path("guests/<int:pk>/<str:token>/", help_answers.guest_answer, name="guest"),
]

lecture_patterns = [
    path("", lectures.lecture_list, name="list"),
    path("menu/", lectures.lecture_menu, name="menu"),
    path("<int:pk>/", lectures.lecture_detail, name="detail"),
    path("<int:pk>/apply/", lecture_requests.request_create, name="apply"),
    path("apply/", lecture_requests.request_create, name="wish"),
    path("<int:pk>/enter/", lecture_requests.request_enter, name="enter"),
    path("enter/", lecture_requests.request_enter, name="enter_wish"),
    path("requests/<int:pk>/", lecture_requests.request_detail, name="request"),
    path("requests/<int:pk>/move/", lecture_requests.request_move, name="request_move"),
    path("requests/<int:pk>/called/", lecture_desk.request_called, name="request_called"),
    path("requests/<int:pk>/settle/", lecture_desk.request_settle, name="settle"),
    path("requests/<int:pk>/day/", lecture_desk.request_move_day, name="move_day"),
    path("requests/<int:pk>/route/", lecture_desk.request_route, name="route"),
    path("requests/<int:pk>/report/", lecture_desk.request_report, name="report"),
    path("guests/<int:pk>/<str:token>/", lecture_requests.guest_request, name="guest"),
]

question_patterns = [
    path("ask/<int:pk>/", questions.question_create, name="create"),
    path("<int:pk>/", questions.question_detail, name="detail"),
    path("<int:pk>/move/", questions.question_move, name="move"),
    path("<int:pk>/called/", questions.question_called, name="called"),
    path("guests/<int:pk>/<str:token>/", questions.guest_question, name="guest"),
]
