from django.urls import path

from .views import afterwards, stories

app_name = "reports"
urlpatterns = [
    # --- Stories
    path("verslag/<int:pk>/verhaal/", stories.tell, name="tell_story"),
    path("verslag/<int:pk>/verhalen/", stories.stories, name="stories"),
    path(
        "verslag/<int:pk>/verhalen/<int:one>/intrekken/",
        stories.withdraw_invitation,
        name="withdraw_story_invitation",
    ),
    path("verhaal/<int:pk>/weg/", stories.withdraw, name="withdraw_story"),
    path("verhaal/<int:pk>/weglaten/", stories.leave_out, name="leave_out_story"),
    path("verhaal/<str:token>/", stories.tell_by_link, name="story_by_link"),
    path("verhaalfoto/<int:pk>/<int:width>.<str:kind>", stories.photo, name="story_photo"),
    # --- After it is published
    path("verslag/<int:pk>/reacties/", afterwards.reactions, name="reactions"),
    path("verslag/<int:pk>/reageren/", afterwards.react, name="react"),
    path("verslag/<int:pk>/correctie/", afterwards.correct, name="correct"),
    path("verslag/<int:pk>/bespreken/", afterwards.discuss, name="discuss"),
    path("verslagreactie/<int:pk>/antwoord/", afterwards.answer, name="answer_reaction"),
    path("verslagreactie/<int:pk>/weg/", afterwards.take_away, name="take_away_reaction"),
    path("mijn/verslagreacties/", afterwards.waiting, name="reactions_waiting"),
]
