"""Merging a template into a catalogue, as msgmerge does it.

Source: GNU gettext's msgmerge.c, and what msgmerge gives (tests/property/test_msgmerge.py compares).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from padanan.core.catalogue import Entry
from padanan.core.message_flags import number_range, syntaxes_of
from padanan.services.similar_messages import SimilarMessages


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeOptions:
    """How a template is merged.

    `forms` is how many plural forms the catalogue has; 0 where nobody knows. With `previous`, entries that
    became fuzzy say what their translation was made for; without it none says so, as msgmerge has it by
    itself. `fuzzy` takes translations of similar messages. `rejects` says whether msgfmt would reject an
    entry, for messages whose placeholders are checked from now on.
    """

    forms: int = 0
    previous: bool = True
    fuzzy: bool = True
    rejects: Callable[[Entry], bool] = lambda _entry: False


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEntry:
    """An entry of the merged catalogue and the one of the old catalogue whose lines it takes over, if any."""

    entry: Entry
    old: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """The merged catalogue's entries in order (the template's, then obsolete ones), and what became of them.

    `revived` were obsolete and are in use again; `carried` got the translation of a similar message, marked
    fuzzy; `added` are new and empty; `retired` became obsolete.
    """

    entries: tuple[MergedEntry, ...]
    kept: int
    revived: int
    carried: int
    added: int
    retired: int


_DEFAULTS = MergeOptions()


def merge_entries(
    template: Sequence[Entry], existing: Sequence[Entry], options: MergeOptions = _DEFAULTS
) -> MergeResult:
    """Bring a catalogue's entries up to a template.

    A message that is still there keeps its translation and translator comments and takes references, flags
    and extracted comments from the template; it becomes fuzzy where its plural, or the range of its numbers,
    is another one now. One that is new takes the translation of the most similar message of the catalogue,
    as fuzzy with its previous msgid (see `SimilarMessages`). What is gone and was translated, and was carried
    nowhere, becomes obsolete. Obsolete messages of the template are none of it.

    Cost: O(new x existing) comparisons.
    """
    template = [entry for entry in template if not entry.obsolete]
    old_by_key = {entry.key: entry for entry in sorted(existing, key=lambda entry: not entry.obsolete)}
    wanted = {entry.key for entry in template}
    similar_messages = SimilarMessages(existing if options.fuzzy else ())
    merged: list[MergedEntry] = []
    carried = 0
    used: set[int] = set()  # identities: equal entries may stand twice
    for entry in template:
        old = old_by_key.get(entry.key)
        similar = None if old else similar_messages.find(entry)
        if old:
            merged.append(MergedEntry(entry=_refresh(old, entry, options), old=old))
        elif similar:
            is_free = similar.key not in wanted and id(similar) not in used
            taken = similar if is_free else None
            merged.append(MergedEntry(entry=_take_over(similar, entry, options), old=taken))
            used.add(id(similar))
            carried += 1
        else:
            merged.append(MergedEntry(entry=_begin(entry, options), old=None))
    gone = [entry for entry in existing if entry.key not in wanted and id(entry) not in used]
    left = [entry for entry in gone if any(entry.msgstr)]
    still = [old_by_key[entry.key] for entry in template if entry.key in old_by_key]
    revived = sum(entry.obsolete for entry in still)
    return MergeResult(
        entries=(*merged, *(MergedEntry(entry=_retire(entry), old=entry) for entry in left)),
        kept=len(still) - revived,
        revived=revived,
        carried=carried,
        added=len(merged) - len(still) - carried,
        retired=sum(not entry.obsolete for entry in left),
    )


def _refresh(old: Entry, new: Entry, options: MergeOptions) -> Entry:
    """Bring an entry up to the same message in the template."""
    if not _has_changed(old, new) and not _is_rejected(old, new, options):
        flags = old.flags
        merged = old
    else:
        flags = ("fuzzy", *old.flags)
        merged = _with_previous(old)
    return _finish(_with_program_part(merged, old, new, flags, options), options)


def _take_over(old: Entry, new: Entry, options: MergeOptions) -> Entry:
    """Take the translation of a similar message for a new one, for a person to look at."""
    merged = replace(_with_previous(old), msgid=new.msgid, msgctxt=new.msgctxt)
    return _finish(_with_program_part(merged, old, new, ("fuzzy",), options), options)


def _with_previous(old: Entry) -> Entry:
    """Say what a translation was made for; of one that was fuzzy, only its previous msgid says that."""
    if old.is_fuzzy:
        return old
    return replace(
        old,
        previous_msgctxt=old.msgctxt,
        previous_msgid=old.msgid,
        previous_msgid_plural=old.msgid_plural,
    )


def _with_program_part(
    merged: Entry, old: Entry, new: Entry, flags: Sequence[str], options: MergeOptions
) -> Entry:
    """Take from the template what the program says, of `flags` only those that it does not say."""
    kept = [flag for flag in dict.fromkeys(flags) if flag == "fuzzy" or flag in new.flags]
    added = [flag for flag in new.flags if flag not in kept and flag != "fuzzy"]
    return replace(
        merged,
        msgid_plural=new.msgid_plural,
        msgstr=_reshape(old, new, options),
        flags=(*kept, *added),
        references=new.references,
        extracted_comments=new.extracted_comments,
        obsolete=False,
    )


def _reshape(old: Entry, new: Entry, options: MergeOptions) -> tuple[str, ...]:
    """Give the forms of a message that gained a plural its one translation, one that lost it its first."""
    if old.msgid_plural is None and new.msgid_plural is not None:
        return old.msgstr[:1] * max(options.forms, 1)
    return old.msgstr if new.msgid_plural is not None else old.msgstr[:1]


def _has_changed(old: Entry, new: Entry) -> bool:
    """Whether a translation may not hold any more: its plural or the range of its numbers is another one."""
    if old.msgid_plural != new.msgid_plural:
        return True
    before, now = number_range(old.flags), number_range(new.flags)
    return before is not None and (now is None or now.lowest not in before or now.highest not in before)


def _is_rejected(old: Entry, new: Entry, options: MergeOptions) -> bool:
    """Whether msgfmt would reject a translation that nobody knew to have placeholders."""
    if set(syntaxes_of(new.flags)) <= set(syntaxes_of(old.flags)) or not any(old.msgstr):
        return False
    return options.rejects(replace(old, flags=new.flags, msgid_plural=new.msgid_plural, obsolete=False))


def _finish(entry: Entry, options: MergeOptions) -> Entry:
    """Take away what says something about a translation that is not there, or needs no looking at."""
    if not entry.msgstr[0]:
        entry = replace(entry, flags=tuple(flag for flag in entry.flags if flag != "fuzzy"))
    if options.previous and entry.is_fuzzy:
        return entry
    return replace(entry, previous_msgctxt=None, previous_msgid=None, previous_msgid_plural=None)


def _begin(new: Entry, options: MergeOptions) -> Entry:
    """Make an empty entry, with as many forms as the catalogue has."""
    if new.msgid_plural is None or any(new.msgstr):
        return _finish(new, options)
    return _finish(replace(new, msgstr=("",) * max(options.forms, 1)), options)


def _retire(entry: Entry) -> Entry:
    """Make an entry obsolete, as msgmerge does: without references and extracted comments."""
    return entry if entry.obsolete else replace(entry, obsolete=True, references=(), extracted_comments=())
