"""See `WebAddresses`."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.addresses import WebAddress, find_mail_addresses, find_web_addresses
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

# A language as hosts, paths and file names give it: fr, pt-BR, zh_Hans.
_LANGUAGE = r"[a-z]{2}(?:[-_](?:[a-z]{2}|[a-z]{4}))?"
_LANGUAGE_LABEL = re.compile(rf"\A{_LANGUAGE}\.", re.IGNORECASE)
_LANGUAGE_PART = re.compile(rf"(?<=[/.=_-]){_LANGUAGE}(?=[/.&_]|$)", re.IGNORECASE)
# What a country puts behind a name: .fr, .co.uk, .com.br.
_COUNTRY = re.compile(r"(?:\.com?)?\.[a-z]{2}\Z|\.(?:com|org|net)\Z")
# A text with more addresses than this is a list of them; each is compared with all others.
_MOST = 200
_FLAG = "url"  # Weblate's: the text is an address
_WHOLE = re.compile(r"[A-Za-z][\w+.-]*://\S+")
_IN_MARKUP = ('="', "='", "](")
# Hosts that stand for any: nobody takes them for real ones, and they are not kept free by RFC 2606 either.
_MADE_UP = frozenset(
    {"domain", "host", "mydomain", "mysite", "server", "site", "website", "yourdomain", "yoursite"}
)
_BROKEN_SCHEME = re.compile(
    r"\b(?:h\s?t+\s?p+s?|f\s?t\s?p)(?:\s*[:：;]?\s*[/／\\]{1,3}\s*|\s*[:：;]\s*)\Z", re.IGNORECASE
)


class WebAddresses(EntryCheck):
    """A translation has the web addresses of its source, written so that they still work.

    A link that was translated, mistyped or cut off leads nowhere, or to somebody else: `example.com` is
    nobody's by RFC 2606, its translation is somebody's. Left alone are the page in another language
    (`/en/` and `/fr/`, `fr.wikipedia.org`, `google.fr`, whatever stands behind them), another page below the
    same address, `https` for `http`, fragments, addresses in attributes of tags and in Markdown links,
    made-up hosts (`domain.com`), and front pages that are named in words. Where the flag `url` says that a
    text is an address, its translation must be one.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "RFC 3986, sections 3.1 to 3.3; RFC 2606; pofilter, urls; Okapi CheckMate, patterns"
    trigger = re.compile(r"://|www\.")
    good = (
        Example(po='msgid "See http://example.com/a."\nmsgstr "Lihat https://example.com/a。"\n'),
        Example(
            po='msgid "https://x.org/en/install/"\nmsgstr "https://x.org/fr/installation/"\n', language="fr"
        ),
        Example(
            po='msgid "https://en.wikipedia.org/wiki/Slug"\nmsgstr "https://fr.wikipedia.org/wiki/Limace"\n',
            language="fr",
        ),
        Example(po='msgid "http://www.google.com"\nmsgstr "http://www.google.co.id"\n'),
        Example(po='msgid "<a href=\\"http://a.org\\">A</a>"\nmsgstr "<a href=\\"http://b.org\\">A</a>"\n'),
        Example(
            po='msgid "Bugs: <https://translationproject.org/team/>"\n'
            'msgstr "Fehler: <https://translationproject.org/team/de.html>"\n',
            language="de",
        ),
    )
    bad = (
        Example(
            po='msgid "Visit http://www.example.com"\nmsgstr "Besoek ⟦http://www.voorbeeld.com⟧"\n',
            language="af",
        ),
        Example(
            po='msgid "https://docs.python.org/howto/x"\nmsgstr "⟦https://docs.python.org/cara/x⟧"\n',
        ),
        Example(po='msgid "See http://x.org/faq"\nmsgstr "Siehe ⟦http:/⟧x.org/faq"\n', language="de"),
        Example(po='msgid "See http://x.org/faq"\nmsgstr "参见 ⟦http：//⟧x.org/faq"\n', language="zh-CN"),
        Example(po='#, url\nmsgid "https://x.org/"\nmsgstr ⟦"x.org"⟧\n'),
        Example(po='msgid "See www.example.org."\nmsgstr ⟦"Lihat situs kami."⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare every form with the source that it is nearer to."""
        originals = [_addresses(text) for text in sources(entry)]
        for target in targets(entry):
            if _FLAG in entry.flags and not _WHOLE.fullmatch(target.text):
                yield Problem(
                    message="no web address, as a flag demands", detail=f"{target.form}", field=target.field
                )
                continue
            given = _addresses(target.text)
            missing = min(
                (
                    [one for one in original if not _is_kept(one, given, target.text)]
                    for original in originals
                ),
                key=len,
            )
            for address in missing:
                yield _problem(target, address, _instead(missing, given, originals))


def _addresses(text: str) -> list[WebAddress]:
    found = (
        address
        for address in find_web_addresses(text)
        if text[max(0, address.span.start - 2) : address.span.start] not in _IN_MARKUP
    )
    return list(islice(found, _MOST))


def _is_kept(original: WebAddress, given: list[WebAddress], text: str) -> bool:
    if any(_leads_alike(original, address) for address in given):
        return True
    name = original.host.split(".")[-2:][0]  # "org" may be missing: `http://localhost/`
    if name in _MADE_UP and given:
        return True
    if any(find_mail_addresses(text)):
        return True  # translators are reached at other places than the project
    # The front page of "Disqus" may be named in words, but for an address that went wrong.
    named = original.rest in {"", "/"} and name in text.casefold()
    return named and not given and _find_broken_scheme(original, text) is None


def _leads_alike(original: WebAddress, given: WebAddress) -> bool:
    """Whether an address is the same, or may well be the same in another language."""
    first, second = original.host.removeprefix("www."), given.host.removeprefix("www.")
    if first != second:
        bare = [_COUNTRY.sub("", _LANGUAGE_LABEL.sub("", host)) for host in (first, second)]
        return bare[0] == bare[1] and _moves_to_language(first, second)
    if _page(original) == _page(given) or _page(given).startswith(_page(original).removesuffix("/") + "/"):
        return True
    changed = set(_LANGUAGE_PART.findall(original.rest)) != set(_LANGUAGE_PART.findall(given.rest))
    return changed and _LANGUAGE_PART.search(given.rest) is not None


def _moves_to_language(first: str, second: str) -> bool:
    return bool(
        _LANGUAGE_LABEL.match(first) or _LANGUAGE_LABEL.match(second) or re.search(r"\.[a-z]{2}\Z", second)
    )


def _page(address: WebAddress) -> str:
    """Give the path of an address as it is compared: decoded, without a fragment or languages."""
    return _LANGUAGE_PART.sub("", unquote(address.rest.partition("#")[0])).rstrip("/")


def _instead(
    missing: list[WebAddress], given: list[WebAddress], originals: list[list[WebAddress]]
) -> WebAddress | None:
    """Give the address that stands in place of a missing one, where there is one candidate."""
    known = [one for original in originals for one in original]
    strange = [one for one in given if not any(_leads_alike(other, one) for other in known)]
    return strange[0] if len(strange) == len(missing) == 1 else None


def _find_broken_scheme(address: WebAddress, text: str) -> re.Match[str] | None:
    start = text.lower().find(address.host)
    return _BROKEN_SCHEME.search(text, max(0, start - 20), start) if start >= 0 else None


def _problem(target: Target, address: WebAddress, instead: WebAddress | None) -> Problem:
    detail = f"{target.form} {address.text}"
    if instead is not None:
        return Problem(
            message=f"the address is another than {address.text}",
            detail=detail,
            hint="write it as in the source, if it is not the same page in another language",
            field=target.field,
            span=instead.span,
        )
    scheme = _find_broken_scheme(address, target.text)
    if scheme:
        return Problem(
            message=f"{scheme[0]!r} begins no address",
            detail=detail,
            hint=f"write {address.scheme or 'http'}://",
            field=target.field,
            span=Span(start=scheme.start(), end=scheme.end()),
        )
    return Problem(message=f"{address.text} of the source is missing", detail=detail, field=target.field)
