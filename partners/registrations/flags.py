"""What can be flagged here, and how it is hidden."""

from activity import flags

from ..actions import assets, concerns, organisations, posts
from ..models import Asset, Concern, Organisation, Post
from ..selections.organisations import members_of
from ..states import Kind


def _tell_organisation(organisation: Organisation) -> flags.Told:
    assert organisation.neighbourhood, "what is flagged stands in a neighbourhood"
    texts = [getattr(organisation, name) for name in Organisation.TEXTS]
    return flags.Told(
        subject=organisation,
        title=organisation.name,
        words="\n\n".join(text for text in (organisation.name, *texts) if text),
        who="",
        url=organisation.get_absolute_url(),
        neighbourhood=organisation.neighbourhood,
        state="hidden" if organisation.is_hidden else "public",
    )


flags.register(
    flags.Flaggable(
        model=Organisation,
        path="organisatie",
        standing=lambda: (
            Organisation.objects.with_page()
            .exclude(kind=Kind.MUNICIPALITY)
            .select_related("neighbourhood__municipality", "municipality")
        ),
        seen_by=Organisation.objects.visible_to,
        tell=_tell_organisation,
        authors=lambda organisation: [one.person for one in members_of(organisation)],
        hide=lambda organisation, reason, by: organisations.hide(organisation, reason, by=by),
        show=lambda organisation, by: organisations.show(organisation, by=by),
    )
)


def _tell_concern(concern: Concern) -> flags.Told:
    return flags.Told(
        subject=concern,
        title=str(concern),
        words=concern.text,
        who=concern.reporter.public_name,
        url=concern.get_absolute_url(),
        neighbourhood=concern.neighbourhood,
        state=concern.visibility,
    )


flags.register(
    flags.Flaggable(
        model=Concern,
        path="ergernis",
        standing=lambda: Concern.objects.select_related("neighbourhood__municipality", "reporter"),
        seen_by=Concern.objects.visible_to,
        tell=_tell_concern,
        authors=lambda concern: [concern.reporter],
        hide=lambda concern, reason, by: concerns.hide(concern, reason, by=by),
        show=lambda concern, by: concerns.show(concern, by=by),
    )
)


def _tell_asset(asset: Asset) -> flags.Told:
    return flags.Told(
        subject=asset,
        title=asset.title,
        words="\n".join(filter(None, (asset.title, asset.words, asset.hours))),
        who=(asset.person or asset.put_by).public_name,
        url=asset.get_absolute_url(),
        neighbourhood=asset.neighbourhood,
        state=asset.visibility,
    )


flags.register(
    flags.Flaggable(
        model=Asset,
        path="wat-er-al-is",
        standing=lambda: Asset.objects.standing().select_related(
            "neighbourhood__municipality", "person", "put_by"
        ),
        seen_by=Asset.objects.visible_to,
        tell=_tell_asset,
        authors=lambda asset: [asset.person or asset.put_by],
        hide=lambda asset, reason, by: assets.hide(asset, reason, by=by),
        show=lambda asset, by: assets.show(asset, by=by),
    )
)


def _tell_post(post: Post) -> flags.Told:
    return flags.Told(
        subject=post,
        title=post.title,
        words="\n".join(filter(None, (post.title, post.place, post.text))),
        who=post.organisation.name,
        url=post.get_absolute_url(),
        neighbourhood=post.neighbourhood,
        state=post.state,
    )


flags.register(
    flags.Flaggable(
        model=Post,
        path="bericht",
        standing=lambda: Post.objects.standing().select_related(
            "neighbourhood__municipality", "organisation"
        ),
        seen_by=Post.objects.visible_to,
        tell=_tell_post,
        authors=lambda post: (
            [one.person for one in members_of(post.organisation)] or [post.posted_by]
        ),
        hide=lambda post, reason, by: posts.hide(post, reason, by=by),
        show=lambda post, by: posts.show(post, by=by),
    )
)
