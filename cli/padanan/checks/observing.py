"""What checks across catalogues keep of single entries."""

from padanan.checks.base import Observation, Subject, target_field
from padanan.core.catalogue import Entry


def observe_entry(entry: Entry, subject: Subject, data: str) -> Observation:
    """Keep something about an entry, at the place of its first translation."""
    places = entry.places.get(target_field(entry, 0), ())
    return Observation(
        path=subject.catalogue.path,
        language=subject.catalogue.language,
        data=(data,),
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        line=places[0].line if places else max(entry.line, 1),
        column=places[0].column if places else 1,
    )
