"""What is said of one instrument or one tool alone: the topic stands after #.

The first block of each leaves the name out. Slots as in `things`.
"""

OWN_INSTRUMENTS = """
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

# violin
en Chin on the wood, {p} draws the bow across four thin strings.
fr Le menton sur le bois, {p} passe l'archet sur quatre cordes fines.
de Das Kinn auf dem Holz, zieht {p} den Bogen über vier dünne Saiten.
es Con la barbilla en la madera, {p} pasa el arco por cuatro cuerdas finas.
zh {p}下巴贴着木头，琴弓拉过四根细弦。

# violin
en Without rosin on the bow, {x} only squeaks.
fr Sans colophane sur l'archet, {x} ne fait que grincer.
de Ohne Kolophonium am Bogen quietscht {x} nur.
es Sin resina en el arco, {x} solo chirría.
zh 弓上没有松香，{x}只会吱吱响。

# guitar
en Six strings, a strap and a campfire: {p} plucks three chords.
fr Six cordes, une sangle et un feu de camp : {p} gratte trois accords.
de Sechs Saiten, ein Gurt und ein Lagerfeuer: {p} zupft drei Akkorde.
es Seis cuerdas, una correa y una hoguera: {p} rasguea tres acordes.
zh 六根弦，一条背带，一堆篝火，{p}弹起三个和弦。

# guitar
en At the campfire {p} strums {x} with a plectrum.
fr Au feu de camp, {p} gratte {x} avec un médiator.
de Am Lagerfeuer schlägt {p} mit dem Plektrum {x:acc}.
es Junto a la hoguera, {p} rasguea {x} con una púa.
zh 篝火旁，{p}用拨片弹着{x}。

# flute
en {p} blows across the hole and lifts the fingers one by one.
fr {p} souffle au bord du trou et lève les doigts un à un.
de {p} bläst über das Loch und hebt die Finger, einen nach dem anderen.
es {p} sopla sobre el agujero y levanta los dedos uno a uno.
zh {p}对着小孔吹气，手指一个个抬起。

# flute
en The shepherd blew {x} softly, and the high notes trilled.
fr Le berger soufflait doucement dans {x}, et les notes aiguës trillaient.
de Der Hirte blies leise {x:acc}, und die hohen Töne trillerten.
es El pastor soplaba suavemente {x}, y trinaban las notas agudas.
zh 牧人轻轻吹着{x}，高音婉转如鸟鸣。

# drum
en With two sticks {p} beats the tight skin until the floor shakes.
fr Avec deux baguettes, {p} frappe la peau tendue, et le sol tremble.
de Mit zwei Stöcken schlägt {p} auf das gespannte Fell, bis der Boden bebt.
es Con dos palillos, {p} golpea la piel tensa hasta que tiembla el suelo.
zh {p}用两根棒子敲着绷紧的皮面，地板都在震。

# drum
en Boom, boom: {x} heads the parade and marks the step.
fr Boum, boum : {x} ouvre le défilé et donne le pas.
de Bumm, bumm: {X} führt die Parade an und gibt den Schritt vor.
es Bum, bum: {x} abre el desfile y marca el paso.
zh 咚，咚，{x}走在游行队伍前面，为大家打拍子。

# trumpet
en With puffed cheeks {p} presses three valves and sounds a fanfare.
fr Les joues gonflées, {p} presse trois pistons et sonne la fanfare.
de Mit dicken Backen drückt {p} drei Ventile und schmettert eine Fanfare.
es Con las mejillas hinchadas, {p} aprieta tres pistones y toca diana.
zh {p}鼓着腮帮，按着三个活塞，吹起号角。

# trumpet
en From the balcony {x} blares a fanfare over the square of {c}.
fr Du balcon, {x} lance une fanfare sur la place {c:de}.
de Vom Balkon schmettert {x} eine Fanfare über den Platz von {c}.
es Desde el balcón, {x} lanza una fanfarria sobre la plaza de {c}.
zh 阳台上，{x}嘹亮的号音响彻{c}的广场。

# cello
en {p} holds it between the knees and draws deep, dark notes.
fr {p} le tient entre les genoux et en tire des notes graves et sombres.
de {p} hält es zwischen den Knien und streicht tiefe, dunkle Töne.
es {p} lo sujeta entre las rodillas y saca notas graves y oscuras.
zh {p}把它夹在两膝之间，拉出低沉的音。

# cello
en {X} rests on its spike and hums deep below the other strings.
fr {X} repose sur sa pique et vibre bien plus bas que les autres cordes.
de {X} steht auf seinem Stachel und brummt tief unter den anderen Streichern.
es {X} se apoya en su pica y zumba más grave que las demás cuerdas.
zh {x}靠尾针立在地上，声音比别的弦乐低沉。

# accordion
en {p} pulls the bellows wide and squeezes out a sailors' waltz.
fr {p} étire le soufflet et en presse une valse de marins.
de {p} zieht den Balg weit auf und presst einen Seemannswalzer heraus.
es {p} abre el fuelle y aprieta hasta que sale un vals marinero.
zh {p}拉开风箱，又合拢，奏出水手的圆舞曲。

# accordion
en The bellows of {x} have a hole and sigh at every waltz.
fr Le soufflet {x:de} est troué et soupire à chaque valse.
de Der Balg {x:von} hat ein Loch und seufzt bei jedem Walzer.
es El fuelle {x:de} tiene un agujero y suspira en cada vals.
zh {x}的风箱破了个洞，每支圆舞曲都在叹气。
"""

OWN_TOOLS = """
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

# hammer
en Three blows, and the nail sits deep in the board, but the thumb is swollen.
fr Trois coups, et le clou est enfoncé, mais le pouce est enflé.
de Drei Schläge, und der Nagel sitzt im Brett, doch der Daumen ist dick.
es Tres golpes, y el clavo entra en la tabla, pero el pulgar se hincha.
zh 敲三下，钉子钉进了木板，大拇指却肿了。

# hammer
en {p} swings {x}, misses the nail and hits the thumb.
fr {p} lève {x}, manque le clou et se tape le pouce.
de {p} schwingt {x:acc}, verfehlt den Nagel und trifft den Daumen.
es {p} levanta {x}, no acierta en el clavo y se da en el pulgar.
zh {p}抡起{x}，没打中钉子，打到了大拇指。

# mirror
en {p} looks at the reflection in the glass and straightens the collar.
fr {p} regarde son reflet dans la glace et rajuste son col.
de {p} betrachtet das Spiegelbild im Glas und richtet den Kragen.
es {p} contempla su reflejo en el cristal y se arregla el cuello.
zh {p}看着玻璃里自己的影子，整了整衣领。

# mirror
en {X} fell and broke: seven years of bad luck, says {p}.
fr {X} est tombé en éclats : sept ans de malheur, dit {p}.
de {X} fiel und zersprang: sieben Jahre Pech, sagt {p}.
es {X} se hizo añicos: siete años de mala suerte, dice {p}.
zh {x}摔碎了，{p}说要倒霉七年。

# needle
en {p} wets the thread, pulls it through the eye and sews on a button.
fr {p} mouille le fil, le passe dans le chas et recoud un bouton.
de {p} feuchtet den Faden an, zieht ihn durchs Öhr und näht einen Knopf an.
es {p} moja el hilo, lo pasa por el ojo y cose un botón.
zh {p}润了润线，穿过小孔，缝上一颗纽扣。

# needle
en With {x} and a thimble {p} mends the torn sleeve.
fr Avec {x} et un dé à coudre, {p} reprise la manche déchirée.
de Mit {x:dat} und einem Fingerhut flickt {p} den zerrissenen Ärmel.
es Con {x} y un dedal, {p} remienda la manga rota.
zh {p}戴上顶针，用{x}缝补撕破的袖子。

# broom
en {p} sweeps the dust and the dry leaves from the doorstep.
fr {p} chasse du seuil la poussière et les feuilles mortes.
de {p} fegt den Staub und die trockenen Blätter von der Schwelle.
es {p} barre el polvo y las hojas secas del umbral.
zh {p}扫去门前的灰尘和枯叶。

# broom
en Witches ride on {x}, but {p} only sweeps dust with it.
fr Les sorcières volent sur {x}, mais {p} ne fait que la poussière.
de Hexen reiten auf {x:dat}, aber {p} fegt damit nur Staub.
es Las brujas vuelan en {x}, pero {p} solo barre el polvo.
zh 女巫骑着{x}飞，{p}只拿它扫灰尘。

# ladder
en Rung by rung {p} climbs up to the attic, while {q} holds it below.
fr Barreau par barreau, {p} grimpe au grenier, et {q} tient les montants.
de Sprosse um Sprosse steigt {p} zum Dachboden, und {q} hält unten fest.
es Peldaño a peldaño, {p} sube al desván, y {q} sujeta abajo.
zh {p}一级一级爬上阁楼，{q}在下面扶着。

# ladder
en {X:a} with {n} rungs leans against the wall of the attic.
fr {X:a} à {n} barreaux est appuyée contre le mur du grenier.
de {X:a} mit {n} Sprossen lehnt an der Wand des Dachbodens.
es {X:a} de {n} peldaños se apoya en la pared del desván.
zh 一架有{n}级的{x}靠在阁楼的墙边。

# bucket
en {p} lets it down into the well and draws it up full of water.
fr {p} le descend dans le puits et le remonte plein d'eau.
de {p} lässt ihn in den Brunnen hinab und zieht ihn voll Wasser herauf.
es {p} lo baja al pozo y lo sube lleno de agua.
zh {p}把它放进井里，打满水再提上来。

# bucket
en {X} leaks, and half the water from the well is lost on the way.
fr {X} fuit, et la moitié de l'eau du puits se perd en chemin.
de {X} leckt, und das halbe Wasser aus dem Brunnen geht verloren.
es {X} gotea, y la mitad del agua del pozo se pierde por el camino.
zh {x}漏了，从井里打来的水路上洒掉了一半。

# basket
en Woven from willow, it hangs on the arm of {p} full of eggs.
fr Tressé en osier, il pend au bras {p:de}, plein d'œufs.
de Aus Weide geflochten hängt er voller Eier am Arm von {p}.
es Tejida con mimbre, cuelga llena de huevos del brazo de {p}.
zh 它用柳条编成，装满鸡蛋，挎在{p}的胳膊上。

# basket
en {p} packs a picnic into {x}: eggs, a blanket and napkins.
fr {p} met le pique-nique dans {x} : œufs, nappe et serviettes.
de {p} packt ein Picknick in {x:acc}: Eier, eine Decke und Servietten.
es {p} prepara la merienda en {x}: huevos, un mantel y servilletas.
zh {p}把野餐装进{x}：鸡蛋、毯子和餐巾。

# shovel
en {p} digs a hole and throws the earth over the left shoulder.
fr {p} creuse un trou et jette la terre par-dessus l'épaule.
de {p} gräbt ein Loch und wirft die Erde über die Schulter.
es {p} cava un hoyo y echa la tierra por encima del hombro.
zh {p}挖了个坑，把土抛到身后。

# shovel
en With {x} {p} dug a trench of {n} metres.
fr Avec {x}, {p} a creusé un fossé de {n} mètres.
de Mit {x:dat} grub {p} einen Graben von {n} Metern.
es Con {x}, {p} cavó una zanja de {n} metros.
zh {p}用{x}挖了一条{n}米长的沟。

# kettle
en It whistles on the stove when the water boils and steam comes from the spout.
fr Elle siffle sur le feu quand l'eau bout et que la vapeur sort du bec.
de Er pfeift auf dem Herd, wenn das Wasser kocht und Dampf aus der Tülle steigt.
es Silba en el fuego cuando hierve el agua y sale vapor por el pico.
zh 水一开，它就在炉子上呜呜叫，壶嘴冒出热气。

# kettle
en {X} whistles on the stove, and {p} fills the hot-water bottle.
fr {X} siffle sur le feu, et {p} remplit la bouillotte.
de {X} pfeift auf dem Herd, und {p} füllt die Wärmflasche.
es {X} silba en el fuego, y {p} llena la bolsa de agua caliente.
zh {x}在炉子上响了，{p}灌好热水袋。

# comb
en Its teeth pull through the tangled hair of {p}, and it hurts.
fr Ses dents démêlent les cheveux {p:de}, et cela fait mal.
de Seine Zinken ziepen im zerzausten Haar von {p}, und es tut weh.
es Sus púas desenredan el pelo de {p}, y duele.
zh 它的齿梳过{p}打结的头发，扯得好疼。

# comb
en {X} lost a tooth in the tangled hair of {p}.
fr {X} a perdu une dent dans les cheveux emmêlés {p:de}.
de {X} verlor einen Zinken im zerzausten Haar von {p}.
es {X} perdió una púa en el pelo enredado de {p}.
zh {x}在{p}打结的头发里断了一个齿。
"""

OWN = OWN_INSTRUMENTS + OWN_TOOLS
