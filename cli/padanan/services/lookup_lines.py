"""Looking up line after line, as a pipeline sends them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from padanan.core.errors import PadananError, StoreError
from padanan.memory.lookup import Query
from padanan.services.lookup import LookupReport, check_query, look_up, require_pair
from padanan.services.memory_session import MemorySession

# A text of LIMIT_QUERY characters written as \uXXXX, with its neighbours.
LIMIT_LINE_BYTES = 2_000_000
_FIELDS = ("text", "msgctxt", "previous", "next")


class LineFormat(StrEnum):
    """What a line is: a text, or JSON - a string, or an object with `text`, `msgctxt`, `previous`, `next`."""

    TEXT = "text"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineError:
    """A line that could not be looked up; `line` counts from 1."""

    line: int
    error: PadananError


def look_up_lines(
    session: MemorySession, template: Query, lines: Iterable[bytes], form: LineFormat, *, repairs: bool = True
) -> Iterator[LookupReport | LineError]:
    """Look up every line, on all processors; lazily, an answer a line, in order.

    Args:
        session: The memories.
        template: All that the lines do not say.
        lines: UTF-8, with or without their ends. More than LIMIT_LINE_BYTES of one are an error.
        form: How to read them. A line without text is answered without matches.
        repairs: See `look_up`.

    Raises:
        PadananError: no line could be looked up: threshold, limit or languages are wrong.
        StoreError: a memory fails.
    """
    from padanan.services.lookup_many import work_ahead  # 10 ms, and a single text needs no threads

    checked = check_query(replace(template, text="any"))
    require_pair(session, checked)

    def answer(numbered: tuple[int, bytes]) -> LookupReport | LineError:
        number, line = numbered
        try:
            query = _read_query(line, checked, form)
            if query.text.strip():
                return look_up(session, query, repairs=repairs)
        except StoreError:
            raise
        except PadananError as error:
            return LineError(line=number, error=error)
        return LookupReport(query=query, suggestions=(), memories=len(session.memories))

    return work_ahead(answer, enumerate(lines, start=1))


def _read_query(line: bytes, template: Query, form: LineFormat) -> Query:
    if len(line) > LIMIT_LINE_BYTES:
        raise PadananError(f"more than {LIMIT_LINE_BYTES} bytes in a line")
    try:
        text = line.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        raise PadananError(f"not UTF-8, at byte {error.start + 1} of the line") from error
    if form is LineFormat.TEXT:
        return replace(template, text=text)
    return replace(template, **_read_fields(text)) if text.strip() else replace(template, text="")


def _read_fields(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise PadananError("no JSON", hint='write each text as a JSON string, or use "text"') from error
    fields = {"text": value} if isinstance(value, str) else value
    if not isinstance(fields, dict) or "text" not in fields:
        raise PadananError('neither a JSON string nor an object with "text"')
    for name, content in fields.items():
        if name not in _FIELDS:
            raise PadananError(f"unknown field {name!r}", hint=f"known are {', '.join(_FIELDS)}")
        if not isinstance(content, str) and (name == "text" or content is not None):
            raise PadananError(f"{name} must be a text")
    return fields
