"""Who sent a report: the organization whose name the report tells best, with or without its legal form."""

import dataclasses

import pandas as pd
import pytest

import ctip_analysis as ctip
from ctip_analysis.cleaning.vocabulary import Vocabulary

NAMES = {
    "N01": ("Umut Foundation", "Фонд «Умут»", "«Умут» фонду", "Umut;Умут"),
    "N02": ("Umut Plus", "ОО «Умут Плюс»", "«Умут Плюс» КБ", ""),
    "N03": ("Public Fund Bai Bulak", "ОФ «Бай-Булак»", "«Бай-Булак» КФ", ""),
    "N04": ("Sezim PA", "ОО «Сезим»", "«Сезим» КБ", ""),
    "N05": ("Sezim PF", "ОФ «Сезим»", "«Сезим» КФ", ""),
    "N06": ("Talas PF", "ОФ «Талас»", "«Талас» КФ", ""),
}


@pytest.fixture(scope="module")
def vocabulary():
    definitions = ctip.load_definitions()
    columns = definitions.organizations.columns
    rows = [
        dict.fromkeys(columns, "")
        | {"organization": code, "name_en": en, "name_ru": ru, "name_ky": ky, "aliases": aliases}
        for code, (en, ru, ky, aliases) in NAMES.items()
    ]
    return Vocabulary(dataclasses.replace(definitions, organizations=pd.DataFrame(rows, columns=columns)))


@pytest.mark.parametrize(
    ("text", "organizations"),
    [
        ("Общественное объединение Умут-Плюс", {"N02"}),
        ("Отчет: Умут Плюс, Ош", {"N02"}),
        ("Фонд Умут Плюс", {"N02"}),
        ("Отчет организации Умут", {"N01"}),
        ("Умут и Умут Плюс", {"N01", "N02"}),
        ("Общественный фонд «Бай Булак»", {"N03"}),
        ("Сезим", {"N04", "N05"}),
        ("ОФ Сезим", {"N05"}),
        ("Отчет по г. Талас", set()),
        ("ОФ «Талас»", {"N06"}),
    ],
)
def test_the_longest_name_that_fits_names_the_organization(vocabulary, text, organizations):
    assert vocabulary.find_organizations(text) == organizations
