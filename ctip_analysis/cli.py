"""ctip, the command: thin, and importing late so that help comes at once."""

import contextlib
import sys
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["main"]

app = typer.Typer(
    name="ctip",
    help="Spreadsheet reports to counter-trafficking indicators, maps and charts.\n\nExample: ctip run data/raw data/processed",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Language = Annotated[str, typer.Option(help="Of messages, tables and the report: en, ru or ky.")]
Pack = Annotated[Path | None, typer.Option("--definitions", help="Another country pack.", show_default=False)]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]


@contextlib.contextmanager
def _speaking(definitions: Path | None, language: str):
    """Load the pack and say what goes wrong from then on in a language of it."""
    from ctip_analysis.definitions import load_definitions, say_error
    from ctip_analysis.errors import CtipError

    pack = load_definitions(definitions)
    if language not in pack.languages:
        choices = ", ".join(pack.languages)
        raise typer.BadParameter(f"{language!r} is not one of {choices}.", param_hint="--language")
    try:
        yield pack
    except CtipError as error:
        typer.echo(f"ctip: {say_error(error, pack, language)}", err=True)
        raise typer.Exit(1) from None


@app.command(name="run")
def run_command(
    raw: Annotated[Path, typer.Argument(help="The folder of reports.")] = Path("data/raw"),
    out: Annotated[Path, typer.Argument(help="The folder for the results.")] = Path("data/processed"),
    language: Language = "en",
    definitions: Pack = None,
    figures: Annotated[
        bool, typer.Option(help="Draw maps and charts; without them a run takes seconds.")
    ] = True,
    quiet: Quiet = False,
) -> None:
    """Read all reports; write records, issues, indicators, tables, maps and charts.

    Example: ctip run data/raw data/processed --language ru
    """
    from ctip_analysis.pipeline import describe_run, run
    from ctip_analysis.progress import show_progress

    with _speaking(definitions, language) as pack:
        progress = iter if quiet else show_progress
        result = run(raw, out, definitions=pack, language=language, with_figures=figures, progress=progress)
        if not quiet:
            typer.echo(describe_run(result, pack, language))


@app.command(name="inspect")
def inspect_command(
    file: Annotated[Path, typer.Argument(help="A workbook or a CSV.")],
    as_json: Annotated[bool, typer.Option("--json", help="The whole reading as a JSON document.")] = False,
    language: Language = "en",
    definitions: Pack = None,
    quiet: Quiet = False,
) -> None:
    """Show how one file is understood: its tables, headers, labels and cells. Writes nothing.

    Example: ctip inspect report.xlsx --json
    """
    from ctip_analysis.reading import draw_inspection, inspection_document, read_workbook

    with _speaking(definitions, language) as pack:
        workbook = read_workbook(file, language=language, definitions=pack)
        if as_json:
            import json

            typer.echo(json.dumps(inspection_document(workbook), ensure_ascii=False))
        elif not quiet:
            from rich.console import Console

            draw_inspection(workbook, Console(), language=language)


@app.command(name="indicators")
def indicators_command(
    code: Annotated[str, typer.Argument(help="An indicator's code; all are listed without one.")] = "",
    language: Language = "en",
    definitions: Pack = None,
    quiet: Quiet = False,
) -> None:
    """List the indicators of the pack, or explain one: definition, formula, what is counted and what is not.

    Example: ctip indicators PROT-01 --language ky
    """
    from ctip_analysis.indicators import explain_indicator, list_indicators

    with _speaking(definitions, language) as pack:
        if code:
            text = explain_indicator(code.upper(), pack, language=language)
        else:
            rows = list_indicators(pack, language=language)
            text = "\n".join(f"{own:8}  {name} ({unit})" for own, name, unit in rows)
        if not quiet:
            typer.echo(text)


@app.command(name="example")
def example_command(
    folder: Annotated[Path, typer.Argument(help="Where to write the synthetic reports.")],
    organizations: Annotated[int, typer.Option(help="How many organizations report, 1 to 41.")] = 41,
    first: Annotated[str, typer.Option(help="The first quarter.")] = "2019Q1",
    last: Annotated[str, typer.Option(help="The last quarter.")] = "2019Q4",
    seed: Annotated[int, typer.Option(help="Another seed, other numbers.")] = 2019,
    mess: Annotated[
        float, typer.Option(help="From 0, as reports should be, to 1, as they are at worst.")
    ] = 0.3,
    quiet: Quiet = False,
) -> None:
    """Write synthetic reports to try everything with; their truth and the list of who is due lie beside the folder.

    Example: ctip example practice/raw --organizations 5 --mess 0.2
    """
    from ctip_analysis.definitions import REGISTRY_NAME
    from ctip_analysis.examples import write_example_reports

    quarters = (first, last)
    write_example_reports(folder, organizations=organizations, quarters=quarters, seed=seed, mess=mess)
    if not quiet:
        written = sum(1 for path in folder.iterdir() if path.is_file())
        typer.echo(f"{written} SYNTHETIC: {folder}, {folder.name}-truth, {REGISTRY_NAME}")


Release = Annotated[Path, typer.Option("--from", help="The folder of results of ctip run, or a release.")]
Where = Annotated[
    list[str] | None, typer.Option("--where", help="A breakdown, as sex=female; may be repeated.")
]
Out = Annotated[
    Path, typer.Option("--out", help="The file to write: .png, .svg or .pdf; its data stand beside it.")
]


@app.command(name="map")
def map_command(
    indicator: Annotated[str, typer.Argument(help="The code of an indicator, as PREV-02.")],
    out: Out,
    period: Annotated[str | None, typer.Option(help="2019Q2, 2019, ...; the latest when not given.")] = None,
    compared_with: Annotated[str | None, typer.Option(help="An earlier period: a map of change.")] = None,
    series: Annotated[
        bool, typer.Option("--series", help="Small maps of all periods instead of one.")
    ] = False,
    territory: Annotated[
        str | None, typer.Option(help="A view of the pack, as 9, 8 or 7; its first when not given.")
    ] = None,
    where: Where = None,
    scheme: Annotated[
        str | None,
        typer.Option(
            help="Other classes than those kept: quantiles, natural_breaks, equal_interval, pretty_breaks.",
            show_default=False,
        ),
    ] = None,
    relative: Annotated[bool, typer.Option("--relative", help="A map of change in percent.")] = False,
    k: Annotated[int | None, typer.Option(help="The number of classes at most.", show_default=False)] = None,
    value_labels: Annotated[bool, typer.Option("--values", help="Write the values under the names.")] = False,
    boundaries: Annotated[
        Path | None, typer.Option(help="Your own boundary file.", show_default=False)
    ] = None,
    lakes: Annotated[Path | None, typer.Option(help="A file of lakes.", show_default=False)] = None,
    release: Release = Path("data/processed"),
    language: Language = "en",
    definitions: Pack = None,
    quiet: Quiet = False,
) -> None:
    """Draw a map from the protected values of the last run.

    Example: ctip map PREV-02 --period 2019Q2 --language ru --out map.png
    """
    from ctip_analysis.releasing import draw_from_release

    with _speaking(definitions, language) as pack:
        name = "series" if series else "change" if compared_with else "map"
        options = {"territory": territory, "scheme": scheme, "k": k, "boundaries": boundaries, "lakes": lakes}
        options |= {"period": period, "compared_with": compared_with}
        options |= {} if series else {"value_labels": value_labels}
        options |= {"is_relative": True} if relative else {}
        files = draw_from_release(
            release,
            f"map_{name}",
            out,
            definitions=pack,
            language=language,
            where=where or (),
            indicator=indicator,
            **options,
        )
        if not quiet:
            typer.echo("\n".join(str(file) for file in files))


@app.command(name="chart")
def chart_command(
    name: Annotated[
        str, typer.Argument(help="trend, targets, pyramid, forms, cascade, 4p, matrix, heatmap or dots.")
    ],
    out: Out,
    indicator: Annotated[str | None, typer.Option(help="The code of an indicator, as PREV-02.")] = None,
    period: Annotated[str | None, typer.Option(help="2019Q2, 2019, ...; the latest when not given.")] = None,
    compared_with: Annotated[str | None, typer.Option(help="An earlier period, for dots.")] = None,
    by: Annotated[str | None, typer.Option(help="A breakdown for lines or rows, as sex.")] = None,
    cascade: Annotated[str | None, typer.Option(help="assistance or justice.")] = None,
    province: Annotated[str | None, typer.Option(help="A unit, as KG-C; the country when not given.")] = None,
    territory: Annotated[
        str | None, typer.Option(help="A view of the pack, as 9, 8 or 7; its first when not given.")
    ] = None,
    where: Where = None,
    release: Release = Path("data/processed"),
    language: Language = "en",
    definitions: Pack = None,
    quiet: Quiet = False,
) -> None:
    """Draw a chart from the protected values of the last run.

    Example: ctip chart trend --indicator PREV-02 --language ky --out trend.svg
    """
    from ctip_analysis.releasing import draw_from_release

    with _speaking(definitions, language) as pack:
        options = {"indicator": indicator, "period": period, "compared_with": compared_with, "by": by}
        options |= {"cascade": cascade, "province": province, "territory": territory}
        files = draw_from_release(
            release, name, out, definitions=pack, language=language, where=where or (), **options
        )
        if not quiet:
            typer.echo("\n".join(str(file) for file in files))


def main() -> None:
    """Run the command; an error of ours is a sentence on the standard error and the status 1.

    Examples
    --------
    >>> import subprocess, sys
    >>> asked = subprocess.run([sys.executable, "-m", "ctip_analysis", "--help"], capture_output=True)
    >>> asked.returncode
    0
    """
    from ctip_analysis.errors import CtipError

    for stream in (sys.stdout, sys.stderr):
        # A Windows console of another code page must not stop a run over a letter it cannot show.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except CtipError as error:
        typer.echo(f"ctip: {error}", err=True)
        raise SystemExit(1) from None
