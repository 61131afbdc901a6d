"""What an indicator is, in words: definition, formula, what is counted and what is not."""

from ctip_analysis.definitions import (
    Condition,
    Definitions,
    describe_code,
    describe_indicator,
    load_definitions,
    parse_breakdowns,
    parse_filter,
    say,
)
from ctip_analysis.definitions.indicator_checks import CODE_LISTS
from ctip_analysis.indicators.ratios import list_unknown_groups
from ctip_analysis.indicators.setting import CALENDAR_TABLES

__all__ = ["explain_indicator", "list_indicators"]

POPULATION = "population"
SIGNS = {"<=": "≤", ">=": "≥"}


def _say_field(definitions: Definitions, column: str, language: str) -> str:
    """Name a column of the records: by the pack's word, or as it is called."""
    names = (f"field_{column}", f"breakdown_{column}")
    word = next((name for name in names if (name,) in definitions.rows["words"]), None)
    return say(definitions, word, language) if word else column


def _say_code(definitions: Definitions, column: str, code: str, language: str) -> str:
    """Name a code: by its list, or by the pack's word for a code of no list."""
    word, code_list = f"code_{code}", CODE_LISTS.get(column, column)
    if (code_list, code) not in definitions.rows["codes"] and (word,) in definitions.rows["words"]:
        return say(definitions, word, language)
    return describe_code(definitions, code_list, code, language)


def _say_listed(definitions: Definitions, condition: Condition, column: str, language: str) -> str:
    """Say in words that a column has one of some codes, or none of them."""
    if condition.codes == ("",) and condition.is_negated:
        return say(definitions, "explain_known", language, column=column)
    named = [_say_code(definitions, condition.column, code, language) for code in condition.codes]
    if condition.is_negated and len(named) > 1:
        return say(definitions, "explain_is_none", language, column=column, codes=", ".join(named))
    word = "explain_is_not" if condition.is_negated else "explain_is"
    codes = f" {say(definitions, 'explain_or', language)} ".join(named)
    return say(definitions, word, language, column=column, codes=codes)


def _say_condition(definitions: Definitions, condition: Condition, language: str) -> str:
    """Say a condition of a filter in words."""
    column = _say_field(definitions, condition.column, language)
    if condition.compare == "in":
        return _say_listed(definitions, condition, column, language)
    bound = condition.bound
    if condition.names_period:
        bound = say(definitions, f"explain_{bound}", language)
    elif isinstance(bound, float):
        bound = f"{bound:g}"
    sign = SIGNS.get(condition.compare, condition.compare)
    text = say(definitions, "explain_compare", language, column=column, sign=sign, bound=bound)
    return say(definitions, "explain_not", language, condition=text) if condition.is_negated else text


def _say_filter(definitions: Definitions, text: str, language: str) -> str:
    """Say a filter in words."""
    parts = [_say_condition(definitions, condition, language) for condition in parse_filter(text)]
    return f"; {say(definitions, 'explain_and', language)} ".join(parts)


def _say_keys(definitions: Definitions, spec: str, language: str) -> str:
    """Name a measure or a key of several columns: "person|case;service_type"."""
    named = []
    for part in spec.split(";"):
        name, *others = (_say_field(definitions, column, language) for column in part.split("|"))
        for other in others:
            name = say(definitions, "explain_or_else", language, name=name, other=other)
        named.append(name)
    return " + ".join(named)


def _say_part(definitions: Definitions, indicator: dict, language: str, measure: str, text: str) -> str:
    """Say what stands above or below the line of an indicator that counts records itself."""
    aggregate = f"explain_{indicator['aggregate']}"
    part = say(definitions, aggregate, language, measure=_say_keys(definitions, measure, language))
    if not text:
        return part
    return say(
        definitions, "explain_where", language, part=part, condition=_say_filter(definitions, text, language)
    )


def _say_reference(definitions: Definitions, code: str, language: str) -> str:
    """Name the indicator, or the population, that another is put over."""
    if code == POPULATION:
        return say(definitions, "explain_population", language)
    return f"{code} {describe_indicator(definitions, code, language)}"


def _say_formula(definitions: Definitions, indicator: dict, language: str) -> str:
    """Say the formula of an indicator in words."""
    if not indicator["aggregate"]:
        above, below = (
            _say_reference(definitions, indicator[part], language) for part in ("numerator", "denominator")
        )
    else:
        measure = indicator["measure"]
        above = _say_part(definitions, indicator, language, measure, indicator["numerator"])
        below = _say_part(
            definitions,
            indicator,
            language,
            indicator["denominator_measure"] or measure,
            indicator["denominator"],
        )
    is_whole = indicator["kind"] in ("flow_sum", "distinct_count", "stock_end")
    formula = above if is_whole else say(definitions, "explain_over", language, above=above, below=below)
    if indicator["multiplier"] == "1":
        return formula
    return say(definitions, "explain_times", language, formula=formula, multiplier=indicator["multiplier"])


def _list_counted(definitions: Definitions, indicator: dict, language: str) -> tuple[list[str], list[str]]:
    """List what is counted and what is not."""
    # Of reporting itself, what is missing is what is counted.
    is_told = indicator["table"] in CALENDAR_TABLES
    missing = [] if is_told else [say(definitions, "explain_missing", language)]
    if not indicator["aggregate"]:
        return [], missing
    table = say(definitions, f"records_{indicator['table']}", language)
    if not indicator["filter"]:
        counted, others = say(definitions, "explain_all_records", language, table=table), []
    else:
        condition = _say_filter(definitions, indicator["filter"], language)
        counted = say(definitions, "explain_records", language, table=table, condition=condition)
        others = [say(definitions, "explain_others", language, table=table)]
    if indicator["deduplicate_on"]:
        key = _say_keys(definitions, indicator["deduplicate_on"], language)
        others.append(say(definitions, "explain_once", language, key=key))
    if indicator["denominator_measure"]:
        others.append(say(definitions, "explain_both", language))
    return [counted], [*others, *missing]


def _say_time(definitions: Definitions, indicator: dict, language: str) -> str:
    """Say by what a record falls into a period, and the shortest period that there is."""
    shortest = say(
        definitions,
        "explain_shortest",
        language,
        kind=say(definitions, f"period_kind_{indicator['period']}", language),
    )
    if not indicator["aggregate"]:
        return shortest
    date = indicator["date"]
    by = _say_field(definitions, date, language) if date else say(definitions, "explain_own_period", language)
    return f"{say(definitions, 'explain_by', language, date=by)}; {shortest}"


def _say_breakdowns(definitions: Definitions, indicator: dict, language: str) -> str:
    """Name the breakdowns of an indicator: of a rate those by which the population is known, and others over all persons."""
    named = []
    for names in dict.fromkeys(part.columns for part in parse_breakdowns(indicator["breakdowns"])):
        if indicator["kind"] == "rate" and {*names} & list_unknown_groups(definitions):
            continue
        columns = [_say_field(definitions, column, language) for column in names]
        crossed = dict(zip(("first", "second"), columns, strict=False))
        named.append(
            say(definitions, "explain_crossed", language, **crossed) if len(columns) > 1 else columns[0]
        )
    return ", ".join(named)


def explain_indicator(indicator: str, definitions: Definitions | None = None, *, language: str = "en") -> str:
    """Explain an indicator: definition, formula in words, what is counted and what is not.

    Parameters
    ----------
    indicator : str
        A code of the pack ("PREV-01").
    definitions : Definitions, optional
        The Kyrgyz pack when not given.
    language : str
        "en", "ru" or "ky".

    Returns
    -------
    str
        A line for each part, fit for a notebook, a sheet of notes or the command line.

    Raises
    ------
    InputError
        If the pack has no such indicator or language.

    Examples
    --------
    >>> print(explain_indicator("PREV-04").splitlines()[3])
    Formula: (PREV-02 People reached by awareness events (attendances)) / (PREV-01 Awareness-raising events held)
    """
    definitions = definitions or load_definitions()
    name = describe_indicator(definitions, indicator, language)
    row = definitions.rows["indicators"][(indicator,)]
    counted, not_counted = _list_counted(definitions, row, language)
    how = [say(definitions, f"kind_{row['kind']}", language)]
    if row["window_days"]:
        how.append(say(definitions, "explain_window", language, days=row["window_days"]))
    parts = {
        "explain_definition": row[f"definition_{language}"],
        "explain_kind": " ".join(how),
        "explain_formula": _say_formula(definitions, row, language),
        "explain_counted": "; ".join(counted),
        "explain_not_counted": "; ".join(not_counted),
        "explain_time": _say_time(definitions, row, language),
        "explain_breakdowns": _say_breakdowns(definitions, row, language),
        "explain_unit": say(definitions, f"unit_{row['unit']}", language),
        "explain_caveat": row[f"caveat_{language}"],
    }
    lines = [f"{say(definitions, word, language)}: {text}" for word, text in parts.items() if text]
    return "\n".join([f"{indicator} {name}", *lines])


def list_indicators(
    definitions: Definitions | None = None, *, language: str = "en"
) -> list[tuple[str, str, str]]:
    """List code, name and unit of every indicator of a pack.

    Examples
    --------
    >>> list_indicators()[0]
    ('PREV-01', 'Awareness-raising events held', 'events')
    """
    definitions = definitions or load_definitions()
    return [
        (code, describe_indicator(definitions, code, language), say(definitions, f"unit_{unit}", language))
        for code, unit in definitions.indicators[["indicator", "unit"]].itertuples(index=False)
    ]
