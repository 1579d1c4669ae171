from django.urls import path

from .views import groups, hours, making, meetings, panels, polls, processes, rooms

app_name = "participation"

urlpatterns = [
    # Processes
    path("wijk/<slug:slug>/meedoen/", processes.taking_part, name="taking_part"),
    path("traject/<int:pk>/", processes.process, name="process"),
    # Meetings
    path("wijk/<slug:slug>/agenda/", meetings.agenda, name="agenda"),
    path("bijeenkomst/<int:pk>/", meetings.meeting, name="meeting"),
    # Panels, polls and question hour
    path("wijk/<slug:slug>/meedoen/panel/", panels.panel, name="panel"),
    path("wijk/<slug:slug>/meedoen/panel/lid/", panels.panel_member, name="panel_member"),
    path("wijk/<slug:slug>/meedoen/peilingen/", polls.polls, name="polls"),
    path("wijk/<slug:slug>/meedoen/peilingen/nieuw/", making.new_poll, name="new_poll"),
    path("peiling/<int:pk>/", polls.poll, name="poll"),
    path("peiling/<int:pk>/antwoord/", polls.answer_poll, name="answer_poll"),
    path("peiling/<int:pk>/woorden/<int:question>/", polls.poll_words, name="poll_words"),
    path("peiling/<int:pk>/vragen/", making.poll_questions, name="poll_questions"),
    path(
        "peiling/<int:pk>/vragen/<int:question>/weg/",
        making.remove_question,
        name="remove_question",
    ),
    path("peiling/<int:pk>/weg/", making.throw_away, name="throw_away_poll"),
    path("peiling/<int:pk>/openen/", making.open_poll, name="open_poll"),
    path("peiling/<int:pk>/sluiten/", making.close_poll, name="close_poll"),
    path("peiling/<int:pk>/wat-wij-doen/", making.poll_outcome, name="poll_outcome"),
    path("peiling/<int:pk>/scherm/", rooms.poll_screen, name="poll_screen"),
    path("peiling/<int:pk>/scherm/open/", rooms.open_room, name="open_room"),
    path(
        "peiling/<int:pk>/scherm/verberg/<int:words>/",
        rooms.hide_poll_words,
        name="hide_poll_words",
    ),
    path("p/", rooms.enter, name="enter"),
    path("p/<str:token>/", rooms.room, name="room"),
    path("wijk/<slug:slug>/meedoen/focusgroepen/", groups.groups, name="groups"),
    path("wijk/<slug:slug>/meedoen/focusgroepen/nieuw/", groups.new_group, name="new_group"),
    path("focusgroep/<int:pk>/", groups.group, name="group"),
    path("focusgroep/<int:pk>/mensen/", groups.group_people, name="group_people"),
    path("focusgroep/<int:pk>/mensen/link/", groups.group_link, name="group_link"),
    path(
        "focusgroep/<int:pk>/mensen/<int:invitation>/weg/",
        groups.withdraw_group_invitation,
        name="withdraw_group_invitation",
    ),
    path("focusgroep/<int:pk>/stoppen/", groups.leave_group, name="leave_group"),
    path("focusgroep/<int:pk>/sluiten/", groups.close_group, name="close_group"),
    path("focusgroep/uitnodiging/<str:token>/", groups.group_invitation, name="group_invitation"),
    path("wijk/<slug:slug>/meedoen/vragenuren/", hours.hours, name="hours"),
    path("wijk/<slug:slug>/meedoen/vragenuren/nieuw/", hours.new_hour, name="new_hour"),
    path("vragenuur/<int:pk>/", hours.hour, name="hour"),
    path("vragenuur/<int:pk>/stand/", hours.hour_live, name="hour_live"),
    path("vragenuur/<int:pk>/sluiten/", hours.close_hour, name="close_hour"),
    path(
        "vragenuur/<int:pk>/vraag/<int:question>/steun/",
        hours.support_question,
        name="support_question",
    ),
    path(
        "vragenuur/<int:pk>/vraag/<int:question>/antwoord/",
        hours.answer_question,
        name="answer_question",
    ),
    path(
        "vragenuur/<int:pk>/vraag/<int:question>/verberg/",
        hours.hide_question,
        name="hide_question",
    ),
    # Budget
    # Conversations
]
