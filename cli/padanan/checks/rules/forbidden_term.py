"""See `ForbiddenTerm`."""

from collections.abc import Iterator

from padanan.checks.base import CheckSettings, EntryCheck, Example, Problem, Subject, targets
from padanan.checks.terminology import find_forbidden, terminology_of
from padanan.core.catalogue import Entry
from padanan.core.glossary import Concept, Glossary, Term, TermStatus
from padanan.core.model import Certainty, Severity

_SETTINGS = CheckSettings(
    glossary=Glossary(
        concepts=(
            Concept(
                terms=(
                    Term(text="password", language="en"),
                    Term(text="kata sandi", language="id"),
                    Term(text="sandi", language="id", status=TermStatus.FORBIDDEN),
                    Term(text="password", language="id", status=TermStatus.FORBIDDEN),
                )
            ),
            Concept(terms=(Term(text="code", language="en"), Term(text="sandi", language="id"))),
            Concept(
                terms=(
                    Term(text="登录", language="zh-CN"),
                    Term(text="登陆", language="zh-CN", status=TermStatus.FORBIDDEN),
                )
            ),
        )
    )
)


class ForbiddenTerm(EntryCheck):
    """No translation uses a term that the glossary forbids.

    Runs only with a glossary. A term is forbidden for its concept: the word may be right where the source
    speaks of something else, so the check looks only at messages that name the concept; at all of them where
    the glossary has no term of the source's language for it. Forms of the term count as the term
    (`passwordnya`), parts of an allowed term do not (`sandi` in `kata sandi`).
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "ISO 30042 (TBX), administrativeStatus “deprecatedTerm”; Weblate, “Forbidden translations”"
    good = (
        Example(po='msgid "Change the password"\nmsgstr "Ubah kata sandi"\n', settings=_SETTINGS),
        Example(
            po='msgid "Enter the code"\nmsgstr "Masukkan sandi"\n',
            settings=_SETTINGS,
            note="“sandi” is forbidden for “password” only.",
        ),
        Example(
            po='msgid "Reset {password}"\nmsgstr "Atur ulang {password}"\n',
            settings=_SETTINGS,
            note="A placeholder is no term.",
        ),
    )
    bad = (
        Example(po='msgid "Change the password"\nmsgstr "Ubah ⟦sandi⟧ Anda"\n', settings=_SETTINGS),
        Example(po='msgid "Wrong password"\nmsgstr "⟦Passwordnya⟧ salah"\n', settings=_SETTINGS),
        Example(
            po='msgid "Sign in"\nmsgstr "请⟦登陆⟧"\n',
            language="zh-CN",
            settings=_SETTINGS,
            note="The glossary has no English term for this, so it is forbidden everywhere.",
        ),
    )

    def applies(self, subject: Subject) -> bool:
        """Without a glossary no term is wrong."""
        return terminology_of(subject) is not None

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report every occurrence."""
        terminology = terminology_of(subject)
        if terminology is None:
            return
        named = [concept for demand in terminology.demands(entry) for concept in demand.concepts]
        concepts = [*named, *terminology.sourceless]
        forbidden = terminology.terms(concepts, forbidden=True)
        allowed = terminology.terms(concepts, forbidden=False) if forbidden else []
        for target in targets(entry):
            for hit in find_forbidden(target.text, forbidden, allowed, language=terminology.language):
                concept = next(concept for concept in concepts if hit.term in concept.terms)
                better = terminology.terms([concept], forbidden=False)
                yield Problem(
                    message=f"the glossary forbids “{hit.term.text}” here",
                    detail=hit.term.text,
                    hint=f"use {' or '.join(f'“{term.text}”' for term in better)}" if better else None,
                    entry=entry,
                    field=target.field,
                    span=hit.span,
                )
