from django.urls import path

from .views import conversations, logbook, meetings, processes

app_name = "participation"

urlpatterns = [
    # Processes
    path("wijk/<slug:slug>/meedoen/", processes.taking_part, name="taking_part"),
    path("traject/<int:pk>/", processes.process, name="process"),
    # Meetings
    path("wijk/<slug:slug>/agenda/", meetings.agenda, name="agenda"),
    path("bijeenkomst/<int:pk>/", meetings.meeting, name="meeting"),
    # Panels, polls and question hour
    # Budget
    # Conversations
    path("wijk/<slug:slug>/gesprek/", conversations.record, name="record"),
    path("wijk/<slug:slug>/gesprek/vragen/", conversations.questions, name="questions"),
    path(
        "wijk/<slug:slug>/gesprek/vragen/<int:pk>/weg/",
        conversations.drop_question,
        name="drop_question",
    ),
    path("wijk/<slug:slug>/gesprekken/", conversations.conversations, name="conversations"),
    path("wijk/<slug:slug>/gesprekken/meenemen/", conversations.take_along, name="take_along"),
    path("gesprek/<int:pk>/", conversations.conversation, name="conversation"),
    path("gesprek/<int:pk>/wat-er-is/", conversations.put_there, name="put_there"),
    path("gesprek/<int:pk>/wat-speelt-er/", conversations.say_what_matters, name="say_it_matters"),
    path("gesprek/<int:pk>/hieruit-kwam/", conversations.came_of_it, name="came_of_it"),
    path("gesprek/<int:pk>/weg/", conversations.drop, name="drop_conversation"),
    path("mijn/logboek/", logbook.logbook, name="logbook"),
    path("mijn/logboek/<int:pk>/weg/", logbook.drop_note, name="drop_note"),
]
