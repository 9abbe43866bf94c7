"""Sentences about instruments, and things of the house and workshop. Slots as in `things`."""

INSTRUMENT = """
en {p} practises {x} for an hour before supper.
fr {p} joue {x:de} pendant une heure avant le dîner.
de {p} übt vor dem Abendessen eine Stunde {x:bare}.
es {p} toca {x} durante una hora antes de cenar.
zh 晚饭前{p}练习一个小时{x}。

en {X} sounds wrong today, so {p} is tuning it.
fr {X} sonne faux aujourd'hui, alors {p} l'accorde.
de {X} klingt heute falsch, also stimmt {p} [ihn|sie|es].
es {X} suena mal hoy, así que {p} [lo|la] afina.
zh 今天{x}的音不准，{p}正在调音。

en In the orchestra of {c}, {x} plays together with {pair}.
fr Dans l'orchestre {c:de}, {x} joue avec {pair}.
de Im Orchester von {c} spielt {x} zusammen mit {pair:dat}.
es En la orquesta de {c}, {x} suena junto {pair:à}.
zh 在{c}的乐团里，{x}和{pair}一起演奏。

en Nobody plays {x} as well as {player}.
fr Personne ne joue aussi bien {x:de} que {player}.
de Niemand spielt so gut {x:bare} wie {player}.
es Nadie toca {x} tan bien como {player}.
zh 谁的{x}都没有{player}演奏得好。

en {p} played {x} in the streets of {c} and earned {n} coins.
fr {p} a joué {x:de} dans les rues {c:de} et a gagné {n} pièces.
de {p} spielte in den Straßen von {c} {x:bare} und verdiente {n} Münzen.
es {p} tocó {x} en las calles de {c} y ganó {n} monedas.
zh {p}在{c}街头演奏{x}，挣了{n}枚硬币。

en The concert begins at {hour} o'clock, and {x} opens the evening.
fr Le concert commence à {hour} heures, et {x} ouvre la soirée.
de Das Konzert beginnt um {hour} Uhr, und {x} eröffnet den Abend.
es El concierto empieza a las {hour}, y {x} abre la velada.
zh 音乐会{hour}点开始，{x}第一个奏响。

en The cover for {x} is {colour}.
fr La couleur de la housse {x:de} est {colour}.
de Die Hülle für {x:acc} hat die Farbe {colour:bare}.
es La funda {x:de} es de color {colour:bare}.
zh {x}的罩子是{colour}的。
"""

TOOL = """
en {X} belongs to {owner} and is used every day.
fr {X} appartient {owner:à} et sert tous les jours.
de {X} gehört {owner:dat} und ist jeden Tag in Gebrauch.
es {X} pertenece {owner:à} y se usa todos los días.
zh {x}是{owner}的，天天都要用。

en {p} looked for {x} in every room and found it in the cellar.
fr {p} a cherché {x} partout et l'a [retrouvé|retrouvée] à la cave.
de {p} suchte {x:acc} in allen Zimmern und fand [ihn|sie|es] im Keller.
es {p} buscó {x} por todas las habitaciones y [lo|la] encontró en el sótano.
zh {p}在每个房间里找{x}，最后在地下室找到了。

en {p} bought {x:a} in a shop in {c} for {n} coins.
fr {p} a acheté {x:a} dans une boutique {c:de} pour {n} pièces.
de {p} kaufte {x:aacc} in einem Laden in {c} für {n} Münzen.
es {p} compró {x:a} en una tienda de {c} por {n} monedas.
zh {p}在{c}的店里花{n}枚硬币买了{x}。

en {X} is broken, and {p} wants to mend it by {day}.
fr {X} est [cassé|cassée], et {p} veut [le|la] réparer avant {day}.
de {X} ist kaputt, und {p} will [ihn|sie|es] bis {day} reparieren.
es {X} está [roto|rota], y {p} quiere [arreglarlo|arreglarla] antes del {day}.
zh {x}坏了，{p}想在{day}以前修好。

en {q} lent {x} to {p} and never got it back.
fr {q} a prêté {x} à {p} et ne l'a jamais [revu|revue].
de {q} lieh {p} {x:acc} und bekam [ihn|sie|es] nie zurück.
es {q} prestó {x} a {p} y nunca [lo|la] recuperó.
zh {q}把{x}借给{p}，再也没有要回来。

en At the home of {p}, {x} is {colour}.
fr Chez {p}, la couleur {x:de} est {colour}.
de Bei {p} hat {x} die Farbe {colour:bare}.
es En casa de {p}, {x} es de color {colour:bare}.
zh {p}家的{x}是{colour}的。
"""
