from ..models import Municipality, Term
from ..states import WORKING_DAYS, AnswerTo


def term(municipality: Municipality, kind: AnswerTo) -> int:
    """Within how many working days this municipality answers; DESIGN's default until it says so."""
    chosen = Term.objects.filter(municipality=municipality, kind=kind).first()
    return chosen.working_days if chosen else WORKING_DAYS[kind]


def terms(municipality: Municipality) -> dict[AnswerTo, int]:
    """Of every kind of question, in one query."""
    rows = Term.objects.filter(municipality=municipality).values_list("kind", "working_days")
    return WORKING_DAYS | {AnswerTo(kind): days for kind, days in rows}
