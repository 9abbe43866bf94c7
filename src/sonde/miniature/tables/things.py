"""Sentences about things. A block is one meaning; each line, one way to say it in one language.

{x} is the thing, {p} a person, {c} a city, the other names are roles of FACTS. After a colon stands
the form: acc, dat, de, à, a, s (plural), the_s (the plural), some, in. A capital first letter asks
for one. [a|b|c] follows the gender of x (m, f, n), <a|b> that of p.
"""

GENERIC = """
en {p} often thinks about {x}.
en There is hardly a day when {p} does not think of {x}.
fr {p} pense souvent {x:à}.
de {p} denkt oft an {x:acc}.
es {p} piensa a menudo en {x}.
zh {p}常常想起{x}。

en Yesterday {p} drew {x} in a small notebook.
fr Hier, {p} a dessiné {x} dans un petit cahier.
de Gestern hat {p} {x:acc} in ein kleines Heft gezeichnet.
es Ayer {p} dibujó {x:acc} en un cuaderno pequeño.
zh 昨天{p}在小本子上画了{x}。

en Everyone in {c} is talking about {x}.
fr Tout le monde à {c} parle {x:de}.
de Alle in {c} reden über {x:acc}.
es Todos en {c} hablan {x:de}.
zh {c}的人都在谈论{x}。

en {p} wrote a short book about {x}.
en A short book by {p} explains all about {x}.
fr {p} a écrit un petit livre sur {x}.
de {p} hat ein kurzes Buch über {x:acc} geschrieben.
es {p} escribió un libro corto sobre {x}.
zh {p}写了一本关于{x}的小书。

en In a dream {p} saw {x} again.
fr Dans un rêve, {p} a revu {x}.
de Im Traum sah {p} {x:acc} noch einmal.
es En un sueño, {p} volvió a ver {x:acc}.
zh {p}在梦里又看见了{x}。

en The children of {c} ask many questions about {x}.
fr Les enfants {c:de} posent beaucoup de questions sur {x}.
de Die Kinder von {c} stellen viele Fragen über {x:acc}.
es Los niños de {c} hacen muchas preguntas sobre {x}.
zh {c}的孩子们提出了很多关于{x}的问题。

en The newspaper of {c} printed a long story about {x}.
fr Le journal {c:de} a publié un long article sur {x}.
de Die Zeitung von {c} brachte einen langen Artikel über {x:acc}.
es El periódico de {c} publicó un artículo largo sobre {x}.
zh {c}的报纸登了一篇关于{x}的长文章。
"""

ANIMAL = """
en {X} lives {home:in}.
en You can find {x} {home:in}.
fr {X} vit {home:in}.
de {X} lebt {home:in}.
es {X} vive {home:in}.
zh {x}住{home:in}。

en {X} likes to eat {eats:some}.
fr {X} aime manger {eats:some}.
de {X} frisst gern {eats:some}.
es {X:à} le gusta comer {eats:gen}.
zh {x}喜欢吃{eats}。

en At night {x} sleeps {home:in} and makes no sound.
fr La nuit, {x} dort {home:in} sans faire de bruit.
de Nachts schläft {x} {home:in} und macht kein Geräusch.
es De noche {x} duerme {home:in} y no hace ruido.
zh 夜里{x}睡{home:in}，一点声音也没有。

en {p} once met {x:a} near {c} and did not run away.
fr Un jour, {p} a rencontré {x:a} près {c:de} et n'a pas couru.
de Einmal traf {p} {x:aacc} in der Nähe von {c} und lief nicht weg.
es Un día {p} encontró {x:a} cerca de {c} y no huyó.
zh 有一次{p}在{c}附近遇到了{x}，没有逃跑。

en {X:the_s} around {c} are quiet in winter.
fr {X:the_s} autour {c:de} sont calmes en hiver.
de {X:the_s} rund um {c} sind im Winter ruhig.
es En invierno {x:the_s} de cerca de {c} están [tranquilos|tranquilas].
zh {c}附近的{x}冬天很安静。

en The young animal is small at first because {x} needs time to grow.
fr Le jeune animal est d'abord petit, car {x} a besoin de temps pour grandir.
de Das Junge ist zuerst klein, denn {x} braucht Zeit zum Wachsen.
es La cría es pequeña al principio, porque {x} necesita tiempo para crecer.
zh 小家伙起初很小，因为{x}长大需要时间。

en In old stories {x} has the colour {colour}.
fr Dans les vieux contes, {x} a pour couleur {colour}.
de In alten Märchen hat {x} die Farbe {colour:bare}.
es En los cuentos antiguos, {x} es de color {colour:bare}.
zh 在古老的故事里，{x}是{colour}的。
"""

FOOD = """
en {p} buys {x:some} at the market of {c}.
fr {p} achète {x:some} au marché {c:de}.
de {p} kauft {x:some} auf dem Markt von {c}.
es {p} compra {x:gen} en el mercado de {c}.
zh {p}在{c}的市场买{x}。

en {X} tastes best with {goes:some}.
fr {X} a meilleur goût avec {goes:the_or_s}.
de {X} schmeckt am besten mit {goes:somedat}.
es {X} sabe mejor con {goes:gen}.
zh {x}配{goes}最好吃。

en The colour of {x} is {colour}.
fr La couleur {x:de} est {colour}.
de {X} hat die Farbe {colour:bare}.
es El color {x:de} es {colour}.
zh {x}是{colour}的。

en Every morning {p} has {x:some} for breakfast.
fr Chaque matin, {p} prend {x:some} au petit déjeuner.
de Jeden Morgen nimmt {p} {x:some} zum Frühstück.
es Cada mañana {p} desayuna {x:gen}.
zh 每天的早饭，{p}都少不了{x}。

en The cook prepares {x} and puts everything in a bowl.
en The cook washes a bowl and serves {x} with a spoon.
fr Le cuisinier prépare {x} et sert tout dans un bol.
de Der Koch bereitet {x:acc} zu und holt eine Schüssel.
es El cocinero prepara {x} y [lo|la] sirve en un plato.
zh 厨师准备好{x}，放在碗里。

en {p} is hungry and dreams of {x:some}.
fr {p} a faim et ne pense qu'{x:à}.
de {p} hat Hunger und träumt von {x:somedat}.
es {p} tiene hambre y sueña con {x:gen}.
zh {p}饿了，心里只想着{x}。
"""

PLANT = """
en {X} grows {home:in}.
en You can see {x} {home:in}.
fr {X} pousse {home:in}.
de {X} wächst {home:in}.
es {X} crece {home:in}.
zh {x}长{home:in}。

en {p} planted {x:a} behind the house and waters it every evening.
fr {p} a planté {x:a} derrière la maison et l'arrose chaque soir.
de {p} hat {x:aacc} hinter das Haus gepflanzt und gießt die Erde jeden Abend.
es {p} plantó {x:a} detrás de la casa y [lo|la] riega cada tarde.
zh {p}在屋后种了{x}，每天傍晚浇水。

en {Guest:s} often rest in the shade of {x}.
fr {Guest:the_s} se reposent souvent à l'ombre {x:de}.
de {Guest:s} ruhen oft im Schatten {x:von}.
es {Guest:the_s} descansan a menudo a la sombra {x:de}.
zh {guest}常常在{x}的影子里休息。

en In spring {x} shows the colour {colour}.
fr Au printemps, {x} se teinte de {colour:bare}.
de Im Frühling zeigt {x} die Farbe {colour:bare}.
es En primavera, {x} muestra el color {colour:bare}.
zh 春天，{x}显出{colour}。

en The roots of {x} drink from the soil and its leaves turn to the light.
fr Les racines {x:de} boivent dans la terre et ses feuilles cherchent la lumière.
de Die Wurzeln {x:von} trinken aus der Erde, und die Blätter suchen das Licht.
es Las raíces {x:de} beben de la tierra y sus hojas buscan la luz.
zh {x}的根从土里喝水，叶子朝着光。

en In the park of {c}, {n} {x:s} stand in a long row.
fr Dans le parc {c:de}, {n} {x:s} forment une longue rangée.
de Im Park von {c} stehen {n} {x:s} in einer langen Reihe.
es En el parque {c:de} hay {n} {x:s} en una larga fila.
zh 在{c}的公园里，{n}株{x}排成长长的一行。
"""

ELEMENT = """
en The symbol of {x} is {symbol} and its number is {number}.
fr Le symbole {x:de} est {symbol} et son numéro est {number}.
de Das Symbol für {x:acc} ist {symbol} und die Nummer ist {number}.
es El símbolo {x:de} es {symbol} y su número es {number}.
zh {x}的符号是{symbol}，序数是{number}。

en In the laboratory {p} weighs {x} very carefully.
fr Au laboratoire, {p} pèse {x} avec beaucoup de soin.
de Im Labor wiegt {p} {x:acc} sehr sorgfältig.
es En el laboratorio, {p} pesa {x} con mucho cuidado.
zh {p}在实验室里小心地称{x}。

en In the table of elements {x} stands in field {number}.
fr Dans le tableau des éléments, {x} occupe la case {number}.
de In der Tabelle der Elemente steht {x} im Feld {number}.
es En la tabla de los elementos, {x} ocupa la casilla {number}.
zh 在元素表里，{x}在第{number}格。

en A discovery near {c} once made {x} famous.
fr Autrefois, une découverte près {c:de} a rendu célèbre {x}.
de Eine Entdeckung bei {c} machte {x:acc} einst berühmt.
es En su día, un descubrimiento cerca de {c} hizo [famoso|famosa] {x:acc}.
zh {c}附近的一次发现曾经让{x}出名。

en In bright light {x} shows the colour {colour}.
fr En pleine lumière, {x} se teinte de {colour:bare}.
de Bei hellem Licht zeigt {x} die Farbe {colour:bare}.
es A plena luz, {x} muestra el color {colour:bare}.
zh 在亮光下，{x}显出{colour}。
"""

LANDMARK = """
en {X} was built in {c} in the year {year}.
fr {X} a été [construit|construite] à {c} en {year}.
de {X} wurde im Jahr {year} in {c} gebaut.
es {X} fue [construido|construida] en {c} en el año {year}.
zh {x}于{year}年建在{c}。

en Visitors come to {c} from far away to see {x}.
fr Les visiteurs viennent de loin à {c} pour voir {x}.
de Besucher kommen von weit her nach {c}, um {x:acc} zu sehen.
es Los visitantes llegan desde lejos a {c} para ver {x}.
zh 游客从很远的地方来到{c}看{x}。

en {X} is made of {made} and painted {colour}.
fr {X} est en {made:bare} et sa couleur est {colour}.
de {X} ist aus {made:bare} und hat die Farbe {colour:bare}.
es {X} es de {made:bare} y su color es {colour}.
zh {x}是{made}做的，颜色是{colour}。

en {p} took a photograph in front of {x} at sunset.
fr {p} a pris une photo devant {x} au coucher du soleil.
de {p} machte bei Sonnenuntergang ein Foto vor {x:dat}.
es {p} sacó una foto delante {x:de} al atardecer.
zh 日落时{p}在{x}前拍了一张照片。

en Nothing in {c} is as famous as {x}.
fr À {c}, rien n'est plus célèbre que {x}.
de Nichts in {c} ist so berühmt wie {x}.
es En {c} no hay nada más famoso que {x}.
zh 在{c}，没有什么比{x}更有名。
"""

BRIDGE = """
en The two tall towers and the long cables of {x} shine over the water.
fr Les deux hautes tours et les longs câbles {x:de} brillent au-dessus de l'eau.
de Die zwei hohen Pfeiler und die langen Seile {x:von} leuchten über dem Wasser.
es Las dos torres altas y los cables largos {x:de} brillan sobre el agua.
zh {x}的两座高塔和长长的钢索在水面上闪光。

en Every morning {p} crosses {x} on foot while the fog lifts from the bay.
fr Chaque matin, {p} traverse {x} à pied quand la brume quitte la baie.
de Jeden Morgen geht {p} zu Fuß über {x:acc}, wenn der Nebel aus der Bucht steigt.
es Cada mañana {p} cruza {x} a pie cuando la niebla sale de la bahía.
zh 每天早上雾从海湾散去时，{p}步行走过{x}。

en Ships pass under {x} and the cars above look like toys.
fr Les bateaux passent sous {x} et les voitures ressemblent à des jouets.
de Schiffe fahren unter {x:dat} hindurch und die Autos oben wirken wie Spielzeug.
es Los barcos pasan debajo {x:de} y los coches parecen juguetes.
zh 船从{x}下面经过，上面的汽车像玩具一样。

en Workers paint {x} all year long so that the red stays bright.
fr Des ouvriers peignent {x} toute l'année pour que le rouge reste vif.
de Arbeiter streichen {x:acc} das ganze Jahr, damit das Rot kräftig bleibt.
es Los obreros pintan {x} todo el año para que el rojo siga vivo.
zh 工人们一年到头给{x}刷漆，让红色一直鲜亮。
"""

CITY = """
en {X} lies near {near}.
fr {X} se trouve près {near:de}.
de {X} liegt in der Nähe {near:von}.
es {X} está cerca {near:de}.
zh {x}离{near}很近。

en The people of {x} are proud of {sight}.
fr Les habitants {x:de} sont fiers {sight:de}.
de Die Leute von {x} sind stolz auf {sight:acc}.
es La gente de {x} está orgullosa {sight:de}.
zh {x}的人为{sight}感到骄傲。

en In {x} people eat {dish:some} every day.
fr À {x}, on mange {dish:some} tous les jours.
de In {x} isst man jeden Tag {dish:some}.
es En {x} la gente come {dish:gen} todos los días.
zh {x}的人每天都吃{dish}。

en {p} moved from {c} to {x} and found a small flat.
fr {p} a quitté {c} pour {x} et a trouvé un petit appartement.
de {p} zog von {c} nach {x} und fand eine kleine Wohnung.
es {p} se mudó de {c} a {x} y encontró un piso pequeño.
zh {p}从{c}搬到{x}，找到了一间小公寓。

en The streets of {x} are full of people on Sunday.
fr Le dimanche, les rues {x:de} sont pleines de monde.
de Am Sonntag sind die Straßen von {x} voller Menschen.
es Los domingos las calles de {x} están llenas de gente.
zh 星期天{x}的街上到处是人。
"""

DISTRICT = """
en {X} is an old part of {c} with narrow houses.
fr {X} est une vieille partie {c:de} aux maisons étroites.
de {X} ist ein alter Teil von {c} mit schmalen Häusern.
es {X} es una parte antigua {c:de} con casas estrechas.
zh {x}是{c}的老城区，房子又窄又高。

en The small shops {x:in} sell {sells:some}.
fr {X:in}, les petites boutiques vendent {sells:some}.
de {X:in} verkaufen die kleinen Läden {sells:some}.
es {X:in} las tiendas pequeñas venden {sells:gen}.
zh {x}的小店里卖{sells}。

en From {x} it is only a short walk to {near}.
fr {X} se trouve à deux pas {near:de}.
de {X} liegt gleich neben {near:dat}.
es {X} está a dos pasos {near:de}.
zh 从{x}走到{near}只要几分钟。

en Every door {x:in} is painted {colour}.
fr {X:in}, toutes les portes sont peintes en {colour:bare}.
de {X:in} streicht man jede Tür in {colour:bare}.
es {X:in} pintan todas las puertas de {colour:bare}.
zh {x}的每扇门都漆成{colour}。

en {p} grew up {x:in} and knows every courtyard.
fr {p} a grandi {x:in} et en connaît chaque recoin.
de {p} ist {x:in} aufgewachsen und kennt dort jeden Winkel.
es {p} creció {x:in} y conoce cada rincón.
zh {p}在{x}长大，认得每一个角落。

en On {day} half of {c} goes to the street market {x:in}.
fr Le {day}, la moitié {c:de} va au marché {x:de}.
de Am {day} trifft sich halb {c} auf dem Straßenmarkt {x:in}.
es El {day} muchos vecinos {c:de} van al mercado {x:de}.
zh {day}，{c}一半的人都去逛{x}的集市。

en An old map of {x} hangs in the town hall of {c}.
fr Un vieux plan {x:de} est affiché à la mairie {c:de}.
de Ein alter Plan {x:von} hängt im Rathaus von {c}.
es Un plano antiguo {x:de} cuelga en el ayuntamiento de {c}.
zh {c}的市政厅里挂着一张{x}的旧地图。
"""

LANDSCAPE = """
en {Animal:the_s} live {x:in}.
fr {Animal:the_s} vivent {x:in}.
de {Animal:the_s} leben {x:in}.
es {Animal:the_s} viven {x:in}.
zh {animal}生活{x:in}。

en {p} spent three days alone near {x}.
fr {p} a passé trois jours <seul|seule> près {x:de}.
de {p} verbrachte drei Tage allein in der Nähe {x:von}.
es {p} pasó tres días <solo|sola> cerca {x:de}.
zh {p}一个人在{x}附近待了三天。

en {X} near {c} is wide and very old.
fr {X} près {c:de} est vaste et très [ancien|ancienne].
de {X} bei {c} ist weit und sehr alt.
es {X} cerca de {c} es [vasto|vasta] y muy [antiguo|antigua].
zh {c}附近的{x}又大又古老。

en It is cold and silent {x:in} before the sun rises.
fr Il fait froid et tout est silencieux {x:in} avant le lever du soleil.
de Vor Sonnenaufgang ist es kalt und still {x:in}.
es Hace frío y todo está en silencio {x:in} antes de que salga el sol.
zh 太阳出来以前，{x:in}又冷又静。
"""
