from django.urls import path

from .views import (
    choosing,
    contributing,
    contributions,
    importing,
    indicators,
    linking,
    logging,
    matrix,
    meanings,
    parties,
    pledges,
    problems,
    proposing,
    showing,
    years,
)

app_name = "goals"

urlpatterns = [
    path("wijk/<slug:slug>/doelen/", showing.year, name="now"),
    path("wijk/<slug:slug>/doelen/<int:year>/", showing.year, name="year"),
    path("doel/<int:pk>/", showing.goal, name="goal"),
    # --- Choosing
    path("wijk/<slug:slug>/doelen/beginnen/", years.begin, name="begin"),
    path("wijk/<slug:slug>/doelen/<int:year>/voorbereiden/", years.prepare, name="prepare"),
    path("wijk/<slug:slug>/doelen/<int:year>/gehoord/", years.hear, name="hear"),
    path(
        "wijk/<slug:slug>/doelen/<int:year>/gehoord/<int:pk>/weg/",
        years.drop_input,
        name="drop_input",
    ),
    path("wijk/<slug:slug>/doelen/<int:year>/ondertekenen/", years.sign, name="sign"),
    path("wijk/<slug:slug>/doelen/<int:year>/wat-speelt-er/", problems.problems, name="problems"),
    path("wijk/<slug:slug>/doelen/<int:year>/wat-speelt-er/<int:pk>/", problems.rank, name="rank"),
    path(
        "wijk/<slug:slug>/doelen/<int:year>/wat-speelt-er/<int:pk>/weg/",
        problems.take_problem_away,
        name="take_problem_away",
    ),
    path("wijk/<slug:slug>/doelen/<int:year>/voorstellen/", proposing.propose, name="propose"),
    path("wijk/<slug:slug>/doelen/<int:year>/kiezen/", choosing.choose, name="choose"),
    path("doel/<int:pk>/aanpassen/", proposing.change, name="change"),
    path("doel/<int:pk>/intrekken/", proposing.withdraw, name="withdraw"),
    path("doel/<int:pk>/belangrijk/", proposing.support, name="support"),
    path("doel/<int:pk>/stoppen/", choosing.stop, name="stop"),
    path("doel/<int:pk>/bereikt/", choosing.reach, name="reach"),
    path("doel/<int:pk>/alsnog-kiezen/", choosing.choose_later, name="choose_later"),
    path("doel/<int:pk>/meenemen/", choosing.carry_over, name="carry_over"),
    # --- Who does what
    path("wijk/<slug:slug>/doelen/<int:year>/wie-doet-wat/", matrix.matrix, name="matrix"),
    path("doel/<int:pk>/partij/<int:organisation>/", parties.party, name="party"),
    path("doel/<int:pk>/partij/<int:organisation>/weg/", parties.withdraw, name="withdraw_party"),
    path("doel/<int:pk>/toezeggen/", pledges.pledge, name="pledge"),
    path("doel/<int:pk>/afspraken/", pledges.agreements, name="agreements"),
    path("doel/<int:pk>/initiatieven/", linking.link, name="link"),
    path("initiatief/<int:pk>/doelen/", linking.of_initiative, name="of_initiative"),
    # --- Contributions
    path("wijk/<slug:slug>/doelen/bijdrage/", contributing.contribute_here, name="contribute_here"),
    path("wijk/<slug:slug>/doelen/bijdragen/nieuw/", logging.log_many, name="log_many"),
    path("doel/<int:pk>/bijdrage/", contributing.contribute, name="contribute"),
    path("doel/<int:pk>/bijdragen/", contributions.contributions, name="contributions"),
    path("bijdrage/<int:pk>/", contributions.contribution, name="contribution"),
    path(
        "bijdrage/<int:pk>/aanpassen/",
        contributing.correct_contribution,
        name="correct_contribution",
    ),
    path(
        "bijdrage/<int:pk>/weghalen/",
        contributing.take_away_contribution,
        name="take_away_contribution",
    ),
    path(
        "bijdrage/<int:pk>/terugzetten/",
        contributing.put_back_contribution,
        name="put_back_contribution",
    ),
    path(
        "bijdrage/foto/<int:pk>/<int:width>.<slug:kind>",
        contributions.contribution_photo,
        name="contribution_photo",
    ),
    path("bijdrage/<str:token>/", logging.log_by_link, name="log_by_link"),
    path(
        "organisatie/<slug:slug>/bijdragen/",
        contributions.contributions_of,
        name="contributions_of",
    ),
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
