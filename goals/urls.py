from django.urls import path

from .views import linking, matrix, parties, pledges, showing

app_name = "goals"

urlpatterns = [
    path("wijk/<slug:slug>/doelen/", showing.year, name="now"),
    path("wijk/<slug:slug>/doelen/<int:year>/", showing.year, name="year"),
    path("doel/<int:pk>/", showing.goal, name="goal"),
    # --- Choosing
    # --- Who does what
    path("wijk/<slug:slug>/doelen/<int:year>/wie-doet-wat/", matrix.matrix, name="matrix"),
    path("doel/<int:pk>/partij/<int:organisation>/", parties.party, name="party"),
    path("doel/<int:pk>/partij/<int:organisation>/weg/", parties.withdraw, name="withdraw_party"),
    path("doel/<int:pk>/toezeggen/", pledges.pledge, name="pledge"),
    path("doel/<int:pk>/afspraken/", pledges.agreements, name="agreements"),
    path("doel/<int:pk>/initiatieven/", linking.link, name="link"),
    path("initiatief/<int:pk>/doelen/", linking.of_initiative, name="of_initiative"),
    # --- Contributions
    # --- Figures
    # --- The quarterly review
]
