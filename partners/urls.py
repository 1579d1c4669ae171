from django.urls import path

from .views import answering, assets, concerns, reporting

app_name = "partners"

urlpatterns = [
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
]
