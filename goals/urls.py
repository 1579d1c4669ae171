from django.urls import path

from .views import importing, indicators, meanings, showing

app_name = "goals"

urlpatterns = [
    path("wijk/<slug:slug>/doelen/", showing.year, name="now"),
    path("wijk/<slug:slug>/doelen/<int:year>/", showing.year, name="year"),
    path("doel/<int:pk>/", showing.goal, name="goal"),
    # --- Choosing
    # --- Who does what
    # --- Contributions
    # --- Figures
    path("doel/<int:pk>/cijfers/", indicators.figures, name="figures"),
    path("doel/<int:pk>/cijfers/nieuw/", indicators.new_indicator, name="new_indicator"),
    path("doel/<int:pk>/cijfers/nieuw/officieel/", indicators.new_official, name="new_official"),
    path("doel/<int:pk>/cijfers/nieuw/site/", indicators.new_counted, name="new_counted"),
    path(
        "doel/<int:pk>/cijfers/nieuw/organisatie/",
        indicators.new_party_count,
        name="new_party_count",
    ),
    path("graadmeter/<int:pk>/", indicators.indicator, name="indicator"),
    path("graadmeter/<int:pk>/aanpassen/", indicators.adjust, name="adjust_indicator"),
    path("graadmeter/<int:pk>/weg/", indicators.take_away, name="take_away_indicator"),
    path("graadmeter/<int:pk>/terug/", indicators.put_back, name="put_back_indicator"),
    path("graadmeter/<int:pk>/meting/", indicators.measure, name="measure"),
    path("graadmeter/<int:pk>/duiding/", meanings.give, name="give_meaning"),
    path(
        "graadmeter/<int:pk>/duiding/<int:meaning>/weg/",
        meanings.take_back,
        name="take_back_meaning",
    ),
    path("gemeente/<slug:slug>/cijfers/", importing.bring, name="bring_figures"),
    path("gemeente/<slug:slug>/cijfers/<int:pk>/", importing.preview, name="figure_import"),
    path(
        "gemeente/<slug:slug>/cijfers/<int:pk>/bevestigen/",
        importing.confirm,
        name="confirm_figures",
    ),
    path(
        "gemeente/<slug:slug>/cijfers/<int:pk>/weggooien/",
        importing.discard,
        name="discard_figures",
    ),
    # --- The quarterly review
]
