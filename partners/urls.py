from django.urls import path

from .views import agreements, editing, people, showing

app_name = "partners"

urlpatterns = [
    # Agreements
    path("wijk/<slug:slug>/afspraken/", agreements.register, name="agreements"),
    path("afspraak/<int:pk>/", agreements.agreement, name="agreement"),
    path("afspraak/<int:pk>/nagekomen/", agreements.claim, name="claim_agreement"),
    path("afspraak/<int:pk>/bevestigen/", agreements.confirm, name="confirm_agreement"),
    path("afspraak/<int:pk>/nog-niet-goed/", agreements.dispute, name="dispute_agreement"),
    path("afspraak/<int:pk>/lukt-niet/", agreements.break_off, name="break_agreement"),
    path("afspraak/<int:pk>/later/", agreements.renew, name="renew_agreement"),
    path("afspraak/<int:pk>/eerst-dit/", agreements.put_first, name="put_agreement_first"),
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
]
