"""Addresses of calls, rounds of opinions, proposals, concerns and consultations."""

from django.urls import path

from proposals.views import (
    call_papers,
    calls,
    concern_guests,
    concern_voices,
    concerns,
    consultations,
    corrections,
    department_opinions,
    drafts,
    inquiries,
    opinion_desk,
    opinion_papers,
    opinion_rounds,
    opinions,
    packets,
    papers,
    passings,
    proposals,
    sections,
)

call_patterns = [
    path("", calls.call_list, name="list"),
    path("<int:pk>/", calls.call_detail, name="detail"),
    path("<int:pk>/propose/", calls.propose, name="propose"),
    path("<int:pk>/ask/", inquiries.inquiry_create, name="ask"),
    path("<int:pk>/ask/enter/", inquiries.inquiry_enter, name="ask_entered"),
    path("questions/<int:pk>/", inquiries.inquiry_detail, name="inquiry"),
    path("questions/<int:pk>/move/", inquiries.inquiry_move, name="inquiry_move"),
    path("questions/<int:pk>/reword/", inquiries.inquiry_reword, name="inquiry_reword"),
    path("questions/<int:pk>/called/", inquiries.inquiry_called, name="inquiry_called"),
    path("questions/guests/<int:pk>/<str:token>/", inquiries.guest_inquiry, name="inquiry_guest"),
    path("<int:pk>/blanks/", call_papers.call_blanks, name="blanks"),
    path("<int:pk>/blanks/<int:blank_pk>/", call_papers.call_blank, name="blank"),
    path("<int:pk>/enter/", papers.proposal_enter, name="enter"),
]

proposal_patterns = [
    path("<int:pk>/", proposals.proposal_detail, name="detail"),
    path("<int:pk>/edit/", drafts.proposal_edit, name="edit"),
    path("<int:pk>/edit/<slug:key>/", sections.section_edit, name="section"),
    path("<int:pk>/edit/<slug:key>/autosave/", sections.section_autosave, name="section_autosave"),
    path("<int:pk>/whole/", drafts.proposal_whole, name="whole"),
    path("<int:pk>/autosave/", drafts.autosave, name="autosave"),
    path("<int:pk>/corrections/", corrections.corrections, name="corrections"),
    path("<int:pk>/opinion/", department_opinions.department_opinion, name="opinion"),
    path("<int:pk>/received/", papers.paper_received, name="received"),
    path("<int:pk>/check/", proposals.check, name="check"),
    path("<int:pk>/move/", proposals.move, name="move"),
    path("packets/<int:pk>/packet.pdf", packets.packet_pdf, name="packet"),
    path("packets/<int:pk>/packet.xlsx", packets.packet_sheet, name="packet_sheet"),
    path("packets/<int:pk>/make/", packets.packet_make, name="packet_make"),
    path("<int:pk>/attachments/", drafts.attachment_add, name="attachment_add"),
    path("<int:pk>/attachments/<int:attachment_pk>/", proposals.attachment, name="attachment"),
    path(
        "<int:pk>/attachments/<int:attachment_pk>/delete/",
        drafts.attachment_delete,
        name="attachment_delete",
    ),
]

opinion_patterns = [
    path("", opinion_rounds.opinion_list, name="list"),
    path("<int:pk>/", opinion_rounds.opinion_detail, name="detail"),
    path("<int:pk>/move/", opinion_rounds.opinion_move, name="move"),
    path("<int:pk>/documents/<int:document_pk>/", opinion_rounds.opinion_document, name="document"),
    path("<int:pk>/documents/", opinion_desk.opinion_documents, name="documents"),
    path("<int:pk>/write/", opinions.opinion_write, name="write"),
    path("<int:pk>/paper/", opinion_papers.opinion_paper, name="paper"),
    path("<int:pk>/counter/", opinions.opinion_counter, name="counter"),
    path("<int:pk>/desk/", opinion_desk.opinion_desk, name="desk"),
    path("<int:pk>/desk/show/", opinion_desk.opinion_show, name="show"),
    path("<int:pk>/desk/spreadsheet/", opinion_papers.opinions_as_spreadsheet, name="spreadsheet"),
    path("sorted/<int:pk>/", opinion_desk.opinion_sorted, name="sorted"),
    path("groups/<int:pk>/", opinion_desk.opinion_group, name="group"),
    path("groups/<int:pk>/members/", opinion_desk.opinion_group_members, name="group_members"),
    path(
        "<int:pk>/desk/corrections/<int:correction_pk>/",
        opinion_desk.opinion_corrected,
        name="corrected",
    ),
    path("submissions/<int:pk>/", opinions.opinion_submission, name="submission"),
    path("submissions/<int:pk>/called/", opinions.opinion_called, name="called"),
    path("submissions/<int:pk>/rewrite/", opinions.opinion_rewrite, name="rewrite"),
    path("submissions/<int:pk>/move/", opinions.submission_move, name="submission_move"),
    path("guests/<int:pk>/<str:token>/", opinions.opinion_guest, name="guest"),
    path(
        "guests/<int:pk>/<str:token>/rewrite/",
        opinions.opinion_guest_rewrite,
        name="guest_rewrite",
    ),
]

consultation_patterns = [
    path("", consultations.consultation_list, name="list"),
    path("new/", consultations.consultation_create, name="create"),
    path("<int:pk>/", consultations.consultation_detail, name="detail"),
    path("passed/<int:pk>/", passings.passing_detail, name="passing"),
    path("passed/<int:pk>/move/", passings.passing_move, name="passing_move"),
    path("<int:pk>/reply/", consultations.reply, name="reply"),
    path("<int:pk>/convert/", consultations.convert, name="convert"),
    path("<int:pk>/move/", consultations.move, name="move"),
]

concern_patterns = [
    path("", concerns.concern_list, name="list"),
    path("new/", concerns.concern_create, name="create"),
    path("enter/", concerns.concern_enter, name="enter"),
    path("<int:pk>/", concerns.concern_detail, name="detail"),
    path("<int:pk>/edit/", concerns.concern_edit, name="edit"),
    path("<int:pk>/move/", concerns.concern_move, name="move"),
    path("<int:pk>/me-too/", concern_voices.concern_me_too, name="me_too"),
    path("<int:pk>/photo/", concerns.concern_photo, name="photo"),
    path("guests/<int:pk>/<str:token>/", concern_guests.guest_concern, name="guest"),
    path("guests/<int:pk>/<str:token>/edit/", concern_guests.guest_edit, name="guest_edit"),
    path("guests/<int:pk>/<str:token>/photo/", concern_guests.guest_photo, name="guest_photo"),
]
