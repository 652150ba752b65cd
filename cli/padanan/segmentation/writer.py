"""Writing SRX 2.0."""

from typing import cast

from lxml import etree

from padanan.segmentation.model import FormatHandling, Rule, SrxDocument
from padanan.segmentation.reader import NAMESPACE, VERSION, qualified


def format_srx(document: SrxDocument) -> bytes:
    """Write a document as UTF-8 XML that `read_srx` reads back as an equal one; the same bytes each time.

    Of XML comments those above rules are written; elements of other namespaces are no part of a document.
    """
    root = etree.Element(
        qualified("srx"), {"version": VERSION}, nsmap=cast("dict[str, str]", {None: NAMESPACE})
    )
    _add_header(root, document)
    body = etree.SubElement(root, qualified("body"))
    groups = etree.SubElement(body, qualified("languagerules"))
    for group in document.language_rules:
        element = etree.SubElement(groups, qualified("languagerule"), {"languagerulename": group.name})
        comment = ""
        for rule in group.rules:
            if rule.comment and rule.comment != comment:
                # Two hyphens, and one at the end, cannot stand in a comment (XML 1.0, 2.5).
                element.append(etree.Comment(f" {rule.comment.replace('--', '- -')} "))
            comment = rule.comment
            _add_rule(element, rule)
    maps = etree.SubElement(body, qualified("maprules"))
    for item in document.language_maps:
        names = {"languagepattern": item.pattern, "languagerulename": item.rules_name}
        etree.SubElement(maps, qualified("languagemap"), names)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _add_header(root: etree._Element, document: SrxDocument) -> None:
    flags = {
        "segmentsubflows": _yes_no(document.segment_subflows),
        "cascade": _yes_no(document.cascade),
    }
    header = etree.SubElement(root, qualified("header"), flags)
    handling: FormatHandling = document.format_handling
    for kind, include in (
        ("start", handling.include_start),
        ("end", handling.include_end),
        ("isolated", handling.include_isolated),
    ):
        etree.SubElement(header, qualified("formathandle"), {"type": kind, "include": _yes_no(include)})


def _add_rule(parent: etree._Element, rule: Rule) -> None:
    element = etree.SubElement(parent, qualified("rule"), {"break": _yes_no(rule.is_break)})
    etree.SubElement(element, qualified("beforebreak")).text = rule.before
    etree.SubElement(element, qualified("afterbreak")).text = rule.after


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"
