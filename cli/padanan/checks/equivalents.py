"""What others call our checks: names under which their users have switched them off.

Source: Weblate's manual, "Checks and fixups"; dennis's manual, "Linting" and "Template linting".
"""

from collections.abc import Mapping
from types import MappingProxyType

_PLACEHOLDERS = ("placeholders", "unflagged-placeholders")
_ICU = ("icu-message", "icu-plural-branches")
_ENDING = ("end-punctuation", "changed-end-punctuation")

# The name, with `_` for Weblate's `-`: the checks of ours that do its work.
EQUIVALENTS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "weblate/same": ("source-copied",),
    "weblate/begin_newline": ("edge-newlines",),
    "weblate/end_newline": ("edge-newlines",),
    "weblate/begin_space": ("edge-spaces", "edge-space-width"),
    "weblate/end_space": ("edge-spaces", "edge-space-width"),
    "weblate/double_space": ("doubled-spaces",),
    "weblate/newline_count": ("line-breaks",),
    "weblate/escaped_newline": ("escape-sequences",),
    "weblate/zero_width_space": ("invisible-characters",),
    "weblate/end_stop": ("end-stop", *_ENDING, "chinese-punctuation", "script-punctuation"),
    "weblate/end_colon": (*_ENDING, "chinese-punctuation"),
    "weblate/end_question": (*_ENDING, "chinese-punctuation", "script-punctuation"),
    "weblate/end_exclamation": ("end-stop", *_ENDING, "chinese-punctuation"),
    "weblate/end_interrobang": _ENDING,
    "weblate/end_ellipsis": (*_ENDING, "ellipsis"),
    "weblate/end_semicolon": (*_ENDING, "chinese-punctuation", "script-punctuation"),
    "weblate/punctuation_spacing": ("french-spacing", "french-no-break-spaces"),
    "weblate/ellipsis": ("ellipsis",),
    "weblate/kashida": ("kashida",),
    "weblate/duplicate": ("repeated-words",),
    "weblate/accelerators": ("access-keys",),
    "weblate/max_length": ("length-limit",),
    "weblate/max_size": ("length-limit",),
    "weblate/md_link": ("markdown-markup",),
    "weblate/md_reflink": ("markdown-markup",),
    "weblate/md_syntax": ("markdown-markup",),
    "weblate/rst_references": ("rst-markup",),
    "weblate/rst_syntax": ("rst-markup",),
    "weblate/bbcode": ("bbcode-tags",),
    "weblate/xml_tags": ("markup-tags", "markup-attributes"),
    "weblate/xml_invalid": ("malformed-xml", "entities", "markup-tags"),
    "weblate/safe_html": ("unsafe-markup",),
    "weblate/url": ("web-addresses",),
    "weblate/plurals": ("empty-form",),
    "weblate/same_plurals": ("same-plurals",),
    "weblate/inconsistent": ("inconsistent-translation",),
    "weblate/reused": ("reused-translation",),
    "weblate/check_glossary": ("glossary-term", "forbidden-term", "do-not-translate"),
    "weblate/placeholders": ("required-texts",),
    "weblate/percent_placeholders": _PLACEHOLDERS,
    "weblate/unnamed_format": ("unnamed-arguments",),
    "weblate/icu_message_format": _ICU,
    "weblate/icu_message_format_syntax": _ICU,
    **{
        f"weblate/{name}": _PLACEHOLDERS
        for name in (
            "python_format", "python_brace_format", "php_format", "c_format", "perl_format",
            "perl_brace_format", "javascript_format", "lua_format", "object_pascal_format", "scheme_format",
            "c_sharp_format", "java_format", "java_printf_format", "vue_format", "i18next_interpolation",
            "es_format", "ruby_format", "qt_format", "qt_plural_format", "laravel_format",
            "automattic_components_format", "angularjs_format", "objc_format",
        )
    },
    "dennis/E101": _PLACEHOLDERS,
    "dennis/E102": _PLACEHOLDERS,
    "dennis/E103": _PLACEHOLDERS,
    "dennis/E104": _PLACEHOLDERS,
    "dennis/E201": _PLACEHOLDERS,
    "dennis/E202": _PLACEHOLDERS,
    "dennis/W202": _PLACEHOLDERS,
    "dennis/W301": ("blank-translation",),
    "dennis/W302": ("source-copied",),
    "dennis/W303": ("markup-tags",),
    "dennis/W304": ("markup-tags", "malformed-xml"),
    "dennis/W502": ("unnamed-arguments",),
})  # fmt: skip


def equivalents_of(name: str) -> tuple[str, ...]:
    """Name our checks that do the work of somebody else's, as they write its name; none if it is unknown.

    `end_stop`, `end-stop` and `weblate/end_stop` are Weblate's, `W303` and `dennis/W303` dennis's.
    """
    owner, _, short = name.rpartition("/")
    for known in (f"weblate/{short.replace('-', '_').lower()}", f"dennis/{short.upper()}"):
        if known in EQUIVALENTS and known.startswith(owner):
            return EQUIVALENTS[known]
    return ()
