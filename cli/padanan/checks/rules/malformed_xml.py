"""See `MalformedXml`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, targets
from padanan.checks.xml_text import is_xml, xml_fault
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity


class MalformedXml(EntryCheck):
    """The translation of a piece of an XML document is well-formed.

    Documentation in DocBook and metadata of applications are put together again from their translations: one
    tag that is not closed, or one bare `&`, and the whole document cannot be built. A message is taken for
    such a piece when a comment of po4a or itstool says so, or Weblate's flag `xml-text`, and its source is
    well-formed.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "XML 1.0, section 2.1 (well-formed documents); i18nspector, malformed-xml"
    trigger = re.compile("[<&]")
    good = (
        Example(po='#. type: Content of: <para>\nmsgid "Run <b>x</b>"\nmsgstr "Jalankan <b>x</b>"\n'),
        Example(po='msgid "a < b & c"\nmsgstr "a < b & c"\n', note="Nobody says that it is XML."),
    )
    bad = (
        Example(po='#. type: Content of: <para>\nmsgid "Run <b>x</b>"\nmsgstr ⟦"Jalankan <b>x<b>"⟧\n'),
        Example(po='#. (itstool) path: p/title\nmsgid "Save and close"\nmsgstr ⟦"Simpan & tutup"⟧\n'),
        Example(po='#, xml-text\nmsgid "Save"\nmsgstr ⟦"a < b"⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Parse every form."""
        if not is_xml(entry):
            return
        for target in targets(entry):
            fault = xml_fault(target.text)
            if fault is not None:
                yield Problem(
                    message=f"no well-formed XML: {fault}",
                    detail=f"{target.form} {fault}",
                    hint="close every tag, and write &amp; and &lt; for & and <",
                    field=target.field,
                )
