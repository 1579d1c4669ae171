"""Questions that open a conversation (O97).

"Stel andere vragen bij deze ontdekkingstocht, want dan krijg je ook andere antwoorden" (source
003): they ask what people do, can and like, before what is wrong. The words are ours, after the
advice of sources 003 (what is there already, what people want to do themselves), 000 (an open
look, without an agenda) and 001 (nobody asked me).
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Question(NamedTuple):
    """`about` is the field of a conversation that an answer belongs in."""

    about: str
    words: object


QUESTIONS = (
    Question("good", _("Waar bent u hier in de buurt graag?")),
    Question("good", _("Wat moet hier vooral zo blijven?")),
    Question("good", _("Wanneer was u voor het laatst trots op deze buurt?")),
    Question("good", _("Wie doet hier iets waar u blij van wordt?")),
    Question("good", _("Wat doet u al voor uw buren, ook als het klein is?")),
    Question("talent", _("Waar bent u goed in? Wat zeggen anderen dat u goed kunt?")),
    Question("talent", _("Wat doet u zo graag dat u de tijd vergeet?")),
    Question("talent", _("Wat zou u een ander wel willen leren?")),
    Question("talent", _("Heeft u iets wat een ander mag lenen of gebruiken?")),
    Question("talent", _("Als iemand u zou vragen om mee te helpen: waarmee dan het liefst?")),
    Question("idea", _("Als u morgen één ding mocht veranderen, wat werd het dan?")),
    Question("idea", _("Wat zou u samen met een paar buren willen doen?")),
    Question("idea", _("Wat is er nodig om daarmee te beginnen?")),
    Question("idea", _("Wie zou er ook mee willen doen?")),
    Question("worry", _("Waar ligt u wel eens wakker van?")),
    Question("worry", _("Wat zou voor u het eerst beter moeten?")),
    Question("worry", _("Wie kan daar volgens u iets aan doen?")),
)
