"""What the project offers to pre-commit, GitHub and GitLab, run as they run it as far as that goes here."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from padanan.checks.registry import check_ids
from padanan.services.configuration import load_settings

ROOT = Path(__file__).resolve().parents[2]
HEADER = 'msgid ""\nmsgstr "Language: id\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
WRONG = HEADER + '#, python-format\nmsgid "%(n)s"\nmsgstr "%(m)s"\n'
MENDABLE = HEADER + 'msgid "Save"\nmsgstr "Simpan\u200b"\n'
CLEAN = HEADER + 'msgid "Save"\nmsgstr "Simpan"\n'

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def distribution(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a service would check out: the project, in a repository of its own."""
    folder = tmp_path_factory.mktemp("checkout") / "padanan"
    ignored = shutil.ignore_patterns("__pycache__", "*.so", "*.egg-info")
    shutil.copytree(ROOT / "cli", folder / "cli", ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "action.yml"):
        shutil.copy(ROOT / name, folder)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    git = ["git", "-C", str(folder), "-c", "user.name=Tester", "-c", "user.email=tester@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Begin"]):
        subprocess.run([*git, *arguments], check=True)


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("schema", "path"),
    [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "docs/examples/gitlab-ci.yml")],
)
def test_files_fit_their_schemas(schema: str, path: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# pre-commit


def test_hooks_are_of_the_kinds_that_pre_commit_knows() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    hooks = read_yaml(ROOT / ".pre-commit-hooks.yaml")
    assert {hook["id"] for hook in hooks} == {"padanan-validate", "padanan-validate-templates", "padanan-fix"}


def test_pre_commit_installs_and_runs_the_hooks(distribution: Path, tmp_path: Path) -> None:
    files = {"wrong.po": WRONG, "mendable.po": MENDABLE, "template.pot": CLEAN, "other.txt": WRONG}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    commit(tmp_path)

    def run(hook: str) -> str:
        command = [sys.executable, "-m", "pre_commit", "try-repo", str(distribution), hook, "--all-files"]
        variables = os.environ | {"PRE_COMMIT_HOME": str(tmp_path / ".git" / "cache"), "NO_COLOR": "1"}
        done = subprocess.run(
            [*command, "--verbose"],
            cwd=tmp_path,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return f"{done.returncode}\n{done.stdout}{done.stderr}"

    validated = run("padanan-validate")
    assert validated.startswith("1\n"), validated
    assert "wrong.po:6:9: error placeholders" in validated
    assert "mendable.po:5:15: warning invisible-characters" in validated
    assert "2 files, 2 messages: 1 error, 1 warning" in validated
    templates = run("padanan-validate-templates")
    assert templates.startswith("0\n"), templates
    assert "1 file, 1 message" in templates
    mended = run("padanan-fix")
    assert "files were modified by this hook" in mended
    assert "mended 1 in mendable.po" in mended
    assert (tmp_path / "mendable.po").read_text("utf-8") == CLEAN


# GitHub


def action_step(name: str) -> Mapping[str, Any]:
    steps = read_yaml(ROOT / "action.yml")["runs"]["steps"]
    return next(step for step in steps if step.get("name") == name)


@pytest.fixture(scope="session")
def installed(distribution: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Run the action's installation; give the interpreter that it names."""
    folder = tmp_path_factory.mktemp("runner")
    environment = os.environ | {
        "RUNNER_TEMP": str(folder),
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_ACTION_PATH": str(distribution),
        "PADANAN_PYTHON": sys.executable,
        "PADANAN_VERSION": "",
    }
    run_step("Install padanan", environment, folder).check_returncode()
    name, _, python = (folder / "output").read_text().strip().partition("=")
    assert name == "python"
    return python


def run_step(name: str, environment: Mapping[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner does: its script in a file, for bash with these options."""
    script = folder / "step.sh"
    script.write_text(action_step(name)["run"], "utf-8")
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture
def validate_step(installed: str, tmp_path: Path) -> Run:
    def run(python: str = installed, **inputs: str) -> subprocess.CompletedProcess[str]:
        names = ("args", "fail_on", "paths", "preset")
        variables = {f"PADANAN_{name.upper()}": inputs.get(name, "") for name in names}
        variables |= {"PADANAN_PYTHON": python, "PADANAN_FORMAT": inputs.get("output_format", "github")}
        variables |= {"GITHUB_WORKSPACE": str(tmp_path), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
        return run_step("Validate catalogues", os.environ | variables, tmp_path)

    return run


def test_the_action_installs_itself_and_validates(validate_step: Run, tmp_path: Path) -> None:
    (tmp_path / "po").mkdir()
    (tmp_path / "po" / "id.po").write_text(WRONG, "utf-8")
    done = validate_step(paths="po\n")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=po/id.po,line=6,endLine=6,col=9,endColumn=14,")
    assert "1 error" in (tmp_path / "summary.md").read_text("utf-8")


def test_inputs_become_options(validate_step: Run, tmp_path: Path) -> None:
    (tmp_path / "a b.po").write_text(HEADER + 'msgid "a"\nmsgstr ""\n', "utf-8")
    (tmp_path / "c.po").write_text(MENDABLE, "utf-8")
    assert validate_step(paths="a b.po").returncode == 0
    assert validate_step(paths="a b.po", fail_on="info").returncode == 1
    assert validate_step(paths="a b.po\nc.po", args="--ignore=invisible-characters\n").returncode == 0
    assert validate_step(paths="a b.po\nc.po").returncode == 1
    done = validate_step(paths="c.po", output_format="json", args="--exit-zero")
    assert (done.returncode, json.loads(done.stdout)["summary"]["warning"]) == (0, 1)
    assert "enormous" in validate_step(paths="c.po", preset="enormous").stderr
    assert validate_step(paths="c.po", output_format="html").stdout.startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["paths", "args", "preset", "fail_on", "output_format"])
def test_an_input_is_never_run(validate_step: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "id.po").write_text(CLEAN, "utf-8")
    hostile = '"; touch taken; $(touch taken) `touch taken` * && touch taken #'
    done = validate_step(**{"paths": "id.po", name: hostile})
    assert done.returncode == 2
    assert not (tmp_path / "taken").exists()


def test_a_version_is_never_run(tmp_path: Path) -> None:
    environment = os.environ | {
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "PADANAN_PYTHON": sys.executable,
        "PADANAN_VERSION": '1"; touch taken; $(touch taken) ',
    }
    assert run_step("Install padanan", environment, tmp_path).returncode != 0
    assert not (tmp_path / "taken").exists()


def test_scripts_of_the_action_contain_no_expression() -> None:
    for step in read_yaml(ROOT / "action.yml")["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_every_input_reaches_the_scripts() -> None:
    action = read_yaml(ROOT / "action.yml")
    given = [value for step in action["runs"]["steps"] for value in step.get("env", {}).values()]
    assert {value for value in given if "inputs." in value} == {
        f"${{{{ inputs.{name} }}}}" for name in action["inputs"]
    }


# GitLab


def test_the_gitlab_job_writes_the_reports_it_names(tmp_path: Path) -> None:
    job = read_yaml(ROOT / "docs" / "examples" / "gitlab-ci.yml")["catalogues"]
    assert job["before_script"] == ["pip install padanan"]
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "id.po").write_text(WRONG, "utf-8")
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": programs, "CI_PROJECT_DIR": str(tmp_path)}
    environment.pop("GITHUB_WORKSPACE", None)
    codes = [
        subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, check=False
        ).returncode
        for line in job["script"]
    ]
    assert codes == [0, 0, 1]
    reports = job["artifacts"]["reports"]
    (issue,) = json.loads((tmp_path / reports["codequality"]).read_text("utf-8"))
    assert issue["location"] == {"path": "locale/id.po", "lines": {"begin": 6}}
    assert "<failure" in (tmp_path / reports["junit"]).read_text("utf-8")


# What the documentation says


def test_the_documentation_shows_the_gitlab_job_as_it_is() -> None:
    page = (ROOT / "docs" / "validate-in-ci.md").read_text("utf-8")
    assert (ROOT / "docs" / "examples" / "gitlab-ci.yml").read_text("utf-8") in page


def test_the_documentation_names_every_input_and_hook() -> None:
    page = (ROOT / "docs" / "validate-in-ci.md").read_text("utf-8")
    for name in read_yaml(ROOT / "action.yml")["inputs"]:
        assert f"| `{name}` |" in page
    for hook in read_yaml(ROOT / ".pre-commit-hooks.yaml"):
        assert f"- id: {hook['id']}" in page


def test_the_settings_in_the_documentation_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "validate-in-ci.md").read_text("utf-8")
    _, _, settings = page.partition("```toml\n")
    (tmp_path / "pyproject.toml").write_text(settings.partition("```")[0], "utf-8")
    monkeypatch.chdir(tmp_path)
    validation = load_settings().validate
    (override,) = validation.overrides
    assert (validation.min_complete_percent, override.languages) == (95, ("zh-CN", "ja"))
    named = {*validation.selection.ignore, *override.selection.extend_select}
    assert named <= set(check_ids())


def test_the_documented_json_has_the_fields_of_today() -> None:
    page = (ROOT / "docs" / "validate-in-ci.md").read_text("utf-8")
    document = json.loads(page.partition("```json\n")[2].partition("```")[0])
    command = [sys.executable, "-m", "padanan", "validate", "--no-cache", "--output-format", "json"]
    command += ["--select", "invisible-characters", "docs/examples/mistakes.po", "missing.po"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    today = json.loads(done.stdout)
    assert document["findings"] == today["findings"]
    assert document["summary"] == today["summary"]
    assert [error.keys() for error in document["errors"]] == [error.keys() for error in today["errors"]]
