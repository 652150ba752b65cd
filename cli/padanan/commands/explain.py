"""padanan explain: what a check demands, and why."""

from typing import Annotated

import typer

from padanan.reports.explanation import render_check_list, render_explanation


def explain(
    check: Annotated[
        str | None,
        typer.Argument(
            metavar="[CHECK]", help="The check to explain. Without it all are listed.", show_default=False
        ),
    ] = None,
) -> None:
    """Tell what a check of `padanan validate` demands and why, with examples of wrong and right."""
    typer.echo(render_check_list() if check is None else render_explanation(check), nl=False)
