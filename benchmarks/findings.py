"""How many findings are true: precision per check, from the labels in benchmarks/labels.

Usage: python benchmarks/findings.py [--audit] [--data FOLDER]

There are two sets of labels: findings in the packages that the checks were written with, and, with --audit,
in packages that nobody had looked at before. With --data, the folder that the wheels of
benchmarks/labels/README.md are unpacked in, each in a folder named after its package, the catalogues are
validated now: shown is how much of what the default preset finds was read, and the precision of what it still
finds. Estimated for each check from its labels, the share of true findings among all is weighed by how often
each check speaks.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from padanan.core.model import Finding, Severity
from padanan.services.validate import validate_paths

LABELS = Path(__file__).parent / "labels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    check: str
    package: str
    path: str
    fingerprint: str
    is_true: bool

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.package, self.path, self.fingerprint)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--audit", action="store_true")
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    folder = options.data
    labels = list(read_labels(LABELS / "audit" if options.audit else LABELS))
    if folder is None:
        print_precision(labels, None)
        return
    packages = {label.package for label in labels}
    missing = [name for name in sorted(packages) if not (folder / name).is_dir()]
    if missing:
        print(f"not unpacked below {folder}: {', '.join(missing)}", file=sys.stderr)
    found = [item for name in sorted(packages - set(missing)) for item in find(folder / name, name)]
    known = {label.key: label for label in labels}
    print_precision([known[key] for key, _ in found if key in known], Counter(f.check for _, f in found))
    worst = Counter((finding.severity, finding.check) for _, finding in found)
    for severity in Severity:
        count = sum(number for (kind, _), number in worst.items() if kind is severity)
        print(f"{severity}: {count:,} findings")


def read_labels(folder: Path) -> Iterator[Label]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            value = json.loads(line)
            yield Label(
                check=path.stem,
                package=value["package"],
                path=value["path"],
                fingerprint=value["fingerprint"],
                is_true=value["is_true"],
            )


def find(folder: Path, package: str) -> Iterator[tuple[tuple[str, str, str], Finding]]:
    for report in validate_paths([folder]):
        for finding in report.findings:
            path = Path(finding.path).relative_to(folder).as_posix()
            yield (package, path, finding.fingerprint), finding


def print_precision(labels: Iterable[Label], found: Counter[str] | None) -> None:
    read: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for label in labels:
        read[label.check] += 1
        true[label.check] += label.is_true
    print(f"{'check':28} {'read':>6} {'true':>6} {'precision':>10}" + ("   found" if found else ""))
    for check in sorted(read.keys() | (found or {}).keys()):
        share = f"{true[check] / read[check]:10.1%}" if read[check] else f"{'-':>10}"
        print(
            f"{check:28} {read[check]:6,} {true[check]:6,} {share}" + (f" {found[check]:7,}" if found else "")
        )
    print(f"{'all':28} {read.total():6,} {true.total():6,} {true.total() / max(read.total(), 1):10.1%}")
    if found:
        weighed = sum(count * true[check] / read[check] for check, count in found.items() if read[check])
        covered = sum(count for check, count in found.items() if read[check])
        print(f"weighed by how often each check speaks: {weighed / max(covered, 1):.1%} of {covered:,}")


if __name__ == "__main__":
    main()
