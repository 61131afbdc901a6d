"""How the made-up organizations word headers, kinds of events and values, in three languages and several ways."""

__all__ = ["HEADERS", "KINDS", "SHEETS", "TITLES", "VALUES"]

#: For each field and language the headers in use; a layout takes one of them.
HEADERS = {
    "number": {"en": ("No", "#"), "ru": ("№", "№ п/п"), "ky": ("№", "Катар номери")},
    "date": {
        "en": ("Date of event", "When held", "Event date"),
        "ru": ("Дата проведения", "Когда", "Дата мероприятия"),
        "ky": ("Өткөрүлгөн күнү", "Качан", "Иш-чаранын күнү"),
    },
    "date_end": {"en": ("End date",), "ru": ("Дата окончания",), "ky": ("Аяктаган күнү",)},
    "province": {"en": ("Province", "Oblast"), "ru": ("Область", "Регион"), "ky": ("Облус", "Облусу")},
    "place": {
        "en": ("Place", "Location", "Venue"),
        "ru": ("Место проведения", "Место", "Где"),
        "ky": ("Өткөн жери", "Орду", "Өткөрүлгөн жери"),
    },
    "district": {"en": ("District", "Rayon"), "ru": ("Район", "Район/город"), "ky": ("Район", "Району")},
    "activity_type": {
        "en": ("Activity type", "Type of event", "Format"),
        "ru": ("Вид мероприятия", "Форма проведения", "Тип мероприятия"),
        "ky": ("Иш-чаранын түрү", "Өткөрүү түрү", "Түрү"),
    },
    "n_events": {"en": ("Number of events",), "ru": ("Кол-во мероприятий",), "ky": ("Иш-чаралардын саны",)},
    "total": {
        "en": ("Total participants", "People reached"),
        "ru": ("Всего участников", "Охвачено человек"),
        "ky": ("Катышуучулардын саны", "Камтылган адамдардын саны"),
    },
    "female": {
        "en": ("Women", "Female"),
        "ru": ("Женщины", "из них женщин"),
        "ky": ("Аялдар", "Анын ичинде аялдар"),
    },
    "male": {
        "en": ("Men", "Male"),
        "ru": ("Мужчины", "из них мужчин"),
        "ky": ("Эркектер", "Анын ичинде эркектер"),
    },
    "child": {"en": ("Under 18",), "ru": ("До 18 лет",), "ky": ("18 жашка чейин",)},
    "18_28": {"en": ("18-28",), "ru": ("18-28 лет",), "ky": ("18-28 жаш",)},
    "29_59": {"en": ("29-59",), "ru": ("29-59 лет",), "ky": ("29-59 жаш",)},
    "materials_n": {
        "en": ("Leaflets",),
        "ru": ("Листовки", "Распространено материалов"),
        "ky": ("Баракчалар",),
    },
    "participant_group": {
        "en": ("Main group",),
        "ru": ("Категория участников",),
        "ky": ("Катышуучулардын тобу",),
    },
    "status": {"en": ("Status",), "ru": ("Статус",), "ky": ("Статус",)},
    "post_test_n": {
        "en": ("Post-test taken",),
        "ru": ("Прошли пост-тест",),
        "ky": ("Пост-тест тапшыргандар",),
    },
    "post_test_pass_n": {"en": ("Passed",), "ru": ("Сдали",), "ky": ("Тесттен өттү",)},
    "note": {"en": ("Notes",), "ru": ("Примечание",), "ky": ("Эскертүү",)},
    "case": {"en": ("Case code",), "ru": ("Код случая",), "ky": ("Учурдун коду",)},
    "opened": {"en": ("Registration date",), "ru": ("Дата обращения",), "ky": ("Катталган күнү",)},
    "sex": {"en": ("Sex",), "ru": ("Пол",), "ky": ("Жынысы",)},
    "age": {"en": ("Age",), "ru": ("Возраст",), "ky": ("Жашы",)},
    "province_origin": {
        "en": ("Province of origin",),
        "ru": ("Область происхождения",),
        "ky": ("Келген облусу",),
    },
    "country_exploitation": {
        "en": ("Country of exploitation",),
        "ru": ("Страна эксплуатации",),
        "ky": ("Эксплуатация болгон өлкө",),
    },
    "exploitation": {
        "en": ("Type of exploitation",),
        "ru": ("Вид эксплуатации",),
        "ky": ("Эксплуатация түрү",),
    },
    "trafficking_status": {
        "en": ("Trafficking status",),
        "ru": ("Статус жертвы",),
        "ky": ("Жабырлануучунун статусу",),
    },
    "decided_by": {"en": ("Decided by",), "ru": ("Кем признан",), "ky": ("Ким чечкен",)},
    "case_status": {"en": ("Case status",), "ru": ("Статус случая",), "ky": ("Иштин абалы",)},
    "service_type": {"en": ("Service",), "ru": ("Вид услуги",), "ky": ("Кызматтын түрү",)},
    "start": {"en": ("Start date",), "ru": ("Дата начала",), "ky": ("Башталган күнү",)},
    "period": {"en": ("Month",), "ru": ("Месяц",), "ky": ("Айы",)},
    "calls_total": {"en": ("Total calls",), "ru": ("Всего звонков",), "ky": ("Чалуулардын саны",)},
    "calls_relevant": {"en": ("Relevant calls",), "ru": ("Профильные",), "ky": ("Адам сатуу боюнча",)},
    "referred_n": {"en": ("Referrals",), "ru": ("Перенаправлено",), "ky": ("Багытталды",)},
    "kind": {"en": ("Kind of partnership",), "ru": ("Вид партнёрства",), "ky": ("Өнөктөштүктүн түрү",)},
    "decisions_n": {
        "en": ("Decisions taken",),
        "ru": ("Принято решений",),
        "ky": ("Кабыл алынган чечимдер",),
    },
    "decisions_done_n": {
        "en": ("Decisions implemented",),
        "ru": ("Выполнено решений",),
        "ky": ("Аткарылган чечимдер",),
    },
    "proceeding": {"en": ("Proceeding no.",), "ru": ("№ дела",), "ky": ("Иштин номери",)},
    "article": {"en": ("Article",), "ru": ("Статья УК",), "ky": ("Берене",)},
    "stage": {"en": ("Stage",), "ru": ("Стадия",), "ky": ("Баскыч",)},
    "persons_n": {"en": ("Persons",), "ru": ("Кол-во лиц",), "ky": ("Адамдардын саны",)},
}
KINDS = {
    "school_session": {"en": "School session", "ru": "Классный час", "ky": "Класс сааты"},
    "awareness_event": {
        "en": "Information session",
        "ru": "Встреча с населением",
        "ky": "Калк менен жолугушуу",
    },
    "campaign": {"en": "Campaign", "ru": "Акция", "ky": "Өнөктүк"},
    "training_officials": {"en": "Seminar", "ru": "Семинар", "ky": "Окуу-семинар"},
    "round_table": {"en": "Round table", "ru": "Круглый стол", "ky": "Тегерек стол"},
    "media": {"en": "Radio", "ru": "Радио", "ky": "Радио"},
}
SHEETS = {
    "activities": {"en": "Activities", "ru": "Мероприятия", "ky": "Иш-чаралар"},
    "cases": {"en": "Cases", "ru": "Случаи", "ky": "Учурлар"},
    "services": {"en": "Services", "ru": "Услуги", "ky": "Кызматтар"},
    "hotline": {"en": "Hotline", "ru": "Горячая линия", "ky": "Ишеним телефону"},
    "partnerships": {"en": "Partnership", "ru": "Партнёрство", "ky": "Өнөктөштүк"},
    "proceedings": {"en": "Prosecution", "ru": "Преследование", "ky": "Кылмыш куугунтугу"},
    "cover": {"en": "Cover", "ru": "Титул", "ky": "Титул"},
}
TITLES = {
    "en": (
        "SYNTHETIC DATA, not real",
        "Report on activities, Q{quarter} {year}",
        "Coordinator: signature",
        "Total",
    ),
    "ru": (
        "СИНТЕТИЧЕСКИЕ ДАННЫЕ (SYNTHETIC), не настоящие",
        "Отчёт о мероприятиях за {quarter} квартал {year} года",
        "Координатор: подпись",
        "Итого",
    ),
    "ky": (
        "СИНТЕТИКАЛЫК МААЛЫМАТ (SYNTHETIC), чыныгы эмес",
        "{year}-жылдын {quarter}-чейреги үчүн иш-чаралар боюнча отчет",
        "Координатор: колу",
        "Жыйынтыгы",
    ),
}
#: Words of the mess: what people write where a value is due.
VALUES = {
    "nil": {
        "en": "No activities were held",
        "ru": "Мероприятия не проводились",
        "ky": "Иш-чаралар өткөрүлгөн жок",
    },
    "people": {"en": "pers.", "ru": "чел.", "ky": "киши"},
    "women": {"en": "women", "ru": "женщин", "ky": "аял"},
    "pieces": {"en": "pcs", "ru": "шт.", "ky": "даана"},
    "about": {"en": "about {n}", "ru": "около {n}", "ky": "болжол менен {n}"},
    "planned": {"en": "planned", "ru": "запланировано", "ky": "пландаштырылган"},
    "completed": {"en": "completed", "ru": "проведено", "ky": "өткөрүлдү"},
    "osh": {"en": "Osh", "ru": "Ош", "ky": "Ош"},
    "nowhere": {"en": "Atlantis", "ru": "Атлантида", "ky": "Атлантида"},
    "parade": {"en": "Parade", "ru": "Парад", "ky": "Парад"},
    "period": {"en": "Period", "ru": "Период", "ky": "Мезгил"},
    "organization": {"en": "Organization code", "ru": "Код организации", "ky": "Уюмдун коду"},
}
