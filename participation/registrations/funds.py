"""What has money from the residents' budget: somebody carries on when that stops (O100)."""

from initiatives import funding

from ..models import Grant


def has_grant(initiative: int) -> bool:
    return Grant.objects.filter(proposal__initiative=initiative).exists()


funding.register(has_grant)
