"""What others call our checks: names under which their users have switched them off.

Source: Weblate's manual, "Checks and fixups"; dennis's manual, "Linting".
"""

from collections.abc import Mapping
from types import MappingProxyType

EQUIVALENTS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "weblate/same": ("untranslated",),
    "dennis/E101": ("placeholders",),
})  # fmt: skip
