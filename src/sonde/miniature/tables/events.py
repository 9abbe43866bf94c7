"""What happens in the towns of the world: deeds, times and the sentences they are put together in.

A sentence takes any time, person, deed, number, thing and place, so what it says is seldom said
twice. {did} is a deed of the thing's family; Chinese puts a measure word before what is counted,
{piece} for x and {each} for y. What is weighed has a {unit} instead.
"""

# verb in the past | English | French | German | Spanish | Chinese
GOODS = """
bought | a acheté | kaufte | compró | 买了
sold | a vendu | verkaufte | vendió | 卖了
ordered | a commandé | bestellte | pidió | 订了
weighed | a pesé | wog | pesó | 称了
found | a trouvé | fand | encontró | 找到了
stored | a entreposé | lagerte | guardó | 存了
used | a utilisé | verbrauchte | usó | 用了
"""

PLACES = """
visited | a visité | besuchte | visitó | 参观了
photographed | a photographié | fotografierte | fotografió | 拍了
drew | a dessiné | zeichnete | dibujó | 画了
saw | a vu | sah | vio | 看见了
admired | a admiré | bewunderte | admiró | 欣赏了
described | a décrit | beschrieb | describió | 描述了
found | a trouvé | fand | encontró | 找到了
filmed | a filmé | filmte | filmó | 录了
"""

# what is done with the things of a family
DEEDS = {
    "animal": """
saw | a vu | sah | vio | 看见了
drew | a dessiné | zeichnete | dibujó | 画了
counted | a compté | zählte | contó | 数了
bought | a acheté | kaufte | compró | 买了
sold | a vendu | verkaufte | vendió | 卖了
fed | a nourri | fütterte | alimentó | 喂了
found | a trouvé | fand | encontró | 找到了
lost | a perdu | verlor | perdió | 丢了
filmed | a filmé | filmte | filmó | 拍了
saved | a sauvé | rettete | salvó | 救了
""",
    "food": """
bought | a acheté | kaufte | compró | 买了
sold | a vendu | verkaufte | vendió | 卖了
ate | a mangé | aß | comió | 吃了
cut | a coupé | schnitt | cortó | 切了
washed | a lavé | wusch | lavó | 洗了
weighed | a pesé | wog | pesó | 称了
counted | a compté | zählte | contó | 数了
drew | a dessiné | zeichnete | dibujó | 画了
ordered | a commandé | bestellte | pidió | 点了
found | a trouvé | fand | encontró | 找到了
""",
    "plant": """
bought | a acheté | kaufte | compró | 买了
sold | a vendu | verkaufte | vendió | 卖了
planted | a planté | pflanzte | plantó | 种了
watered | a arrosé | goss | regó | 浇了
drew | a dessiné | zeichnete | dibujó | 画了
counted | a compté | zählte | contó | 数了
saw | a vu | sah | vio | 看见了
filmed | a filmé | filmte | filmó | 拍了
measured | a mesuré | maß | midió | 量了
""",
    "instrument": """
bought | a acheté | kaufte | compró | 买了
sold | a vendu | verkaufte | vendió | 卖了
repaired | a réparé | reparierte | reparó | 修了
tuned | a accordé | stimmte | afinó | 调了
cleaned | a nettoyé | putzte | limpió | 擦了
lost | a perdu | verlor | perdió | 丢了
found | a trouvé | fand | encontró | 找到了
painted | a peint | bemalte | pintó | 漆了
counted | a compté | zählte | contó | 数了
""",
    "tool": """
bought | a acheté | kaufte | compró | 买了
sold | a vendu | verkaufte | vendió | 卖了
repaired | a réparé | reparierte | reparó | 修了
lost | a perdu | verlor | perdió | 丢了
found | a trouvé | fand | encontró | 找到了
hid | a caché | versteckte | escondió | 藏了
cleaned | a nettoyé | putzte | limpió | 擦了
weighed | a pesé | wog | pesó | 称了
counted | a compté | zählte | contó | 数了
""",
    "transport": """
saw | a vu | sah | vio | 看见了
drew | a dessiné | zeichnete | dibujó | 画了
counted | a compté | zählte | contó | 数了
repaired | a réparé | reparierte | reparó | 修了
painted | a peint | bemalte | pintó | 漆了
filmed | a filmé | filmte | filmó | 拍了
cleaned | a nettoyé | putzte | limpió | 擦了
sold | a vendu | verkaufte | vendió | 卖了
bought | a acheté | kaufte | compró | 买了
""",
    "stuff": GOODS,
    "element": GOODS,
    "landmark": PLACES,
    "district": PLACES,
    "landscape": PLACES,
    "profession": """
met | a rencontré | traf | encontró | 遇见了
greeted | a salué | grüßte | saludó | 问候了
paid | a payé | bezahlte | pagó | 付钱给了
drew | a dessiné | zeichnete | dibujó | 画了
called | a appelé | rief | llamó | 叫了
praised | a félicité | lobte | felicitó | 表扬了
filmed | a filmé | filmte | filmó | 拍了
hired | a engagé | engagierte | contrató | 雇了
""",
    "field": """
studied | a étudié | studierte | estudió | 学了
taught | a enseigné | unterrichtete | enseñó | 教了
praised | a loué | lobte | elogió | 称赞了
explained | a expliqué | erklärte | explicó | 讲解了
reviewed | a révisé | wiederholte | repasó | 复习了
discussed | a commenté | besprach | comentó | 讨论了
""",
}

# Chinese measure words: of a family, and of those of its things that have another
PIECES = {
    "animal": "只",
    "food": "个",
    "plant": "棵",
    "instrument": "把",
    "tool": "把",
    "transport": "辆",
}
OTHER_PIECES = {
    "匹": "horse",
    "头": "cow whale elephant camel lion bear",
    "条": "dog salmon shark snake dolphin",
    "个": "bucket basket drum balloon",
    "盏": "lamp",
    "面": "mirror",
    "根": "needle",
    "支": "flute",
    "架": "piano accordion plane",
    "艘": "ship ferry",
    "列": "train",
}

# amounts of what is not counted
UNITS = """
kilos | kilos | Kilo | kilos | 公斤
grams | grammes | Gramm | gramos | 克
tonnes | tonnes | Tonnen | toneladas | 吨
"""

NUMBERS = """
two | deux | zwei | dos | 两
three | trois | drei | tres | 三
four | quatre | vier | cuatro | 四
five | cinq | fünf | cinco | 五
six | six | sechs | seis | 六
seven | sept | sieben | siete | 七
eight | huit | acht | ocho | 八
nine | neuf | neun | nueve | 九
ten | dix | zehn | diez | 十
eleven | onze | elf | once | 十一
twelve | douze | zwölf | doce | 十二
twenty | vingt | zwanzig | veinte | 二十
"""

# every weekday at every time of the day, and these
DAYPARTS = """
on {day} morning | {day} matin | am {day}morgen | el {day} por la mañana | {day}早上
on {day} afternoon | {day} après-midi | am {day}nachmittag | el {day} por la tarde | {day}下午
on {day} evening | {day} soir | am {day}abend | el {day} por la noche | {day}晚上
"""

MONTHS = """
in January | en janvier | im Januar | en enero | 一月
in February | en février | im Februar | en febrero | 二月
in March | en mars | im März | en marzo | 三月
in April | en avril | im April | en abril | 四月
in May | en mai | im Mai | en mayo | 五月
in June | en juin | im Juni | en junio | 六月
in July | en juillet | im Juli | en julio | 七月
in August | en août | im August | en agosto | 八月
in September | en septembre | im September | en septiembre | 九月
in October | en octobre | im Oktober | en octubre | 十月
in November | en novembre | im November | en noviembre | 十一月
in December | en décembre | im Dezember | en diciembre | 十二月
"""

# how things that are counted come up for the first time
EVENTS = """
en {When} {p} {did} {n} {x:s} in {c}.
en In {c} {p} {did} {n} {x:s} {when}.
fr {When}, {p} {did} {n} {x:s} à {c}.
fr À {c}, {p} {did} {n} {x:s} {when}.
de {When} {did} {p} in {c} {n} {x:s}.
de In {c} {did} {p} {when} {n} {x:s}.
es {When} {p} {did} {n} {x:s} en {c}.
es En {c} {p} {did} {n} {x:s} {when}.
zh {when}{p}在{c}{did}{n}{piece}{x}。
zh 在{c}，{p}{when}{did}{n}{piece}{x}。

en {When} {p} {did} {n} {x:s} with {q}.
fr {When}, {p} {did} {n} {x:s} avec {q}.
de {When} {did} {p} mit {q} {n} {x:s}.
es {When} {p} {did} {n} {x:s} con {q}.
zh {when}{p}和{q}一起{did}{n}{piece}{x}。

en {When} {p} {did} {n} {x:s} and {m} {y:s}.
fr {When}, {p} {did} {n} {x:s} et {m} {y:s}.
de {When} {did} {p} {n} {x:s} und {m} {y:s}.
es {When} {p} {did} {n} {x:s} y {m} {y:s}.
zh {when}{p}{did}{n}{piece}{x}和{m}{each}{y}。

en {When} {p} {did} {n} {x:s} in {c}, and {q} {m} {y:s}.
fr {When}, {p} {did} {n} {x:s} à {c}, et {q} {m} {y:s}.
de {When} {did} {p} in {c} {n} {x:s} und {q} {m} {y:s}.
es {When} {p} {did} {n} {x:s} en {c}, y {q} {m} {y:s}.
zh {when}{p}在{c}{did}{n}{piece}{x}，{q}{did}{m}{each}{y}。

en {p} bought {n} {x:s} for {price} crowns {when}.
fr {p} a acheté {n} {x:s} pour {price} couronnes {when}.
de {p} kaufte {when} {n} {x:s} für {price} Kronen.
es {p} compró {n} {x:s} por {price} coronas {when}.
zh {p}{when}花{price}克朗买了{n}{piece}{x}。

en {When} {p} sold {n} {x:s} to {q} for {price} crowns.
fr {When}, {p} a vendu {n} {x:s} à {q} pour {price} couronnes.
de {When} verkaufte {p} {n} {x:s} für {price} Kronen an {q}.
es {When} {p} vendió {n} {x:s} a {q} por {price} coronas.
zh {when}{p}以{price}克朗把{n}{piece}{x}卖给了{q}。
"""

# what is told of the same things after that
LATER = """
en Later {q} {did} {x:the_s}.
fr Plus tard, {q} {did} {x:the_s}.
de Später {did} {q} {x:the_s}.
es Más tarde {q} {did} {x:the_s}.
zh 后来{q}{did}那些{x}。

en Only {m} {x:s} were left in {c} {when}.
fr Il ne restait que {m} {x:s} à {c} {when}.
de Nur {m} {x:s} blieben {when} in {c}.
es Solo quedaban {m} {x:s} en {c} {when}.
zh {when}{c}只剩下{m}{piece}{x}。

en {When} {q} asked {p} about {x:the_s}.
fr {When}, {q} a questionné {p} sur {x:the_s}.
de {When} fragte {q} {p} nach den {x:somedat}.
es {When} {q} preguntó a {p} por {x:the_s}.
zh {when}{q}向{p}问起{x}。
"""

# the same of places, workers and fields of knowledge, which are not counted
EVENTS_OF_ONE = """
en {When} {p} {did} {x:acc} with {q}.
fr {When}, {p} {did} {x:acc} avec {q}.
de {When} {did} {p} mit {q} {x:acc}.
es {When} {p} {did} {x:acc} con {q}.
zh {when}{p}和{q}一起{did}{x}。

en {When} {p} {did} first {x:acc} and then {y:acc}.
fr {When}, {p} {did} d'abord {x:acc}, puis {y:acc}.
de {When} {did} {p} zuerst {x:acc} und dann {y:acc}.
es {When} {p} {did} primero {x:acc} y luego {y:acc}.
zh {when}{p}先{did}{x}，后{did}{y}。

en {When} {q} {did} {x:acc}, and {p} {y:acc}.
fr {When}, {q} {did} {x:acc}, et {p} {y:acc}.
de {When} {did} {q} {x:acc} und {p} {y:acc}.
es {When} {q} {did} {x:acc}, y {p} {y:acc}.
zh {when}{q}{did}{x}，{p}{did}{y}。

en {p} {did} {x:acc} {n} times {when}.
fr {p} {did} {n} fois {x:acc} {when}.
de {p} {did} {x:acc} {when} {n} Mal.
es {p} {did} {n} veces {x:acc} {when}.
zh {when}{p}{n}次{did}{x}。
"""

LATER_OF_ONE = """
en Later {q} {did} {x:acc}.
fr Plus tard, {q} {did} {x:acc}.
de Später {did} {q} {x:acc}.
es Más tarde {q} {did} {x:acc}.
zh 后来{q}{did}{x}。

en {When} {q} told {p} about {x}.
fr {When}, {q} a parlé {x:de} à {p}.
de {When} erzählte {q} {p} von {x:dat}.
es {When} {q} habló a {p} {x:de}.
zh {when}{q}向{p}讲起{x}。
"""
