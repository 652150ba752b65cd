"""Take the picture of the score report that the documentation shows, with Debian's Chromium.

Run it by hand when the page looks other than docs/images/score-report.png.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "score-report.png"


def main() -> int:
    """Score the article's drafts, open the page, and keep what stands above the fold."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("chromium is not installed (Debian: apt-get install chromium)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "scores.html")
        page.write_bytes(render_page())
        PICTURE.parent.mkdir(exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            opened = browser.new_page(viewport={"width": 1240, "height": 1180})
            opened.goto(page.as_uri())
            opened.screenshot(path=PICTURE)
            browser.close()
    return 0


def render_page() -> bytes:
    """Run the command that the documentation shows."""
    reference = ROOT / "locales" / "en" / "LC_MESSAGES" / "xiaohongshu.po"
    command = [sys.executable, "-m", "padanan", "score", "word-for-word.po", "fluent.po"]
    arguments = ["--reference", reference.name, "--output-format", "html"]
    with tempfile.TemporaryDirectory() as folder:
        for path in (*(ROOT / "benchmarks" / "drafts" / "en").glob("*.po"), reference):
            shutil.copy(path, folder)
        return subprocess.run([*command, *arguments], cwd=folder, check=True, capture_output=True).stdout


if __name__ == "__main__":
    sys.exit(main())
