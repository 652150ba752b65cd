"""Messages that are pieces of XML documents: DocBook, man pages, application metadata."""

import re
from xml.parsers import expat

from padanan.core.catalogue import Entry

# po4a and itstool say where in the document a message comes from; Weblate has a flag for it.
_FROM_XML = re.compile(r"(?:type: )?Content of: <|\(itstool\) path: |^xml-text$")
_ENTITY = re.compile(r"&[A-Za-z_:][\w:.-]{0,100};")


def is_xml(entry: Entry) -> bool:
    """Whether a tool says that a message is a piece of XML, and it is well-formed."""
    comments = (*entry.flags, *entry.extracted_comments)
    return any(_FROM_XML.search(comment) for comment in comments) and xml_fault(entry.msgid) is None


def xml_fault(text: str) -> str | None:
    """Say why a text is no well-formed piece of XML; None when it is. Its entities are taken as known.

    Cost: O(length); nothing is loaded or expanded, for a declaration cannot stand inside an element.
    """
    parser = expat.ParserCreate(namespace_separator=None)
    try:
        parser.Parse(f"<x>{_ENTITY.sub(' ', text)}</x>".encode(errors="replace"), True)
    except expat.ExpatError as error:
        return expat.ErrorString(error.code)
    return None
