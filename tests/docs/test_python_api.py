"""The examples of docs/python-api.md and README.md run as they stand, one after the other."""

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("locales", "tmx"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("page", "printed"),
    [
        pytest.param("README.md", "91 Editor: D.Dj. Kliwantoro", id="readme"),
        pytest.param("docs/python-api.md", "no-such.po: no such file", id="python-api"),
    ],
)
def test_examples_run(page: str, printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    examples = _EXAMPLE.findall((ROOT / page).read_text("utf-8"))
    assert examples
    for example in examples:
        exec(compile(example, page, "exec"), {"__name__": "__main__"})  # the documentation is ours
    assert printed in capsys.readouterr().out


def test_every_public_name_is_described() -> None:
    import padanan

    page = (ROOT / "docs/python-api.md").read_text("utf-8")
    for name in padanan._HOMES:
        assert getattr(padanan, name).__doc__
        assert f"`{name}" in page or f"padanan.{name}`" in page
    methods = {name for name in vars(padanan.Memory) if not name.startswith("_")}
    assert {name for name in methods if f".{name}" not in page} == set()
