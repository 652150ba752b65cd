"""The files of fuzzy indexes: one for each language, in a directory beside the memory."""

import json
import os
import re
import secrets
import threading
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path
from urllib.parse import quote
from weakref import WeakValueDictionary

from padanan.core.progress import Progress
from padanan.memory.fuzzy.kernel import KernelBuilder, KernelSearch, load_fuzzy_kernel
from padanan.memory.mapped_file import UNFINISHED, MappedFile, UnusableFileError, write_mapped_file
from padanan.memory.store import IndexToken, Store

_KIND = b"fuzzy"
_VERSION = 1
_SUFFIX = ".idx"
_TOKEN = re.compile(r"[0-9a-f]{16}")
_BATCH_TEXTS = 4096
# Whoever is still writing a file has written some of it lately.
_ABANDONED_S = 600.0

_open_searches: WeakValueDictionary[Path, KernelSearch] = WeakValueDictionary()
_lock = threading.Lock()


def index_directory(memory: Path) -> Path:
    """Give the directory in which the indexes of a memory lie: beside what a link leads to."""
    return Path(f"{os.path.realpath(memory)}.index")


def open_search(directory: Path, language: str, token: IndexToken) -> KernelSearch:
    """Open an index; what is open in this process already is shared. Cost: under a millisecond.

    Raises:
        UnusableFileError: it is missing, of another memory or version, cut short, or damaged; or there is no
            kernel to read it with.
    """
    kernel = load_fuzzy_kernel()
    if kernel is None or not _TOKEN.fullmatch(token.token):
        raise UnusableFileError("no kernel to read it with, or no token of ours")
    path = _path(directory, language, token.token)
    with _lock:
        search = _open_searches.get(path)
        if search is None:
            file = MappedFile.open(path, kind=_KIND, version=_VERSION)
            if bytes(file.read("about")) != _about(language, token):
                raise UnusableFileError(f"{path}: of another memory")
            search = _open_searches[path] = KernelSearch(kernel, file)
    return search


def remove_index(directory: Path, language: str, token: IndexToken) -> None:
    """Remove an index that turned out to be damaged, so that it is made anew."""
    path = _path(directory, language, token.token)
    with _lock:
        _open_searches.pop(path, None)
    with suppress(OSError):
        path.unlink(missing_ok=True)


def build_index(store: Store, directory: Path, language: str, progress: Progress) -> None:
    """Index all texts in a language as they are now, and tell the memory; then remove older indexes.

    Killed at any moment, or overtaken by somebody who writes, it leaves the index that was there before.
    Cost: some 6 s and 400 MB for a million texts.

    Raises:
        OSError: the file cannot be written.
        MemoryError: there is not enough of it.
        StoreError: the memory fails.
    """
    kernel = load_fuzzy_kernel()
    if kernel is None:
        return
    token = secrets.token_hex(8)
    with KernelBuilder(kernel) as builder:
        revision = _read_texts(store, language, builder, progress)
        about = _about(language, IndexToken(token, revision))
        directory.mkdir(exist_ok=True)
        path = _path(directory, language, token)
        sections = ([("about", [about])], builder.sections())
        write_mapped_file(path, (item for part in sections for item in part), kind=_KIND, version=_VERSION)
    if store.is_being_written():
        path.unlink(missing_ok=True)  # not worth waiting for: who is writing makes another one
        return
    try:
        before = store.set_index_token(language, IndexToken(token, revision))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    _remove_older(directory, path, before)


def _read_texts(store: Store, language: str, builder: KernelBuilder, progress: Progress) -> int:
    """Give the builder all texts; give the revision that they are of."""
    advance = progress(f"indexing {language}")
    with store.snapshot():
        revision = store.revision()
        total = store.count_texts(language, until=revision)
        texts = store.texts([language])
        done = 0
        while batch := list(islice(texts, _BATCH_TEXTS)):
            builder.add(batch)
            done += len(batch)
            advance(done, total)
    return revision


def _about(language: str, token: IndexToken) -> bytes:
    return json.dumps({"language": language, **token._asdict()}).encode()


def _path(directory: Path, language: str, token: str) -> Path:
    return directory / f"{_stem(language)}-{token}{_SUFFIX}"


def _stem(language: str) -> str:
    """Make a part of a file name out of a tag, which may hold anything."""
    return f"fuzzy-{quote(language, safe='')}"


def _remove_older(directory: Path, current: Path, before: IndexToken | None) -> None:
    """Remove the index before the current one, and what nobody has come back to for long.

    That is what killed processes left; a young file may be another process's, which is about to tell the
    memory of it. Whoever has one mapped goes on reading it; on Windows it stays until the next time.
    """
    stem = current.name.rpartition("-")[0]
    for path in directory.iterdir():
        is_before = before is not None and path.name == f"{stem}-{before.token}{_SUFFIX}"
        is_ours = path.name.rpartition("-")[0] == stem or path.name.endswith(UNFINISHED)
        if path != current and (is_before or (is_ours and _is_abandoned(path))):
            with suppress(OSError):
                path.unlink()


def _is_abandoned(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _ABANDONED_S
    except FileNotFoundError:  # another process has just finished or removed it
        return False
