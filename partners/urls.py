from django.urls import path

from .views import (
    agreements,
    answering,
    assets,
    assignments,
    concerns,
    editing,
    letters,
    people,
    posts,
    presences,
    programmes,
    reporting,
    showing,
    together,
)

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
    # Clean, whole, safe
    path("wijk/<slug:slug>/schoon-heel-veilig/", concerns.board, name="concerns"),
    path("wijk/<slug:slug>/schoon-heel-veilig/melden/", reporting.new, name="new_concern"),
    path(
        "wijk/<slug:slug>/schoon-heel-veilig/melden/foto/weg/",
        reporting.remove_photo,
        name="remove_concern_photo",
    ),
    path(
        "wijk/<slug:slug>/schoon-heel-veilig/melden/controleren/",
        reporting.check,
        name="check_concern",
    ),
    path("wijk/<slug:slug>/schoon-heel-veilig/wie/", answering.routes, name="concern_routes"),
    path("ergernis/<int:pk>/", concerns.detail, name="concern"),
    path("ergernis/<int:pk>/verstuurd/", reporting.sent, name="concern_sent"),
    path("ergernis/<int:pk>/ik-ook/", concerns.me_too, name="me_too"),
    path("ergernis/<int:pk>/niet-tevreden/", concerns.not_satisfied, name="not_satisfied"),
    path("ergernis/<int:pk>/antwoord/", answering.answer, name="answer_concern"),
    path("ergernis/<int:pk>/doorsturen/", answering.send_on, name="send_on"),
    path("ergernis/foto/<int:pk>/<int:width>.<slug:kind>", concerns.photo, name="concern_photo"),
    path("mijn/ergernissen/", concerns.mine, name="my_concerns"),
    # What is already there
    path("wijk/<slug:slug>/wat-er-al-is/", assets.index, name="assets"),
    path("wijk/<slug:slug>/wat-er-al-is/nieuw/", assets.new, name="put_asset"),
    path("wijk/<slug:slug>/wat-er-al-is/wijkkenner/", assets.propose, name="propose_knower"),
    path("wat-er-al-is/<int:pk>/", assets.detail, name="asset"),
    path("wat-er-al-is/<int:pk>/aanpassen/", assets.change, name="change_asset"),
    path("wat-er-al-is/<int:pk>/weg/", assets.take_away, name="take_away_asset"),
    path("wat-er-al-is/<int:pk>/terug/", assets.put_back, name="put_back_asset"),
    path("wat-er-al-is/<int:pk>/klopt/", assets.confirm, name="confirm_asset"),
    path("wijkkenner/<str:token>/", assets.knower, name="knower"),
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
    # Who is there when
    path("wijk/<slug:slug>/aanwezig/", presences.week_here, name="presences"),
    path("organisatie/<slug:slug>/aanwezig/", presences.of_one, name="presences_of"),
    path("organisatie/<slug:slug>/aanwezig/nieuw/", presences.new, name="new_presence"),
    path("organisatie/<slug:slug>/aanwezig/<int:pk>/", presences.change, name="presence"),
    path("organisatie/<slug:slug>/aanwezig/<int:pk>/stop/", presences.end, name="end_presence"),
    # What the neighbourhood hears from all
    path("wijk/<slug:slug>/nieuws/", posts.index, name="posts"),
    path("organisatie/<slug:slug>/nieuws/", posts.of_one, name="posts_of"),
    path("organisatie/<slug:slug>/nieuws/nieuw/", posts.new, {"activity": False}, name="post_news"),
    path(
        "organisatie/<slug:slug>/activiteit/nieuw/",
        posts.new,
        {"activity": True},
        name="post_activity",
    ),
    path("bericht/<int:pk>/", posts.detail, name="post"),
    path("bericht/<int:pk>/aanpassen/", posts.change, name="change_post"),
    path("bericht/<int:pk>/weg/", posts.take_away, name="take_away_post"),
    path("bericht/<int:pk>/terug/", posts.put_back, name="put_back_post"),
]
