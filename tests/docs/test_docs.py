import re
import subprocess
import sys
from pathlib import Path

from padanan.checks.registry import check_ids
from padanan.commands.app import COMMANDS

ROOT = Path(__file__).resolve().parents[2]


def test_generated_pages_and_transcripts_are_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs/generate.py", "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_readme_shows_every_command_at_work() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = set(re.findall(r"^\$ padanan (\w+)", readme, re.MULTILINE))
    assert shown == set(COMMANDS)


def test_every_command_and_check_has_its_page() -> None:
    commands = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    assert re.findall(r"^## padanan (\w+)", commands, re.MULTILINE) == list(COMMANDS)
    assert {path.stem for path in (ROOT / "docs/checks").glob("*.md")} == {"README", *check_ids()}


def without_examples(text: str) -> str:
    """Leave out fenced blocks, and code within a line."""
    return re.sub(r"^(`{3,}).*?^\1$|`[^`\n]+`", "", text, flags=re.MULTILINE | re.DOTALL)


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", without_examples(page.read_text("utf-8")))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_readme_is_true_to_the_task_runner() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", readme, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
