"""Write the generated documentation anew, or with --check say what of it is stale.

Generated are docs/reference/commands.md (from the commands), docs/checks/*.md (from the checks), and the
transcripts in README.md and docs/*.md: in every fenced block marked `console`, what a line `$ padanan ...`
prints is replaced by what it prints now, run in a copy of the project.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from padanan.checks.pages import render_check_pages
from padanan.commands.app import COMMANDS, app

ROOT = Path(__file__).resolve().parent.parent
_CONSOLE = re.compile(r"^(?P<fence>`{3,})console\n(?P<block>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)
# What the commands shown in the documentation read.
_SHOWN = ("pyproject.toml", "locales", "tmx", "benchmarks/drafts", "docs/examples")


def main() -> int:
    """Write the pages, or compare them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is stale")
    check: bool = parser.parse_args().check
    wanted = dict(pages())
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]
    left_over = [path for path in (ROOT / "docs" / "checks").glob("*.md") if path not in wanted]
    if check:
        for path in [*stale, *left_over]:
            print(f"stale: {path.relative_to(ROOT)} (run make docs)", file=sys.stderr)
        return 1 if stale or left_over else 0
    for path in left_over:
        path.unlink()
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], "utf-8", newline="\n")
    return 0


def pages() -> Iterator[tuple[Path, str]]:
    """Give every generated page with the text it should have."""
    yield ROOT / "docs" / "reference" / "commands.md", render_commands()
    for name, text in render_check_pages():
        yield ROOT / "docs" / "checks" / name, text
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        text = path.read_text("utf-8")
        if _CONSOLE.search(text):
            yield path, refresh_transcripts(text)


def render_commands() -> str:
    """Describe every command, its arguments and options as Markdown."""
    group: Any = typer.main.get_command(app)
    parts = [
        "# Commands\n\nWritten by `make docs` from the commands; `padanan COMMAND --help` says the same.\n"
    ]
    for name in COMMANDS:
        command = group.get_command(None, name)
        parts.append(
            _render_group(name, command) if hasattr(command, "table") else _render_command(name, command)
        )
    return "\n".join(parts)


def _render_group(name: str, group: Any) -> str:
    """Describe a command with commands of its own."""
    subcommands = (
        "#" + _render_command(f"{name} {own}", group.get_command(None, own))
        for own in group.list_commands(None)
    )
    return "\n".join([f"## padanan {name}\n\n{group.help}\n", *subcommands])


def _render_command(name: str, command: Any) -> str:
    parameters = [parameter for parameter in command.params if parameter.name != "help"]
    usage = " ".join(_metavar(parameter) for parameter in parameters if _is_argument(parameter))
    rows = [
        f"| {_shown_name(parameter)} | {_cell(parameter.help or '')} | {_default(parameter)} |\n"
        for parameter in parameters
    ]
    table = "| argument or option | meaning | default |\n|---|---|---|\n" + "".join(rows)
    return (
        f"## padanan {name}\n\n    padanan {name} [OPTIONS] {usage}".rstrip()
        + f"\n\n{command.help}\n\n{table}"
    )


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _metavar(parameter: Any) -> str:
    name: str = parameter.metavar or parameter.name.upper()
    if parameter.nargs == -1 and not name.endswith("..."):
        name += "..."
    return name if parameter.required or name.startswith("[") else f"[{name}]"


def _shown_name(parameter: Any) -> str:
    if _is_argument(parameter):
        return f"`{parameter.metavar or parameter.name.upper()}`"
    return ", ".join(f"`{option}`" for option in [*parameter.opts, *parameter.secondary_opts])


def _default(parameter: Any) -> str:
    if parameter.required:
        return "required"
    default = parameter.default
    if default is None or default in ((), [], False) or callable(default):
        return ""
    return f"`{getattr(default, 'value', default)}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def refresh_transcripts(text: str) -> str:
    """Run the commands in the text's `console` blocks and put in what they print."""
    with tempfile.TemporaryDirectory() as folder:
        for name in _SHOWN:
            source, target = ROOT / name, Path(folder) / name
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy(source, target)
        _make_samples(Path(folder))
        return _CONSOLE.sub(lambda found: _run_block(found, Path(folder)), text)


def _make_samples(folder: Path) -> None:
    """Make three systems of a thousand made-up segments, and of real ones, for what 24 segments cannot show.

    The real ones are NTREX-128, which is not part of the project. Where $PADANAN_DATA does not lead to it,
    what was shown of it stays as it is.
    """
    script = ROOT / "benchmarks" / "score_report.py"
    data = os.environ.get("PADANAN_DATA")
    others = {name: value for name, value in os.environ.items() if name != "PADANAN_DATA"}
    subprocess.run([sys.executable, script, "--sample", folder / "sample"], check=True, env=others)
    if data and Path(data, "ntrex-dev", "en.txt").is_file():
        subprocess.run([sys.executable, script, "--sample", folder / "ntrex", "--data", data], check=True)


def _run_block(found: re.Match[str], folder: Path) -> str:
    if " ntrex/" in found["block"] and not (folder / "ntrex").exists():
        return found[0]
    commands = [line for line in found["block"].splitlines() if line.startswith("$ ")]
    block = "\n".join(f"{line}\n{_run(line[2:], folder)}" for line in commands)
    return f"{found['fence']}console\n{block}{found['fence']}"


def _run(line: str, folder: Path) -> str:
    """Run one command as a user without colours would see it, messages and data in one stream."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI"))}
    variables |= {"NO_COLOR": "1", "COLUMNS": "100", "PYTHONUTF8": "1"}
    variables["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        shlex.split(line),
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    if done.returncode not in {0, 1}:
        raise SystemExit(f"documentation shows a command that fails: {line}\n{done.stdout}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
