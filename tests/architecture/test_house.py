"""The rules of the house that no linter knows."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("core", "pages", "server", "demo")
LONGEST_MODULE = 400
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
MACHINE_PATHS = re.compile(
    "|".join(("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/[a-z]", "/Us" + "ers/[A-Za-z]"))
)
REGISTRIES = re.compile(
    "|".join(
        ("pypi" + r"\.org", "python" + r"hosted\.org", "registry\\.np" + "mjs", "--extra-index" + "-url")
    )
)


def _modules(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def _hits(files: list[Path], pattern: re.Pattern[str]) -> list[str]:
    found = []
    for file in files:
        for number, line in enumerate(file.read_bytes().decode("utf-8", "replace").splitlines(), start=1):
            hit = pattern.search(line)
            if hit:
                found.append(f"{_name(file)}:{number}: {hit.group()}")
    return found


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    long = {
        _name(file): lines
        for file in _modules(*CODE, "tests", "bench")
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
        and "migrations/versions" not in _name(file)
    }

    assert long == {}


def test_nothing_is_left_unfinished() -> None:
    assert _hits(_modules(*CODE), UNFINISHED) == []


def test_no_tracked_file_names_a_path_of_some_machine() -> None:
    assert _hits(_tracked(), MACHINE_PATHS) == []


def test_no_tracked_file_names_a_package_registry() -> None:
    assert _hits(_tracked(), REGISTRIES) == []


def test_no_page_lies_directly_in_the_pages_folder() -> None:
    assert [file.name for file in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_every_lint_exception_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    ruff = tomllib.loads("\n".join(lines))["tool"]["ruff"]["lint"]
    start = next(number for number, line in enumerate(lines) if line == "ignore = [")
    ignored = [line for line in lines[start + 1 : lines.index("]", start)] if line.strip()]

    bare = [line.strip() for line in ignored if not re.search(r'",?\s+#\s+\S', line)]

    assert len(ignored) <= len(ruff["ignore"])
    assert bare == []


def test_every_lint_exception_in_the_code_has_its_reason() -> None:
    bare = re.compile(r"#\s*noqa(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)*:? \S)")

    assert _hits(_modules(*CODE), bare) == []


def test_import_contracts_hold() -> None:
    command = Path(sys.executable).parent / "lint-imports"

    done = subprocess.run([str(command)], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
