"""What each organization must be told, in its own language: the list of issues, cut by organization and translated.

A sentence is taken apart by the words of its rule in one language and put together by those in another; names of
provinces and codes within it are replaced by their names in the other language.
"""

import re
import string
from functools import lru_cache

import pandas as pd

from ctip_analysis.definitions import Definitions

__all__ = ["list_letters", "translate_issues"]

SENTENCES = ("message", "suggestion")
# Names stand in a sentence one behind another, each with its number behind it now and then.
BETWEEN_NAMES = re.compile(r"(; |, |(?<=\w) (?=\d+(?:$|[,;])))")


def list_letters(
    issues: pd.DataFrame, submissions: pd.DataFrame, definitions: Definitions, *, language: str
) -> dict[str, pd.DataFrame]:
    """Give the issues of each organization, in the language of most of its files.

    Parameters
    ----------
    issues : pandas.DataFrame
        From `check`, in the run's language.
    submissions : pandas.DataFrame
        Columns organization, language.
    definitions : Definitions
    language : str
        The run's: of an organization whose files are of no one language, too.

    Returns
    -------
    dict of str to pandas.DataFrame
        By organization, sorted; issues of no organization are left out.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> from ctip_analysis.checking import list_letters
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     records = ctip.clean(ctip.read_reports(folder), definitions)
    >>> issues = ctip.check(records, definitions)
    >>> list_letters(issues, records.submissions, definitions, language="en")["CSO-07"]["message"].tolist()[0]
    'Нет отчёта за 2019Q2.'
    """
    spoken = submissions[submissions["language"].isin(definitions.languages)]
    languages = spoken.groupby("organization")["language"].agg(lambda own: own.mode().iloc[0]).to_dict()
    return {
        organization: translate_issues(
            own, definitions, language=language, into=languages.get(organization, language)
        )
        for organization, own in issues[issues["organization"].ne("")].groupby("organization")
    }


def translate_issues(
    issues: pd.DataFrame, definitions: Definitions, *, language: str, into: str
) -> pd.DataFrame:
    """Give issues with their sentences in another language; a sentence that no rule has stays as it is.

    Parameters
    ----------
    issues : pandas.DataFrame
    definitions : Definitions
    language, into : str
        Of the issues, and the one that is wanted.

    Examples
    --------
    >>> import pandas as pd
    >>> import ctip_analysis as ctip
    >>> issues = pd.DataFrame(
    ...     [["P01", "No report for 2019Q2.", ""]], columns=["rule", "message", "suggestion"]
    ... )
    >>> translate_issues(issues, ctip.load_definitions(), language="en", into="ru")["message"].tolist()
    ['Нет отчёта за 2019Q2.']
    """
    if language == into:
        return issues
    names = _pair_names(definitions, language, into)
    patterns = {
        name: _list_patterns(definitions, f"{name}_{language}", f"{name}_{into}") for name in SENTENCES
    }
    translated = {
        name: [
            _translate(sentence, patterns[name].get(rule, ()), names)
            for rule, sentence in zip(issues["rule"], issues[name], strict=True)
        ]
        for name in SENTENCES
    }
    return issues.assign(**translated)


def _pair_names(definitions: Definitions, language: str, into: str) -> dict[str, str]:
    """Give the name in another language of each province, code and word that sentences are filled with."""
    pairs = {
        row[f"name_{language}"]: row[f"name_{into}"]
        for table in ("codes", "provinces")
        for row in definitions.rows[table].values()
    }
    words = definitions.rows["words"].values()
    # The first of the words that are one in a language is the plainest.
    return pairs | {row[language]: row[into] for row in reversed(list(words))}


def _list_patterns(definitions: Definitions, own: str, other: str) -> dict[str, list[tuple]]:
    """Give, for each rule, its sentences in one language as patterns, each with the same sentence in the other."""
    patterns: dict[str, list[tuple]] = {}
    for row in definitions.rows["rules"].values():
        if row[own]:
            patterns.setdefault(row["rule"], []).append((_compile(row[own]), row[other]))
    return patterns


@lru_cache(maxsize=1000)
def _compile(sentence: str) -> re.Pattern:
    seen: set[str] = set()
    pattern = ""
    for text, name, _, _ in string.Formatter().parse(sentence):
        pattern += re.escape(text)
        if name:
            pattern += f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
            seen.add(name)
    return re.compile(pattern, re.DOTALL)


def _translate(sentence: str, patterns, names: dict[str, str]) -> str:
    for pattern, other in patterns:
        if match := pattern.fullmatch(sentence):
            parts = {name: _rename(text, names) for name, text in match.groupdict().items()}
            missing = {name for _, name, _, _ in string.Formatter().parse(other) if name} - parts.keys()
            return sentence if missing else other.format(**parts)
    return sentence


def _rename(text: str, names: dict[str, str]) -> str:
    return "".join(names.get(part, part) for part in BETWEEN_NAMES.split(text))
