"""Writing SRX 2.0."""

from lxml import etree
from lxml.builder import ElementMaker

from padanan.segmentation.model import FormatHandling, LanguageMap, LanguageRules, Rule, SrxDocument
from padanan.segmentation.reader import NAMESPACE, VERSION

_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


def format_srx(document: SrxDocument) -> bytes:
    """Write a document as UTF-8 XML that `read_srx` reads back as an equal one; the same bytes each time."""
    body = _E.body(
        _E.languagerules(*map(_language_rule, document.language_rules)),
        _E.maprules(*map(_language_map, document.language_maps)),
    )
    root = _E.srx(_header(document), body, version=VERSION)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _header(document: SrxDocument) -> etree._Element:
    handling: FormatHandling = document.format_handling
    kinds = {
        "start": handling.include_start,
        "end": handling.include_end,
        "isolated": handling.include_isolated,
    }
    return _E.header(
        *(_E.formathandle(type=kind, include=_yes_no(include)) for kind, include in kinds.items()),
        segmentsubflows=_yes_no(document.segment_subflows),
        cascade=_yes_no(document.cascade),
    )


def _language_rule(group: LanguageRules) -> etree._Element:
    return _E.languagerule(*map(_rule, group.rules), languagerulename=group.name)


def _rule(rule: Rule) -> etree._Element:
    element = _E.rule(**{"break": _yes_no(rule.is_break)})
    element.extend([_E.beforebreak(rule.before), _E.afterbreak(rule.after)])
    return element


def _language_map(item: LanguageMap) -> etree._Element:
    return _E.languagemap(languagepattern=item.pattern, languagerulename=item.rules_name)


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"
