"""What people answered in ``decisions.csv``, in their own words and language, as the codes that a run works with.

An answer that cannot be understood is not applied, and said.
"""

import pandas as pd

from ctip_analysis.cleaning.vocabulary import Vocabulary
from ctip_analysis.definitions import make_issue

__all__ = ["read_answers"]

#: The concepts by which a question is answered, each with its code.
WORDS = {
    "duplicate": {"value.yes": "yes", "value.no": "no"},
    "joint_event": {"value.yes": "yes", "value.no": "no"},
    "date_order": {"answer.day_first": "day_first", "answer.month_first": "month_first"},
    "cumulative": {
        "answer.increments": "increments",
        "value.yes": "increments",
        "answer.own": "own",
        "value.no": "own",
    },
    "empty_report": {"answer.nil": "nil", "value.yes": "nil", "answer.not_nil": "no", "value.no": "no"},
}


def read_answers(
    decisions: pd.DataFrame | None, vocabulary: Vocabulary, language: str
) -> tuple[dict[tuple[str, str], str], list[dict]]:
    """Give the answer to each (question, subject) as a code, and an issue for each that is not understood.

    Parameters
    ----------
    decisions : pandas.DataFrame or None
        As `read_decisions` gives them.
    vocabulary : Vocabulary
    language : str
        Of the issues.
    """
    if decisions is None:
        return {}, []
    answers, issues = {}, []
    for row in decisions[decisions["answer"].ne("")].to_dict("records"):
        answer = _understand(row["question"], row["answer"].strip(), vocabulary)
        if answer:
            answers[row["question"], row["subject"]] = answer
            continue
        place = {name: row[name] for name in ("organization", "file", "sheet", "cell")}
        said = {"question": row["question"]}
        issues.append(
            make_issue(vocabulary.definitions, "decision_unclear", language=language, place=place, **said)
        )
    return answers, issues


def _understand(question: str, answer: str, vocabulary: Vocabulary) -> str:
    if question == "header":
        # A concept, the name of a field or a header that is known: read where headers are.
        return answer
    if question == "place":
        return _find_province(answer, vocabulary)
    if question in WORDS:
        codes = WORDS[question]
        if answer in codes.values():
            return answer
        found = {codes[concept] for concept in vocabulary.matcher.match(answer) if concept in codes}
        return found.pop() if len(found) == 1 else ""
    parts = [part.strip() for part in answer.split(";") if part.strip()]
    codes = [vocabulary.find_code(question, part).code for part in parts]
    return ";".join(codes) if codes and all(codes) else ""


def _find_province(answer: str, vocabulary: Vocabulary) -> str:
    """Give the one province that an answer names, by its code, its name or that of one of its districts."""
    for code in vocabulary.definitions.provinces["province"]:
        if answer.upper() == code:
            return code
    named = set(vocabulary.find_provinces((answer,))) - {vocabulary.definitions.country}
    if not named and (district := vocabulary.find_district((answer,))):
        named = {vocabulary.province_of_district[district]}
    return named.pop() if len(named) == 1 else ""
