"""See `GlossaryTerm`."""

from collections.abc import Collection, Iterable, Iterator

from padanan.checks.base import CheckSettings, EntryCheck, Example, Problem, Subject, targets
from padanan.checks.terminology import find_forbidden, terminology_of
from padanan.core.catalogue import Entry
from padanan.core.glossary import Concept, Glossary, Term, TermStatus
from padanan.core.model import Certainty, Severity
from padanan.core.terms import has_term


def _concept(source: str, *targets: str, language: str = "id", forbidden: str | None = None) -> Concept:
    return Concept(
        terms=(
            Term(text=source, language="en"),
            *(Term(text=text, language=language) for text in targets),
            *([Term(text=forbidden, language=language, status=TermStatus.FORBIDDEN)] if forbidden else []),
        )
    )


_SETTINGS = CheckSettings(
    glossary=Glossary(
        concepts=(
            _concept("file", "berkas"),
            _concept("file manager", "pengelola berkas"),
            _concept("download", "unduh", "unduhan"),
            _concept("password", "kata sandi", forbidden="password"),
            _concept("file", "文件", language="zh-CN"),
        )
    )
)


class GlossaryTerm(EntryCheck):
    """A term of the glossary is translated as the glossary says.

    Readers who meet three words for one thing look for three things. Runs only with a glossary (`glossary =
    "terms.csv"` in `[tool.padanan.validate]`). Forms of a term count as the term: English plurals, Indonesian
    affixes (`mengunduh`, `diunduh`, `unduhannya` for `unduh`), endings of other languages. Of terms inside
    one another the longest counts. Placeholders, tags, addresses and names of code are no terms. Where a
    forbidden term stands instead, forbidden-term says so alone.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "ISO 30042 (TBX), administrativeStatus; Weblate, “Does not follow glossary”"
    good = (
        Example(po='msgid "Files"\nmsgstr "Berkas-berkas"\n', settings=_SETTINGS),
        Example(
            po='msgid "Downloads failed."\nmsgstr "Gagal mengunduh."\n',
            settings=_SETTINGS,
            note="“mengunduh” is a form of “unduh”.",
        ),
        Example(
            po='msgid "Open the file manager"\nmsgstr "Buka pengelola berkas"\n',
            settings=_SETTINGS,
        ),
        Example(
            po='msgid "Open %(file)s in <file> and my_file.txt"\n'
            'msgstr "Buka %(file)s di <file> dan my_file.txt"\n',
            settings=_SETTINGS,
            note="Placeholders and names of code are no terms.",
        ),
        Example(po='msgid "Wrong password"\nmsgstr "Password salah"\n', settings=_SETTINGS),
        Example(po='msgid "Delete files"\nmsgstr "删除文件"\n', language="zh-CN", settings=_SETTINGS),
    )
    bad = (
        Example(
            po='msgid "Delete the files"\nmsgstr ⟦"Hapus dokumen"⟧\n',
            settings=_SETTINGS,
            note="The glossary has “berkas” for “file”.",
        ),
        Example(
            po='msgid "Open the file manager"\nmsgstr ⟦"Buka manajer berkas"⟧\n',
            settings=_SETTINGS,
            note="The glossary has “pengelola berkas” for “file manager”.",
        ),
        Example(
            po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] ⟦"%d dokumen"⟧\n',
            settings=_SETTINGS,
        ),
        Example(
            po='msgid "Delete files"\nmsgstr ⟦"删除档案"⟧\n',
            language="zh-CN",
            settings=_SETTINGS,
            note="The glossary has “文件” for “file”.",
        ),
    )

    def applies(self, subject: Subject) -> bool:
        """Without a glossary no term is wrong."""
        return terminology_of(subject) is not None

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report every term of the source for which no form of the entry has one of the glossary's."""
        terminology = terminology_of(subject)
        if terminology is None:
            return
        texts = [target.text for target in targets(entry)]
        for demand in terminology.demands(entry):
            wanted = terminology.terms(demand.concepts, forbidden=False)
            if not wanted or entry.msgid in texts or _is_used(texts, wanted, terminology.language):
                continue
            avoided = terminology.terms(demand.concepts, forbidden=True)
            if any(find_forbidden(text, avoided, wanted, language=terminology.language) for text in texts):
                continue
            names = " or ".join(f"“{term.text}”" for term in wanted)
            yield Problem(
                message=f"the glossary has {names} for “{demand.term}”",
                detail=demand.term,
                hint="use the glossary's term, or correct the glossary",
                entry=entry,
                field=next(targets(entry)).field,
            )


def _is_used(texts: Iterable[str], terms: Collection[Term], language: str) -> bool:
    """Whether any form of an entry has any of the terms: a form for one number may do without."""
    return any(has_term(text, term, language=language) for text in texts for term in terms)
