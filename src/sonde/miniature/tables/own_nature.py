"""Own sentences of sea animals, insects, reptiles and plants; as in `own_living`."""

OWN = """
# salmon
en It fights upstream, jumps over the rapids and spawns where it was born.
fr Il remonte le courant, saute les rapides et pond là où il est né.
de Er kämpft sich stromaufwärts, springt über Schnellen und laicht, wo er schlüpfte.
es Nada contra la corriente, salta los rápidos y desova donde nació.
zh 它逆流而上，跳过急流，在出生的地方产卵。

# salmon
en With pink flesh and shiny scales, {x} hangs in the smokehouse of {c}.
fr La chair tendre, les écailles brillantes, {x} sèche au fumoir {c:de}.
de Mit rosa Fleisch und glänzenden Schuppen hängt {x} in der Räucherei von {c}.
es De carne rosada y escamas brillantes, {x} cuelga en el ahumadero de {c}.
zh 肉色粉红、鳞片闪亮的{x}挂在{c}的熏鱼房里。

# shark
en A fin cuts the surface, and the bathers scream at its rows of teeth.
fr Un aileron fend la surface, et les baigneurs crient devant ses rangées de dents.
de Eine Flosse durchschneidet die Wellen, und die Badenden schreien vor seinen Zahnreihen.
es Una aleta corta la superficie y los bañistas gritan ante sus filas de dientes.
zh 一片鳍划破水面，游泳的人看见它一排排的牙齿，尖叫起来。

# shark
en {X} smells one drop of blood from {n} metres and never stops swimming.
fr {X} sent une goutte de sang à {n} mètres et ne cesse jamais de nager.
de {X} riecht einen Tropfen Blut aus {n} Metern und hört nie auf zu schwimmen.
es {X} huele una gota de sangre a {n} metros y nunca deja de nadar.
zh {x}能闻到{n}米外的一滴血，从不停止游动。

# octopus
en It has eight arms full of suckers and escapes in a cloud of ink.
fr Elle a huit bras pleins de ventouses et fuit dans un nuage d'encre.
de Er hat acht Arme voller Saugnäpfe und flieht in einer Tintenwolke.
es Tiene ocho brazos llenos de ventosas y huye en una nube de tinta.
zh 它有八条长满吸盘的触手，喷出墨汁逃走。

# octopus
en {X} unscrews the lid of a jar and changes its skin like a disguise.
fr {X} dévisse le couvercle d'un bocal et change de peau comme de costume.
de {X} schraubt ein Glas auf und wechselt die Haut wie eine Verkleidung.
es {X} desenrosca la tapa de un frasco y cambia de piel como de disfraz.
zh {x}会拧开瓶盖，还像换衣服一样改变皮肤。

# crab
en It walks sideways over the wet sand and snaps its pincers.
fr Il marche de côté sur le sable mouillé et claque des pinces.
de Sie läuft seitwärts über den nassen Sand und klappert mit den Scheren.
es Camina de lado por la arena mojada y chasquea las pinzas.
zh 它在湿沙上横着走，夹着两只大钳子。

# crab
en At low tide {x} crawls under a stone and pinches the toe of {p}.
fr À marée basse, {x} rampe sous une pierre et pince l'orteil {p:de}.
de Bei Ebbe kriecht {x} unter einen Stein und zwickt {p} in den Zeh.
es Con la marea baja, {x} se mete bajo una piedra y pellizca el dedo {p:de}.
zh 退潮时{x}爬到石头下面，夹了{p}的脚趾。

# jellyfish
en Without bones or brain, the transparent bell drifts and trails its tentacles.
fr Sans os ni cerveau, la cloche transparente dérive et traîne ses tentacules.
de Ohne Knochen und Gehirn treibt die durchsichtige Glocke und schleppt Tentakel.
es Sin huesos ni cerebro, la campana transparente flota y arrastra sus tentáculos.
zh 没有骨头和大脑的透明小伞漂来漂去，拖着细细的触须。

# jellyfish
en {X} washed up on the shore like jelly, and its sting burned the leg of {p}.
fr {X} s'est échouée comme de la gelée, et sa piqûre a brûlé la jambe {p:de}.
de {X} lag wie Gelee am Ufer, und ihr Nesselgift brannte am Bein von {p}.
es {X} quedó en la orilla como gelatina, y su picadura quemó la pierna {p:de}.
zh {x}像果冻一样被冲上岸，蜇得{p}的腿火辣辣的。

# bee
en It hums from blossom to blossom and carries pollen to the hive.
fr Elle bourdonne de fleur en fleur et porte le pollen à la ruche.
de Sie summt von Blüte zu Blüte und trägt Pollen in den Stock.
es Zumba de flor en flor y lleva el polen a la colmena.
zh 它嗡嗡地飞过一朵朵花，把花粉带回巢里。

# bee
en {X} dances for the queen, builds wax cells and stings only once.
fr {X} danse pour la reine, bâtit des alvéoles de cire et ne pique qu'une fois.
de {X} tanzt für die Königin, baut Zellen aus Wachs und sticht nur einmal.
es {X} baila para la reina, construye celdas de cera y pica una sola vez.
zh {x}为蜂王跳舞，用蜡筑成小格子，一生只蜇一次。

# butterfly
en First a caterpillar, then a cocoon, at last it unfolds its patterned wings.
fr D'abord chenille, puis cocon, il déplie enfin ses ailes à motifs.
de Erst Raupe, dann Puppe: Endlich entfaltet er die gemusterten Flügel.
es Primero oruga, luego capullo, al fin despliega sus alas con dibujos.
zh 先是毛毛虫，再是茧，最后它展开了带花纹的翅膀。

# butterfly
en Light as paper, {x} flutters past the net of {p} and sips nectar.
fr Léger comme du papier, {x} volette devant le filet {p:de} et boit du nectar.
de Leicht wie Papier flattert {x} am Netz von {p} vorbei und saugt Nektar.
es Con alas de papel, {x} revolotea ante la red {p:de} y bebe néctar.
zh {x}轻得像纸，翩翩飞过{p}的网，吸着花蜜。

# ant
en The tiny worker drags a leaf ten times her weight along the trail.
fr La minuscule ouvrière traîne une feuille dix fois plus lourde qu'elle.
de Die winzige Arbeiterin schleppt ein Blatt, das zehnmal so schwer ist wie sie.
es La diminuta obrera arrastra una hoja diez veces más pesada que ella.
zh 小小的工兵拖着一片叶子，比自己重十倍。

# ant
en In a colony of thousands, {x} digs tunnels and marches in single file.
fr Dans une colonie de milliers, {x} creuse des galeries et marche en file.
de In einem Staat von Tausenden gräbt {x} Gänge und marschiert in einer Reihe.
es En una colonia de miles, {x} cava túneles y marcha en fila.
zh 在成千上万的队伍里，{x}挖地道，排成一队前进。

# ladybird
en Seven dots shine on its round shell, and it brings good luck.
fr Sept points brillent sur sa carapace ronde, et elle porte bonheur.
de Sieben Punkte glänzen auf seinem runden Panzer, und er bringt Glück.
es Siete puntos brillan en su caparazón redondo y trae buena suerte.
zh 圆圆的壳上有七个小点，它会带来好运。

# ladybird
en {X} climbs the finger of {p}, counts as lucky and feeds on aphids.
fr {X} grimpe sur le doigt {p:de}, porte chance et dévore les pucerons.
de {X} krabbelt über den Finger von {p}, gilt als Glücksbringer und vertilgt Blattläuse.
es {X} sube por el dedo {p:de}, trae suerte y devora pulgones.
zh {x}爬上{p}的手指，据说能带来幸运，它爱吃蚜虫。

# grasshopper
en It chirps in the hay and leaps on its long hind legs.
fr Elle stridule dans le foin et bondit sur ses longues pattes arrière.
de Sie zirpt im Heu und springt auf langen Hinterbeinen davon.
es Canta en el heno y brinca con sus largas patas traseras.
zh 它在干草里唧唧叫，用长长的后腿一跳就不见了。

# grasshopper
en All summer {x} fiddles in the meadow instead of storing grain.
fr Tout l'été, {x} joue du violon dans le pré au lieu d'amasser du grain.
de Den ganzen Sommer fiedelt {x} auf der Wiese, statt Korn zu sammeln.
es Todo el verano {x} toca el violín en el prado en vez de guardar grano.
zh 整个夏天{x}都在草地上拉琴，不肯存粮。

# snake
en It hisses, sheds its skin and flicks its forked tongue.
fr Il siffle, change de peau et sort sa langue fourchue.
de Sie zischt, häutet sich und züngelt mit gespaltener Zunge.
es Silba, muda la piel y saca su lengua bífida.
zh 它嘶嘶作响，蜕下旧皮，吐出分叉的舌头。

# snake
en Without legs {x} slithers through the grass and swallows its prey whole.
fr Sans pattes, {x} rampe dans l'herbe et avale sa proie entière.
de Ohne Beine schlängelt sich {x} durchs Gras und verschlingt die Beute ganz.
es Sin patas, {x} se desliza por la hierba y traga entera a su presa.
zh {x}没有脚，在草丛里滑行，把猎物整个吞下。

# turtle
en It pulls its head into the shell and lives for a hundred years.
fr Elle rentre la tête dans sa carapace et vit cent ans.
de Sie zieht den Kopf in den Panzer und wird hundert Jahre alt.
es Mete la cabeza en el caparazón y vive cien años.
zh 它把头缩进壳里，能活一百年。

# turtle
en Slow but patient, {x} wins the race because its rival fell asleep.
fr Lente mais patiente, {x} gagne la course, car son rival s'est endormi.
de Langsam, aber geduldig gewinnt {x} das Rennen, weil der Gegner einschlief.
es Lenta pero paciente, {x} gana la carrera porque su rival se durmió.
zh {x}又慢又有耐心，趁对手睡着赢了赛跑。

# lizard
en It basks on the hot wall and leaves its tail behind in your hand.
fr Il se chauffe sur le mur brûlant et laisse sa queue dans la main.
de Sie sonnt sich auf der heißen Mauer und lässt den Schwanz in der Hand zurück.
es Toma el sol en el muro caliente y deja la cola en tu mano.
zh 它趴在滚烫的墙上晒太阳，被抓住就断掉尾巴。

# lizard
en Its lost tail grows again, and {x} darts into a crack between stones.
fr Sa queue perdue repousse, et {x} file dans une fente entre les pierres.
de Der verlorene Schwanz wächst nach, und {x} huscht in eine Mauerritze.
es La cola perdida vuelve a crecer, y {x} se mete en una grieta entre las piedras.
zh 断掉的尾巴又长出来，{x}飞快钻进石缝。

# crocodile
en Like a floating log it waits, then its jaws snap shut.
fr Il attend comme un tronc flottant, puis ses mâchoires claquent.
de Wie ein treibender Stamm wartet es, dann schnappt das Maul zu.
es Espera como un tronco flotante y de pronto cierra las mandíbulas.
zh 它像浮木一样等着，突然合上大嘴。

# crocodile
en A little bird picks the teeth of {x}, who sheds false tears.
fr Un petit oiseau nettoie les dents {x:de}, qui verse de fausses larmes.
de Ein kleiner Vogel putzt {x:dat} die Zähne, und es fließen falsche Tränen.
es Un pajarito limpia los dientes {x:de}, que derrama lágrimas falsas.
zh 一只小鸟给{x}剔牙，它流下了假惺惺的眼泪。

# oak
en Acorns fall from its gnarled branches, and its wood becomes barrels.
fr Les glands tombent de ses branches noueuses, et son bois devient tonneau.
de Eicheln fallen von den knorrigen Ästen, und aus dem Holz werden Fässer.
es Las bellotas caen de sus ramas nudosas, y su madera se hace barril.
zh 橡子从弯曲的枝上落下，它的木头能做酒桶。

# oak
en Struck by lightning, {x} of {c} has stood for {n} years and still drops acorns.
fr Malgré la foudre, {x} {c:de} porte encore des glands après {n} années.
de Trotz Blitzschlag trägt {x} von {c} nach {n} Jahren noch Eicheln.
es A pesar del rayo, {x} de {c} aún da bellotas después de {n} años.
zh {c}的{x}被雷劈过，{n}年后还结橡子。

# pine
en It keeps its needles in winter and drops cones full of resin.
fr Il garde ses aiguilles en hiver et laisse tomber des cônes pleins de résine.
de Sie behält im Winter die Nadeln und wirft harzige Zapfen ab.
es Conserva sus agujas en invierno y suelta piñas llenas de resina.
zh 它冬天不掉针叶，落下带松脂的球果。

# pine
en The needles of {x} prick, and sticky resin drips from its bark.
fr Les aiguilles {x:de} piquent, et la résine colle à son écorce.
de Die Nadeln {x:von} stechen, und klebriges Harz tropft aus der Rinde.
es Las agujas {x:de} pinchan, y la resina gotea de la corteza.
zh {x}的针叶扎手，树皮上流着黏黏的树脂。

# willow
en It weeps over the bank, and baskets are woven from its thin twigs.
fr Il pleure sur la rive, et l'on tresse des paniers avec ses fines baguettes.
de Sie weint über das Ufer, und aus ihren Ruten flicht man Körbe.
es Llora sobre la orilla, y con sus varas finas se tejen cestas.
zh 它的枝条垂在岸边像在流泪，细枝可以编篮子。

# willow
en The hanging twigs of {x} brush the water while {p} weaves a basket.
fr Les rameaux pendants {x:de} frôlent l'eau, et {p} tresse un panier.
de Die hängenden Zweige {x:von} streifen das Wasser, und {p} flicht einen Korb.
es Las ramas colgantes {x:de} rozan el agua mientras {p} teje una cesta.
zh {x}垂下的枝条轻拂水面，{p}在编篮子。

# birch
en Its papery bark peels off in strips, and besoms are bound from its twigs.
fr Son écorce fine comme du papier se détache, et l'on fait des balais de ses brindilles.
de Ihre papierdünne Rinde schält sich, und aus ihren Reisern bindet man Besen.
es Su corteza de papel se pela en tiras, y con sus ramitas se hacen escobas.
zh 它薄纸一样的树皮一条条剥落，细枝可以扎扫帚。

# birch
en On the peeled bark of {x}, {p} wrote a letter with charcoal.
fr Sur l'écorce pelée {x:de}, {p} a écrit une lettre au charbon de bois.
de Auf die geschälte Rinde {x:von} schrieb {p} mit Kohle einen Brief.
es En la corteza pelada {x:de}, {p} escribió una carta con carboncillo.
zh {p}用炭笔在{x}剥下的树皮上写了一封信。

# palm
en Coconuts ripen under its fronds, high above the oasis.
fr Des noix de coco mûrissent sous ses grandes feuilles, au-dessus de l'oasis.
de Kokosnüsse reifen unter ihren Wedeln, hoch über der Oase.
es Los cocos maduran bajo sus hojas, en lo alto del oasis.
zh 椰子在它的大叶子下成熟，高高挂在绿洲上。

# palm
en {P} hangs a hammock between {x} and a tent and drinks from a coconut.
fr {P} tend un hamac près {x:de} et boit dans une noix de coco.
de {P} spannt bei {x:dat} eine Hängematte auf und trinkt aus einer Kokosnuss.
es {P} cuelga una hamaca junto {x:à} y bebe de un coco.
zh {p}在{x}旁挂起吊床，喝着椰子汁。

# rose
en Its thorns prick the lover who brings it with a poem.
fr Ses épines piquent l'amoureux qui l'offre avec un poème.
de Ihre Dornen stechen den Verliebten, der sie mit einem Gedicht bringt.
es Sus espinas pinchan al enamorado que la regala con un poema.
zh 它的刺扎了那个带着情诗来献花的人。

# rose
en For their wedding {p} gave {q} {x:a} with velvet petals and thorns.
fr Pour leur mariage, {p} a offert à {q} {x:a} aux pétales de velours.
de Zur Hochzeit schenkte {p} {q} {x:aacc} mit samtigen Blütenblättern und Dornen.
es Para su boda, {p} regaló a {q} {x:a} de pétalos de terciopelo.
zh 婚礼上{p}送给{q}带刺的{x}，花瓣像丝绒。

# tulip
en From a bulb it grows a cup on a straight stem, and once it cost a fortune.
fr D'un bulbe, elle dresse une coupe sur une tige droite et valait jadis une fortune.
de Aus einer Knolle wächst ihr Kelch am geraden Stiel, einst ein Vermögen wert.
es De un bulbo alza una copa en un tallo recto, y antaño valía una fortuna.
zh 球根里长出直直的茎和杯子一样的花，从前贵得惊人。

# tulip
en In autumn {p} buries the bulbs of {x} near the windmill of {c}.
fr En automne, {p} enterre les bulbes {x:de} près du moulin {c:de}.
de Im Herbst vergräbt {p} die Knollen {x:von} bei der Windmühle von {c}.
es En otoño {p} entierra los bulbos {x:de} junto al molino de {c}.
zh 秋天{p}在{c}的风车旁埋下{x}的球根。

# sunflower
en It follows the sun all day with its huge round face full of seeds.
fr Il suit le soleil tout le jour de son énorme tête ronde pleine de graines.
de Sie folgt den ganzen Tag der Sonne mit ihrem riesigen Gesicht voller Kerne.
es Sigue al sol todo el día con su enorme cara redonda llena de pipas.
zh 它的大圆脸长满瓜子，整天跟着太阳转。

# sunflower
en Taller than {p}, {x} bows its heavy head, and oil is pressed from its seeds.
fr {X} dépasse {p}, penche sa lourde tête et donne de l'huile de ses graines.
de {X} überragt {p}, neigt den schweren Kopf und gibt Öl aus den Kernen.
es Más alto que {p}, {x} inclina la cabeza, y de sus pipas se saca aceite.
zh {x}比{p}还高，低着沉重的头，种子可以榨油。

# lily
en Its trumpet opens on the altar, and the strong scent fills the chapel.
fr Sa trompette s'ouvre sur l'autel, et un parfum fort emplit la chapelle.
de Ihr Trichter öffnet sich am Altar, und starker Duft füllt die Kapelle.
es Su trompeta se abre en el altar y su fuerte aroma llena la capilla.
zh 它的花像喇叭，在祭坛上开放，浓香飘满教堂。

# lily
en The sign of purity, {x} stains the sleeve of {p} with its pollen.
fr Signe de pureté, {x} tache de pollen la manche {p:de}.
de {X}, Zeichen der Reinheit, befleckt den Ärmel von {p} mit Pollen.
es Símbolo de pureza, {x} mancha de polen la manga {p:de}.
zh {x}象征纯洁，花粉却弄脏了{p}的袖子。

# daisy
en He loves me, he loves me not: children pluck its petals one by one.
fr Un peu, beaucoup, à la folie : les enfants lui arrachent ses pétales un à un.
de Er liebt mich, er liebt mich nicht: Kinder zupfen ihre Blätter einzeln ab.
es Me quiere, no me quiere: los niños le arrancan los pétalos uno a uno.
zh 爱我，不爱我：孩子们一片一片地摘它的花瓣。

# daisy
en {P} weaves {x:s} from the lawn into a chain and crowns {q}.
fr {P} tresse des {x:s} de la pelouse en couronne pour {q}.
de {P} flicht {x:s} vom Rasen zu einem Kranz und krönt {q}.
es {P} trenza {x:s} del césped en una corona para {q}.
zh {p}用草坪上的{x}编成花环，给{q}戴上。
"""
