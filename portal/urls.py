from django.urls import path

from .views import finding, mine, moderating, running, showing, texts

app_name = "portal"

urlpatterns = [
    path("", finding.home, name="home"),
    path("wijken/", finding.neighbourhoods, name="neighbourhoods"),
    path("gebied/<slug:code>/", finding.area, name="area"),
    path("gemeente/<slug:slug>/", finding.municipality, name="municipality"),
    path("gemeente/<slug:slug>/beheer/", running.municipality, name="manage_municipality"),
    path(
        "gemeente/<slug:slug>/beheer/wijk/", running.open_neighbourhood, name="open_neighbourhood"
    ),
    path("gemeente/<slug:slug>/beheer/termijn/", running.set_term, name="set_term"),
    path("wijk/<slug:slug>/", showing.neighbourhood, name="neighbourhood"),
    path("wijk/<slug:slug>/wie/", showing.about, name="about"),
    path("wijk/<slug:slug>/beheer/", running.neighbourhood, name="manage_neighbourhood"),
    path("wijk/<slug:slug>/beheer/rol/", running.give_role, name="give_role"),
    path("wijk/<slug:slug>/beheer/rol/<int:pk>/", running.presence, name="presence"),
    path("wijk/<slug:slug>/beheer/rol/<int:pk>/stop/", running.end_role, name="end_role"),
    path("wijk/<slug:slug>/moderatie/", moderating.queue, name="moderation"),
    path("wijk/<slug:slug>/moderatie/tonen/", moderating.undo, name="undo_moderation"),
    path("melden/<slug:path>/<int:pk>/", moderating.flag, name="flag"),
    path("melden/<slug:path>/<int:pk>/bezwaar/", moderating.appeal, name="appeal"),
    path("huisregels/", texts.house_rules, name="house_rules"),
    path("mijn/", mine.neighbourhood, name="my_neighbourhood"),
    path("mijn/start/", mine.start, name="start"),
    path("mijn/werk/", mine.work, name="work"),
    path("over/", texts.about_platform, name="about_platform"),
    path("privacy/", texts.privacy_statement, name="privacy"),
    path("toegankelijkheid/", texts.accessibility, name="accessibility"),
    path("andere-taal/", texts.language, name="language"),
    path(".well-known/security.txt", texts.security, name="security"),
    path("robots.txt", texts.robots, name="robots"),
]
