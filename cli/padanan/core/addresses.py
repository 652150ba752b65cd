"""Addresses in running text: of web pages, of mail, of files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from padanan.core.model import Span

# RFC 3986's characters, without those that prose and markup put around an address.
_WEB = re.compile(
    r"(?:(?P<scheme>[hH][tT][tT][pP][sS]?|[fF][tT][pP])://|(?<![a-zA-Z0-9@._-])(?=www\.))"
    r"(?P<host>[a-zA-Z0-9][a-zA-Z0-9.-]*)(?P<port>:[0-9]{1,5})?"
    r"(?P<rest>[/?#][a-zA-Z0-9/._~:?#@!$&()*+,;=%'-]*)?"
)
_MAIL = re.compile(
    r"(?<![\w.+@:/-])[a-zA-Z0-9][\w.+-]{0,63}@[a-zA-Z0-9][a-zA-Z0-9-]{0,62}(?:\.[a-zA-Z0-9-]{1,63})+",
    re.ASCII,
)
# What ends a sentence rather than an address.
_TRAILING = ".,;:!?'*_"
_UNIX = re.compile(
    r"(?<![\w./~:<>{}%$\\-])(?:~|/(?:bin|boot|dev|etc|lib|lib64|opt|proc|root|run|sbin|srv|sys|tmp|usr|var))"
    r"(?:/[A-Za-z0-9._+@%-]+)+",
    re.ASCII,
)
_WINDOWS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]:\\{1,2}[A-Za-z0-9._%-]+(?:\\{1,2}[A-Za-z0-9._%-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """An address of a page, scheme and host in small letters; `rest` is all behind host and port."""

    span: Span
    text: str
    scheme: str
    host: str
    rest: str


def find_web_addresses(text: str) -> Iterator[WebAddress]:
    """Find addresses with a scheme (http, https, ftp), and those that begin with `www.`, in order.

    Punctuation behind an address is not part of it, nor is a closing bracket that was opened before it.
    Cost: O(length).
    """
    for found in _WEB.finditer(text):
        end = _end_of_address(found[0])
        if "." not in found["host"] and found["host"] != "localhost":
            continue
        rest = (found["rest"] or "")[: max(0, end - (found.end("host") - found.start()))]
        yield WebAddress(
            span=Span(start=found.start(), end=found.start() + end),
            text=found[0][:end],
            scheme=(found["scheme"] or "").lower(),
            host=found["host"].rstrip(".-").lower(),
            rest=rest,
        )


def _end_of_address(address: str) -> int:
    end = len(address)
    while end > 0:
        last = address[end - 1]
        if last in _TRAILING or (last == ")" and address.count("(", 0, end) < address.count(")", 0, end)):
            end -= 1
        else:
            break
    return end


def find_mail_addresses(text: str) -> Iterator[Span]:
    """Find addresses of mail, in order."""
    for found in _MAIL.finditer(text):
        yield Span(start=found.start(), end=found.start() + len(found[0].rstrip(".-_")))


def find_file_paths(text: str) -> Iterator[Span]:
    """Find absolute paths below the directories every Unix has, paths below `~/`, and Windows paths."""
    for pattern in (_UNIX, _WINDOWS):
        for found in pattern.finditer(text):
            yield Span(start=found.start(), end=found.start() + len(found[0].rstrip(".%-")))
