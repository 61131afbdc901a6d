"""Registers, logs, statistics and plans as organizations send them, with what a careful M&E officer records; all SYNTHETIC."""
# fmt: off

from hand_written import N, S, T, book

book("Горячая линия CSO-20 II кв 2019.xlsx",S("звонки",[
 ["Кок Жар. Статистика обращений на горячую линию за II квартал 2019 г."],
 ["Месяц","Поступило звонков","из них по вопросам торговли людьми","от женщин","от мужчин","перенаправлено в др. организации"],
 ["апрель",40,6,25,15,2],["май","38",4,20,18,"-"],["июнь",51,N,30,21,3],["ИТОГО",129,10,75,54,5]]),
 org="CSO-20",period="2019Q2",truth=[
 T("hotline",3,sex="unknown",calls_relevant=6,referred_n=2),T("hotline",4,sex="unknown",calls_relevant=4,referred_n=0),T("hotline",5,sex="unknown",calls_relevant=N,referred_n=3),
 T("hotline",3,period="2019-04",sex="female",calls_total=25),T("hotline",3,period="2019-04",sex="male",calls_total=15),
 T("hotline",4,period="2019-05",sex="female",calls_total=20),T("hotline",4,period="2019-05",sex="male",calls_total=18),
 T("hotline",5,period="2019-06",sex="female",calls_total=30),T("hotline",5,period="2019-06",sex="male",calls_total=21)])
book("CSO-08 учурлар 2019 2-чейрек.xlsx",S("Реестр",[
 ["Ак Бата. Жабырлануучулардын реестри, 2019-жыл 2-чейрек"],
 ["№","Учурдун коду","Катталган күнү","Жынысы","Курагы","Жарандыгы","Кайсы облустан","Эксплуатация өлкөсү","Эксплуатациянын түрү","Ким жөнөткөн","Көрсөтүлгөн жардам","Абалы"],
 [1,"AB-11","03.04.2019","аял",22,"КР","Ош","Түркия","сексуалдык","милиция","психологиялык, юридикалык","иште"],
 [2,"AB-12","15.05.2019","эркек",35,"Кыргызстан","Ош облусу","Россия","эмгек","өзү кайрылган","юридикалык","жабылды"],
 [3,"AB-13","11.06.2019","кыз",15,"КР","Ош обл.","КР","сексуалдык","мектеп","баш калкалоочу жай","иште"]]),
 org="CSO-08",period="2019Q2",truth=[
 T("cases",3,sex="female",age_group="adult",citizenship="KG",country_exploitation="TR",exploitation="sexual",opened="2019-04-03",case_status="active"),
 T("cases",4,sex="male",age_group="adult",citizenship="KG",country_exploitation="RU",exploitation="forced_labour",opened="2019-05-15",case_status="closed"),
 T("cases",5,sex="female",age_group="child",citizenship="KG",country_exploitation="KG",exploitation="sexual",opened="2019-06-11",case_status="active"),
 T("services",3,service_type="psychological"),T("services",3,service_type="legal"),T("services",4,service_type="legal"),T("services",5,service_type="shelter")])
book("CSO-09 case register Q2 2019.xlsx",S("Cases",[
 ["Bereke - assisted victims register, Q2 2019 (confidential)"],
 ["Client code","Intake date","Sex (M/F)","Age group","Province of origin","Destination","Type of exploitation","Referred by","Assistance provided","Closed on","Case status"],
 ["B001","2019-04-05","F","18-28","Jalal-Abad","UAE","sexual exploitation","IOM","shelter; medical",N,"open"],
 ["B002","2019-04-28","M","30+","Jalal-Abad","Kazakhstan","labour","self-referral","return; legal","2019-06-20","closed"],
 ["B003","2019-06-02","F","minor","Jalal-Abad","Kyrgyzstan","early marriage","school","psychological",N,"open"]]),
 org="CSO-09",period="2019Q2",truth=[
 T("cases",3,sex="female",age_group="adult",country_exploitation="AE",exploitation="sexual",opened="2019-04-05",case_status="active"),
 T("cases",4,sex="male",age_group="adult",country_exploitation="KZ",exploitation="forced_labour",opened="2019-04-28",closed="2019-06-20",case_status="closed"),
 T("cases",5,sex="female",age_group="child",country_exploitation="KG",exploitation="forced_marriage",opened="2019-06-02",case_status="active"),
 T("services",3,service_type="shelter"),T("services",3,service_type="medical"),T("services",4,service_type="return"),T("services",4,service_type="legal"),T("services",5,service_type="psychological")])
book("КС CSO-12 2 кв 2019.xlsx",S("Координация",[
 ["Келечек Плюс, участие в заседаниях Координационного совета, 2 квартал 2019 года"],
 ["№ п/п","Дата","Наименование органа","Уровень","Повестка дня","Принято решений","Из них выполнено","Участники"],
 [1,"11.04.2019","Координационный совет при ППП","областной","План на 2019",4,2,"госорганы, НПО"],
 [2,"30.05.2019","Рабочая группа","районный","Перенаправление",3,3,"НПО"],
 [3,"14.06.2019","Меморандум с ГУОБДД","областной","подписание",N,N,"УВД"]]),
 org="CSO-12",period="2019Q2",truth=[
 T("partnerships",3,province="KG-Y",kind="council_meeting",level="oblast",decisions_n=4,decisions_done_n=2,date="2019-04-11"),
 T("partnerships",4,province="KG-Y",kind="working_group",level="rayon",decisions_n=3,decisions_done_n=3,date="2019-05-30"),
 T("partnerships",5,province="KG-Y",kind="mou",level="oblast",date="2019-06-14")])
book("CSO-28 уголовные дела 2019 2кв.xlsx",S("дела",[
 ["ОФ Ак Шумкар: сопровождение уголовных дел (2 кв. 2019)"],
 ["Рег. номер","Орган","Статья УК КР","Стадия","Дата стадии","Кол-во подозреваемых","Потерпевших","Есть адвокат","Взыскано компенсации (сом)"],
 ["КУ-1","ГУВД","ст. 171 ч.2","досудебное производство","08.04.2019",2,1,"да",N],
 ["КУ-2","прокуратура","171","передано в суд","21.05.2019",1,2,"нет",N],
 ["КУ-3","суд","171","осужден","25.06.2019",1,1,"да",50000]]),
 org="CSO-28",period="2019Q2",truth=[T("proceedings",3,stage="suspect",persons_n=2),T("proceedings",4,stage="suspect",persons_n=1),T("proceedings",5,stage="suspect",persons_n=1),

 T("proceedings",3,province="KG-C",article="171",stage="investigation",date="2019-04-08"),
 T("proceedings",4,province="KG-C",article="171",stage="sent_to_court",date="2019-05-21"),
 T("proceedings",5,province="KG-C",article="171",stage="convicted_first_instance",date="2019-06-25",compensation_awarded_kgs=50000)])
book("CSO-24 приют 2019 Q2.xlsx",S("Приют",[
 ["Жаш Канат: места в приюте, 2 квартал 2019"],
 ["Квартал","Область","Для кого","Количество койко-мест","Койко-дни"],
 ["2 кв. 2019","г. Ош","женщины",12,640],["2 кв. 2019","г. Ош","дети",6,210]]),
 org="CSO-24",period="2019Q2",truth=[T("shelters",3,province="KG-GO",for_whom="women",beds=12,nights=640),T("shelters",4,province="KG-GO",for_whom="children",beds=6,nights=210)])
book("Отчет по плану CSO-10 1 полугодие 2019.xlsx",S("План",[
 ["Информация об исполнении Плана мероприятий по борьбе с торговлей людьми на 2017-2020 годы"],["за 1 полугодие 2019 года","","","Жылдыз Нуру"],
 ["№","Мероприятие","Срок исполнения","Ответственные исполнители","Индикаторы","Выполнено за отчетный период","Примечание"],
 ["1.2","Проведение информационной кампании","ежеквартально","НПО","кол-во мероприятий",14,N],
 ["2.1","Обучение сотрудников","2019","НПО, МВД","кол-во обученных","проведено 3 тренинга, обучено 60 сотрудников",N],
 ["3.4","Приюты","постоянно","НПО","кол-во мест","нет",N]]),
 org="CSO-10",period="2019H1",truth=[
 T("figures",4,measure="plan_measure_done",value=14,period="2019H1",category="1.2"),
 T("figures",5,measure="plan_measure_done",value=N,period="2019H1",category="2.1"),
 T("figures",6,measure="plan_measure_done",value=0,period="2019H1",category="3.4")])
book("CSO-33 hotline Q2 2019.xlsx",S("Calls",[
 ["Jarkyn Tan hotline, Naryn, Q2 2019"],
 ["Date","Topic","Sex of caller","Region of caller","Referred to"],
 ["2019-04-05","migration","F","Naryn","lawyer"],["2019-05-02","documents","M","Naryn",N]]),org="CSO-33",period="2019Q2",
 truth=[T("hotline",3,period="2019-04",topic="migration",sex="female",calls_total=1,province="KG-N"),T("hotline",4,period="2019-05",topic="documents",sex="male",calls_total=1,province="KG-N")])
book("CSO-36 услуги 2 кв 2019.xlsx",S("Услуги",[
 ["Эне Керези: оказанные услуги за 2 квартал 2019"],
 ["Шифр клиента","Пол","Возраст","Вид услуги","Дата начала","Дата окончания","Кол-во ночей"],
 ["К-1","Ж",24,"проживание в приюте","05.04.2019","25.04.2019",20],["К-1","Ж",24,"консультация психолога","06.04.2019",N,N],["К-2","М",40,"юридическая консультация","10.05.2019",N,N],["К-3","Ж",16,"восстановление документов","11.06.2019",N,N],["К-3","Ж",16,"одежда и продукты","11.06.2019",N,N]]),
 org="CSO-36",period="2019Q2",truth=[T("services",3,service_type="shelter",nights=20,start="2019-04-05",end="2019-04-25",sex="female",age_group="adult"),T("services",4,service_type="psychological"),T("services",5,service_type="legal",sex="male"),T("services",6,service_type="documents",age_group="child"),T("services",7,service_type="humanitarian")])
book("CSO-07 дела 2019 Q2.xlsx",S("Дела",[
 ["Чуйская правовая клиника, 2 кв 2019"],
 ["№","Номер дела","Дата регистрации в ЕРПП","Статья","Кол-во обвиняемых","Кол-во потерпевших","Решение суда","Примечание"],
 [1,"05-19","02.04.2019","171 ч.2",1,2,"в производстве",N],[2,"06-19","15.05.2019","ст.173",2,1,"осужден, 5 лет",N]]),
 org="CSO-07",period="2019Q2",truth=[T("proceedings",3,stage="suspect",persons_n=1),T("proceedings",4,stage="suspect",persons_n=2),
 T("proceedings",3,article="171"),T("proceedings",4,article="173")])
book("CSO-36 телефон доверия 2кв 2019.xlsx",S("ТД",[
 ["Эне Керези, телефон доверия, количество обращений, 2 квартал 2019 года"],
 ["Тема обращения","апрель","май","июнь","итого"],["трудовая миграция",10,12,9,31],["торговля людьми",2,1,3,6],["насилие",5,4,6,15],["Итого",17,17,18,52]]),
 org="CSO-36",period="2019Q2",truth=[T("hotline",3,period="2019-04",topic="migration",calls_total=10),T("hotline",3,period="2019-05",topic="migration",calls_total=12),T("hotline",3,period="2019-06",topic="migration",calls_total=9),
 T("hotline",4,period="2019-04",topic="trafficking",calls_total=2),T("hotline",4,period="2019-05",topic="trafficking",calls_total=1),T("hotline",4,period="2019-06",topic="trafficking",calls_total=3),
 T("hotline",5,period="2019-04",topic="violence",calls_total=5),T("hotline",5,period="2019-05",topic="violence",calls_total=4),T("hotline",5,period="2019-06",topic="violence",calls_total=6)])
book("CSO-39 случаи 2019 2кв.xlsx",S("Реестр",[
 ["Сезим Плюс: реестр пострадавших от ТЛ, 2 квартал 2019"],
 ["Код","ФИО","Дата рожд.","Дата обращения","Пол","Ребенок/взрослый","Возраст","Гражданство","Страна эксплуатации","Вид эксплуатации","Кем признан","Статус жертвы","Дата закрытия","Статус случая","Тел."],
 ["S-1","Асанова Б.К.","01.02.1995","03.04.2019","Ж","взрослый",24,"Кыргызстан","ОАЭ","сексуальная эксплуатация","НПО","подтвержденная жертва",N,"в работе","0555123456"],
 ["S-2","Бекболотов Нур","05.05.2004","10.05.2019","М","взрослый",15,"КР","РФ","трудовая эксплуатация","милиция","предполагаемая жертва","01.05.2019","закрыт","0700 11 22 33"],
 ["S-3",N,N,"11.05.2019","жен.","ребенок",0,"узб.","Казахстан","продажа ребенка","суд","подтвержденная жертва",N,"открыт",N],
 ["S-4",N,N,"12.06.2019","не указан","взрослый",95,"РУз",N,"трудовая, сексуальная","НПО","возможная",N,"наблюдение",N]]),
 org="CSO-39",period="2019Q2",truth=[
 T("cases",3,sex="female",age_group="adult",country_exploitation="AE",exploitation="sexual",trafficking_status="actual",decided_by="ngo",citizenship="KG"),
 T("cases",4,sex="male",age_group="unknown",country_exploitation="RU",exploitation="forced_labour",trafficking_status="possible",decided_by="police",closed="2019-05-01"),
 T("cases",5,sex="female",age_group="child",country_exploitation="KZ",exploitation="sale_of_children",trafficking_status="actual",decided_by="court",case_status="active"),
 T("cases",6,sex="unknown",age_group="adult",exploitation="forced_labour;sexual",trafficking_status="possible",case_status="follow_up",citizenship="UZ")],
 issues=["R11","R12","R13","F10","F11"])
book("CSO-03 сот иштери 2019 2-чейрек.xlsx",S("Иштер",[
 ["Жаңы Доор. Кылмыш иштерин коштоо, 2019-ж. 2-чейрек"],
 ["Иштин №","КЖК беренеси","Баскычы","Баскычтын күнү","Шектүүлөрдүн саны","Жабырлануучулардын саны","Адвокат барбы"],
 ["17-19","171","сотко чейинки өндүрүш башталган","05.04.2019",2,1,"ооба"],["18-19","171","сотко жөнөтүлгөн","20.06.2019",1,1,"жок"]]),
 org="CSO-03",period="2019Q2",truth=[T("proceedings",3,stage="suspect",persons_n=2),T("proceedings",4,stage="suspect",persons_n=1),
 T("proceedings",3,article="171",stage="case_opened",date="2019-04-05",has_lawyer="yes"),T("proceedings",4,article="171",stage="sent_to_court",date="2019-06-20",has_lawyer="no")])
book("CSO-34 координация 2019 Q2.xlsx",S("КС",[
 ["Мээрим Деми, координациялык кеңештин отурумдары, 2019-жыл, 2-чейрек"],
 ["№","Күнү","Деңгээли","Түрү","Күн тартиби","Кабыл алынган чечимдер","Аткарылган чечимдер"],
 [1,"2019-04-18","облустук","координациялык кеңештин отуруму","план",3,1],[2,"2019-06-05","райондук","жумушчу топ","багыттоо",2,2]]),
 org="CSO-34",period="2019Q2",truth=[T("partnerships",3,kind="council_meeting",level="oblast",decisions_n=3,decisions_done_n=1,date="2019-04-18",province="KG-B"),T("partnerships",4,kind="working_group",level="rayon",decisions_n=2,decisions_done_n=2,date="2019-06-05",province="KG-B")])
book("CSO-10 shelter Q2 2019.xlsx",S("Shelter",[
 ["Zhyldyz Nuru shelter statistics, Bishkek, Q2 2019"],
 ["For whom","Beds","Bed-days","Nights provided","Residents at the beginning","Admitted","Left","Residents at the end"],
 ["women",10,600,580,4,6,5,5],["children",4,100,90,1,2,1,2]]),org="CSO-10",period="2019Q2",truth=[
 T("shelters",3,province="KG-GB",for_whom="women",beds=10,bed_days=600,nights=580),T("shelters",4,province="KG-GB",for_whom="children",beds=4,bed_days=100,nights=90)])
book("CSO-37 NAP H1 2019.xlsx",S("NAP",[["Asyl Kench"],["Implementation of the National Action Plan, first half of 2019"],["No","Measure","Deadline","Responsible","Indicator","Target","Done","Comment"],["1.1","Information campaign","permanent","NGOs","number of events",20,12,N],["1.2","Hotline","permanent","NGO","calls",100,"n/a",N]]),org="CSO-37",period="2019H1",
 truth=[T("figures",4,measure="plan_measure_target",value=20,period="2019H1",category="1.1"),T("figures",4,measure="plan_measure_done",value=12,period="2019H1",category="1.1"),T("figures",5,measure="plan_measure_target",value=100,period="2019H1",category="1.2"),T("figures",5,measure="plan_measure_done",value=N,period="2019H1",category="1.2")])
book("CSO-24 движение случаев 1кв 2019.xlsx",S("Случаи",[["Жаш Канат, 1 квартал 2019"],["Область","На начало периода","Поступило","Закрыто за период","На конец периода"],["г. Ош",5,3,2,6]]),org="CSO-24",period="2019Q1",truth=[T("figures",3,measure="open_cases_opening",value=5),T("figures",3,measure="open_cases_closing",value=6),T("figures",3,measure="open_cases_new",value=3),T("figures",3,measure="open_cases_closed",value=2)])
book("CSO-24 движение случаев 2кв 2019.xlsx",S("Случаи",[["Жаш Канат, 2 квартал 2019"],["Область","На начало периода","Поступило","Закрыто за период","На конец периода"],["г. Ош",4,3,2,6]]),org="CSO-24",period="2019Q2",truth=[T("figures",3,measure="open_cases_opening",value=4),T("figures",3,measure="open_cases_closing",value=6)],issues=[("P05","B3"),("P05","E3")])
for period, rows in {
    "2019Q1": [["A-1", "10.01.2019", N, "в работе"], ["A-2", "11.02.2019", N, "в работе"], ["A-3", "12.03.2019", N, "в работе"]],
    "2019Q2": [["A-1", "10.01.2019", N, "в работе"], ["A-4", "11.05.2019", N, "в работе"], ["A-3", "12.03.2019", "03.05.2019", "закрыт"]],
}.items():
    head = ["Код случая", "Дата обращения", "Дата закрытия", "Статус случая", "Пол", "Гражданство", "Страна эксплуатации", "Вид эксплуатации"]
    grid = [[f"Ак Бата: реестр случаев, {period}"], head, *([*row, "м", "КР", "РФ", "трудовая"] for row in rows)]
    kept = {"2019Q1": [(4, "active", "")], "2019Q2": [(3, "active", ""), (4, "active", ""), (5, "closed", "2019-05-03")]}[period]
    book(f"CSO-08 реестр {period}.xlsx", S("Реестр", grid), org="CSO-08", period=period,
         truth=[T("cases", row, case_status=status, closed=closed) for row, status, closed in kept],
         issues=[("P06", "A4"), ("P08", "3:3"), ("P08", "5:5")] if period == "2019Q1" else [])
book("CSO-40 register 2019Q2.xlsx",S("VoT",[["Ulut Kelechegi: register of victims of trafficking, II quarter 2019"],["ID","Registered","Gender","Age","Citizenship","Where from (province)","Country of exploitation","Purpose","Who referred","Services provided","Status"],
 ["U-1","04/04/2019","female","17","Kyrgyz","Osh city","Russia","sexual","police","psychological, medical, shelter","ongoing"],["U-2","2019-05-20","male","35 y.o.","KGZ","Osh oblast","Kazakhstan","labour exploitation (construction)","self","legal aid","closed"],["U-3","2019-06-02","F","infant","KG","Osh","Kyrgyzstan","sale of child","hospital","humanitarian aid","monitoring"]]),org="CSO-40",period="2019Q2",
 truth=[T("cases",3,opened="2019-04-04",sex="female",age_group="child",country_exploitation="RU",exploitation="sexual",case_status="active",province="KG-GO",province_origin="KG-GO"),T("cases",4,opened="2019-05-20",sex="male",age_group="adult",country_exploitation="KZ",exploitation="forced_labour",case_status="closed",province_origin="KG-O"),T("cases",5,opened="2019-06-02",sex="female",age_group="child",exploitation="sale_of_children",case_status="follow_up"),
 T("services",3,service_type="psychological"),T("services",3,service_type="medical"),T("services",3,service_type="shelter"),T("services",4,service_type="legal"),T("services",5,service_type="humanitarian")])
book("CSO-29 горячая линия 189 2кв 2019.xlsx",S("Лист1",[["Жолдош, статистика звонков, 2 квартал 2019"],["Линия","Всего звонков","Из них по ТЛ","Доля, %"],["189",120,20,"17%"],["линия НПО",30,5,"17%"]]),org="CSO-29",period="2019Q2",truth=[T("hotline",3,line="189",calls_total=120,calls_relevant=20,period="2019Q2"),T("hotline",4,line="cso",calls_total=30,calls_relevant=5,period="2019Q2")])
book("CSO-38 меморандумы 2 кв 2019.xlsx",S("Партнерство",[["Таң Нуру: меморандумы и соглашения, 2 квартал 2019"],["№","Дата подписания","Вид документа","С кем","Действует с","Действует до","Сумма, сом"],[1,"10.04.2019","меморандум о взаимопонимании","УВД Джалал-Абадской области","10.04.2019","10.04.2021",N],[2,"05.05.2019","государственный социальный заказ","Минтруда","01.06.2019","31.12.2019",450000]]),org="CSO-38",period="2019Q2",
 truth=[T("partnerships",3,kind="mou",date="2019-04-10",valid_from="2019-04-10",valid_to="2021-04-10",province="KG-J"),T("partnerships",4,kind="state_social_order",date="2019-05-05",amount_kgs=450000,valid_to="2019-12-31")])
book("CSO-19 Q2 2019 cases.xlsx",S("Клиенты",[
 ["Сары Ой, учёт обратившихся лиц за 2 кв. 2019 г."],
 ["№","Код","Дата обращения","Пол (м/ж)","Год рождения","Откуда","Куда выезжал","Вид эксплуатации","Кто направил","Оказанная помощь","Результат (закрыт/в работе)"],
 [1,"SO-1","12.04.2019","ж",1996,"Ошская обл.","Турция","вовлечение в проституцию","МОМ","кризисный центр, психолог","закрыт"],
 [2,"SO-2","20.05.2019","м",1985,"Ошская обл.","Россия","рабский труд на стройке","сам","юрист","в работе"]]),org="CSO-19",period="2019Q2",
 truth=[T("cases",3,opened="2019-04-12",sex="female",country_exploitation="TR",exploitation="sexual",case_status="closed",province_origin="KG-O"),T("cases",4,opened="2019-05-20",sex="male",country_exploitation="RU",exploitation="forced_labour",case_status="active"),
 T("services",3,service_type="shelter"),T("services",3,service_type="psychological"),T("services",4,service_type="legal")],issues=["F11"])
book("CSO-13 hotline 2019 Q2.xlsx",S("Линия доверия",[
 ["Умут Жарыгы — телефон доверия, 2019 год, 2 квартал"],
 ["Период","Обращений всего",N,N,"в т.ч. по ТЛ","Направлено в госорганы"],[N,"всего","жен","муж",N,N],
 ["Апрель",30,18,12,4,1],["Май",28,20,8,3,0],["Июнь",35,20,15,6,2],["За квартал",93,58,35,13,3]],["B2:D2"]),org="CSO-13",period="2019Q2",
 truth=[T("hotline",4,period="2019-04",sex="unknown",calls_relevant=4,referred_n=1),T("hotline",4,period="2019-04",sex="female",calls_total=18,calls_relevant=N),T("hotline",4,period="2019-04",sex="male",calls_total=12),T("hotline",5,period="2019-05",sex="unknown",calls_relevant=3),T("hotline",5,period="2019-05",sex="female",calls_total=20,calls_relevant=N),T("hotline",5,period="2019-05",sex="male",calls_total=8),T("hotline",6,period="2019-06",sex="unknown",calls_relevant=6,referred_n=2),T("hotline",6,period="2019-06",sex="female",calls_total=20),T("hotline",6,period="2019-06",sex="male",calls_total=15)])
book("CSO-30 prosecution Q2 2019.xlsx",S("Cases in court",[
 ["Kyrgyz Aialy: legal support of criminal cases, Q2 2019"],
 ["Case file no.","Complaint filed on","Article of CC","Current stage","Accused (no.)","Victims (no.)","Represented by lawyer (Y/N)","Compensation claimed, KGS","Compensation awarded, KGS","Province"],
 ["2019/14","2019-04-09","Art. 171","under investigation",3,2,"Y",200000,"","Osh oblast"],["2019/15","2019-05-13","171","sentenced",1,1,"Y",100000,80000,"Osh city"]]),org="CSO-30",period="2019Q2",
 truth=[T("proceedings",3,article="171",stage="investigation",province="KG-O",has_lawyer="yes",compensation_claimed_kgs=200000),T("proceedings",3,stage="suspect",persons_n=3),T("proceedings",3,stage="complaint_filed",date="2019-04-09"),T("proceedings",4,stage="complaint_filed",date="2019-05-13"),T("proceedings",4,article="171",stage="convicted_first_instance",province="KG-GO",compensation_awarded_kgs=80000),T("proceedings",4,stage="suspect",persons_n=1)])
book("CSO-09 приют Q2 2019.xlsx",S("Шелтер",[["Береке — шелтер, 2 квартал 2019 г."],["Месяц","Категория","Кол-во мест","Проживало на начало","Поступило","Выбыло","Проживает на конец","Койко-дней"],["Апрель","женщины",8,3,2,1,4,110],["Май","женщины",8,4,1,2,3,105],["Июнь","женщины",8,3,0,1,2,80]]),org="CSO-09",period="2019Q2",
 truth=[T("shelters",3,province="KG-J",for_whom="women",beds=8,nights=110),T("shelters",4,for_whom="women",beds=8,nights=105),T("shelters",5,for_whom="women",beds=8,nights=80)])
book("CSO-17 2019 Q2 plan.xlsx",S("НПД",[["Ишеним Копрусу"],["Отчет о выполнении Национального плана действий, 1-е полугодие 2019"],["п/п","Меры","Сроки","Исполнители","Индикатор","План","Факт","Примечания"],["1.1","Инфокампании","2019","НПО","количество",4,3,N],["1.2","Тренинги","2019","НПО","количество",2,"-",N],["2.3","Приюты","2019","НПО","мест",10,"около 8",N]]),org="CSO-17",period="2019H1",
 truth=[T("figures",4,measure="plan_measure_target",value=4),T("figures",4,measure="plan_measure_done",value=3,period="2019H1"),T("figures",5,measure="plan_measure_target",value=2),T("figures",5,measure="plan_measure_done",value=0),T("figures",6,measure="plan_measure_target",value=10),T("figures",6,measure="plan_measure_done",value=8,status="estimated")])
book("CSO-15 партнерство 2 кв 2019.xlsx",S("Взаимодействие",[
 ["Таяныч: взаимодействие с госорганами, 2 квартал 2019, г. Ош"],
 ["№","Дата","Вид взаимодействия","Организатор","Уровень","Повестка","Принято решений","Исполнено"],
 [1,"12.04.2019","заседание Координационного совета","мэрия","городской","НПД",3,1],[2,"17.05.2019","рабочая группа","УСР","районный","НМП",2,2]]),org="CSO-15",period="2019Q2",
 truth=[T("partnerships",3,kind="council_meeting",province="KG-GO",date="2019-04-12",decisions_n=3,decisions_done_n=1),T("partnerships",4,kind="working_group",province="KG-GO",level="rayon",decisions_n=2,decisions_done_n=2)])
book("CSO-01 services 2019Q2.csv",raw=b"SYNTHETIC Ak Niet;;;;\nClient code;Service;Date;Nights;Referred to\nC-1;shelter;2019-04-05;12;\nC-1;medical;2019-04-06;;hospital\nC-2;legal aid;2019-05-09;;\n",org="CSO-01",period="2019Q2",
 truth=[T("services",3,service_type="shelter",nights=12,start="2019-04-05"),T("services",4,service_type="medical"),T("services",5,service_type="legal")])
