"""Reports whose columns do not say what they count, or count it twice; the truth is worked out by hand; all SYNTHETIC."""
# fmt: off

from hand_written import A, N, S, book

__all__ = []

# --- columns of an unknown unit beside women and men; plans that nobody reached
book("CSO-07 кол-во 2 кв 2019.xlsx",S("Лист1",[["Чуйская правовая клиника, 2 квартал 2019"],["Дата","Мероприятие","Количество","Ж","М"],
 ["10.04.2019","Семинар",25,15,10],["11.05.2019","Лекция в школе",40,22,18]]),org="CSO-07",period="2019Q2",
 truth=[A(3,"KG-C","training_officials",25,15,10,n_events=1),A(4,"KG-C","school_session",40,22,18,n_events=1)],issues=[("column","C2")])
book("CSO-33 target actual Q1 2019.xlsx",S("Log",[["Jarkyn Tan, Q1 2019"],["Date","Event","Target","Actual","Women","Men"],
 ["2019-01-10","Seminar",30,25,15,10],["2019-02-11","Campaign",200,180,100,80]]),org="CSO-33",period="2019Q1",
 truth=[A(3,"KG-N","training_officials",25,15,10,n_events=1),A(4,"KG-N","campaign",180,100,80,n_events=1)],issues=[("column","D2")])
book("CSO-38 аткарылган 2-чейрек 2019.xlsx",S("Барак",[["Таң Нуру, 2019-ж. 2-чейрек"],["Күнү","Иш-чара","Пландалган","Аткарылган","Аялдар"],
 ["10.04.2019","Семинар",30,25,15],["12.05.2019","Тегерек стол",20,18,11]]),org="CSO-38",period="2019Q2",
 truth=[A(3,"KG-J","training_officials",25,15,N,10,n_events=1),A(4,"KG-J","round_table",18,11,N,7,n_events=1)])
book("CSO-34 план и факт 1 кв 2019.xlsx",S("Лист1",[["Мээрим Деми, 1 квартал 2019"],["Дата","Мероприятие","План (чел.)","Факт (чел.)","в т.ч. женщин"],
 ["10.01.2019","Семинар",30,25,15],["11.02.2019","Акция",100,120,70]]),org="CSO-34",period="2019Q1",
 truth=[A(3,"KG-B","training_officials",25,15,N,10,n_events=1),A(4,"KG-B","campaign",120,70,N,50,n_events=1)])
book("CSO-34 запланировано 2 кв 2019.xlsx",S("Лист1",[["Мээрим Деми, 2 квартал 2019"],["Дата","Мероприятие","Запланировано участников","Фактически участвовало","Женщин"],
 ["10.04.2019","Семинар",30,25,15],["11.05.2019","Семинар",30,31,11]]),org="CSO-34",period="2019Q2",
 truth=[A(3,"KG-B","training_officials",25,15,N,10,n_events=1),A(4,"KG-B","training_officials",31,11,N,20,n_events=1)])
# Events and people both are there: the few are events.
book("CSO-39 число и охват 1 кв 2019.xlsx",S("Лист1",[["Сезим Плюс, 1 квартал 2019"],["Дата","Вид мероприятия","Кол-во","жен.","муж."],
 ["10.01.2019","Лекция в школе",2,30,25],["11.02.2019","Акция",1,70,60]]),org="CSO-39",period="2019Q1",
 truth=[A(3,"KG-T","school_session",55,30,25,n_events=2),A(4,"KG-T","campaign",130,70,60,n_events=1)],issues=[("column","C2")])
# Nothing beside it tells: nobody is counted, and it is asked.
book("CSO-33 how many Q3 2019.xlsx",S("Log",[["Jarkyn Tan, Q3 2019"],["Date","Activity","Planned","Actual"],["2019-07-10","Seminar",30,25],["2019-08-11","Campaign",200,180]]),
 org="CSO-33",period="2019Q3",truth=[A(3,"KG-N","training_officials",n_events=1),A(4,"KG-N","campaign",n_events=1)],issues=[("column","D2")])
book("CSO-33 planned over actual Q2 2019.xlsx",S("Sheet",[["Jarkyn Tan, Q2 2019"],["Date","Activity","Planned",N,N,"Actual",N,N],[N,N,"Total","Women","Men","Total","Women","Men"],
 ["2019-04-10","Seminar",30,15,15,25,15,10]],["C2:E2","F2:H2","A2:A3","B2:B3"]),org="CSO-33",period="2019Q2",truth=[A(4,"KG-N","training_officials",25,15,10,n_events=1)])
book("CSO-39 виды и число людей 3 кв 2019.xlsx",S("Лист1",[["Сезим Плюс, 3 квартал 2019"],["Вид мероприятия","Кол-во","Ж","М"],["Лекции в школах",30,18,12],["Семинары",40,20,20]]),
 org="CSO-39",period="2019Q3",truth=[A(3,"KG-T","school_session",30,18,12,n_events=N),A(4,"KG-T","training_officials",40,20,20,n_events=N)])
book("CSO-33 plan and fact by rayon Q4 2019.xlsx",S("Sheet",[["Jarkyn Tan: number of participants of events, Q4 2019"],["Rayon","Plan","Fact"],["Kochkor",30,28],["Jumgal",40,41]]),
 org="CSO-33",period="2019Q4",truth=[A(3,"KG-N","unknown",28,N,N,28,district="KG04235000000"),A(4,"KG-N","unknown",41,N,N,41)],issues=[("column","B3")])

# --- columns and rows that sum up others
book("CSO-24 охват по месяцам 2018.xlsx",S("Лист1",[["Жаш Канат"],["Охват населения по видам работы, 2018 г., чел."],["Вид мероприятия","янв.","фев.","март","I кв.","апр.","май","июнь","II кв."],
 ["Семинары",10,20,30,60,5,5,5,15],["Акции",0,100,50,150,"-",40,60,110],["Всего",10,120,80,210,5,45,65,125]]),org="CSO-24",period="2018",
 truth=[A(4,"KG-GO","training_officials",n,N,N,n,period=p) for n,p in ((10,"2018Q1"),(20,"2018Q1"),(30,"2018Q1"),(5,"2018Q2"),(5,"2018Q2"),(5,"2018Q2"))]
 +[A(5,"KG-GO","campaign",n,N,N,n,period=p) for n,p in ((0,"2018Q1"),(100,"2018Q1"),(50,"2018Q1"),(0,"2018Q2"),(40,"2018Q2"),(60,"2018Q2"))],
 issues=[("F08","E4"),("F08","I4"),("F08","I5"),("F08","6:6")])
book("CSO-09 events by rayon and month 2018.xlsx",S("S",[["Bereke: number of events by rayon, 2018"],["Rayon","Q1",N,N,N,"Q2",N,N,N],[N,"Jan","Feb","Mar","Total","Apr","May","Jun","Total"],
 ["Suzak",1,2,3,6,0,1,1,2],["Aksy",0,0,1,1,2,2,2,6]],["A2:A3","B2:E2","F2:I2"]),org="CSO-09",period="2018",
 truth=[A(4,"KG-J","unknown",n_events=n,period=p) for n,p in ((1,"2018Q1"),(2,"2018Q1"),(3,"2018Q1"),(0,"2018Q2"),(1,"2018Q2"),(1,"2018Q2"))]
 +[A(5,"KG-J","unknown",n_events=n,period=p) for n,p in ((0,"2018Q1"),(0,"2018Q1"),(1,"2018Q1"),(2,"2018Q2"),(2,"2018Q2"),(2,"2018Q2"))],issues=[("F08","E4"),("F08","I4")])
# A quarter of which only two months stand beside it holds them: it counts, they do not.
book("CSO-24 часть квартала 2017.xlsx",S("Лист1",[["Жаш Канат: число участников мероприятий, 2017 г."],["Вид мероприятия","янв.","март","I кв."],["Семинары",20,30,60],["Акции",100,50,150]]),org="CSO-24",period="2017",
 truth=[A(3,"KG-GO","training_officials",60,N,N,60,period="2017Q1"),A(4,"KG-GO","campaign",150,N,N,150,period="2017Q1")],issues=[("F08","B3"),("F08","C3")])
book("CSO-09 показатели по районам 2 кв 2018.xlsx",S("Лист1",[["Береке, II квартал 2018 года"],["Показатели","Сузак","Аксы","Ноокен","Всего"],["Мероприятия",2,3,1,6],["Участники, чел.",50,70,20,140],["из них женщины",30,40,12,82]]),
 org="CSO-09",period="2018Q2",truth=[A(3,"KG-J","unknown",50,30,N,20,n_events=2,district="KG03220000000"),A(3,"KG-J","unknown",70,40,N,30,n_events=3,district="KG03211000000"),A(3,"KG-J","unknown",20,12,N,8,n_events=1,district="KG03215000000")],issues=[("F08","E3")])
book("CSO-02 область и районы 1 кв 2018 сводка.xlsx",S("Лист1",[["Тунук Булак, 1 квартал 2018 г."],["Территория","Мероприятия","Участники",N,N],[N,N,"всего","женщины","мужчины"],
 ["г. Ош",3,90,50,40],["Ошская область",5,150,90,60],["в том числе:",N,N,N,N],["Кара-Суу",3,100,60,40],["Узген",2,50,30,20],["Всего",8,240,140,100]],["A2:A3","B2:B3","C2:E2"]),org="CSO-02",period="2018Q1",
 truth=[A(4,"KG-GO","unknown",90,50,40,n_events=3),A(7,"KG-O","unknown",100,60,40,n_events=3,district="KG06226000000"),A(8,"KG-O","unknown",50,30,20,n_events=2,district="KG06255000000")],issues=[("F08","5:5"),("F08","9:9")])
# Only one of the districts is named: the province holds more, and counts.
book("CSO-02 область и один район 2 кв 2018 сводка.xlsx",S("Лист1",[["Тунук Булак, 2 квартал 2018 г."],["Территория","Мероприятия","Участники"],["Ошская область",5,150],["в том числе:",N,N],["Кара-Суу",3,100],["г. Ош",1,20]]),org="CSO-02",period="2018Q2",
 truth=[A(3,"KG-O","unknown",150,N,N,150,n_events=5),A(6,"KG-GO","unknown",20,N,N,20,n_events=1)],issues=[("F08","5:5")])

# --- tables that state again what the lists of the file hold
book("CSO-36 lists and results Q4 2018.xlsx",S("Trainings",[["Ene Kerezi, Q4 2018"],["Date","Activity","District","Participants"],["2018-10-15","Seminar","Alamudun",20],["2018-10-25","Seminar","Alamudun",25]]),
 S("Campaigns",[["Date","Activity","District","Participants"],["2018-11-16","Campaign","Sokuluk",50]]),S("Results",[["Kind","Number","Participants"],["Trainings",2,45],["Campaigns",1,50],["Total",3,95]]),org="CSO-36",period="2018Q4",
 truth=[A(3,"KG-C","training_officials",20,N,N,20,sheet="Trainings"),A(4,"KG-C","training_officials",25,N,N,25,sheet="Trainings"),A(2,"KG-C","campaign",50,N,N,50,sheet="Campaigns")],issues=[("F08","2:4")])
book("CSO-38 тизме жана маалымат 4-чейрек 2018.xlsx",S("Тизме",[["Таң Нуру 2018-ж. 4-чейрек"],["Күнү","Иш-чаранын түрү","Район","Катышуучулар","Аялдар"],["15.10.2018","Семинар","Сузак",20,12],["16.11.2018","Акция","Аксы",30,20]]),
 S("Маалымат",[["Район","Иш-чаралардын саны","Катышуучулар","Аялдар"],["Сузак",1,20,12],["Аксы",1,30,20]]),org="CSO-38",period="2018Q4",
 truth=[A(3,"KG-J","training_officials",20,12,N,8),A(4,"KG-J","campaign",30,20,N,10)],issues=[("F08","2:3")])
# Other numbers are other events.
book("CSO-09 список и консультации 4 кв 2018.xlsx",S("Лист1",[["Береке 4 кв 2018"],["Дата","Вид мероприятия","Район","Участники"],["15.10.2018","Семинар","Сузак",20],["16.11.2018","Акция","Аксы",30]]),
 S("Лист2",[["Вид мероприятия","Количество","Охват"],["Консультации",4,8],["Лекции в школах",2,70],["Итого",6,78]]),org="CSO-09",period="2018Q4",
 truth=[A(3,"KG-J","training_officials",20,N,N,20),A(4,"KG-J","campaign",30,N,N,30),A(2,"KG-J","consultation",8,N,N,8,sheet="Лист2",n_events=4),A(3,"KG-J","school_session",70,N,N,70,sheet="Лист2",n_events=2)])

# --- rows that are no records; blocks of months
book("CSO-21 по месяцам 4 кв 2018.xlsx",S("Лист1",[["Ала Бел, 4 квартал 2018"],["Октябрь"],["Дата","Мероприятие","Участники"],["5","Семинар",20],["17-18","Акция",50],["Ноябрь"],["Дата","Мероприятие","Участники"],["6","Семинар",21],
 ["Декабрь"],["Дата","Мероприятие","Участники"],["мероприятия не проводились"]]),org="CSO-21",period="2018Q4",
 truth=[A(4,"KG-Y","training_officials",20,N,N,20,date="2018-10-05"),A(5,"KG-Y","campaign",50,N,N,50,date="2018-10-17",date_end="2018-10-18"),A(8,"KG-Y","training_officials",21,N,N,21,date="2018-11-06")])
book("CSO-09 подписи 3 кв 2018.xlsx",S("Лист1",[["Береке 3 кв 2018"],["Дата","Мероприятие","Район","Участники","Примечание"],["05.07.2018","Семинар","Сузак",20,N],["Руководитель:","Подпись","_________",N,"М.П."],["Отчет составил:","бухгалтер","тел. офиса",N,N]]),
 org="CSO-09",period="2018Q3",truth=[A(3,"KG-J","training_officials",20,N,N,20)])
book("CSO-20 пустой лист формы 3 кв 2018.xlsx",S("Мероприятия",[["Кок Жар, 3 кв 2018"],["Дата","Вид мероприятия","Район","Всего","Женщины","Мужчины"],["05.07.2018","Семинар","Сокулук",20,12,8]]),
 S("Обучение",[["Обучение"],["date_from","date_to","oblast","type","body","days","total","women","men"],["Дата с","Дата по","Область","Тип","Орган","Дней","Всего","Женщины","Мужчины"]]),org="CSO-20",period="2018Q3",
 truth=[A(3,"KG-C","training_officials",20,12,8)])
book("CSO-09 районы заранее 1 кв 2018.xlsx",S("Лист1",[["Береке 1 кв 2018"],["Район","Дата","Мероприятие","Участники"],["Сузак","05.02.2018","Семинар",20],["Аксы",N,N,0],["Ноокен",N,N,N]]),org="CSO-09",period="2018Q1",
 truth=[A(3,"KG-J","training_officials",20,N,N,20)])
book("CSO-37 участники и обращения 4 кв 2018.xlsx",S("Лист1",[["Асыл Кенч, 4 квартал 2018"],["Дата","Мероприятие","Место","Кол-во участников мероприятия","Кол-во участников, получивших материалы","Кол-во обращений"],["15.10.2018","Семинар","Кемин",20,18,2],["20.11.2018","Акция","Сокулук",100,90,5]]),
 org="CSO-37",period="2018Q4",truth=[A(3,"KG-C","training_officials",20,N,N,20,n_events=1),A(4,"KG-C","campaign",100,N,N,100,n_events=1)],issues=[("column","E2"),("column","F2")])
book("CSO-01 в теч. квартала 1 кв 2018.xlsx",S("Лист1",[["Ак Ниет, 1 кв 2018"],["Дата","Мероприятие","Область","Участники"],["в теч. квартала","Подворовой обход","г. Бишкек",120],["в марте","Семинар","г. Бишкек",20],["13/II-2018","Семинар","г. Бишкек",25]]),org="CSO-01",period="2018Q1",
 truth=[A(3,"KG-GB","awareness_event",120,N,N,120),A(4,"KG-GB","training_officials",20,N,N,20,date="2018-03-01"),A(5,"KG-GB","training_officials",25,N,N,25,date="2018-02-13")])

# --- girls and boys beside women and men: among them, or not; numbers that count nobody
book("CSO-31 дети отдельно 2 кв 2018.xlsx",S("Лист1",[["Сонун Доор 2 кв 2018"],["Дата","Мероприятие","Участники всего","Женщины (18+)","Мужчины (18+)","Девочки","Мальчики"],["05.04.2018","Семинар",50,20,15,8,7]]),
 org="CSO-31",period="2018Q2",truth=[A(3,"KG-J","training_officials",50,28,22)])
book("CSO-33 girls and boys Q2 2018.xlsx",S("Log",[["Jarkyn Tan, Q2 2018"],["Date","Activity","Boys <18","Girls <18","Men","Women"],["2018-04-05","School session",20,25,1,2]]),org="CSO-33",period="2018Q2",
 truth=[A(3,"KG-N","school_session",48,27,21)])
book("CSO-31 дети в том числе 3 кв 2018.xlsx",S("Лист1",[["Сонун Доор 3 кв 2018"],["Дата","Мероприятие","Участники","Женщины","Мужчины","Девочки","Мальчики"],["05.07.2018","Акция",50,30,20,20,15]]),
 org="CSO-31",period="2018Q3",truth=[A(3,"KG-J","campaign",50,30,20)])
book("CSO-31 неясно 4 кв 2018.xlsx",S("Лист1",[["Сонун Доор 4 кв 2018"],["Дата","Мероприятие","Женщины","Мужчины","Девочки","Мальчики"],["05.10.2018","Акция",30,20,20,15]]),
 org="CSO-31",period="2018Q4",truth=[A(3,"KG-J","campaign",50,30,20)],issues=[("R01","C3")])
book("CSO-31 число не людей 1 кв 2018.xlsx",S("Лист1",[["Сонун Доор 1 кв 2018"],["Дата","Мероприятие","Район","Участники"],["05.02.2018","Семинар","Сузак",11509198800777],["06.02.2018","Семинар","Сузак",20]]),
 org="CSO-31",period="2018Q1",truth=[A(3,"KG-J","training_officials",N),A(4,"KG-J","training_officials",20,N,N,20)],issues=[("F11","D3"),("F05","D3")])
