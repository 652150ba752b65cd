"""What checks demand, for people at a terminal."""

from padanan.checks.pages import render_check_page, summary
from padanan.checks.registry import check_ids, load_check
from padanan.reports.table import render_table


def render_check_list() -> str:
    """List all checks, a line each: name, severity, and what it demands."""
    checks = [load_check(check_id) for check_id in check_ids()]
    return render_table([(check.id, check.severity, summary(check)) for check in checks])


def render_explanation(name: str) -> str:
    """Give a check's page, as docs/checks has it.

    Raises:
        UnknownCheckError: there is no such check.
    """
    return render_check_page(load_check(name))
