"""Matrices of activities as organizations send them, with what a careful M&E officer records; all SYNTHETIC."""
# fmt: off

from hand_written import A, N, S, T, book

book("CSO-06 матрица 2кв 2019.xlsx",S("свод",[
 ["Лейлек поддержка: сведения о мероприятиях за 2 квартал 2019 г. по Баткенской области"],
 ["Вид мероприятия","апрель",N,"май",N,"июнь",N,"Всего",N],
 [N,"кол-во","участников","кол-во","участников","кол-во","участников","кол-во","участников"],
 ["Лекции в школах",3,90,2,61,N,N,5,151],["Круглые столы",1,20,"-","-",1,25,2,45],["Итого",4,110,2,61,1,25,7,196]],
 ["B2:C2","D2:E2","F2:G2","H2:I2","A2:A3"]),
 org="CSO-06",period="2019Q2",truth=[
 A(4,"KG-B","school_session",90,N,N,90,n_events=3),A(4,"KG-B","school_session",61,N,N,61,n_events=2),
 A(5,"KG-B","round_table",20,N,N,20,n_events=1),A(5,"KG-B","round_table",25,N,N,25,n_events=1),A(5,"KG-B","round_table",0,N,N,0,n_events=0)])
book("CSO-15 2019 полугодие матрица.xlsx",S("Охват",[
 ["Таяныч. Охват населения мероприятиями, 2019"],
 ["Регион","I квартал",N,N,"II квартал",N,N,"Всего за полугодие",N,N],
 [N,"жен","муж","всего","жен","муж","всего","жен","муж","всего"],
 ["Ошская область",120,80,200,100,60,160,220,140,360],
 ["город Ош",50,25,75,44,30,74,94,55,149],
 ["Всего",170,105,275,144,90,234,314,195,509]],["A2:A3","B2:D2","E2:G2","H2:J2"]),
 org="CSO-15",period="2019",truth=[
 A(4,"KG-O","unknown",200,120,80,period="2019Q1"),A(4,"KG-O","unknown",160,100,60,period="2019Q2"),
 A(5,"KG-GO","unknown",75,50,25,period="2019Q1"),A(5,"KG-GO","unknown",74,44,30,period="2019Q2")])
book("CSO-13 матрица 2 кв 2019.xlsx",S("Лист1",[
 ["Умут Жарыгы. Нарынская область. Мероприятия за II кв. 2019"],
 ["Район","Лекции в школах",N,"Круглые столы",N,"Акции",N,"Всего",N],
 [N,"кол-во","чел.","кол-во","чел.","кол-во","чел.","кол-во","чел."],
 ["Ат-Башинский",2,60,1,20,0,0,3,80],["Жумгальский",1,30,"-","-",1,100,2,130],["г. Нарын",3,95,N,N,1,150,4,246],["Итого",6,185,1,20,2,250,9,456]],
 ["A2:A3","B2:C2","D2:E2","F2:G2","H2:I2"]),org="CSO-13",period="2019Q2",truth=[
 A(4,"KG-N","school_session",60,N,N,60,n_events=2,district="KG04220000000"),A(4,"KG-N","round_table",20,N,N,20,n_events=1,district="KG04220000000"),A(4,"KG-N","campaign",0,N,N,0,n_events=0,district="KG04220000000"),
 A(5,"KG-N","school_session",30,N,N,30,n_events=1,district="KG04230000000"),A(5,"KG-N","round_table",0,N,N,0,n_events=0,district="KG04230000000"),A(5,"KG-N","campaign",100,N,N,100,n_events=1,district="KG04230000000"),
 A(6,"KG-N","school_session",95,N,N,95,n_events=3,district="KG04400000010"),A(6,"KG-N","campaign",150,N,N,150,n_events=1,district="KG04400000010")],issues=[("F08","I6")])
book("CSO-30 2019 Q2 across.xlsx",S("Q2",[
 ["SYNTHETIC Kyrgyz Aialy: participants by type and province, 2nd quarter 2019"],
 ["Type of activity","Osh province","Osh city","Total"],
 ["School sessions",90,60,150],["Round tables",25,20,50],["Total",115,80,195]]),org="CSO-30",period="2019Q2",truth=[
 A(3,"KG-O","school_session",90,N,N,90,n_events=N),A(3,"KG-GO","school_session",60,N,N,60,n_events=N),
 A(4,"KG-O","round_table",25,N,N,25,n_events=N),A(4,"KG-GO","round_table",20,N,N,20,n_events=N)],issues=[("F08","D4")])
book("CSO-32 Q2 2019 вертикальная.xlsx",S("Лист1",[
 ["Ак Жол. Сведения за 2-й квартал 2019 года, Иссык-Кульская область"],
 ["Показатель","Апрель","Май","Июнь","Всего за квартал"],
 ["Количество мероприятий",2,3,1,6],["Количество участников",50,80,20,150],["в т.ч. женщин",30,50,12,92],["мужчин",20,30,8,58],["Роздано буклетов",100,100,50,250]]),
 org="CSO-32",period="2019Q2",truth=[A(3,"KG-Y","unknown",50,30,20,n_events=2),A(3,"KG-Y","unknown",80,50,30,n_events=3),A(3,"KG-Y","unknown",20,12,8,n_events=1)])
book("CSO-09 матрица 2-чейрек 2019.xlsx",S("1",[
 ["Береке, 2019-жылдын 2-чейреги, катышуучулардын саны"],
 ["Район","апрель","май","июнь","жалпы"],["Аксы",20,30,"жок",50],["Ала-Бука","-",25,15,40],["Баары",20,55,15,90]]),
 org="CSO-09",period="2019Q2",truth=[A(3,"KG-J","unknown",20,N,N,20,n_events=N,district="KG03211000000"),A(3,"KG-J","unknown",30,N,N,30,n_events=N,district="KG03211000000"),A(3,"KG-J","unknown",0,N,N,0,n_events=N,district="KG03211000000"),
 A(4,"KG-J","unknown",0,N,N,0,n_events=N,district="KG03204000000"),A(4,"KG-J","unknown",25,N,N,25,n_events=N,district="KG03204000000"),A(4,"KG-J","unknown",15,N,N,15,n_events=N,district="KG03204000000")])
book("CSO-27 полугодие 2019 матрица.xlsx",S("1",[["Арашан Нуру, Баткенская область, мероприятия за I полугодие 2019 года"],["Район","Кол-во мероприятий","Кол-во участников","женщин","мужчин"],["Лейлек",5,150,90,60],["Кадамжай",3,100,"-",100],["Итого",8,250,90,160]]),
 org="CSO-27",period="2019H1",truth=[T("figures",3,measure="events",value=5,period="2019H1",province="KG-B",sex="total"),T("figures",3,measure="attendances",value=150,period="2019H1",sex="total"),T("figures",3,measure="attendances",value=90,sex="female"),T("figures",3,measure="attendances",value=60,sex="male"),
 T("figures",4,measure="events",value=3),T("figures",4,measure="attendances",value=100,sex="total"),T("figures",4,measure="attendances",value=0,sex="female"),T("figures",4,measure="attendances",value=100,sex="male")],issues=["F02"])
book("CSO-31 Q2 2019 районы.xlsx",S("Лист1",[["Сонун Доор. Количество участников мероприятий, 2 квартал 2019"],["Мероприятие","Аксы","Сузак","Ноокен","Итого"],["Лекции в школах",30,20,10,60],["Акции",100,"-",50,150],["Итого",130,20,60,210]]),org="CSO-31",period="2019Q2",
 truth=[A(3,"KG-J","school_session",30,N,N,30,district="KG03211000000",n_events=N),A(3,"KG-J","school_session",20,N,N,20,district="KG03220000000",n_events=N),A(3,"KG-J","school_session",10,N,N,10,district="KG03215000000",n_events=N),
 A(4,"KG-J","campaign",100,N,N,100,district="KG03211000000",n_events=N),A(4,"KG-J","campaign",0,N,N,0,district="KG03220000000",n_events=N),A(4,"KG-J","campaign",50,N,N,50,district="KG03215000000",n_events=N)])
book("CSO-12 2019Q2 matrix by month sex.xlsx",S("Q2",[["Kelechek Plus, participants of activities, Issyk-Kul, 2019 Q2"],["Type","April",N,"May",N,"June",N],[N,"F","M","F","M","F","M"],["School sessions",10,12,20,15,0,0],["Round tables",5,5,"-","-",8,7]],["A2:A3","B2:C2","D2:E2","F2:G2"]),org="CSO-12",period="2019Q2",
 truth=[A(4,"KG-Y","school_session",22,10,12,n_events=N),A(4,"KG-Y","school_session",35,20,15,n_events=N),A(4,"KG-Y","school_session",0,0,0,n_events=N),A(5,"KG-Y","round_table",10,5,5,n_events=N),A(5,"KG-Y","round_table",0,0,0,n_events=N),A(5,"KG-Y","round_table",15,8,7,n_events=N)])
book("CSO-06 сводка за 2 квартал 2019 года.xlsx",S("Сводка",[
 ["Лейлек поддержка. Сводные данные за 2 квартал 2019 года"],
 ["№","Наименование показателя","Ед. изм.","Значение"],
 [1,"Проведено мероприятий","ед.",12],[2,"Охвачено человек","чел.",340],["2.1","в том числе женщин","чел.",200],["2.2","в том числе мужчин","чел.",140],[3,"Распространено буклетов","шт.",500],[4,"Принято звонков на горячую линию","ед.",45]]),org="CSO-06",period="2019Q2",
 truth=[A(3,"KG-B","unknown",340,200,140,n_events=12,materials_n=500),T("hotline",8,period="2019Q2",sex="unknown",calls_total=45)])
book("CSO-38 Жалал-Абад матрица 2 чейрек 2019.xlsx",S("Матрица",[
 ["Таң Нуру: 2019-жылдын 2-чейрегинде өткөрүлгөн иш-чаралар, Жалал-Абад облусу"],
 ["Иш-чаранын түрү","Саны","Катышуучулар",N,N],[N,N,"баары","аялдар","эркектер"],
 ["Мектептеги сабактар",4,120,62,58],["Тегерек столдор",1,20,12,8],["Акциялар",2,300,180,120],["Жыйынтыгы",7,440,254,186]],["C2:E2","A2:A3","B2:B3"]),org="CSO-38",period="2019Q2",
 truth=[A(4,"KG-J","school_session",120,62,58,n_events=4),A(5,"KG-J","round_table",20,12,8,n_events=1),A(6,"KG-J","campaign",300,180,120,n_events=2)])
