"""See `HeaderLanguage`."""

from collections.abc import Iterator
from pathlib import PurePath

from padanan.checks.base import Example, FileCheck, Problem, Subject, header_span, header_value
from padanan.checks.broken import header_is_broken
from padanan.core.errors import LanguageError
from padanan.core.language import Language, covers, language_of_path, parse_language
from padanan.core.model import Certainty, Severity

_HINT = 'put "Language: ..." into the header, such as Language: id'


class HeaderLanguage(FileCheck):
    """The catalogue says which language it is in, and its path does not say another.

    Plural rules, spelling and most checks hang on the language. A header copied from another language's
    catalogue is the usual cause of a contradiction. A name that only the project knows (`de_Informal`) will
    do where the path says the same. Nothing else in the header is held against anyone: who translated and
    when changes nothing for the reader.
    """

    aliases = ("header-fields",)
    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = "GNU gettext manual, section “Filling in the Header Entry”"
    templates = False
    good = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n\nmsgid "Yes"\nmsgstr "是"\n',
            language="zh-CN",
            path="locale/zh_CN/LC_MESSAGES/app.po",
            note="Simplified Chinese by another name.",
        ),
        Example(
            po='msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Yes"\nmsgstr "Ya"\n',
            path="locale/id/LC_MESSAGES/app.po",
            note="The path names the language.",
        ),
        Example(
            po='msgid ""\nmsgstr "Language: de_Informal\\n"\n\nmsgid "Yes"\nmsgstr "Ja"\n',
            path="locale/de_Informal/LC_MESSAGES/app.po",
        ),
    )
    bad = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: ⟦ms⟧\\n"\n\nmsgid "Yes"\nmsgstr "Ya"\n',
            path="locale/id/LC_MESSAGES/app.po",
        ),
        Example(
            po='msgid ""\nmsgstr ""\n"Language: ⟦Bahasa⟧\\n"\n\nmsgid "Yes"\nmsgstr "Ya"\n',
        ),
        Example(
            po='msgid ""\nmsgstr ⟦"MIME-Version: 1.0\\n"⟧\n\nmsgid "Yes"\nmsgstr "Ya"\n',
        ),
        Example(po='⟦⟧msgid "Yes"\nmsgstr "Ya"\n', note="A catalogue without a header.", language=""),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Report a language that is missing, unknown, or not the path's."""
        if header_is_broken(subject):
            return
        header, catalogue = subject.catalogue.header_entry, subject.catalogue
        if header is None:
            if catalogue.entries:
                yield Problem(message="the catalogue has no header entry", detail="no header", hint=_HINT)
            return
        span, name = header_span(catalogue, "Language"), header_value(catalogue, "Language")
        named, by_path = _language(name or ""), language_of_path(PurePath(catalogue.path))
        if not name and by_path is None:
            message = "neither the header nor the path names the language"
            yield Problem(message=message, detail="missing", hint=_HINT, entry=header)
        elif name and named is None and name != _path_name(catalogue.path):
            message = f"{name!r} is no language name"
            yield Problem(message=message, detail=name, hint=_suggestion(name), entry=header, span=span)
        elif named and by_path and not _agree(named, by_path):
            yield Problem(
                message=f"the header says {name}, but the path says {by_path.gettext}",
                detail=f"{name} {by_path.tag}",
                hint="correct the header, if the file is where it belongs",
                entry=header,
                span=span,
            )


def _agree(one: Language, other: Language) -> bool:
    """Whether one name may stand for the other: `pt` for `pt_BR`, or `no` for either kind of Norwegian."""
    if {one.language, other.language} in ({"no", "nb"}, {"no", "nn"}):
        return True
    return covers(one.tag, other.tag) or covers(other.tag, one.tag)


def _suggestion(name: str) -> str:
    """Say how to name a language, and what the code of this one is, if that can be guessed."""
    try:
        parse_language(name)
    except LanguageError as error:
        return error.hint or _HINT
    return _HINT


def _path_name(path: str) -> str:
    """Read what may be a language out of `id/LC_MESSAGES/app.po` or `pt_BR.po`."""
    parts = PurePath(path)
    return parts.parent.parent.name if parts.parent.name == "LC_MESSAGES" else parts.stem


def _language(name: str) -> Language | None:
    try:
        return parse_language(name)
    except LanguageError:
        return None
