from django.urls import path

from .views import (
    agenda,
    barriers,
    calendars,
    inviting,
    meetings,
    minutes,
    processes,
    registering,
)

app_name = "participation"

urlpatterns = [
    # Processes
    path("wijk/<slug:slug>/meedoen/", processes.taking_part, name="taking_part"),
    path("traject/<int:pk>/", processes.process, name="process"),
    # Meetings
    path("wijk/<slug:slug>/agenda/", agenda.agenda, name="agenda"),
    path("wijk/<slug:slug>/agenda/geweest/", agenda.been, name="been"),
    path("wijk/<slug:slug>/agenda/nieuw/", meetings.call, name="call"),
    path(
        "wijk/<slug:slug>/agenda.ics",
        calendars.neighbourhood_calendar,
        name="neighbourhood_calendar",
    ),
    path("initiatief/<int:pk>/bijeenkomsten/", agenda.of_initiative, name="of_initiative"),
    path("initiatief/<int:pk>/bijeenkomst/", meetings.call_for, name="call_for"),
    path("bijeenkomst/<int:pk>/", meetings.meeting, name="meeting"),
    path("bijeenkomst/<int:pk>/aanpassen/", meetings.change, name="change_meeting"),
    path("bijeenkomst/<int:pk>/gaat-niet-door/", meetings.cancel, name="cancel_meeting"),
    path("bijeenkomst/<int:pk>/aanmelden/", registering.register, name="register"),
    path("bijeenkomst/<int:pk>/afmelden/", registering.leave, name="leave_meeting"),
    path("bijeenkomst/<int:pk>/agenda.ics", calendars.meeting_calendar, name="meeting_calendar"),
    path("bijeenkomst/<int:pk>/agenda/", agenda.arrange, name="arrange"),
    path("bijeenkomst/<int:pk>/agendapunt/", agenda.put_item, name="put_item"),
    path("agendapunt/<int:pk>/antwoord/", agenda.answer_item, name="answer_item"),
    path("agendapunt/<int:pk>/uitkomst/", agenda.item_outcome, name="item_outcome"),
    path("bijeenkomst/<int:pk>/uitnodigen/", inviting.invite, name="invite"),
    path("bijeenkomst/<int:pk>/antwoord/", inviting.reply, name="reply"),
    path("bijeenkomst/<int:pk>/verslag/", minutes.write_minutes, name="write_minutes"),
    path(
        "bijeenkomst/<int:pk>/verslag/vaststellen/",
        minutes.approve_minutes,
        name="approve_minutes",
    ),
    path("bijeenkomst/<int:pk>/actiepunt/", minutes.promise, name="promise"),
    path("bijeenkomst/<int:pk>/wie-er-was/", minutes.attend, name="attend"),
    path("bijeenkomst/<int:pk>/ik-kan-niet/", barriers.tell_barrier, name="tell_barrier"),
    path("kan-niet/<int:pk>/antwoord/", barriers.answer_barrier, name="answer_barrier"),
    path("mijn/agenda/", agenda.my_agenda, name="my_agenda"),
    path("mijn/agenda/adres/", calendars.renew_calendar, name="renew_calendar"),
    path("mijn/werk/bijeenkomsten/", agenda.waiting, name="waiting"),
    path("agenda/<str:token>.ics", calendars.my_calendar, name="my_calendar"),
    # Panels, polls and question hour
    # Budget
    # Conversations
]
