"""What can be flagged here, and how it is hidden."""

from django.utils.translation import gettext

from activity import flags

from ..actions import album, conversation, initiatives, news, obstacles
from ..models import Initiative, Obstacle, Photo, Reaction, Update
from ..selections.people import team_of
from ..states import Visibility


def _tell_initiative(initiative: Initiative) -> flags.Told:
    return flags.Told(
        subject=initiative,
        title=initiative.title,
        words=f"{initiative.title}\n\n{initiative.plan}",
        who="",
        url=initiative.get_absolute_url(),
        neighbourhood=initiative.neighbourhood,
        state=initiative.visibility,
    )


def _tell_news(update: Update) -> flags.Told:
    return flags.Told(
        subject=update.initiative,
        title=update.initiative.title,
        words=update.text,
        who=update.author.public_name,
        url=update.get_absolute_url(),
        neighbourhood=update.initiative.neighbourhood,
        state=update.state,
        anchor=update.anchor,
    )


def _tell_photo(photo: Photo) -> flags.Told:
    initiative = photo.initiative
    assert initiative is not None  # that of a draft is not flagged
    return flags.Told(
        subject=initiative,
        title=initiative.title,
        words=photo.description or gettext("Een foto zonder tekst erbij"),
        who="",
        url=photo.get_absolute_url(),
        neighbourhood=initiative.neighbourhood,
        state="hidden" if photo.is_hidden else "public",
        anchor="#fotos",
        picture=photo.small,
    )


def _tell_reaction(reaction: Reaction) -> flags.Told:
    return flags.Told(
        subject=reaction.initiative,
        title=reaction.initiative.title,
        words=reaction.text,
        who=reaction.author.public_name,
        url=reaction.get_absolute_url(),
        neighbourhood=reaction.initiative.neighbourhood,
        state=reaction.state,
        anchor=reaction.anchor,
    )


def _tell_obstacle(obstacle: Obstacle) -> flags.Told:
    return flags.Told(
        subject=obstacle,
        title=obstacle.title,
        words=f"{obstacle.title}\n\n{obstacle.text}",
        who=obstacle.reporter.public_name,
        url=obstacle.get_absolute_url(),
        neighbourhood=obstacle.neighbourhood,
        state=obstacle.visibility,
    )


flags.register(
    flags.Flaggable(
        model=Initiative,
        path="initiatief",
        standing=lambda: Initiative.objects.exclude(visibility=Visibility.GONE).select_related(
            "neighbourhood__municipality"
        ),
        seen_by=Initiative.objects.readable_by,
        tell=_tell_initiative,
        authors=lambda initiative: [member.person for member in team_of(initiative)],
        hide=lambda initiative, reason, by: initiatives.hide(initiative, reason, by=by),
        show=lambda initiative, by: initiatives.show(initiative, by=by),
    )
)

flags.register(
    flags.Flaggable(
        model=Update,
        path="nieuws",
        standing=lambda: Update.objects.exclude(
            initiative__visibility=Visibility.GONE
        ).select_related("initiative__neighbourhood__municipality", "author"),
        seen_by=Update.objects.visible_to,
        tell=_tell_news,
        authors=lambda update: [
            update.author,
            *(member.person for member in team_of(update.initiative)),
        ],
        hide=lambda update, reason, by: news.hide(update, reason, by=by),
        show=lambda update, by: news.show(update, by=by),
    )
)

flags.register(
    flags.Flaggable(
        model=Photo,
        path="foto",
        standing=lambda: (
            Photo.objects.ready()
            .for_who_moderates()
            .filter(initiative__isnull=False)
            .exclude(initiative__visibility=Visibility.GONE)
            .select_related("initiative__neighbourhood__municipality")
        ),
        seen_by=Photo.objects.flaggable_by,
        tell=_tell_photo,
        authors=lambda photo: [member.person for member in team_of(photo.initiative)],
        hide=lambda photo, reason, by: album.hide(photo, reason, by=by),
        show=lambda photo, by: album.show(photo, by=by),
    )
)

flags.register(
    flags.Flaggable(
        model=Reaction,
        path="reactie",
        standing=lambda: (
            Reaction.objects.standing()
            .exclude(initiative__visibility=Visibility.GONE)
            .select_related("initiative__neighbourhood__municipality", "author")
        ),
        seen_by=Reaction.objects.visible_to,
        tell=_tell_reaction,
        authors=lambda reaction: [reaction.author],
        hide=lambda reaction, reason, by: conversation.hide(reaction, reason, by=by),
        show=lambda reaction, by: conversation.show(reaction, by=by),
    )
)

flags.register(
    flags.Flaggable(
        model=Obstacle,
        path="belemmering",
        standing=lambda: Obstacle.objects.select_related("neighbourhood__municipality", "reporter"),
        seen_by=Obstacle.objects.visible_to,
        tell=_tell_obstacle,
        authors=lambda obstacle: [obstacle.reporter],
        hide=lambda obstacle, reason, by: obstacles.hide(obstacle, reason, by=by),
        show=lambda obstacle, by: obstacles.show(obstacle, by=by),
    )
)
