"""Files and findings as services know them: by paths below the checkout, and by fingerprints."""

import os
import re
from collections import Counter
from hashlib import blake2b
from urllib.parse import quote

from padanan.core.text import show_codes

# Where services say that the checkout is: GitHub Actions ("Variables reference") and GitLab CI ("Predefined
# variables").
_CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
_SURROGATE = re.compile("[\ud800-\udfff]")


def path_in_checkout(path: str) -> str:
    """Give a path as services want it: relative to the checkout, with `/`.

    Outside of a service the checkout is the working directory. A path that lies elsewhere stays whole.
    """
    whole = os.path.abspath(path)  # noqa: PTH100 - Path.absolute() keeps `..`
    root = next((os.environ[name] for name in _CHECKOUTS if os.environ.get(name)), os.getcwd())  # noqa: PTH109
    inside = os.path.relpath(whole, root) if whole.startswith(os.path.join(root, "")) else whole  # noqa: PTH118
    return inside.replace(os.sep, "/")


def uri_of(path: str) -> str:
    """Write a path from `path_in_checkout` as a URI: percent-encoded, relative unless the path is whole."""
    written = quote(os.fsencode(path), safe="/")
    return f"file://{written}" if written.startswith("/") else written.replace(":", "%3A")


def well_formed(text: str) -> str:
    """Show by their codes the halves of characters that a broken file name leaves: no encoding has them."""
    return text if text.isascii() else _SURROGATE.sub(lambda match: show_codes(match[0]), text)


class PlacedFingerprints:
    """Fingerprints that tell findings in different files apart, as services demand.

    A finding's own fingerprint does not hang on its file: the same mistake in two files has the same.
    """

    def __init__(self) -> None:
        self._seen: Counter[bytes] = Counter()

    def of(self, fingerprint: str, path: str) -> str:
        """Give 32 hexadecimal digits that no other finding of the run has."""
        digest = _digest(path, fingerprint)
        self._seen[digest] += 1
        again = self._seen[digest]
        return (digest if again == 1 else _digest(path, fingerprint, str(again))).hex()


def _digest(*parts: str) -> bytes:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=16).digest()
