"""Say things in the languages of the pack: words of the interface, names of codes, units and indicators."""

from ctip_analysis.errors import CtipError, InputError

__all__ = ["describe_code", "describe_indicator", "describe_unit", "say", "say_error"]


def _require_language(definitions, language: str) -> None:
    """Refuse a language that the pack does not speak."""
    if language not in definitions.languages:
        raise InputError(
            f"The pack does not speak {language!r}. Expected one of {', '.join(definitions.languages)}."
        )


def say(definitions, word: str, language: str, **parts) -> str:
    """Say a word or a sentence of ``words.csv``, with its parts filled in.

    Parameters
    ----------
    definitions : Definitions
    word : str
        A key of ``words.csv``.
    language : str
    **parts
        What stands for the names in braces.

    Raises
    ------
    InputError
        If the pack has no such word or language.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> say(load_definitions(), "not_reported", "ru")
    'не сообщено'
    """
    _require_language(definitions, language)
    found = definitions.rows["words"].get((word,))
    if found is None:
        raise InputError(f"words.csv of the pack has no {word!r}. Add a row with its text in each language.")
    return found[language].format(**parts)


def say_error(error: CtipError, definitions, language: str) -> str:
    """Say an error in a language of the pack, where the pack has its sentence; in English otherwise.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> error = InputError("There is no file a.xlsx.", word="error_no_file", file="a.xlsx")
    >>> print(say_error(error, load_definitions(), "ru"))
    Нет файла a.xlsx. Назовите книгу или CSV: ctip inspect report.xlsx.
    """
    is_known = (error.word,) in definitions.rows["words"] and language in definitions.languages
    return say(definitions, error.word, language, **error.parts) if is_known else str(error)


def describe_code(definitions, code_list: str, code: str, language: str) -> str:
    """Name a code of a code list; ``total`` by the pack's word for it, an unlisted code by itself.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> describe_code(load_definitions(), "sex", "female", "ky")
    'аял'
    """
    _require_language(definitions, language)
    if code == "total":
        return say(definitions, "total", language)
    if code_list == "province":
        return describe_unit(definitions, code, language)
    found = definitions.rows["codes"].get((code_list, code))
    return found[f"name_{language}"] if found else code.replace("_", "–")


def describe_unit(definitions, province: str, language: str, *, is_short: bool = False) -> str:
    """Name a province or the country.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> describe_unit(load_definitions(), "KG-C", "en"), describe_unit(load_definitions(), "KG", "ru")
    ('Chuy province', 'Кыргызская Республика')
    """
    _require_language(definitions, language)
    if province == definitions.country:
        return definitions.settings["name"][language]
    found = definitions.rows["provinces"].get((province,))
    if found is None and (names := definitions.unit_names.get(province)):
        return names[f"short_{language}" if is_short else language]
    if found is None:
        raise InputError(f"The pack has no province {province!r}.")
    return found[f"{'short' if is_short else 'name'}_{language}"]


def describe_indicator(definitions, indicator: str, language: str, *, part: str = "name") -> str:
    """Give an indicator's name, definition or caveat.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> describe_indicator(load_definitions(), "PREV-01", "en")
    'Awareness-raising events held'
    """
    _require_language(definitions, language)
    found = definitions.rows["indicators"].get((indicator,))
    if found is None:
        known = ", ".join(definitions.indicators["indicator"])
        raise InputError(f"The pack has no indicator {indicator!r}. It has {known}.")
    return found[f"{part}_{language}"]
