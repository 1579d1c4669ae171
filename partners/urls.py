from django.urls import path

from .views import assignments, editing, letters, people, programmes, showing, together

app_name = "partners"

urlpatterns = [
    # Organisations and their people
    path("wijk/<slug:slug>/organisaties/", showing.index, name="list"),
    path("wijk/<slug:slug>/organisaties/nieuw/", editing.new, name="new"),
    path("team/<int:pk>/pagina/", editing.team_page, name="team_page"),
    path("organisatie/<slug:slug>/", showing.organisation, name="organisation"),
    path("organisatie/<slug:slug>/aanpassen/", editing.edit, name="edit"),
    path("organisatie/<slug:slug>/mensen/", people.people, name="people"),
    path("organisatie/<slug:slug>/mensen/link/", people.link, name="link"),
    path("organisatie/<slug:slug>/mensen/aanspreekpunt/", people.contact, name="contact"),
    path("organisatie/<slug:slug>/mensen/ik/", people.me_here, name="me_here"),
    path("organisatie/<slug:slug>/mensen/uit/", people.leave, name="leave"),
    path(
        "organisatie/<slug:slug>/mensen/uitnodiging/<int:invitation>/weg/",
        people.withdraw,
        name="withdraw_invitation",
    ),
    path(
        "organisatie/<slug:slug>/mensen/vraag/<int:pk>/", people.join_request, name="join_request"
    ),
    path("organisatie/<slug:slug>/uitnodiging/<str:token>/", people.invitation, name="invitation"),
    path("organisatie/<slug:slug>/meedoen/", people.join, name="join"),
    path(
        "organisatie/<slug:slug>/meedoen/niet-meer/",
        people.withdraw_request,
        name="withdraw_request",
    ),
    path("organisatie/<slug:slug>/bericht/", letters.write, name="write"),
    path("organisatie/<slug:slug>/bericht/<int:pk>/", letters.letter, name="letter"),
    # Coalitions and assignments
    path("organisatie/<slug:slug>/samen/", together.together, name="together"),
    path("organisatie/<slug:slug>/samen/<int:pk>/", together.answer, name="answer_together"),
    path("organisatie/<slug:slug>/opdracht/", assignments.assign, name="assign"),
    path("organisatie/<slug:slug>/opdracht/<int:pk>/", assignments.assignment, name="assignment"),
    # Programmes
    path("wijk/<slug:slug>/programmas/", programmes.programmes, name="programmes"),
    path("organisatie/<slug:slug>/aanbod/", programmes.new, name="new_programme"),
    path("organisatie/<slug:slug>/aanbod/<int:pk>/", programmes.change, name="programme"),
    path("organisatie/<slug:slug>/aanbod/<int:pk>/stop/", programmes.end, name="end_programme"),
]
