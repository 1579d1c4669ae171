from django.urls import path

from .views import meetings, processes

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
]
