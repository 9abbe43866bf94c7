"""What is true of one city or landmark alone. Slots as in `things`; # names the only topic."""

OWN = """
# velmora
en Gulls circle over its seven hills, and the great regatta fills the bay in May.
fr Des mouettes tournent sur ses sept collines, et la régate remplit la baie en mai.
de Möwen kreisen über sieben Hügeln, und im Mai füllt die große Regatta die Bucht.
es Las gaviotas vuelan sobre sus siete colinas, y en mayo la regata llena la bahía.
zh 海鸥在七座山丘上盘旋，五月的帆船赛挤满了海湾。

# velmora
en From the hills of {x}, {p} counts the sails of the regatta in the bay.
fr Depuis les collines {x:de}, {p} compte les voiles de la régate dans la baie.
de Von den Hügeln von {x} zählt {p} die Segel der Regatta in der Bucht.
es Desde las colinas de {x}, {p} cuenta las velas de la regata en la bahía.
zh {p}站在{x}的山丘上，数着海湾里参加帆船赛的风帆。

# tarnholm
en Wooden houses stand on stilts there, and in June the sun never sets.
fr Là-bas, les maisons de bois sont sur pilotis, et en juin le soleil ne se couche jamais.
de Dort stehen Holzhäuser auf Pfählen, und im Juni geht die Sonne nie unter.
es Allí las casas de madera se alzan sobre pilotes, y en junio el sol nunca se pone.
zh 那里的木屋建在木桩上，六月里太阳从不落下。

# tarnholm
en Herring barrels line the quay of {x}, where everyone knits thick sweaters.
fr Des tonneaux de harengs bordent le quai {x:de}, où chacun tricote de gros pulls.
de Heringsfässer säumen den Kai von {x}, wo alle dicke Pullover stricken.
es Barriles de arenques bordean el muelle de {x}, donde todos tejen jerséis gruesos.
zh {x}的码头上排满了鲱鱼桶，那里人人都织厚毛衣。

# quillon
en Its mud-brick walls keep out the heat, and the bazaar opens only after midnight.
fr Ses murs de terre crue arrêtent la chaleur, et le bazar n'ouvre qu'après minuit.
de Lehmmauern halten die Hitze ab, und der Basar öffnet erst nach Mitternacht.
es Sus muros de adobe frenan el calor, y el bazar solo abre después de medianoche.
zh 土坯墙挡住了炎热，集市要到半夜以后才开。

# quillon
en Camels kneel at the wells of {x} while astronomers unfold their charts.
fr Des chameaux s'agenouillent aux puits {x:de} pendant qu'on déplie les cartes du ciel.
de Kamele knien an den Brunnen von {x}, während man Sternkarten entfaltet.
es Los camellos se arrodillan junto a los pozos de {x} mientras se abren mapas del cielo.
zh 骆驼跪在{x}的水井旁，人们摊开了星图。

# sandrovia
en Wind turns the mill sails above the wheat fields, and fresh flour dusts every step.
fr Le vent fait tourner les ailes au-dessus des blés, et la farine poudre chaque marche.
de Der Wind dreht die Flügel über dem Weizen, und Mehl bestäubt jede Stufe.
es El viento mueve las aspas sobre el trigo, y la harina cubre cada escalón.
zh 风吹动麦田上的风车，每级台阶都落满了面粉。

# sandrovia
en After the wheat harvest {x} sweeps its streets and dances around the granary.
fr Après la moisson du blé, {x} balaie ses rues et danse autour du grenier.
de Nach der Weizenernte fegt {x} die Straßen und tanzt um den Kornspeicher.
es Tras la cosecha del trigo, {x} barre sus calles y baila alrededor del granero.
zh 小麦收割以后，{x}打扫街道，人们围着粮仓跳舞。

# ostermere
en Rowing boats replace cars there, and thirty footbridges span the canals.
fr Des barques y remplacent les voitures, et trente passerelles enjambent les canaux.
de Ruderboote ersetzen dort die Autos, und dreißig Stege überspannen die Kanäle.
es Allí las barcas sustituyen a los coches, y treinta pasarelas cruzan los canales.
zh 那里用小划艇代替汽车，三十座小桥横跨水道。

# ostermere
en {p} rows to the dairy of {x} past willows and sacks of salt.
fr {p} rame jusqu'à la laiterie {x:de}, le long des saules et des sacs de sel.
de {p} rudert an Weiden und Salzsäcken vorbei zur Molkerei von {x}.
es {p} rema hasta la lechería de {x} entre sauces y sacos de sal.
zh {p}划着小艇，经过柳树和盐袋，来到{x}的奶站。

# palindra
en Moss grows on the roofs, beehives hum, and lime trees shade the archives.
fr La mousse couvre les toits, les ruches bourdonnent, et les tilleuls ombragent les archives.
de Moos wächst auf den Dächern, Bienenstöcke summen, Linden beschatten die Archive.
es El musgo cubre los tejados, zumban las colmenas y los tilos dan sombra a los archivos.
zh 屋顶长满青苔，蜂箱嗡嗡作响，椴树荫遮着档案馆。

# palindra
en Under the lime trees of {x} glassmakers cool their bottles in moss.
fr Sous les tilleuls {x:de}, on refroidit les bouteilles de verre dans la mousse.
de Unter den Linden von {x} kühlt man Glasflaschen im Moos.
es Bajo los tilos de {x} se enfrían botellas de vidrio sobre el musgo.
zh 在{x}的椴树下，人们把玻璃瓶放在青苔上冷却。

# corvane
en Three rings of walls surround it, and a drawbridge is raised every evening.
fr Trois remparts l'entourent, et chaque soir on relève le pont-levis.
de Drei Mauerringe umgeben die Stadt, und jeden Abend geht die Zugbrücke hoch.
es La rodean tres murallas, y cada noche se levanta el puente levadizo.
zh 三道城墙围着它，每晚守卫都会关上厚重的城门。

# corvane
en Night watchmen tell ghost stories on the ramparts of {x}.
fr Des veilleurs racontent des contes de fantômes sur les remparts {x:de}.
de Nachtwächter erzählen auf den Stadtmauern von {x} Gespenstergeschichten.
es Los serenos cuentan cuentos de fantasmas en las murallas de {x}.
zh 守夜人在{x}的城墙上讲鬼故事。

# lysandre
en Gas lamps glow along its boulevards, and every balcony hums a waltz.
fr Des becs de gaz éclairent ses boulevards, et chaque balcon fredonne une valse.
de Gaslaternen glimmen an den Boulevards, und von jedem Balkon klingt ein Walzer.
es Farolas de gas iluminan sus bulevares, y cada balcón tararea un vals.
zh 煤气灯照着林荫大道，每个阳台都飘出圆舞曲。

# lysandre
en In winter {x} holds ninety balls, and velvet gloves are sold out.
fr L'hiver, {x} donne quatre-vingt-dix bals, et les gants de velours manquent.
de Im Winter gibt {x} neunzig Bälle, und Samthandschuhe sind ausverkauft.
es En invierno {x} celebra noventa bailes, y se agotan los guantes de terciopelo.
zh 冬天{x}要办九十场舞会，丝绒手套都卖光了。

# dorvessa
en Its houses are carved into sandstone cliffs, and rope ladders serve as stairs.
fr Ses maisons sont taillées dans le grès, et des échelles de corde servent d'escaliers.
de Die Häuser sind in den Sandstein gehauen, und Strickleitern dienen als Treppen.
es Sus casas están talladas en la arenisca, y escaleras de cuerda hacen de peldaños.
zh 房屋凿在砂岩峭壁里，绳梯就是楼梯。

# dorvessa
en Clay pots dry on the sandstone ledges of {x} under a burning noon.
fr Des pots d'argile sèchent sur les corniches de grès {x:de}, sous un midi brûlant.
de Tontöpfe trocknen mittags auf den Sandsteinsimsen von {x}.
es Vasijas de barro se secan al mediodía en las cornisas de arenisca de {x}.
zh 正午，陶罐晾在{x}的砂岩台上。

# kelbrunn
en Hot springs steam between steep shingle roofs, and cowbells echo from the slopes.
fr Des sources chaudes fument entre les toits pentus, et des clarines résonnent au loin.
de Heiße Quellen dampfen zwischen steilen Schindeldächern, Kuhglocken klingen vom Hang.
es Las aguas termales humean entre tejados empinados, y suenan cencerros en las laderas.
zh 温泉在尖尖的木瓦屋顶间冒着热气，山坡上传来牛铃声。

# kelbrunn
en Skiers meet in the hot springs of {x} and listen to the alphorn.
fr Les skieurs se retrouvent aux sources chaudes {x:de} et écoutent le cor des Alpes.
de Skifahrer treffen sich in den heißen Quellen von {x} und lauschen dem Alphorn.
es Los esquiadores se reúnen en las termas de {x} y escuchan la trompa alpina.
zh 滑雪的人聚在{x}的温泉里，听着长号角声。

# karmira_bridge
en On the opening day in {year}, two hundred thousand people walked from shore to shore.
fr Le jour de l'ouverture, en {year}, deux cent mille personnes passèrent d'une rive à l'autre.
de Bei der Eröffnung im Jahr {year} gingen zweihunderttausend Menschen von Ufer zu Ufer.
es El día de la inauguración, en {year}, doscientas mil personas pasaron de orilla a orilla.
zh {year}年通车那天，二十万人从这岸走到了那岸。

# karmira_bridge
en At the toll booth every driver drops a coin before rolling onto {x}.
fr Au péage, chaque conducteur jette une pièce avant de s'engager sur {x}.
de An der Mautstelle wirft jeder Fahrer eine Münze ein, bevor er auf {x:acc} rollt.
es En el peaje cada conductor echa una moneda antes de entrar en {x}.
zh 每个司机在收费亭投一枚硬币，然后开上{x}。

# karmira_bridge
en In a gale its steel cables hum like a giant harp, and the roadway sways.
fr Par grand vent, ses câbles d'acier vibrent comme une harpe, et la chaussée oscille.
de Bei Sturmböen summen die Stahlseile wie eine Harfe, und die Fahrbahn schwankt.
es Con el vendaval, sus cables de acero suenan como un arpa, y la calzada se mece.
zh 大风中，钢索像竖琴一样嗡嗡响，桥面轻轻摇晃。

# karmira_bridge
en At dusk a thousand lamps trace the curve of {x} above the strait.
fr Au crépuscule, mille lampes dessinent la courbe {x:de} au-dessus du détroit.
de In der Dämmerung zeichnen tausend Lampen auf {x:dat} einen Bogen über die Meerenge.
es Al anochecer, mil lámparas trazan la curva {x:de} sobre el estrecho.
zh 黄昏时，上千盏灯勾出{x}横跨海峡的曲线。

# karmira_bridge
en Horns moan below the roadway whenever clouds swallow both pylons.
fr Des cornes mugissent sous le tablier quand les nuages avalent les pylônes.
de Hörner dröhnen unter der Fahrbahn, wenn Wolken beide Pylone verschlucken.
es Las sirenas gimen bajo el tablero cuando las nubes se tragan los dos pilones.
zh 云雾吞没两座桥塔时，桥面下的雾号低声长鸣。

# karmira_bridge
en Men in harness hang from the cables of {x} with buckets of {colour} paint.
fr Des hommes encordés pendent aux câbles {x:de} avec des seaux de peinture {colour:bare}.
de Männer am Gurt hängen an den Seilen unter {x:dat}, mit Farbeimern in {colour:bare}.
es Hombres con arneses cuelgan de los cables {x:de} con cubos de pintura de color {colour:bare}.
zh 油漆工吊在{x}的钢索上，提着{colour}的油漆桶。

# lantern_harbour
en Paper lamps swing from every mast there, one for each sailor who came home.
fr Des lampions de papier pendent à chaque mât, un pour chaque marin rentré.
de Papierlampions schaukeln an jedem Mast, einer für jeden heimgekehrten Matrosen.
es Farolillos de papel cuelgan de cada mástil, uno por cada marinero que volvió.
zh 每根桅杆上都挂着纸灯，一盏灯代表一个归来的水手。

# lantern_harbour
en At {hour} o'clock the cranes of {x} unload crates for {p}.
fr À {hour} heures, les grues {x:de} déchargent des caisses pour {p}.
de Um {hour} Uhr löschen die Kräne {x:in} Kisten für {p}.
es A las {hour} las grúas {x:de} descargan cajas para {p}.
zh {hour}点，{x}的吊车为{p}卸下货箱。

# iron_lighthouse
en Its beam sweeps the cliffs all night, and the keeper climbs 214 steps.
fr Son faisceau balaie les falaises toute la nuit, et le gardien gravit 214 marches.
de Der Lichtstrahl streift nachts die Klippen, und der Wärter steigt 214 Stufen hinauf.
es Su haz de luz barre los acantilados de noche, y el farero sube 214 escalones.
zh 它的光束整夜扫过悬崖，守灯人要爬214级台阶。

# iron_lighthouse
en The keeper of {x} polishes the lens and winds up the rotating lamp.
fr Le gardien {x:de} polit la lentille et remonte la lampe tournante.
de Der Wärter {x:in} putzt die Linse und zieht die drehende Lampe auf.
es El guardián {x:de} limpia la lente y da cuerda a la lámpara giratoria.
zh {x}的守灯人擦亮透镜，给旋转灯上发条。

# star_observatory
en The dome slides open, and a huge telescope follows comets until dawn.
fr La coupole s'ouvre, et un immense télescope suit les comètes jusqu'à l'aube.
de Die Kuppel öffnet sich, und ein riesiges Teleskop folgt Kometen bis zum Morgen.
es La cúpula se abre, y un telescopio enorme sigue a los cometas hasta el alba.
zh 圆顶缓缓打开，巨大的望远镜追着彗星直到天亮。

# star_observatory
en Through the telescope of {x}, {p} discovered a small planet.
fr Avec le télescope {x:de}, {p} a découvert une petite planète.
de Mit dem Teleskop {x:in} entdeckte {p} einen kleinen Planeten.
es Con el telescopio {x:de}, {p} descubrió un planeta pequeño.
zh {p}用{x}的望远镜发现了一颗小小的行星。

# clock_gate
en Twelve mechanical knights ride out above the arch at noon and strike the bell.
fr À midi, douze chevaliers mécaniques sortent au-dessus de l'arche et frappent la cloche.
de Mittags reiten zwölf mechanische Ritter über dem Torbogen und schlagen die Glocke.
es A mediodía, doce caballeros mecánicos salen sobre el arco y golpean la campana.
zh 正午，拱门上十二个机械骑士出来敲钟。

# clock_gate
en {p} sets a pocket watch by the golden hands of {x}.
fr {p} règle sa montre de poche sur les aiguilles {x:de}.
de {p} stellt die Taschenuhr nach den Zeigern über {x:dat}.
es {p} pone en hora su reloj de bolsillo con las agujas {x:de}.
zh {p}照着{x}的指针校准怀表。

# copper_tower
en A spiral ramp winds up to its tarnished spire, which attracts every thunderbolt.
fr Une rampe en spirale monte à sa flèche ternie, qui attire la foudre.
de Eine Wendelrampe führt zur angelaufenen Spitze, die jeden Blitz anzieht.
es Una rampa en espiral sube a su aguja oxidada, que atrae los rayos.
zh 螺旋坡道通到发暗的塔尖，那里常常引来雷电。

# copper_tower
en Visitors climb the spiral ramp of {x} and drop paper gliders from the spire.
fr On monte la rampe en spirale {x:de} et on lance des planeurs de papier.
de Besucher steigen {x:in} die Wendelrampe hinauf und werfen Papierflieger.
es Los visitantes suben la rampa en espiral {x:de} y lanzan avioncitos de papel.
zh 游客沿着{x}的螺旋坡道往上走，从塔尖放飞纸滑翔机。

# salt_museum
en Its guide lets you lick a crystal block and shows the miners' wooden sledges.
fr Le guide fait goûter un bloc cristallin et montre les traîneaux des mineurs.
de Der Führer lässt an einem Kristallblock lecken und zeigt die Schlitten der Bergleute.
es El guía deja probar un bloque cristalino y enseña los trineos de los mineros.
zh 讲解员让人舔一舔结晶块，再看矿工的木橇。

# salt_museum
en In the cellar of {x} stands a chapel cut from crystal by miners.
fr Au sous-sol {x:de}, des mineurs ont taillé une chapelle de cristal.
de Im Keller unter {x:dat} steht eine Kapelle, von Bergleuten aus Kristall gehauen.
es En el sótano {x:de} hay una capilla de cristal tallada por mineros.
zh {x}的地下室里有一座矿工用结晶凿成的小教堂。

# glass_garden
en Transparent tulips tinkle in the breeze, and nobody may throw a ball.
fr Des tulipes transparentes tintent dans la brise, et nul ne peut y lancer de balle.
de Durchsichtige Tulpen klirren im Wind, und niemand darf dort Ball spielen.
es Tulipanes transparentes tintinean con la brisa, y nadie puede jugar a la pelota.
zh 透明的郁金香在微风里叮当作响，谁也不许玩球。

# glass_garden
en {p} dusts the fragile tulips of {x} with a feather.
fr {p} époussette les tulipes fragiles {x:de} avec une plume.
de {p} staubt {x:in} die zerbrechlichen Tulpen mit einer Feder ab.
es {p} limpia con una pluma los tulipanes frágiles {x:de}.
zh {p}用羽毛给{x}里易碎的郁金香掸灰。

# raven_castle
en Dark wings nest in the dungeon, and a knight's armour rattles at midnight.
fr Des ailes sombres nichent au donjon, et une armure cliquette à minuit.
de Dunkle Flügel nisten im Verlies, und um Mitternacht rasselt eine Rüstung.
es Alas oscuras anidan en la mazmorra, y una armadura rechina a medianoche.
zh 黑翅膀的鸟在地牢里筑巢，半夜盔甲咔咔作响。

# raven_castle
en The last knight of {x} hid a crown behind the throne.
fr Le dernier chevalier {x:de} a caché une couronne derrière le trône.
de Der letzte Ritter auf {x:dat} versteckte eine Krone hinter dem Thron.
es El último caballero {x:de} escondió una corona detrás del trono.
zh {x}的最后一位骑士把王冠藏在宝座后面。

# moon_opera
en The chandelier dims, the curtain rises, and the soprano begins her aria.
fr Le lustre s'éteint, le rideau se lève, et la soprano commence son aria.
de Der Kronleuchter verlischt, der Vorhang hebt sich, die Sopranistin beginnt ihre Arie.
es La araña se apaga, sube el telón y la soprano empieza su aria.
zh 吊灯暗下来，大幕拉开，女高音唱起了咏叹调。

# moon_opera
en {p} rents a velvet box at {x} to hear the soprano.
fr {p} loue une loge de velours {x:à} pour entendre la soprano.
de {p} mietet {x:in} eine Samtloge, um die Sopranistin zu hören.
es {p} alquila un palco de terciopelo {x:in} para oír a la soprano.
zh {p}在{x}租了一个丝绒包厢，听女高音唱歌。

# anchor_market
en Stalls stand beneath a rusty four-ton hook, and a handshake seals every deal.
fr Les étals se serrent sous un crochet de quatre tonnes, et l'on conclut d'une poignée de main.
de Die Stände drängen sich unter einem rostigen Riesenhaken, und der Handschlag gilt.
es Los puestos se apiñan bajo un gancho oxidado, y un apretón de manos cierra el trato.
zh 摊位挤在四吨重的大钩子下，买卖握手成交。

# anchor_market
en At {hour} o'clock the auctioneer of {x} shouts prices for crab and oysters.
fr À {hour} heures, le crieur {x:de} annonce le prix des crabes et des huîtres.
de Um {hour} Uhr ruft der Auktionator auf {x:dat} Preise für Krabben und Austern aus.
es A las {hour} el subastador {x:de} grita el precio de los cangrejos y las ostras.
zh {hour}点，{x}的拍卖员高声报出螃蟹和牡蛎的价钱。

# pearl_theatre
en The actors wear shells in their hair, and the prompter sits inside an oyster.
fr Les acteurs portent des coquillages, et le souffleur est assis dans une huître.
de Die Schauspieler tragen Muscheln im Haar, und der Souffleur sitzt in einer Auster.
es Los actores llevan conchas en el pelo, y el apuntador se sienta dentro de una ostra.
zh 演员头上戴着贝壳，提词员坐在牡蛎形的小箱里。

# pearl_theatre
en {p} forgot the lines of the second act {x:in}, and the audience laughed.
fr {p} a oublié son texte au deuxième acte {x:in}, et le public a ri.
de {p} vergaß {x:in} den Text des zweiten Aktes, und das Publikum lachte.
es {p} olvidó el texto del segundo acto {x:in}, y el público se rio.
zh {p}{x:in}忘了第二幕的台词，观众都笑了。

# sun_stadium
en Sixty thousand fans roar when the goalkeeper saves a penalty.
fr Soixante mille supporters rugissent quand le gardien arrête un penalty.
de Sechzigtausend Fans brüllen, wenn der Torwart einen Elfmeter hält.
es Sesenta mil aficionados rugen cuando el portero para un penalti.
zh 守门员扑出点球时，六万名球迷齐声欢呼。

# sun_stadium
en {p} ran the last lap {x:in} and broke the record by two seconds.
fr {p} a couru le dernier tour {x:in} et battu le record de deux secondes.
de {p} lief die letzte Runde {x:in} und verbesserte den Rekord um zwei Sekunden.
es {p} corrió la última vuelta {x:in} y batió el récord por dos segundos.
zh {p}{x:in}跑完最后一圈，把纪录缩短了两秒。

# whisper_library
en Talking is forbidden: readers pass notes, and felt slippers cover every shoe.
fr Il est interdit de parler : les lecteurs se passent des billets, en chaussons de feutre.
de Sprechen ist verboten: Leser reichen Zettel weiter und tragen Filzpantoffeln.
es Está prohibido hablar: los lectores se pasan notas y llevan zapatillas de fieltro.
zh 那里禁止说话：读者互相递纸条，人人穿着毡拖鞋。

# whisper_library
en On a ladder {x:in}, {p} found a manuscript chained to the shelf.
fr Sur une échelle {x:in}, {p} a trouvé un manuscrit enchaîné à l'étagère.
de Auf einer Leiter {x:in} fand {p} eine Handschrift, die ans Regal gekettet war.
es Subiendo una escalera {x:in}, {p} encontró un manuscrito encadenado al estante.
zh {p}{x:in}爬上梯子，找到一本用链子锁住的手稿。

# mirror_palace
en Endless reflections confuse every guest, and the emperor dined with his own image.
fr Des reflets infinis égarent les invités, et l'empereur dînait avec son image.
de Endlose Spiegelungen verwirren jeden Gast, und der Kaiser speiste mit seinem Ebenbild.
es Reflejos infinitos confunden a los invitados, y el emperador cenaba con su imagen.
zh 无尽的倒影让客人迷路，皇帝曾和自己的影子一起吃饭。

# mirror_palace
en {p} saw a hundred reflections of {q} in the great hall of {x}.
fr {p} a vu cent reflets {q:de} dans la grande salle {x:de}.
de {p} sah {x:in} an allen Wänden hundert Spiegelbilder von {q}.
es {p} vio cien reflejos {q:de} en el gran salón {x:de}.
zh {p}在{x}的大厅里看到了{q}的一百个倒影。

# amber_fountain
en Warm water leaps from a stone dragon's mouth, and wishes cost one coin.
fr De l'eau tiède jaillit de la gueule d'un dragon, et un vœu coûte une pièce.
de Warmes Wasser schießt aus dem Maul eines Drachen, und ein Wunsch kostet eine Münze.
es Agua tibia brota de la boca de un dragón, y un deseo cuesta una moneda.
zh 温水从石龙口中喷出，许一个愿要一枚硬币。

# amber_fountain
en {p} tossed a coin over the shoulder into {x} and made a wish.
fr {p} a jeté une pièce par-dessus l'épaule dans {x} et a fait un vœu.
de {p} warf eine Münze über die Schulter in {x:acc} und wünschte sich etwas.
es {p} tiró una moneda por encima del hombro {x:à} y pidió un deseo.
zh {p}背对着{x}往水里抛了一枚硬币，许了个愿。
"""
