"""Reading SRX 2.0: the shipped rules, and other people's files, which may be anything."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from lxml import etree

from padanan.core.errors import SrxError
from padanan.segmentation.engine import Rules, check_rules, matches_language
from padanan.segmentation.model import FormatHandling, LanguageMap, LanguageRules, Rule, SrxDocument

NAMESPACE = "http://www.lisa.org/srx20"
VERSION = "2.0"
LIMIT_BYTES = 10_000_000  # the largest public rule file is under 1 MB
_SHIPPED_NAME = "rules.srx"
_HINT = "padanan reads SRX 2.0, in the namespace http://www.lisa.org/srx20"


def load_rules(path: Path | None = None) -> Rules:
    """Read rules from an SRX file, or the shipped ones, which are read once.

    Raises:
        SrxError: the file cannot be read, or is no sound SRX 2.0.
    """
    return _load_shipped_rules() if path is None else Rules(read_srx(path))


def read_srx(path: Path) -> SrxDocument:
    """Read an SRX 2.0 file and try every pattern in it.

    Raises:
        SrxError: with line, and column for broken XML.
    """
    document = parse_srx(_read_bytes(path), path=str(path))
    for group in document.language_rules:
        check_rules(document, group.rules, group.name)
    for item in document.language_maps:
        matches_language(document, item, "und")
    return document


def parse_srx(data: bytes, *, path: str) -> SrxDocument:
    """Read SRX 2.0 from bytes; patterns are kept as they are, not yet tried.

    Raises:
        SrxError: the XML is broken, declares entities, or is not SRX 2.0.
    """
    root = _parse_xml(data, path)
    if root.tag != qualified("srx") or root.get("version") != VERSION:
        raise SrxError("this is not SRX 2.0", path=path, line=_line(root), hint=_HINT)
    header, body = _child(root, "header", path), _child(root, "body", path)
    rules_element, maps_element = _child(body, "languagerules", path), _child(body, "maprules", path)
    groups = tuple(_read_group(item, path) for item in rules_element.iter(qualified("languagerule")))
    maps = tuple(_read_map(item, path) for item in maps_element.iter(qualified("languagemap")))
    _check_names(groups, maps, path)
    return SrxDocument(
        language_rules=groups,
        language_maps=maps,
        cascade=_yes_no(header, "cascade", path),
        segment_subflows=_yes_no(header, "segmentsubflows", path),
        format_handling=_read_format_handling(header, path),
        path=path,
    )


def qualified(name: str) -> str:
    """Give an SRX element's name with its namespace, as lxml spells it."""
    return f"{{{NAMESPACE}}}{name}"


@lru_cache(maxsize=1)
def _load_shipped_rules() -> Rules:
    resource = files("padanan.segmentation").joinpath(_SHIPPED_NAME)
    return Rules(parse_srx(resource.read_bytes(), path=_SHIPPED_NAME))


def _read_bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise SrxError("this is not a file", path=str(path), hint="give an SRX file")
        with path.open("rb") as stream:
            data = stream.read(LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise SrxError("no such file", path=str(path), hint="check the spelling of the path") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise SrxError(f"cannot be read: {error}", path=str(path)) from error
    if len(data) > LIMIT_BYTES:
        raise SrxError(f"larger than {LIMIT_BYTES} bytes", path=str(path), hint="is this an SRX file?")
    return data


def _parse_xml(data: bytes, path: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        message = f"broken XML: {str(error.msg).partition(', line ')[0]}"
        raise SrxError(message, path=path, line=max(line, 1), column=max(column, 1), hint=_HINT) from error
    # The stubs of lxml know neither a DTD's entities nor an element's line.
    dtd = cast("Any", root.getroottree().docinfo.internalDTD)
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise SrxError("it declares entities", path=path, line=1, hint="write the text itself instead")
    return root


def _line(element: etree._Element) -> int:
    return cast("int", element.sourceline)


def _child(element: etree._Element, name: str, path: str) -> etree._Element:
    child = element.find(qualified(name))
    if child is None:
        raise _broken(element, f"has no <{name}>", path)
    return child


def _attribute(element: etree._Element, name: str, path: str) -> str:
    value = element.get(name)
    if not value:
        raise _broken(element, f"has no attribute {name}", path)
    return value


def _broken(element: etree._Element, problem: str, path: str, *, hint: str = _HINT) -> SrxError:
    name = etree.QName(element).localname
    return SrxError(f"<{name}> {problem}", path=path, line=_line(element), hint=hint)


def _yes_no(element: etree._Element, name: str, path: str) -> bool:
    value = _attribute(element, name, path)
    if value not in {"yes", "no"}:
        raise _broken(element, f'says {name}="{value}"', path, hint='it must be "yes" or "no"')
    return value == "yes"


def _read_format_handling(header: etree._Element, path: str) -> FormatHandling:
    include: dict[str, bool] = {}
    for element in header.iter(qualified("formathandle")):
        kind = _attribute(element, "type", path)
        if kind not in {"start", "end", "isolated"}:
            raise _broken(element, f'says type="{kind}"', path, hint="it must be start, end or isolated")
        include[f"include_{kind}"] = _yes_no(element, "include", path)
    return FormatHandling(**include)


def _read_group(element: etree._Element, path: str) -> LanguageRules:
    rules: list[Rule] = []
    comment = ""
    for child in element.iter(qualified("rule"), etree.Comment):
        if not isinstance(child.tag, str):
            comment = " ".join((child.text or "").split())
        else:
            rules.append(_read_rule(child, comment, path))
    return LanguageRules(name=_attribute(element, "languagerulename", path), rules=tuple(rules))


def _read_rule(element: etree._Element, comment: str, path: str) -> Rule:
    return Rule(
        is_break=element.get("break") is None or _yes_no(element, "break", path),
        before=_text(element, "beforebreak"),
        after=_text(element, "afterbreak"),
        line=_line(element),
        comment=comment,
    )


def _text(element: etree._Element, name: str) -> str:
    """Give a child's text without the comments inside it."""
    child = element.find(qualified(name))
    return "" if child is None else "".join(cast("list[str]", child.xpath("text()")))


def _read_map(element: etree._Element, path: str) -> LanguageMap:
    return LanguageMap(
        pattern=_attribute(element, "languagepattern", path),
        rules_name=_attribute(element, "languagerulename", path),
        line=_line(element),
    )


def _check_names(groups: tuple[LanguageRules, ...], maps: tuple[LanguageMap, ...], path: str) -> None:
    names = [group.name for group in groups]
    repeated = next((name for name in names if names.count(name) > 1), None)
    if repeated is not None:
        raise SrxError(f"two languagerules are called {repeated!r}", path=path, hint="rename one")
    unknown = next((item for item in maps if item.rules_name not in names), None)
    if unknown is not None:
        raise SrxError(
            f"the languagemap {unknown.pattern!r} asks for {unknown.rules_name!r}, which is not there",
            path=path,
            line=unknown.line,
            hint="name an existing languagerule",
        )
