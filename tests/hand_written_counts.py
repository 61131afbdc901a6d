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
