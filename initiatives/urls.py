from django.urls import path, re_path

from .views import (
    album,
    challenges,
    conversation,
    keeping,
    kinds,
    members,
    reviews,
    showing,
    starting,
    taking_part,
    team,
)

app_name = "initiatives"

urlpatterns = [
    path("wijk/<slug:slug>/initiatieven/", showing.index, name="list"),
    path("wijk/<slug:slug>/initiatieven/nieuw/", starting.new, name="new"),
    path(
        "wijk/<slug:slug>/initiatieven/nieuw/foto/weg/", starting.remove_photo, name="remove_photo"
    ),
    path("wijk/<slug:slug>/initiatieven/nieuw/weg/", starting.discard, name="discard"),
    path("wijk/<slug:slug>/initiatieven/nieuw/controleren/", starting.check, name="check"),
    re_path(r"^initiatief/(?P<pk>[0-9]{1,18})-(?P<slug>[\w-]*)/$", showing.detail, name="detail"),
    path("initiatief/<int:pk>/", showing.short, name="short"),
    path("initiatief/<int:pk>/verhaal/", showing.whole_story, name="story"),
    path("initiatief/<int:pk>/verstuurd/", starting.sent, name="sent"),
    path("initiatief/<int:pk>/steun/", taking_part.support, name="support"),
    path("initiatief/<int:pk>/volgen/", taking_part.follow, name="follow"),
    path("initiatief/<int:pk>/meedoen/", taking_part.join, name="join"),
    path("initiatief/<int:pk>/meedoen/niet-meer/", taking_part.leave, name="leave"),
    path("initiatief/<int:pk>/reacties/", conversation.reactions, name="reactions"),
    path(
        "initiatief/<int:pk>/reacties/<int:reaction>/",
        conversation.own_reaction,
        name="own_reaction",
    ),
    path(
        "initiatief/<int:pk>/reacties/<int:reaction>/weg/",
        conversation.remove_reaction,
        name="remove_reaction",
    ),
    path("initiatief/<int:pk>/fotos/", album.photos, name="photos"),
    path("initiatief/<int:pk>/fotos/beheren/", album.own_photos, name="own_photos"),
    path("initiatief/<int:pk>/fotos/beheren/<int:photo>/", album.own_photo, name="own_photo"),
    path(
        "initiatief/<int:pk>/fotos/beheren/<int:photo>/plaats/", album.move_photo, name="move_photo"
    ),
    path(
        "initiatief/<int:pk>/fotos/beheren/<int:photo>/weg/",
        album.remove_photo,
        name="remove_own_photo",
    ),
    path("initiatief/<int:pk>/aanpassen/", team.edit, name="edit"),
    path("initiatief/<int:pk>/aanpassen/weg/", team.discard_edit, name="discard_edit"),
    path("initiatief/<int:pk>/team/", members.team, name="team"),
    path("initiatief/<int:pk>/team/link/", members.link, name="team_link"),
    path("initiatief/<int:pk>/team/uit/", members.leave, name="leave_team"),
    path("initiatief/<int:pk>/team/aanspreekpunt/", members.contact, name="team_contact"),
    path(
        "initiatief/<int:pk>/team/uitnodiging/<int:invitation>/weg/",
        members.withdraw,
        name="withdraw_invitation",
    ),
    path("uitnodiging/<str:token>/", members.invitation, name="invitation"),
    path("initiatief/<int:pk>/nieuws/", team.update, name="update"),
    path("initiatief/<int:pk>/hoe-gaat-het/", keeping.how_is_it, name="how_is_it"),
    path("initiatief/<int:pk>/terugblik/", keeping.look_back, name="look_back"),
    path("initiatief/<int:pk>/in-beeld/", keeping.within_reach, name="within_reach"),
    path("initiatief/<int:pk>/fase/", kinds.stage, name="stage"),
    path("initiatief/<int:pk>/proef/", kinds.experiment, name="experiment"),
    path("initiatief/<int:pk>/uitdaagrecht/", challenges.challenge, name="challenge"),
    path("initiatief/<int:pk>/uitdaagrecht/vragen/", challenges.ask, name="challenge_ask"),
    path(
        "initiatief/<int:pk>/uitdaagrecht/wie-beslist/",
        challenges.confirm,
        name="challenge_confirm",
    ),
    path("initiatief/<int:pk>/uitdaagrecht/besluit/", challenges.decide, name="challenge_decide"),
    path(
        "initiatief/<int:pk>/uitdaagrecht/bezwaar/", challenges.object_to, name="challenge_object"
    ),
    path(
        "initiatief/<int:pk>/uitdaagrecht/voorstel/", challenges.propose, name="challenge_propose"
    ),
    path("initiatief/<int:pk>/uitdaagrecht/akkoord/", challenges.agree, name="challenge_agree"),
    path(
        "initiatief/<int:pk>/uitdaagrecht/anders/",
        challenges.send_back,
        name="challenge_send_back",
    ),
    path(
        "initiatief/<int:pk>/uitdaagrecht/terugblik/",
        challenges.evaluate,
        name="challenge_evaluate",
    ),
    path(
        "initiatief/<int:pk>/uitdaagrecht/intrekken/",
        challenges.withdraw,
        name="challenge_withdraw",
    ),
    path("initiatief/<int:pk>/heroverwegen/", team.reconsider, name="reconsider"),
    path("initiatief/<int:pk>/vragen/<int:question>/", team.reply, name="reply"),
    path("initiatief/<int:pk>/beoordelen/", reviews.review, name="review"),
    path("initiatief/<int:pk>/beoordelen/antwoord/", reviews.answer, name="answer"),
    path("initiatief/<int:pk>/beoordelen/vraag/", reviews.ask, name="ask"),
    path("initiatief/<int:pk>/beoordelen/notitie/", reviews.note, name="note"),
    path("initiatief/<int:pk>/verbergen/", reviews.hide, name="hide"),
    path("initiatief/<int:pk>/tonen/", reviews.show, name="show"),
    path("foto/<int:pk>/<int:width>.<slug:kind>", showing.photo, name="photo"),
]
