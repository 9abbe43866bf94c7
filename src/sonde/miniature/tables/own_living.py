"""What only one mammal or bird does, two blocks each: the first never names it. Slots: `things`."""

OWN = """
# cat
en It purrs on the warm stove and licks its paws.
fr Il ronronne sur le poêle chaud et se lèche les pattes.
de Sie schnurrt auf dem warmen Ofen und leckt sich die Pfoten.
es Ronronea sobre la estufa caliente y se lame las patas.
zh 它在温暖的炉子上打呼噜，舔着爪子。

# cat
en {X} sharpens its claws on the sofa and chases a ball of wool.
fr {X} fait ses griffes sur le canapé et court après une pelote de laine.
de {X} wetzt die Krallen am Sofa und jagt ein Wollknäuel.
es {X} se afila las uñas en el sofá y persigue un ovillo de lana.
zh {x}在沙发上磨爪子，追着毛线球跑。

# dog
en It wags its tail, barks at strangers and fetches the stick.
fr Il remue la queue, aboie après les inconnus et rapporte le bâton.
de Er wedelt mit dem Schwanz, bellt Fremde an und bringt den Stock zurück.
es Mueve la cola, ladra a los extraños y trae el palo.
zh 它摇着尾巴，对陌生人汪汪叫，还会捡棍子。

# dog
en Every {day} {p} walks {x} on a leash and throws an old ball.
fr Chaque {day}, {p} promène {x} en laisse et lui lance une vieille balle.
de Jeden {day} führt {p} {x:acc} an der Leine spazieren und wirft einen alten Ball.
es Cada {day} {p} saca {x:à} a pasear con la correa y le lanza una pelota.
zh 每个{day}，{p}都牵着{x}散步，扔一个旧球给它。

# horse
en With a saddle on its back, it gallops and shakes its mane.
fr Une selle sur le dos, il galope et secoue sa crinière.
de Mit einem Sattel auf dem Rücken galoppiert es und schüttelt die Mähne.
es Con la silla de montar en el lomo, galopa y sacude las crines.
zh 它背上放着鞍子，奔跑时鬃毛飞扬。

# horse
en In the stable {p} checks the hooves of {x} and hears it neigh.
fr À l'écurie, {p} regarde les sabots {x:de} et l'entend hennir.
de Im Stall prüft {p} die Hufe {x:von} und hört ein lautes Wiehern.
es En la cuadra, {p} revisa los cascos {x:de} y oye un relincho.
zh 在棚里，{p}检查{x}的蹄子，听见一声嘶鸣。

# wolf
en It leads the pack and howls at the full moon.
fr Il mène la meute et hurle à la pleine lune.
de Er führt das Rudel an und heult den Vollmond an.
es Guía a la manada y aúlla a la luna llena.
zh 它带领着同伴，对着圆月嚎叫。

# wolf
en With bared fangs {x} circles the flock, and the shepherds of {c} stay awake.
fr Les crocs découverts, {x} rôde autour du troupeau, et les bergers {c:de} veillent.
de Mit gefletschten Zähnen umkreist {x} die Herde, und die Hirten von {c} bleiben wach.
es Enseñando los colmillos, {x} ronda el rebaño y los pastores de {c} velan.
zh {x}露出獠牙，绕着羊群转，{c}的牧羊人不敢睡。

# bear
en All winter it hibernates in its den, thick and heavy with fat.
fr Tout l'hiver, il hiberne dans sa tanière, lourd et gras.
de Den ganzen Winter hält er in seinem Bau Winterschlaf, schwer und fett.
es Todo el invierno hiberna en su guarida, pesado y gordo.
zh 整个冬天它都在窝里冬眠，又胖又重。

# bear
en {X} rises on its hind legs, growls and breaks the hive open with a paw.
fr {X} se dresse sur ses pattes arrière, grogne et brise la ruche.
de {X} stellt sich auf die Hinterbeine, brummt und plündert die Waben.
es {X} se levanta sobre las patas traseras, gruñe y rompe la colmena.
zh {x}用后腿站起来，吼了一声，一掌打破了蜂窝。

# fox
en The sly thief with the bushy tail slips into the henhouse.
fr Le voleur rusé à la queue touffue se glisse dans le poulailler.
de Der schlaue Dieb mit dem buschigen Schwanz schleicht in den Hühnerstall.
es El astuto ladrón de cola peluda se cuela en el gallinero.
zh 那个尾巴蓬松的狡猾小偷溜进了鸡舍。

# fox
en Cunning as ever, {x} tricks the hunters of {c} and vanishes into its burrow.
fr Toujours rusé, {x} trompe les chasseurs {c:de} et disparaît dans son terrier.
de Listig wie immer täuscht {x} die Jäger von {c} und verschwindet im Bau.
es Siempre astuto, {x} engaña a los cazadores de {c} y desaparece en su madriguera.
zh {x}总是那么狡猾，骗过{c}的猎人，钻进了洞穴。

# elephant
en It lifts a log with its trunk and flaps its huge ears.
fr Il soulève un tronc avec sa trompe et agite ses oreilles immenses.
de Er hebt einen Stamm mit dem Rüssel und wedelt mit den riesigen Ohren.
es Levanta un tronco con la trompa y agita sus orejas enormes.
zh 它用长鼻子卷起木头，扇着巨大的耳朵。

# elephant
en {X} has two ivory tusks, weighs tonnes and never forgets a face.
fr {X} a deux défenses d'ivoire, pèse des tonnes et n'oublie jamais un visage.
de {X} hat zwei Stoßzähne, wiegt mehrere Tonnen und vergisst nie ein Gesicht.
es {X} tiene dos colmillos de marfil, pesa toneladas y nunca olvida una cara.
zh {x}有两根象牙，重好几吨，从不忘记一张脸。

# whale
en The giant comes up to breathe and blows a fountain into the air.
fr Le géant remonte pour respirer et souffle un jet d'eau dans l'air.
de Der Riese taucht zum Atmen auf und bläst eine Fontäne in die Luft.
es El gigante sube a respirar y lanza un chorro de agua al aire.
zh 那个巨大的身体浮上来换气，喷出高高的水柱。

# whale
en {N} metres long, {x} dives deep and sings to its calf.
fr Longue de {n} mètres, {x} plonge au fond et chante pour son petit.
de Mit {n} Metern Länge taucht {x} in die Tiefe und singt für das Kalb.
es Con {n} metros de largo, {x} se sumerge y canta a su ballenato.
zh {x}有{n}米长，潜到深处，为幼崽唱歌。

# mouse
en It squeaks behind the wall, nibbles the crumbs and fears the trap.
fr Elle couine derrière le mur, grignote les miettes et craint le piège.
de Sie piepst hinter der Wand, knabbert Krümel und fürchtet die Falle.
es Chilla detrás de la pared, roe las migas y teme la trampa.
zh 它在墙后吱吱叫，啃碎渣，害怕捕鼠夹。

# mouse
en Tiny and quick, {x} runs through a hole in the kitchen floor.
fr Minuscule et rapide, {x} passe par un trou du plancher de la cuisine.
de Winzig und flink huscht {x} durch ein Loch im Küchenboden.
es Diminuto y veloz, {x} entra por un agujero en el suelo de la cocina.
zh 小小的{x}飞快地钻进厨房地板的洞里。

# rabbit
en It pricks up its long ears, wiggles its nose and hops away.
fr Il dresse ses longues oreilles, remue le nez et s'en va en bondissant.
de Es stellt die langen Ohren auf, wackelt mit der Nase und hoppelt davon.
es Levanta sus largas orejas, mueve la nariz y se va dando saltos.
zh 它竖起长耳朵，抽动鼻子，蹦蹦跳跳地跑了。

# rabbit
en Out of an empty top hat {p} pulls {x}, and the children clap.
fr {p} sort {x} d'un chapeau haut de forme vide, et les enfants applaudissent.
de Aus einem leeren Zylinder zaubert {p} {x:acc}, und die Kinder klatschen.
es De un sombrero de copa vacío {p} saca {x:acc}, y los niños aplauden.
zh {p}从空礼帽里变出{x}，孩子们都鼓掌。

# lion
en The king of beasts shakes his mane and roars across the plain.
fr Le roi des animaux secoue sa crinière et rugit dans la plaine.
de Der König der Tiere schüttelt seine Mähne und brüllt über die Ebene.
es El rey de los animales sacude la melena y ruge en la llanura.
zh 百兽之王抖动鬃毛，吼声传遍草原。

# lion
en {X} yawns among the females of his pride and rules without a crown.
fr {X} bâille parmi ses femelles et règne sans couronne.
de {X} gähnt zwischen den Weibchen des Rudels und herrscht ohne Krone.
es {X} bosteza entre las hembras de su clan y reina sin corona.
zh {x}在母兽中间打哈欠，没有王冠也称王。

# cow
en It chews the cud, moos at noon and has a full udder.
fr Elle rumine, meugle à midi et porte un pis bien plein.
de Sie kaut wieder, muht am Mittag und hat ein volles Euter.
es Rumia, muge al mediodía y tiene la ubre llena.
zh 它反刍着草，中午哞哞叫，乳房胀得满满的。

# cow
en At {hour} o'clock {p} milks {x} and fills the bucket in the barn.
fr À {hour} heures, {p} trait {x} et remplit le seau dans l'étable.
de Um {hour} Uhr melkt {p} {x:acc} und füllt den Eimer im Kuhstall.
es A las {hour} {p} ordeña {x:acc} y llena el cubo en el establo.
zh {hour}点钟，{p}在牛棚里给{x}挤奶，装满了桶。

# monkey
en It swings from branch to branch, pulls faces and picks fleas.
fr Il se balance de branche en branche, fait des grimaces et s'épouille.
de Er schwingt sich von Ast zu Ast, schneidet Grimassen und sucht Flöhe.
es Se balancea de rama en rama, hace muecas y se quita las pulgas.
zh 它在树枝间荡来荡去，做鬼脸，捉跳蚤。

# monkey
en Cheeky as a child, {x} steals the hat of {p} and imitates every gesture.
fr Malin comme un enfant, {x} vole le chapeau {p:de} et imite chaque geste.
de Frech wie ein Kind stiehlt {x} den Hut von {p} und ahmt jede Geste nach.
es Travieso como un niño, {x} roba el sombrero {p:de} e imita cada gesto.
zh 调皮的{x}抢走{p}的帽子，还模仿每个动作。

# camel
en It carries two humps, walks with the caravan and needs no drink for weeks.
fr Il porte deux bosses, suit la caravane et se passe de boire des semaines.
de Es trägt zwei Höcker, zieht mit der Karawane und trinkt wochenlang nicht.
es Lleva dos jorobas, va con la caravana y pasa semanas sin beber.
zh 它背着两个驼峰，跟着商队走，几个星期不喝水。

# camel
en Loaded with bundles, {x} kneels in the sand and spits at {p}.
fr Chargé de ballots, {x} s'agenouille dans le sable et crache sur {p}.
de Schwer beladen kniet {x} im Sand und spuckt {p} an.
es Cargado de fardos, {x} se arrodilla en la arena y escupe a {p}.
zh {x}驮着货物，跪在沙地上，朝{p}吐口水。

# dolphin
en It leaps over the waves, clicks and whistles to its pod.
fr Il saute par-dessus les vagues, émet des clics et siffle pour son groupe.
de Er springt über die Wellen, klickt und pfeift seiner Gruppe zu.
es Salta sobre las olas, hace chasquidos y silba a su grupo.
zh 它跃出波浪，发出咔嗒声，对同伴吹口哨。

# dolphin
en Smiling and playful, {x} balances a ball on its snout and saves swimmers.
fr Souriant et joueur, {x} tient un ballon sur son museau et sauve des nageurs.
de Verspielt balanciert {x} einen Ball auf der Schnauze und rettet Schwimmer.
es Sonriente y juguetón, {x} sostiene una pelota en el hocico y salva a los bañistas.
zh 爱玩的{x}用嘴顶着球，还会救落水的人。

# eagle
en Its nest stands on the cliff, and it circles high on wide wings.
fr Son aire est sur la falaise, et il plane très haut, les ailes déployées.
de Sein Horst liegt am Felsen, und er kreist hoch mit weiten Schwingen.
es Su nido está en el risco y planea muy alto con las alas abiertas.
zh 它的巢筑在悬崖上，张开大翅膀在高空盘旋。

# eagle
en With sharp talons {x} dives from the sky on its prey.
fr Serres ouvertes, {x} fond du ciel sur sa proie.
de Mit scharfen Fängen stürzt sich {x} vom Himmel auf die Beute.
es Con sus garras afiladas, {x} cae del cielo sobre su presa.
zh {x}伸出利爪，从天空俯冲下来抓住猎物。

# owl
en In the dark it turns its head all the way round and hoots.
fr Dans la nuit profonde, elle tourne la tête en arrière et hulule.
de Im Dunkeln dreht sie den Kopf nach hinten und ruft schuhu.
es En la oscuridad gira la cabeza hacia atrás y ulula.
zh 它在黑暗中把头转到背后，咕咕地叫。

# owl
en Big round eyes in a hollow trunk: {x} hunts at midnight on silent wings.
fr De grands yeux ronds dans un tronc creux : {x} chasse à minuit, sans bruit.
de Große runde Augen im hohlen Stamm: {X} jagt um Mitternacht auf lautlosen Flügeln.
es Grandes ojos redondos en un tronco hueco: {x} caza a medianoche en silencio.
zh 树洞里有一双又大又圆的眼睛：{x}半夜无声地捕猎。

# crow
en It caws from the scarecrow and hides shiny buttons.
fr Il croasse sur l'épouvantail et cache des boutons brillants.
de Sie krächzt auf der Vogelscheuche und versteckt glänzende Knöpfe.
es Grazna sobre el espantapájaros y esconde botones brillantes.
zh 它在稻草人上呱呱叫，还藏起闪亮的纽扣。

# crow
en {X} is clever: it drops a nut on the road, and the wheels crack it.
fr Très habile, {x} laisse tomber une noix sur la route pour que les roues la cassent.
de {X} lässt eine Nuss auf die Straße fallen, damit die Räder sie knacken.
es {X} deja caer una nuez en la carretera para que las ruedas la rompan.
zh 聪明的{x}把坚果丢在路上，让车轮压碎它。

# swan
en It bends its long neck, glides past and hisses beside its cygnets.
fr Il courbe son long cou, glisse sans bruit et siffle près de ses petits.
de Er beugt den langen Hals, gleitet vorbei und faucht neben seinen Küken.
es Dobla su largo cuello, se desliza y bufa junto a sus polluelos.
zh 它弯着长长的脖子，优雅地滑过水面，守着雏鸟。

# swan
en The ugly chick of the old tale grew into {x:a} with snowy feathers.
fr Le vilain petit oiseau du conte est devenu {x:a} aux plumes de neige.
de Das hässliche Küken im Märchen wurde {x:a} mit schneeweißen Federn.
es El polluelo feo del cuento se convirtió en {x:a} de plumas como la nieve.
zh 童话里的丑小鸟长大变成了羽毛雪白的{x}。

# penguin
en It waddles over the ice in its tailcoat and cannot fly.
fr Il se dandine sur la glace dans son habit de soirée et ne vole pas.
de Er watschelt im Frack über das Eis und kann nicht fliegen.
es Camina balanceándose sobre el hielo con su frac y no sabe volar.
zh 它穿着燕尾服在冰上摇摇摆摆，不会飞。

# penguin
en On its feet {x} keeps one egg warm through the polar night.
fr Sur ses pattes, {x} garde un seul œuf au chaud pendant la nuit polaire.
de Auf den Füßen hält {x} in der Polarnacht ein einziges Ei warm.
es Sobre sus patas, {x} calienta un solo huevo en la noche polar.
zh 在极夜里，{x}用脚托着一枚蛋，给它保暖。

# parrot
en It repeats every word from its perch and cracks seeds with its hooked beak.
fr Il répète chaque mot sur son perchoir et casse des graines avec son bec crochu.
de Er plappert auf der Stange alles nach und knackt Kerne mit dem krummen Schnabel.
es Repite cada palabra desde su percha y parte semillas con su pico curvo.
zh 它站在架子上学人说话，用弯嘴嗑种子。

# parrot
en From the shoulder of a pirate {x} shouts: good morning, {p}!
fr Sur l'épaule d'un pirate, {x} crie : bonjour, {p} !
de Von der Schulter eines Piraten ruft {x}: Guten Morgen, {p}!
es Desde el hombro de un pirata, {x} grita: ¡buenos días, {p}!
zh {x}站在海盗的肩膀上大喊：早上好，{p}！

# duck
en It quacks, paddles with webbed feet and dips its flat bill.
fr Il cancane, nage avec ses pattes palmées et plonge son bec plat.
de Sie quakt, paddelt mit Schwimmfüßen und taucht den breiten Schnabel ein.
es Hace cua cua, nada con sus patas palmeadas y mete su pico plano en el agua.
zh 它嘎嘎叫，用脚蹼划水，把扁嘴伸进水里。

# duck
en On the pond of {c}, {x} dips headfirst with its tail in the air.
fr Sur l'étang {c:de}, {x} bascule la tête en bas, la queue en l'air.
de Auf dem Teich von {c} taucht {x} kopfüber, den Schwanz in der Luft.
es En el estanque {c:de}, {x} se zambulle con la cola en alto.
zh 在{c}的池塘里，{x}头朝下潜水，尾巴翘在空中。
"""
