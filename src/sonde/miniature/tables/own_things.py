"""What is said of one thing alone: the topic stands after #.

The forty most frequent topics have such sentences; the first of each leaves the name out, and
[he|she] follows the gender of the topic. Slots as in `things`.
"""

OWN = """
# apple
en A worm looks out of its core, and the stem still has a leaf.
fr Un ver sort de son trognon, et la queue porte encore une feuille.
de Ein Wurm schaut aus dem Kerngehäuse, und am Stiel hängt noch ein Blatt.
es Un gusano asoma por su corazón, y el rabillo aún tiene una hoja.
zh 一条虫从果核里探出头，果柄上还有一片叶子。

# apple
en {P} bites into {x}, crisp and rosy-cheeked, and presses the rest into cider.
fr {P} croque dans {x} aux joues fraîches et presse le reste pour le cidre.
de {P} beißt knackend in {x:acc} mit roten Backen und keltert aus dem Rest Most.
es {P} muerde {x} crujiente de mejillas rojas y hace sidra con el resto.
zh {p}咬了一口脆脆的{x}，剩下的拿去酿果酒。

# orange
en Under its thick peel lie juicy segments, and the zest perfumes the fingers.
fr Sous sa peau épaisse, des quartiers juteux, et son zeste parfume les doigts.
de Unter der dicken Schale liegen saftige Spalten, und ihr Duft bleibt an den Fingern.
es Bajo su cáscara gruesa hay gajos jugosos, y su aroma queda en los dedos.
zh 厚厚的皮下是一瓣瓣多汁的果肉，手指上留着清香。

# orange
en At {hour} o'clock {p} peels {x} and shares the segments with {q}.
fr À {hour} heures, {p} épluche {x} et partage les quartiers avec {q}.
de Um {hour} Uhr schält {p} {x:acc} und teilt die Spalten mit {q}.
es A las {hour} {p} pela {x} y reparte los gajos con {q}.
zh {hour}点钟，{p}剥开{x}，把果瓣分给{q}。

# lemon
en So sour that it makes you wince: a few drops wake the fish on the plate.
fr Si acide qu'il fait grimacer : quelques gouttes relèvent le poisson.
de So sauer, dass man das Gesicht verzieht: Ein paar Tropfen würzen den Fisch.
es Tan ácido que hace arrugar la cara: unas gotas avivan el pescado.
zh 酸得人直皱眉头，在鱼上挤几滴就很提味。

# lemon
en {P} squeezes {x} into a jug of ice for sour lemonade.
fr {P} presse {x} dans une carafe de glaçons pour une boisson acide.
de {P} presst {x:acc} in einen Krug mit Eis und verzieht sauer das Gesicht.
es {P} exprime {x} en una jarra con hielo y hace una bebida ácida.
zh {p}把{x}挤进冰壶里，做成酸酸的饮料。

# bread
en The dough rises with yeast, and the loaf leaves the oven with a crackling crust.
fr La pâte lève avec le levain, et la miche sort du four avec une croûte dorée.
de Der Teig geht mit Hefe auf, und der Laib kommt mit Kruste aus dem Ofen.
es La masa sube con la levadura, y la hogaza sale del horno con corteza crujiente.
zh 面团发酵膨胀，出炉时外壳又香又脆。

# bread
en {P} kneads flour and yeast, bakes {x} and cuts a thick slice.
fr {P} pétrit farine et levure, cuit {x} et coupe une tranche épaisse.
de {P} knetet Mehl und Hefe, backt {x:acc} und schneidet eine dicke Scheibe.
es {P} amasa harina y levadura, hornea {x} y corta una rebanada gruesa.
zh {p}揉好面粉和酵母，烤出{x}，切下厚厚一片。

# cheese
en It ripens in the cellar under a rind, full of holes and strong in smell.
fr Il s'affine dans la cave sous sa croûte, plein de trous et d'odeur forte.
de Er reift im Keller unter der Rinde, voller Löcher und mit strengem Geruch.
es Madura en la bodega bajo su corteza, lleno de agujeros y de olor fuerte.
zh 它在地窖里熟成，外皮硬硬的，满是小孔，气味很浓。

# cheese
en {P} grates {x} over the pasta and melts the rest for fondue.
fr {P} râpe {x} sur les pâtes et fait fondre le reste en fondue.
de {P} reibt {x:acc} über die Nudeln und schmilzt den Rest für Fondue.
es {P} ralla {x} sobre la pasta y funde el resto para la fondue.
zh {p}把{x}擦在面上，剩下的融化做火锅。

# piano
en {p} lifts the lid and runs ten fingers over the long keyboard.
fr {p} lève le couvercle et fait courir dix doigts sur le long clavier.
de {p} hebt den Deckel und lässt zehn Finger über die Tasten laufen.
es {p} levanta la tapa y pasa los diez dedos por el largo teclado.
zh {p}掀起盖子，十个手指在长长的键盘上奔跑。

# piano
en Four men carried {x} up the stairs, and one pedal broke off.
fr Quatre hommes ont monté {x} au troisième étage, et une pédale s'est cassée.
de Vier Männer trugen {x:acc} die Treppe hinauf, und ein Pedal brach ab.
es Cuatro hombres subieron {x} al tercer piso, y se rompió un pedal.
zh 四个人把{x}抬上楼，踏板断了一个。

# key
en It turns twice in the lock, and the gate opens with a click.
fr Elle tourne deux fois dans la serrure, et le portail s'ouvre.
de Er dreht sich zweimal im Schloss, und das Tor springt auf.
es Gira dos veces en la cerradura, y el portón se abre.
zh 它在锁孔里转两圈，大门咔嗒一声开了。

# key
en {p} lost {x} and now stands outside the locked house.
fr {p} a perdu {x} et reste devant la maison verrouillée.
de {p} hat {x:acc} verloren und steht nun vor dem verschlossenen Haus.
es {p} perdió {x} y está delante de la casa cerrada.
zh {p}丢了{x}，只好站在锁着的家门外。

# lamp
en The bulb under the shade flickers, and {p} reaches for the switch.
fr L'ampoule clignote sous l'abat-jour, et {p} cherche l'interrupteur.
de Die Birne unter dem Schirm flackert, und {p} greift nach dem Schalter.
es La bombilla parpadea bajo la pantalla, y {p} busca el interruptor.
zh 灯罩下的灯泡忽明忽暗，{p}伸手去摸开关。

# lamp
en {p} screws a new bulb into {x} and reads until midnight.
fr {p} visse une ampoule neuve dans {x} et lit jusqu'à minuit.
de {p} schraubt eine neue Birne in {x:acc} und liest bis Mitternacht.
es {p} enrosca una bombilla nueva en {x} y lee hasta la medianoche.
zh {p}给{x}拧上新灯泡，一直看书到半夜。

# astronomy
en Whoever studies this looks for planets, comets and galaxies through a lens.
fr Qui l'étudie cherche des planètes, des comètes et des galaxies dans le ciel.
de Wer das studiert, sucht am Himmel Planeten, Kometen und Galaxien.
es Quien la estudia busca planetas, cometas y galaxias en el cielo.
zh 学这门课的人在夜空中寻找行星、彗星和星系。

# astronomy
en Thanks to {x} we know when the next eclipse and the next comet come.
fr Grâce {x:à}, nous savons quand viendront l'éclipse et la comète.
de Dank der Forschung in {x:bare} wissen wir, wann Finsternis und Komet kommen.
es Gracias {x:à} sabemos cuándo vendrán el eclipse y el cometa.
zh 有了{x}，我们知道下一次日食和彗星什么时候来。

# chemistry
en Acids bubble in the test tube, and {p} writes down the reaction.
fr Des acides bouillonnent dans l'éprouvette, et {p} note la réaction.
de Säuren sprudeln im Reagenzglas, und {p} schreibt die Reaktion auf.
es Los ácidos burbujean en el tubo de ensayo, y {p} anota la reacción.
zh 酸在试管里冒泡，{p}记下反应过程。

# chemistry
en In {x} molecules are split and bound again into new compounds.
fr En {x:bare}, on sépare les molécules et on les lie en composés nouveaux.
de In {x:bare} trennt man Moleküle und bindet sie zu neuen Verbindungen.
es En {x:bare} se separan las moléculas y se unen en compuestos nuevos.
zh {x}研究怎样拆开分子，再结合成新的化合物。
"""
