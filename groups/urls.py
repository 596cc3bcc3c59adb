"""Addresses of the pages about groups."""

from django.urls import path

from groups.accounts.views import owners_code, recovery_detail, recovery_move
from groups.invitations.pages import invitation_accept, invitation_begin, invitation_offer
from groups.views import (
    contact,
    follows,
    joining,
    my_account,
    network_lists,
    networks,
    notices,
    offer_talks,
    offers,
    paper_supporters,
    people,
    reports,
    supporters,
)
from groups.views import groups as views
from groups.views import messages as message_views
from groups.views.committees import committee_detail, committee_list
from groups.views.documents import group_document, group_documents
from groups.views.guests import guest_confirm
from groups.views.journal import (
    group_journal,
    journal_create,
    journal_photo,
    journal_take_down,
)
from groups.views.meetings import (
    meeting_detail,
    meeting_list,
    meeting_paper,
    meeting_remark,
)
from groups.views.paper import group_enter
from groups.views.pictures import group_picture, group_pictures
from groups.views.places import place_detail, place_list, place_photo
from groups.views.renewal import group_renew

app_name = "groups"
urlpatterns = [
    path("", views.group_list, name="list"),
    path("apply/", views.group_create, name="create"),
    path("apply/paper/", group_enter, name="enter"),
    path("<int:pk>/", views.group_detail, name="detail"),
    path("<int:pk>/edit/", views.group_edit, name="edit"),
    path("<int:pk>/move/", views.group_move, name="move"),
    path("<int:pk>/renew/", group_renew, name="renew"),
    path("<int:pk>/pictures/", group_pictures, name="pictures"),
    path("<int:pk>/pictures/<int:picture_pk>/", group_picture, name="picture"),
    path("<int:pk>/journal/", group_journal, name="journal"),
    path("<int:pk>/journal/new/", journal_create, name="journal_create"),
    path("<int:pk>/journal/<int:entry_pk>/take-down/", journal_take_down, name="journal_take_down"),
    path("<int:pk>/journal/photos/<int:photo_pk>/", journal_photo, name="journal_photo"),
    path("<int:pk>/documents/", group_documents, name="documents"),
    path("<int:pk>/documents/<int:document_pk>/", group_document, name="document"),
    path("<int:pk>/network/", networks.network_page, name="network"),
    path("<int:pk>/network.xlsx", network_lists.network_members, name="network_members"),
    path("<int:pk>/network/invite/", networks.network_invite, name="network_invite"),
    path("<int:pk>/network/tell/", networks.network_tell, name="network_tell"),
    path("networks/<int:pk>/", networks.network_member, name="network_member"),
    path("networks/<int:pk>/move/", networks.network_member_move, name="network_member_move"),
    path("<int:pk>/join/", joining.join, name="join"),
    path("<int:pk>/people/", people.people_list, name="people"),
    path("<int:pk>/people/invite/", joining.invite_to_group, name="invite"),
    path("<int:pk>/leave/", people.leave, name="leave"),
    path("<int:pk>/hand-over/", people.hand_over, name="hand_over"),
    path("people/<int:pk>/", people.person_edit, name="person"),
    path("people/<int:pk>/remove/", people.person_remove, name="person_remove"),
    path("requests/<int:pk>/", joining.request_detail, name="request"),
    path("requests/<int:pk>/move/", joining.request_move, name="request_move"),
    path("hand-overs/<int:pk>/move/", people.hand_over_move, name="hand_over_move"),
    path("invitations/<int:pk>/move/", people.invitation_move, name="invitation_move"),
]

place_patterns = [
    path("", place_list, name="list"),
    path("<int:pk>/", place_detail, name="detail"),
    path("<int:pk>/photo/", place_photo, name="photo"),
]

committee_patterns = [
    path("", committee_list, name="list"),
    path("<int:pk>/", committee_detail, name="detail"),
]

meeting_patterns = [
    path("", meeting_list, name="list"),
    path("<int:pk>/", meeting_detail, name="detail"),
    path("<int:pk>/papers/<int:paper_pk>/", meeting_paper, name="paper"),
    path("<int:pk>/remark/", meeting_remark, name="remark"),
]

supporter_patterns = [
    path("", supporters.supporter_list, name="list"),
    path("counter/", paper_supporters.supporter_enter, name="enter"),
    path("counter/<int:pk>/<slug:act>/", paper_supporters.supporter_kept, name="kept"),
    path("mine/", supporters.supporter_mine, name="mine"),
    path("mine/<slug:act>/", supporters.supporter_act, name="act"),
]

offer_patterns = [
    path("", offers.offer_list, name="list"),
    path("new/<int:group_pk>/", offers.offer_create, name="create"),
    path("<int:pk>/", offers.offer_detail, name="detail"),
    path("<int:pk>/edit/", offers.offer_edit, name="edit"),
    path("<int:pk>/move/", offers.offer_move, name="move"),
    path("<int:pk>/ask/", offer_talks.talk_create, name="ask"),
    path("talks/<int:pk>/", offer_talks.talk_detail, name="talk"),
    path("talks/<int:pk>/move/", offer_talks.talk_move, name="talk_move"),
]

my_account_patterns = [
    path("", my_account.settings, name="settings"),
    path("language/", my_account.language, name="language"),
    path("data/", my_account.data_create, name="data_create"),
    path("data/<int:pk>/", my_account.data_file, name="data_file"),
    path("leave/", my_account.leave, name="leave"),
    path("leave/undo/", my_account.leave_undo, name="leave_undo"),
]

recovery_patterns = [
    path("<int:pk>/", recovery_detail, name="detail"),
    path("<int:pk>/move/", recovery_move, name="move"),
]

owner_patterns = [
    path("", owners_code, name="code"),
]

invitation_patterns = [
    path("<str:token>/", invitation_offer, name="offer"),
    path("<str:token>/begin/", invitation_begin, name="begin"),
    path("<str:token>/accept/", invitation_accept, name="accept"),
]

guest_patterns = [
    path("<int:pk>/<str:token>/", guest_confirm, name="confirm"),
]

contact_patterns = [
    path("groups/<int:pk>/contact/", contact.contact_group, name="contact_group"),
    path("departments/<int:pk>/contact/", contact.contact_department, name="contact_department"),
    path("messages/", message_views.message_list, name="list"),
    path("messages/<int:pk>/", message_views.message_detail, name="detail"),
    path("messages/<int:pk>/write/", message_views.message_write, name="write"),
    path("messages/<int:pk>/read/", message_views.message_read, name="read"),
    path("messages/<int:pk>/block/", message_views.message_block, name="block"),
    path("messages/<int:pk>/move/", message_views.message_move, name="move"),
    path("messages/<int:pk>/passed-on/", message_views.message_pass_on, name="pass_on"),
    path("messages/guest/<int:pk>/<str:token>/", contact.guest_thread, name="guest"),
]

report_patterns = [
    path("new/<slug:kind>/<int:pk>/", reports.report_create, name="create"),
    path("<int:pk>/", reports.report_detail, name="detail"),
    path("<int:pk>/move/", reports.report_move, name="move"),
]

follow_patterns = [
    path("", follows.follow_list, name="list"),
    path("add/", follows.follow_add, name="add"),
    path("remove/", follows.follow_remove, name="remove"),
    path("fields/", follows.follow_fields, name="fields"),
    path("search/<slug:slug>/", follows.follow_search, name="search"),
]

notice_patterns = [
    path("", notices.notice_list, name="list"),
    path("read/", notices.notice_read, name="read"),
    path("settings/", notices.notice_settings, name="settings"),
]
