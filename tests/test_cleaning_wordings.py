"""Wordings that organizations use in headers and cells, in three languages: each means one thing."""

import pytest

from ctip_analysis.cleaning.headers import Headers
from ctip_analysis.cleaning.vocabulary import Vocabulary

HEADERS = {
    "col.identified": "Выявлен | Аныкталды | Аныкталган күнү",
    "col.closed": "Закрыт | Жабылды | Жабылган күнү",
    "col.closure_reason": "Причина закрытия | Себеби | Жабуунун себеби",
    "col.status": "Статус | Макамы | Макам",
    "col.compensation_claimed": "Заявлено (сом) | Талап кылынды | Claimed (KGS)",
    "col.compensation_awarded": "Присуждено (сом) | Чегерилди | Awarded (KGS)",
    "col.compensation_paid": "Выплачено (сом) | Төлөндү | Paid (KGS)",
    "col.date": "Дата проведения мероприятия | Когда проводилось | Дата | Date held | Day of the event | Өткөрүлгөн күнү | Күнү | Өткөн күнү | Число, месяц | Дата и время | Date of activity | When was it held",
    "col.adm1": "Область | Регион | Province | Oblast | Облус | Наименование области | Region / oblast | Аймак (облус) | Область/город | Область проведения | Province where held",
    "col.adm2": "Район | Район/город | Rayon | District | Району | Raion / city | Название района",
    "col.settlement": "Населенный пункт | Село | Место проведения | Venue | Village | Айыл | Өткөрүлгөн жери | Где проведено | Location | Адрес проведения",
    "col.event_type": "Вид мероприятия | Тип мероприятия | Форма проведения | Формат | Type of activity | Kind of event | Иш-чаранын түрү | Activity type | Форма работы | Event format",
    "col.event_name": "Название мероприятия | Наименование | Тема | Мероприятие | Activity | Event | Иш-чаранын аталышы | Темасы | Тема занятия | Что сделано | What was done | Иш-чара | Title of the session | Проведенная работа | Эмне жасалды | Что проведено | Что было",
    "col.people": "Участников | Количество участников | Кол-во чел. | Охват | Охват (чел.) | Охвачено человек | Number of participants | How many came | People reached | Total participants | Катышуучулардын саны | Камтылган адамдар | Всего присутствовало | Participants | Кол-во слушателей | Attendance | Headcount | Канча адам катышты | Число посетителей | Сколько человек",
    "col.n_events": "Количество мероприятий | Число мероприятий | Number of events | No. of activities | Иш-чаралардын саны | Проведено мероприятий | Кол-во занятий | Activities held",
    "col.materials": "Роздано буклетов | Количество ИОМ | Materials distributed | Таратылган материалдар | Распространено материалов | Leaflets given out | Роздано материалов, шт.",
    "col.partners": "Партнеры | Совместно с | Partners | Өнөктөштөр | С кем проведено | In cooperation with | Кимдер менен биргеликте",
    "col.donor": "Донор | Donor | При поддержке | За счет каких средств | Funded by | Доноры",
    "col.notes": "Примечание | Комментарии | Notes | Remarks | Эскертүү | Дополнительная информация | Comments",
    "col.org_name": "Организация | Название НПО | Organization | Уюм | Уюмдун аталышы | Name of NGO | Исполнитель (организация)",
    "col.calls": "Всего звонков | Количество обращений | Total calls | Number of calls | Чалуулардын саны | Calls received | Поступило звонков | Келген чалуулар | Принято звонков",
    "col.calls_relevant": "Темага тиешелүү | Related to trafficking | Из них по ТЛ | Trafficking-related calls | По торговле людьми | Адам сатуу боюнча | О торговле людьми | Concerning trafficking | На тему торговли людьми | Of which on trafficking | Адам сатууга байланыштуу | Связанные с торговлей людьми | TIP-related | По теме ТЛ",
    "col.referred_n": "Перенаправлено | Referred | Направлено в организации | Багытталды | Number referred | Referrals made",
    "col.case_code": "Код | Коду | Код случая | Case code | Case ID | Шифр | Client code | Код клиента | № кейса | Учурдун коду",
    "col.opened": "Ачылды | Открыт | Дата обращения | Дата регистрации | Date of registration | Intake date | Кайрылган күнү | Катталган күнү | Дата поступления | Date opened",
    "col.group": "Для кого | Who was trained | Целевая группа | Категория участников | Target group | Максаттуу топ",
    "col.sex": "Пол | Sex | Gender | Жынысы | Гендер | Пол клиента",
    "col.age": "Возраст | Age | Жашы | Курагы | Полных лет | Age at intake",
    "col.exploitation_type": "Вид эксплуатации | Форма эксплуатации | Type of exploitation | Эксплуатациянын түрү | Exploitation form | Purpose of trafficking | Цель эксплуатации",
    "col.country_exploitation": "Страна эксплуатации | Country of exploitation | Страна назначения | Эксплуатация болгон өлкө | Destination country | Exploited in",
    "col.referred_by": "Кем направлен | Источник направления | Referred by | Ким багыттады | Откуда узнал | Source of referral | Кто направил | Who sent the client",
    "col.service": "Оказанная помощь | Вид услуги | Service provided | Type of assistance | Көрсөтүлгөн жардам | Услуга | Виды помощи | Assistance given | Кызматтын түрү | What help was given | Какая помощь оказана",
    "col.case_status": "Статус дела | Case status | Состояние кейса | Учурдун абалы | State of the case",
    "col.stage": "Стадия | Этап дела | Stage | Стадия дела | Баскычы | Stage of proceedings | Процессуальное решение",
    "col.article": "Статья УК | Статья | Article | Берене | Article of the criminal code | ст. УК КР",
    "col.proceeding": "Номер уголовного дела | Кылмыш ишинин номери | Номер ЕРПП",
    "col.persons_suspect": "Подозреваемых | Число подозреваемых | Suspects | Number of suspects | Шектүүлөр | Шектүүлөрдүн саны | Кол-во подозреваемых | Обвиняемых",
    "col.persons_convicted": "Осуждено | Осужденных | Convicted | Number convicted | Соттолгондор | Кол-во осужденных | Persons convicted",
    "col.victims_n": "Число потерпевших | Потерпевших | Number of victims | Жабырлануучулар | Пострадавших | Victims",
    "col.lawyer": "Адвокат | Lawyer | Адвокат катыштыбы | Наличие адвоката | Has lawyer",
    "col.decisions_n": "Принято решений | Decisions taken | Кабыл алынган чечимдер | Number of decisions | Количество решений",
    "col.decisions_done_n": "Исполнено решений | Decisions implemented | Аткарылган чечимдер | Решений выполнено",
}
KINDS = {
    "training_officials": "тренинг | Тренинги | семинар для милиции | обучающий семинар | training workshop | workshop for officials | окутуу семинары | capacity building training | обучение сотрудников | курс повышения квалификации",
    "coordination_meeting": "заседание координационного совета | рабочая встреча | coordination meeting | working meeting | координациялык кеңешме | совещание",
    "awareness_event": "информационная встреча | лекция для населения | беседа | information session | маалымат жолугушуусу | жыйын | сход граждан | элдик жыйын | community meeting | айыл жыйыны | подворовой обход | awareness raising | встреча с населением | door-to-door visits | үгүт иши | outreach | собрание жителей",
    "campaign": "акция | информационная кампания | campaign | өнөктүк | флешмоб | awareness campaign | 16 дней активизма",
    "round_table": "круглый стол | тегерек стол | round table | конференция | форум",
    "school_session": "урок в школе | мектептеги сабак | school lesson | занятие со школьниками | классный час | lesson at school | окуучулар менен сабак | показ фильма в школе",
    "media": "радиопередача | статья в газете | TV broadcast | ток-шоу на ТВ | радиоберүү | пост в соцсетях | social media post | телепередача",
    "materials": "раздача буклетов | распространение листовок | баракчаларды таратуу | distribution of leaflets",
    "theatre": "спектакль | форум-театр | theatre performance | показ фильма",
    "contest_sport": "конкурс рисунков | спортивный турнир | sports competition | мелдеш | викторина",
    "consultation": "юридическая консультация | legal consultation | консультации граждан",
    "raid": "рейд | совместный рейд | inspection raid",
    "research": "опрос населения | survey | сурамжылоо | исследование",
}

STAGES = {
    "complaint_filed": "подано заявление | жалоба | арыз берилди",
    "appeal": "апелляционная жалоба | кассационная жалоба | подана апелляционная жалоба | апелляциялык арыз | appeal filed | complaint of appeal",
    "final": "приговор вступил в силу | өкүм күчүнө кирди | sentence in force",
}


def spread(table):
    return [(code, text.strip()) for code, texts in table.items() for text in texts.split(" | ")]


@pytest.fixture(scope="module")
def vocabulary(definitions):
    return Vocabulary(definitions)


@pytest.fixture(scope="module")
def headers(vocabulary):
    return Headers(vocabulary)


@pytest.mark.parametrize(("concept", "text"), spread(HEADERS))
def test_a_header_in_the_words_of_an_organization_names_its_field(headers, concept, text):
    assert concept in headers.read((text,)).concepts


@pytest.mark.parametrize(("code", "text"), spread(KINDS))
def test_a_kind_of_activity_in_the_words_of_an_organization_has_its_code(vocabulary, code, text):
    assert vocabulary.find_code("activity_type", text).code == code


@pytest.mark.parametrize(("code", "text"), spread(STAGES))
def test_a_stage_in_the_words_of_an_organization_has_its_code(vocabulary, code, text):
    assert vocabulary.find_code("stage", text).code == code


def test_every_code_is_understood_by_its_own_names(definitions):
    vocabulary = Vocabulary(definitions)
    shared = definitions.codes.melt(["list", "code"], ["name_en", "name_ru", "name_ky"], value_name="name")
    shared = shared.groupby(["list", "name"])["code"].transform("nunique").gt(1).any()
    assert not shared
    wrong = [
        (row["list"], row[f"name_{language}"])
        for row in definitions.codes.to_dict("records")
        for language in definitions.languages
        if vocabulary.find_code(row["list"], row[f"name_{language}"]).code != row["code"]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Батк. обл", "KG-B"),
        ("Нар. обл.", "KG-N"),
        ("Чуйск. обл.", "KG-C"),
        ("Ѳзгѳн", "KG06255000000"),
        ("Кара-Суйский", "KG06226000000"),
    ],
)
def test_an_abbreviated_or_old_spelling_of_a_place_is_that_place(vocabulary, text, place):
    provinces, districts, _ = vocabulary.find_place(text)
    assert place in (*provinces, *districts)
