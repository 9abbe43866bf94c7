"""The districts of each city, rows as in `nouns`."""

DISTRICTS = """
velmora:
sail_quarter | Sail Quarter | m quartier des Voiles | n Segelviertel |
    m barrio de las Velas | 风帆区
rope_quarter | Ropemakers' Quarter | m quartier des Cordiers | n Seilerviertel |
    m barrio de los Cordeleros | 绳匠区
terrace_quarter | Terrace Quarter | m quartier des Terrasses | n Terrassenviertel |
    m barrio de las Terrazas | 露台区
tarnholm:
fisher_quarter | Fishermen's Quarter | m quartier des Pêcheurs | n Fischerviertel |
    m barrio de los Pescadores | 渔夫区
smokehouse_passage | Smokehouse Passage | f ruelle des Fumoirs | f Räuchergasse |
    f calle de los Ahumaderos | 熏鱼巷
cliff_quarter | Cliff Quarter | m quartier des Falaises | n Klippenviertel |
    m barrio de los Acantilados | 悬崖区
quillon:
clockmakers_court | Clockmakers' Court | f cour des Horlogers | m Uhrmacherhof |
    m patio de los Relojeros | 钟表坊
spice_quarter | Spice Quarter | m quartier des Épices | n Gewürzviertel |
    m barrio de las Especias | 香料区
caravan_yard | Caravan Yard | m faubourg des Caravanes | m Karawanenhof |
    m arrabal de las Caravanas | 商队区
sandrovia:
mill_quarter | Mill Quarter | m quartier des Moulins | n Mühlenviertel |
    m barrio de los Molinos | 磨坊区
bell_quarter | Bell Quarter | m quartier des Cloches | n Glockenviertel |
    m barrio de las Campanas | 大钟区
students_quarter | Students' Quarter | m quartier des Étudiants | n Studentenviertel |
    m barrio de los Estudiantes | 学生区
ostermere:
canal_quarter | Canal Quarter | m quartier des Canaux | n Kanalviertel |
    m barrio de los Canales | 运河区
reed_suburb | Reed Suburb | m faubourg des Roseaux | f Schilfvorstadt |
    m arrabal de los Juncos | 芦苇区
mask_passage | Mask Passage | f ruelle des Masques | f Maskengasse |
    f calle de las Máscaras | 面具巷
palindra:
glassblowers_quarter | Glassblowers' Quarter | m quartier des Verriers | n Glasbläserviertel |
    m barrio de los Vidrieros | 玻璃匠区
candle_court | Candle Court | f cour des Chandelles | m Kerzenhof | m patio de los Cirios | 蜡烛坊
bookbinders_passage | Bookbinders' Passage | f ruelle des Relieurs | f Buchbindergasse |
    f calle de los Encuadernadores | 装订巷
corvane:
dyers_quarter | Dyers' Quarter | m quartier des Teinturiers | n Färberviertel |
    m barrio de los Tintoreros | 染坊区
saddlers_yard | Saddlers' Yard | f cour des Selliers | m Sattlerhof |
    m patio de los Talabarteros | 马具坊
moat_quarter | Moat Quarter | m quartier des Douves | n Grabenviertel | m barrio del Foso | 护城河区
lysandre:
violin_passage | Violin Passage | f ruelle des Violons | f Geigengasse |
    f calle de los Violines | 提琴巷
lace_quarter | Lace Quarter | m quartier des Dentelles | n Spitzenviertel |
    m barrio de los Encajes | 花边区
dancers_court | Dancers' Court | f cour des Danseurs | m Tänzerhof |
    m patio de los Bailarines | 舞者坊
dorvessa:
potters_quarter | Potters' Quarter | m quartier des Potiers | n Töpferviertel |
    m barrio de los Alfareros | 陶匠区
cistern_quarter | Cistern Quarter | m quartier des Citernes | n Zisternenviertel |
    m barrio de los Aljibes | 水窖区
carpet_passage | Carpet Passage | f ruelle des Tapis | f Teppichgasse |
    f calle de las Alfombras | 地毯巷
kelbrunn:
bath_quarter | Bath Quarter | m quartier des Thermes | n Bäderviertel |
    m barrio de los Baños | 温泉区
carvers_yard | Woodcarvers' Yard | f cour des Ébénistes | m Schnitzerhof |
    m patio de los Tallistas | 木雕坊
toymakers_passage | Toymakers' Passage | f ruelle des Jouets | f Spielzeuggasse |
    f calle de los Juguetes | 玩具巷
"""
