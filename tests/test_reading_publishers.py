"""Tables as statistical offices and databases publish them: codes beside names, years down the side, two languages."""

import datetime as dt

import pytest
from read_cases import check_case
from written_files import write_xlsx

import ctip_analysis as ctip

N = None

#: As in test_reading_offices: rows, merges, then for each table its header rows, label columns, rows of data; and cells.
CASES = {
    "estimates with their intervals are values from the first row on": (
        [
            ["Countries", "Both sexes", "Male", "Female"],
            ["Kyrgyzstan", "4.2 [3.1-5.6]", "6.5 [4.9-8.3]", "2.0 [1.4-2.7]"],
            ["Kazakhstan", "5.1 [4.0-6.3]", "8.2 [6.4-10.1]", "2.2 [1.7-2.9]"],
            ["Tajikistan", "1.6", "2.5", "0.8"],
        ],
        [],
        [([1], ["A"], [2, 3, 4])],
        {"B2": (["Both sexes"], ["Kyrgyzstan"], []), "D4": (["Female"], ["Tajikistan"], [])},
    ),
    "the same text over each column of values is a merge that was lost": (
        [
            [N, "Homicide rate", "Homicide rate", "Homicide rate"],
            ["Countries", "Both sexes", "Male", "Female"],
            ["Kyrgyzstan", 4.2, 6.5, 2],
            ["Kazakhstan", 5.1, 8.2, 2.2],
        ],
        [],
        [([1, 2], ["A"], [3, 4])],
        {"C4": (["Homicide rate", "Male"], ["Kazakhstan"], [])},
    ),
    "a code and names in three languages before years": (
        [
            ["Code", "Klassifikator", "Классификатор", "Classifier", 2019, 2020, 2021],
            ["1700", "O'zbekiston", "Узбекистан", "Uzbekistan", 46089, 33450, 5511],
            ["1735", "Andijon", "Андижан", "Andijan", 1733, 8001, 912],
            ["1703", "Buxoro", "Бухара", "Bukhara", 2214, 7345, 877],
        ],
        [],
        [([1], ["A", "B", "C", "D"], [2, 3, 4])],
        {"E3": (["2019"], ["1735", "Andijon", "Андижан", "Andijan"], [])},
    ),
    "two label columns given in full, the first of them years": (
        [
            ["Jahre", "Straftaten", "Geschlecht", N, N],
            [N, N, "männlich", "weiblich", "Insgesamt"],
            ["2020", "Menschenhandel", 21, 145, 170],
            ["2020", "Zwangsprostitution", 3, 40, 44],
            ["2021", "Menschenhandel", 19, 130, 151],
            ["2021", "Zwangsprostitution", 5, 31, 37],
        ],
        ["C1:E1"],
        [([1, 2], ["A", "B"], [3, 4, 5, 6])],
        {"D5": (["Geschlecht", "weiblich"], ["2021", "Menschenhandel"], [])},
    ),
    "one corner merged over a name and its code": (
        [
            ["Localização", N, "Total", "Mulheres"],
            ["Portugal", "PT", 120, 71],
            ["Continente", 1, 110, 64],
            ["Norte", 11, 40, 25],
            ["Centro", 16, 31, 19],
        ],
        ["A1:B1"],
        [([1], ["A", "B"], [2, 3, 4, 5])],
        {"C4": (["Total"], ["Norte", "11"], [])},
    ),
    "rows numbered anew below Roman numbers": (
        [
            ["STT", "Chỉ tiêu", "Nam", "Nữ"],
            ["I", "Người lớn", 53, 31],
            ["1", "Thành thị", 11, 9],
            ["2", "Nông thôn", 40, 21],
            ["II", "Trẻ em", 17, 13],
            ["1", "Mười", 8, 4],
            ["2", "Chín", 7, 11],
        ],
        [],
        [([1], ["A", "B"], [2, 3, 4, 5, 6, 7])],
        {"C4": (["Nam"], ["2", "Nông thôn"], [])},
    ),
    "names once more at the right end, some of them left untranslated, and a gap between the groups": (
        [
            [N, "2019", N, N, "2020", N, N],
            ["Region", "Women", "Men", N, "Women", "Men", "Аймак"],
            ["Andijon", 5, 11, N, 7, 2, "Андижан"],
            ["Gorno", 8, 3, N, 19, 6, "Горный"],
            ["Имеретия", 2, 12, N, 4, 9, "Imereti"],
        ],
        ["B1:C1", "E1:F1"],
        [([1, 2], ["A", "G"], [3, 4, 5])],
        {"E4": (["2020", "Women"], ["Gorno", "Горный"], [])},
    ),
    "names in letters without capitals on the left": (
        [
            ["المحافظة", "ذكور", "إناث", "جملة", "Governorate"],
            ["القاهرة", 120, 80, 201, "Cairo"],
            ["الإسكندرية", 45, 30, 76, "Alexandria"],
            ["بورسعيد", 5, 1, 7, "Port-Said"],
            ["المصدر : الجهاز المركزى", N, N, N, "Source : CAPMAS"],
        ],
        [],
        [([1], ["A", "E"], [2, 3, 4])],
        {"B3": (["ذكور"], ["الإسكندرية", "Alexandria"], [])},
    ),
    "sections centered over the values, each over sections of its own": (
        [
            [N, 2018, 2019, 2020],
            [N, "Number"],
            ["New South Wales"],
            ["Murder", 41, 52, 33],
            ["Robbery", 12, 15, 19],
            [N, "Rate"],
            ["New South Wales"],
            ["Murder", 0.5, 0.7, 0.4],
            ["Robbery", 0.1, 0.2, 0.3],
        ],
        ["B2:D2", "B6:D6"],
        [([1], ["A"], [4, 5, 8, 9])],
        {
            "B4": (["2018"], ["Murder"], ["Number", "New South Wales"]),
            "B8": (["2018"], ["Murder"], ["Rate", "New South Wales"]),
        },
    ),
    "years centered over the values are sections": (
        [
            ["Region", "Cases", N, "Victims", N],
            [N, "Women", "Men", "Women", "Men"],
            [N, "2019"],
            ["Osh", 5, 9, 14, 2],
            ["Talas", 7, 1, 8, 3],
            [N, "2020"],
            ["Osh", 6, 2, 4, 12],
            ["Talas", 17, 4, 9, 31],
        ],
        ["A1:A2", "B1:C1", "D1:E1", "B3:E3", "B6:E6"],
        [([1, 2], ["A"], [4, 5, 7, 8])],
        {"C7": (["Cases", "Men"], ["Osh"], ["2020"])},
    ),
    "a year alone in its row above codes and names": (
        [
            ["Code", "Region", "Total", "Women"],
            [2019],
            ["100", "Osh", 51.5, 9.1],
            ["101", "Talas", 7.2, 1.4],
            [2020],
            ["100", "Osh", 6.6, 2.9],
            ["101", "Talas", 17.3, 4.2],
        ],
        [],
        [([1], ["A", "B"], [3, 4, 6, 7])],
        {"D7": (["Women"], ["101", "Talas"], ["2020"])},
    ),
    "columns numbered below their names, and a blank row before the values": (
        [
            ["Region", "Total", "Women", "Men"],
            [1, 2, 3, 4],
            [],
            ["Osh", 51, 9, 43],
            ["Talas", 7, 1, 5],
            ["Naryn", 12, 4, 7],
        ],
        [],
        [([1], ["A"], [4, 5, 6])],
        {"C4": (["Women"], ["Osh"], [])},
    ),
    "names of label columns broken into lines between groups and columns": (
        [
            ["State", "Area Name", "Age-group", "Population", N, "Illiterate", N],
            ["Code", "and district", "in years"],
            [N, N, N, "Males", "Females", "Males", "Females"],
            ["09", "Agra", "0-6", 210, 190, 211, 188],
            ["09", "Agra", "7+", 1390, 1210, 290, 410],
            ["10", "Patna", "0-6", 150, 140, 160, 133],
            ["10", "Patna", "7+", 940, 760, 240, 360],
        ],
        ["D1:E1", "F1:G1"],
        [([1, 2, 3], ["A", "B", "C"], [4, 5, 6, 7])],
        {"F4": (["Illiterate", "Males"], ["09", "Agra", "0-6"], [])},
    ),
    "a pivot table in outline form: a province alone in its row above its districts": (
        [
            ["Province", "District", "Women", "Men"],
            ["Batken", N, 3071, 2215],
            [N, "Leilek", 1071, 1200],
            [N, "Kadamjai", 2000, 1015],
            ["Osh", N, 5003, 4111],
            [N, "Alai", 2003, 3100],
            [N, "Uzgen", 3000, 1011],
            ["Grand Total", N, 8074, 6326],
        ],
        [],
        [([1], ["A", "B"], [3, 4, 6, 7])],
        {"C4": (["Women"], ["Batken", "Kadamjai"], []), "D7": (["Men"], ["Osh", "Uzgen"], [])},
    ),
    "the name of a block stands once, beside its total above it": (
        [
            ["Province", "District", "Women", "Men"],
            ["Batken", "Total", 3071, 2215],
            [N, "Leilek", 1071, 1200],
            [N, "Kadamjai", 2000, 1015],
            ["Osh", "Total", 5003, 4111],
            [N, "Alai", 2003, 3100],
            [N, "Uzgen", 3000, 1011],
        ],
        [],
        [([1], ["A", "B"], [3, 4, 6, 7])],
        {"C4": (["Women"], ["Batken", "Kadamjai"], []), "D7": (["Men"], ["Osh", "Uzgen"], [])},
    ),
    "single years of age in two panels abreast": (
        [
            ["Age", "Both", "Men", "Women", "Age", "Both", "Men", "Women"],
            [0, 153, 81, 77, 20, 110, 51, 48],
            [1, 149, 77, 71, 21, 107, 52, 54],
            [2, 155, 84, 72, 22, 101, 53, 49],
            ["0-2", 457, 242, 220, "20-22", 318, 156, 151],
        ],
        [],
        [([1], ["A"], [2, 3, 4]), ([1], ["E"], [2, 3, 4])],
        {"C3": (["Men"], ["1"], []), "G5": (["Men"], ["20-22"], [])},
    ),
    "a unit centered below the names, and a blank row before the values": (
        [
            ["Offence", N, "Ethnic group", N, N, "Total"],
            [N, N, "European", "Māori", "Other"],
            [N, N, "Number"],
            [],
            ["Abduction", "Trafficking", 1, 0, 2, 4],
            [N, "Other abduction", 60, 71, 20, 152],
            ["Assault", "Common", 4, 0, 2, 7],
            [N, "Other", 65, 70, 22, 158],
        ],
        ["A1:B2", "C1:E1", "F1:F2", "C3:F3"],
        [([1, 2], ["A", "B"], [5, 6, 7, 8])],
        {"D6": (["Ethnic group", "Māori"], ["Abduction", "Other abduction"], ["Number"])},
    ),
    "a title that begins in the second column": (
        [
            ["Tavola 6.1", "Delitti denunciati per regione"],
            [N, "Anno 2019, valori assoluti"],
            ["REGIONI", "Omicidi", "Tratta", "Totale"],
            ["Piemonte", 21, 5, 1184],
            ["Lombardia", 44, 9, 2210],
        ],
        [],
        [([3], ["A"], [4, 5])],
        {"C5": (["Tratta"], ["Lombardia"], [])},
    ),
    "an address and a date above a table are its title": (
        [
            ["Table"],
            [],
            ["http://www.example.org"],
            [dt.date(2024, 1, 14)],
            [],
            ["Country", "2018", "2019"],
            ["Kyrgyz Republic", 1.5, 2.5],
            ["Tajikistan", 3.1, 4.9],
        ],
        [],
        [([6], ["A"], [7, 8])],
        {},
    ),
    "an empty row between all rows": (
        [["Province", "Cases"], [], ["Osh", 1], [], ["Talas", 2], [], ["Naryn", 7]],
        [],
        [([1], ["A"], [3, 5, 7])],
        {"B5": (["Cases"], ["Talas"], [])},
    ),
    "one unit behind all numbers of a column, in a language of its own": (
        [
            ["Megye", "Áldozatok", "Ebből nő (%)"],
            ["Pest", "12 fő", 50.5],
            ["Zala", "8 fő", 37.5],
            ["Vas", "21 fő", 45.1],
        ],
        [],
        [([1], ["A"], [2, 3, 4])],
        {"B3": (["Áldozatok"], ["Zala"], [])},
    ),
    "quarters written with a word are labels": (
        [
            ["Year", "Quarter", "Cases"],
            ["2018 year", "1 чейрек", 5.5],
            ["2018 year", "2 чейрек", 7.1],
            ["2019 year", "1 чейрек", 6.2],
            ["2019 year", "2 чейрек", 8.3],
        ],
        [],
        [([1], ["A", "B"], [2, 3, 4, 5])],
        {},
    ),
    "Arabic digits, and thousands as in India": (
        [
            ["المحافظة", "٢٠١٩", "2020"],
            ["بغداد", "١٢", "10,38,04,637"],
            ["البصرة", "٧", "14,58,545"],
            ["أسوان", "٤", "15,42,750"],
        ],
        [],
        [([1], ["A"], [2, 3, 4])],
        {"B3": (["٢٠١٩"], ["البصرة"], [])},
    ),
    "what the marks of a table mean stands below it": (
        [
            ["Região", 2018, 2019, 2020],
            ["Norte", 5, "-", 4],
            ["Sul", 7, 5, "X"],
            ["Legenda"],
            ["-", "Zero absoluto"],
            ["X", "Valor inibido"],
        ],
        [],
        [([1], ["A"], [2, 3])],
        {},
    ),
    "groups parted by an empty column, sections centered over both, a blank row before the values": (
        [
            ["Region", "Cases", N, N, "Victims", N],
            [N, "Women", "Men", N, "Women", "Men"],
            [],
            [N, "2019"],
            ["Osh", 51, 9, N, 14, 23],
            ["Talas", 7, 15, N, 8, 3],
            [N, "2020"],
            ["Osh", 6, 21, N, 4, 12],
            ["Talas", 17, 4, N, 9, 31],
        ],
        ["B1:C1", "E1:F1", "B4:F4", "B7:F7"],
        [([1, 2], ["A"], [5, 6, 8, 9])],
        {"E9": (["Victims", "Women"], ["Talas"], ["2020"])},
    ),
    "two names of each row, and the same two of the total of each section": (
        [
            ["Region", "Аймак", "Women", "Men"],
            ["Urban"],
            ["Osh", "Ош", 1751, 2309],
            ["Talas", "Талас", 3007, 1115],
            ["Naryn", "Нарын", 2217, 4004],
            ["Total", "Баары", 6975, 7428],
            ["Rural"],
            ["Batken", "Баткен", 1201, 3302],
            ["Chuy", "Чүй", 4410, 2003],
            ["Total", "Баары", 5611, 5305],
        ],
        [],
        [([1], ["A", "B"], [3, 4, 5, 8, 9])],
        {"C8": (["Women"], ["Batken", "Баткен"], ["Rural"])},
    ),
    "an abbreviation before a name at the right end": (
        [
            [N, 2018, 2019, 2020, N],
            ["Ақмола", 5, 6, 4, "Акмолинская"],
            ["Ақтөбе", 7, 5, 5, "Актюбинская"],
            ["Астана қаласы", 20, 22, 19, "г. Астана"],
        ],
        [],
        [([1], ["A", "E"], [2, 3, 4])],
        {"C4": (["2019"], ["Астана қаласы", "г. Астана"], [])},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_published_table_is_read_as_a_person_reads_it(tmp_path, name):
    check_case(tmp_path, *CASES[name])


def test_a_list_with_two_rows_of_headers_that_begins_with_numbers_stays_a_list(tmp_path):
    rows = [
        ["Group", "Place", "People", N],
        [N, N, "Women", "Men"],
        [12, "Osh", 5, 8],
        [12, "Osh", 7, 2],
        [9, "Uzgen", 4, 11],
    ]
    check_case(tmp_path, rows, ["C1:D1"], [([1, 2], [], [3, 4, 5])], {})


def test_a_form_of_machine_names_and_names_without_a_record_has_no_record(tmp_path):
    rows = [["case_id", "case_date", "case_place"], ["Number of the case", "Date", "Place"]]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    assert workbook.cells.empty


def test_a_single_record_below_machine_names_is_told_by_its_sentence(tmp_path):
    names = ["series_code", "series_name", "source_note"]
    record = ["SP.POP.TOTL", "Population, total", "All residents are counted, whatever their legal status."]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", [names, record]))
    assert workbook.cells["text"].tolist() == record
    fields = ["Code of series", "Name", "What the source says of the series in its own words"]
    records = [
        ["A", "Births", "Live births."],
        ["B", "Deaths", "All deaths that were registered in the year."],
    ]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "b.xlsx", [names, fields, *records]))
    assert workbook.cells["text"].tolist() == [text for own in records for text in own]


def test_digits_of_other_alphabets_are_numbers(tmp_path):
    rows = CASES["Arabic digits, and thousands as in India"][0]
    cells = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows)).cells.set_index("cell")
    assert cells.loc[["B2", "B3", "C2", "C3"], "value"].tolist() == [12, 7, 103804637, 1458545]
    assert cells.loc["B2", "text"] == "١٢"


@pytest.mark.parametrize(
    ("rows", "header", "body"),
    [
        (
            [
                ["INDICATOR_CODE", "INDICATOR_NAME", "SOURCE_NOTE", "SOURCE_ORGANIZATION"],
                ["VC_1", "Homicides", "A text of many words. " * 12, "UNODC"],
            ],
            1,
            2,
        ),
        (
            [
                ["Notes"],
                ["This sheet has the notes of all tables."],
                ["Note number", "Note text"],
                [1, "Provisional"],
                [2, "Revised"],
                [3, "Rounded"],
            ],
            3,
            4,
        ),
    ],
)
def test_a_list_of_texts_is_not_lost(tmp_path, rows, header, body):
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    assert workbook.tables["header_rows"].tolist() == [(header,)]
    kinds = workbook.rows.set_index("row")["kind"]
    assert kinds.loc[body:].eq("data").all()
