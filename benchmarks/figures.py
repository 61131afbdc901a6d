"""How fast figures are, as ratios against a bare map of GeoPandas in the same run: python benchmarks/figures.py."""

import io
import os
import time

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd

from ctip_analysis.definitions import load_boundaries, load_definitions
from ctip_analysis.disclosure import protect
from ctip_analysis.presenting import check_values, draw_map, draw_map_series, draw_trend, render_figure
from ctip_analysis.presenting.samples import make_sample_values
from ctip_analysis.releasing.jobs import count_processors, run_jobs

ROUNDS = 12


def measure(functions) -> list[float]:
    """Give the fewest of the processor's seconds of each function, over rounds in which all take their turn."""
    best = [float("inf")] * len(functions)
    for _ in range(ROUNDS):
        for place, function in enumerate(functions):
            start = time.process_time()
            function()
            best[place] = min(best[place], time.process_time() - start)
    return best


def count_seconds() -> float:
    """Count the processor's seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


def make_four_years(definitions):
    """Make the sample twice as long: its quarters once more, two years earlier."""
    values = make_sample_values(definitions)
    values = values[values["indicator"].isin(["PREV-01", "PREV-02"])]
    earlier = values.assign(period=values["period"].str.replace("2018", "2016").str.replace("2019", "2017"))
    return protect(pd.concat([earlier, values], ignore_index=True), definitions)


def draw_one(job: tuple) -> int:
    """Draw and render one figure of a quarter; give its size."""
    draw, options = job
    figure = draw(**options).figure
    size = len(render_figure(figure, "png"))
    plt.close(figure)
    return size


def list_hundred(protected, definitions) -> list[tuple]:
    """List a hundred figures: maps and trends of two indicators in three languages, by view and by sex."""
    checked, jobs = check_values(protected), []
    for indicator in ("PREV-01", "PREV-02"):
        for language in definitions.languages:
            common = {
                "protected": checked,
                "definitions": definitions,
                "indicator": indicator,
                "language": language,
            }
            jobs += [
                (draw_trend, common | {"provinces": [unit]}) for unit in definitions.provinces["province"]
            ]
            jobs += [
                (draw_map, common | {"period": period, "territory": view})
                for period in ("2019Q2", "2019Q3", "2019Q4")
                for view in ("9", "8", "7")
            ]
    return jobs[:100]


def main() -> None:
    """Measure and print."""
    definitions = load_definitions()
    protected = make_four_years(definitions)
    shapes = load_boundaries(definitions)
    shapes["value"] = range(len(shapes))
    chosen = {"definitions": definitions, "indicator": "PREV-02", "is_synthetic": True}

    def draw_bare() -> None:
        figure = shapes.plot(column="value", figsize=(7.2, 5)).figure
        figure.savefig(io.BytesIO(), dpi=150)
        plt.close(figure)

    def draw_own() -> None:
        figure = draw_map(protected, period="2019Q2", **chosen).figure
        render_figure(figure, "png", dpi=150)
        plt.close(figure)

    def draw_sixteen() -> None:
        periods = [f"{year}Q{quarter}" for year in (2016, 2017, 2018, 2019) for quarter in (1, 2, 3, 4)]
        figure = draw_map_series(protected, periods=periods, columns=4, **chosen)[0].figure
        render_figure(figure, "png", dpi=150)
        plt.close(figure)

    bare, own, sixteen = measure([draw_bare, draw_own, draw_sixteen])
    print(f"bare map of GeoPandas, saved at 150 dpi   {bare:6.3f} s")
    print(f"our map, labelled, saved at 150 dpi       {own:6.3f} s   {own / bare:.2f} of the bare map")
    print(f"sixteen small maps, saved at 150 dpi      {sixteen:6.3f} s   {sixteen / own:.2f} of our map")
    jobs = list_hundred(protected, definitions)
    start, spent = time.perf_counter(), count_seconds()
    run_jobs(draw_one, jobs)
    wall, spent = time.perf_counter() - start, count_seconds() - spent
    shared = spent / count_processors()
    print(
        f"{len(jobs)} figures at 300 dpi, processor's time    {spent:6.2f} s   {shared:.2f} s a processor; {wall:.2f} s by the clock"
    )


if __name__ == "__main__":
    main()
