from django.urls import path

from .views import (
    agreements,
    feeds,
    finding,
    mine,
    moderating,
    municipality,
    running,
    searching,
    showing,
    staffing,
    texts,
    working,
)

app_name = "portal"

urlpatterns = [
    path("", finding.home, name="home"),
    path("zoeken/", searching.search, name="search"),
    path("zoeken/plaatsen/", searching.places, name="search_places"),
    path("wijken/", finding.neighbourhoods, name="neighbourhoods"),
    path("gebied/<slug:code>/", finding.area, name="area"),
    path("gemeente/<slug:slug>/", municipality.municipality, name="municipality"),
    path(
        "gemeente/<slug:slug>/wijken.<str:kind>", municipality.overview_file, name="overview_file"
    ),
    path("gemeente/<slug:slug>/wijken/", municipality.areas, name="areas"),
    path("gemeente/<slug:slug>/afspraken/", municipality.promised, name="promised"),
    path(
        "gemeente/<slug:slug>/afspraken.<str:kind>",
        municipality.promised_file,
        name="promised_file",
    ),
    path("gemeente/<slug:slug>/te-laat/", municipality.late, name="late"),
    path("gemeente/<slug:slug>/beheer/", running.municipality, name="manage_municipality"),
    path(
        "gemeente/<slug:slug>/beheer/wijk/", running.open_neighbourhood, name="open_neighbourhood"
    ),
    path("gemeente/<slug:slug>/beheer/termijn/", running.set_term, name="set_term"),
    path("wijk/<slug:slug>/", showing.neighbourhood, name="neighbourhood"),
    path("wijk/<slug:slug>/nieuws.atom", feeds.neighbourhood_feed, name="neighbourhood_feed"),
    path("wijk/<slug:slug>/verslagen.atom", feeds.reports_feed, name="reports_feed"),
    path("initiatief/<int:pk>/nieuws.atom", feeds.initiative_feed, name="initiative_feed"),
    path("wijk/<slug:slug>/wie/", showing.about, name="about"),
    path("wijk/<slug:slug>/afspraken/", agreements.register, name="agreements"),
    path("wijk/<slug:slug>/beheer/", running.neighbourhood, name="manage_neighbourhood"),
    path("wijk/<slug:slug>/beheer/rol/", running.give_role, name="give_role"),
    path("wijk/<slug:slug>/beheer/rol/<int:pk>/", running.presence, name="presence"),
    path("wijk/<slug:slug>/beheer/rol/<int:pk>/stop/", running.end_role, name="end_role"),
    path("wijk/<slug:slug>/verdeling/", staffing.load, name="load"),
    path("wijk/<slug:slug>/collega/<int:pk>/afwezig/", staffing.away, name="away"),
    path("wijk/<slug:slug>/collega/<int:pk>/afwezig/weg/", staffing.back, name="back"),
    path(
        "wijk/<slug:slug>/collega/<int:pk>/overgeven/",
        staffing.hand_over_all,
        name="hand_over_all",
    ),
    path("wijk/<slug:slug>/moderatie/", moderating.queue, name="moderation"),
    path("wijk/<slug:slug>/moderatie/tonen/", moderating.undo, name="undo_moderation"),
    path("melden/<slug:path>/<int:pk>/", moderating.flag, name="flag"),
    path("melden/<slug:path>/<int:pk>/bezwaar/", moderating.appeal, name="appeal"),
    path("huisregels/", texts.house_rules, name="house_rules"),
    path("mijn/", mine.neighbourhood, name="my_neighbourhood"),
    path("mijn/start/", mine.start, name="start"),
    path("mijn/werk/", mine.work, name="work"),
    path("mijn/werk/kiezen/", working.choose, name="choose"),
    path("mijn/werk/ongedaan/", working.undo, name="undo_work"),
    path("mijn/werk/bewaar/", working.save_filter, name="save_filter"),
    path("mijn/werk/bewaar/<int:pk>/weg/", working.remove_filter, name="remove_filter"),
    path("over/", texts.about_platform, name="about_platform"),
    path("privacy/", texts.privacy_statement, name="privacy"),
    path("toegankelijkheid/", texts.accessibility, name="accessibility"),
    path("andere-taal/", texts.language, name="language"),
    path(".well-known/security.txt", texts.security, name="security"),
    path("robots.txt", texts.robots, name="robots"),
]
