"""What is said of one place alone: the topic stands after #.

The eighty most frequent topics have such sentences; the first of each leaves the name out, and
[he|she] follows the gender of the topic. Slots as in `things`.
"""

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

# forest
en Acorns drop on the moss, and a woodpecker hammers high in the oaks.
fr Des glands tombent sur la mousse, et un pic martèle en haut des chênes.
de Eicheln fallen ins Moos, und ein Specht hämmert hoch oben in den Eichen.
es Las bellotas caen sobre el musgo, y un picamaderos martillea en los robles.
zh 橡子落在青苔上，啄木鸟在高高的橡树上敲打。

# forest
en {p} gathers pine cones {x:in} and marks each trunk with chalk.
fr {p} ramasse des cônes de sapin {x:in} et marque chaque tronc à la craie.
de {p} sammelt {x:in} Tannenzapfen und markiert jeden Stamm mit Kreide.
es {p} recoge piñas {x:in} y marca cada tronco con tiza.
zh {p}{x:in}捡松果，用粉笔在每根树干上做记号。

# sea
en The tide rolls in, the breakers foam, and seaweed dries on the sand.
fr La marée monte, les vagues écument, et les algues sèchent sur le sable.
de Die Flut steigt, die Brandung schäumt, und Tang trocknet im Sand.
es Sube la marea, rompen las olas y las algas se secan en la arena.
zh 潮水涌来，浪花翻滚，海藻在沙滩上晒干。

# sea
en {p} throws a bottle with a message into the waves of {x}.
fr {p} jette une bouteille avec un message dans les vagues {x:de}.
de {p} wirft über die Wellen hinweg eine Flaschenpost in {x:acc}.
es {p} lanza una botella con un mensaje a las olas {x:de}.
zh {p}把一只漂流瓶扔进{x}的波浪里。

# valley
en Between two slopes the church bells echo, and hay dries in the meadows below.
fr Entre deux versants, les cloches résonnent, et le foin sèche dans les prés en bas.
de Zwischen zwei Hängen hallen die Glocken, und unten trocknet das Heu auf den Wiesen.
es Entre dos laderas resuenan las campanas, y abajo el heno se seca en los prados.
zh 钟声在两边的山坡间回响，下面的草地上晒着干草。

# valley
en From both slopes the shepherds call to each other across {x}.
fr D'un versant à l'autre, les bergers s'appellent à travers {x}.
de Von Hang zu Hang rufen sich die Hirten über {x:acc} hinweg zu.
es De ladera a ladera los pastores se llaman a través {x:de}.
zh 牧羊人站在两边的山坡上，隔着{x}互相呼喊。

# desert
en Dunes wander, the sand burns underfoot, and a mirage promises water.
fr Les dunes se déplacent, le sable brûle les pieds, et un mirage promet de l'eau.
de Dünen wandern, der Sand glüht, und eine Fata Morgana verspricht Wasser.
es Las dunas avanzan, la arena quema los pies y un espejismo promete agua.
zh 沙丘慢慢移动，沙子烫脚，海市蜃楼里仿佛有水。

# desert
en A caravan crosses {x} by night, from one oasis to the next.
fr Une caravane traverse {x} de nuit, d'une oasis à l'autre.
de Eine Karawane durchquert {x:acc} bei Nacht, von Oase zu Oase.
es Una caravana cruza {x} de noche, de oasis en oasis.
zh 商队趁夜穿过{x}，从一片绿洲走到另一片绿洲。

# train
en The conductor blows a whistle, the wagons jolt, and rails click below.
fr Le contrôleur siffle, les wagons s'ébranlent, et les rails claquent.
de Der Schaffner pfeift, die Waggons rucken an, und die Schienen klackern.
es El revisor toca el silbato, los vagones arrancan y los raíles traquetean.
zh 列车员吹响哨子，车厢一震，钢轨咔嗒咔嗒地响。

# train
en {X} pulls out of platform {n}, and {p} waves from the last wagon.
fr {X} quitte le quai {n}, et {p} fait signe depuis le dernier wagon.
de {X} verlässt Gleis {n}, und {p} winkt aus dem letzten Waggon.
es {X} sale del andén {n}, y {p} saluda desde el último vagón.
zh {x}驶出{n}号站台，{p}在最后一节车厢里挥手。

# ship
en The captain turns the helm, the anchor chain rattles, and the funnel smokes.
fr Le capitaine tourne la barre, la chaîne de l'ancre cliquette, la cheminée fume.
de Der Kapitän dreht das Ruder, die Ankerkette rasselt, und der Schornstein qualmt.
es El capitán gira el timón, cruje la cadena del ancla y humea la chimenea.
zh 船长转动舵轮，锚链哗哗响，烟囱冒着烟。

# ship
en From the deck of {x} the captain signals to the harbour of {c}.
fr Du pont supérieur {x:de}, le capitaine envoie un signal à {c}.
de Auf {x:dat} steht der Kapitän an Deck und gibt dem Hafen von {c} ein Signal.
es Desde la cubierta {x:de} el capitán hace señales al puerto de {c}.
zh 船长在{x}的甲板上向{c}的港口发信号。

# bicycle
en Pedals turn, the chain squeaks, and a bell rings on the handlebars.
fr Les pédales tournent, la chaîne grince, et une sonnette tinte au guidon.
de Pedale drehen sich, die Kette quietscht, und am Lenker bimmelt eine Klingel.
es Giran los pedales, chirría la cadena y suena el timbre del manillar.
zh 踏板转动，链条吱吱响，车把上的铃铛叮铃铃。

# bicycle
en {p} pumps up the tyres of {x} and pedals uphill to {c}.
fr {p} gonfle les pneus {x:de} et pédale jusqu'à {c}.
de {p} pumpt die Reifen an {x:dat} auf und strampelt bergauf nach {c}.
es {p} infla las ruedas {x:de} y pedalea cuesta arriba hasta {c}.
zh {p}给{x}的轮胎打足气，一路上坡骑到{c}。

# sail_quarter
en Canvas hangs over the alleys there, and needles as long as a hand stitch it.
fr De la toile pend au-dessus des ruelles, cousue avec de longues aiguilles.
de Segeltuch hängt über den Gassen, mit handlangen Nadeln genäht.
es La lona cuelga sobre los callejones, cosida con agujas largas como una mano.
zh 小巷上方挂着帆布，人们用手掌长的针缝它。

# sail_quarter
en {p} ordered a new mainsail and two metres of canvas {x:in}.
fr {p} a commandé une grand-voile et deux mètres de toile {x:in}.
de {p} hat {x:in} ein Großsegel und zwei Meter Segeltuch bestellt.
es {p} encargó una vela mayor y dos metros de lona {x:in}.
zh {p}在{x}订了一面新主帆和两米帆布。

# rope_quarter
en Men walk backwards all day, twisting hemp into cords a hundred metres long.
fr On y marche à reculons toute la journée en tordant le chanvre sur cent mètres.
de Dort geht man den ganzen Tag rückwärts und dreht Hanf zu hundert Meter langen Tauen.
es Allí se camina hacia atrás todo el día, trenzando cáñamo de cien metros.
zh 那里的人整天倒着走，把麻拧成一百米长的缆绳。

# rope_quarter
en The smell of tar and hemp hangs over {x} on hot afternoons.
fr L'odeur du goudron et du chanvre flotte sur {x} les après-midi chauds.
de An heißen Nachmittagen riecht es {x:in} nach Teer und Hanf.
es En las tardes de calor huele a brea y a cáñamo {x:in}.
zh 炎热的下午，{x}里弥漫着柏油和麻的气味。

# terrace_quarter
en It has 612 steps, and each roof is the balcony of the house above.
fr On y monte 612 marches, et chaque toit sert de balcon à la maison du dessus.
de Man zählt 612 Stufen, und jedes Dach ist der Balkon des Hauses darüber.
es Tiene 612 escalones, y cada tejado es el balcón de la casa de arriba.
zh 那里有612级台阶，每家的屋顶都是上一家的阳台。

# terrace_quarter
en {p} carries a parasol up the endless stairs of {x}.
fr {p} monte un parasol par les escaliers sans fin {x:de}.
de {p} trägt einen Sonnenschirm {x:in} die endlosen Treppen hinauf.
es {p} sube una sombrilla por las escaleras sin fin {x:de}.
zh {p}扛着遮阳伞爬上{x}没有尽头的台阶。

# fisher_quarter
en Nets dry between the gables, and grandmothers mend the mesh with wooden needles.
fr Des filets sèchent entre les pignons, et les grands-mères réparent les mailles.
de Netze trocknen zwischen den Giebeln, und Großmütter flicken die Maschen.
es Las redes se secan entre los tejados, y las abuelas remiendan las mallas.
zh 渔网晾在屋檐之间，老奶奶用木针补网眼。

# fisher_quarter
en Before dawn oilskins and lobster pots hang outside every house {x:in}.
fr Avant l'aube, cirés et casiers à homards pendent devant chaque maison {x:in}.
de Vor der Dämmerung hängen {x:in} Ölzeug und Hummerkörbe vor jedem Haus.
es Antes del alba cuelgan impermeables y nasas ante cada casa {x:in}.
zh 天还没亮，{x}每家门前都挂着雨衣和龙虾笼。

# smokehouse_passage
en Beech chips smoulder in tall ovens, and fat eels darken above them.
fr Des copeaux de hêtre couvent dans les fours, et les anguilles brunissent au-dessus.
de Buchenspäne schwelen in hohen Öfen, darüber räuchern fette Aale.
es Virutas de haya arden sin llama en los hornos, y encima se curan las anguilas.
zh 山毛榉木屑在高炉里闷烧，上面熏着一条条鳗鱼。

# smokehouse_passage
en After an hour {x:in}, the coat of {p} smells of smoked eel.
fr Après une heure {x:in}, le manteau {p:de} sent l'anguille fumée.
de Nach einer Stunde {x:in} riecht der Mantel von {p} nach Räucheraal.
es Tras una hora {x:in}, el abrigo {p:de} huele a anguila ahumada.
zh 在{x}待上一小时，{p}的外套就有一股熏鳗鱼味。

# cliff_quarter
en Puffins nest beneath the kitchens, and baskets are hauled up by pulley.
fr Des macareux nichent sous les cuisines, et l'on hisse les paniers à la poulie.
de Papageitaucher nisten unter den Küchen, und Körbe zieht man mit der Winde hoch.
es Los frailecillos anidan bajo las cocinas, y las cestas se izan con poleas.
zh 海鹦在厨房下面筑巢，篮子都用滑轮吊上去。

# cliff_quarter
en {p} gets dizzy {x:in}, where a railing is all that guards the precipice.
fr {p} a le vertige {x:in}, où seule une rambarde borde le précipice.
de {p} wird {x:in} schwindlig, wo nur ein Geländer vor dem Abgrund steht.
es {p} siente vértigo {x:in}, donde solo una baranda bordea el precipicio.
zh {p}在{x}头晕，那里只有一道栏杆挡着绝壁。

# clockmakers_court
en A thousand pendulums swing out of step, and tiny cogs cover the benches.
fr Mille balanciers oscillent en désordre, et de petits rouages couvrent les établis.
de Tausend Pendel schwingen durcheinander, und winzige Zahnräder bedecken die Tische.
es Mil péndulos oscilan sin orden, y diminutos engranajes cubren las mesas.
zh 上千只钟摆各摆各的，小齿轮铺满了工作台。

# clockmakers_court
en {p} had a cuckoo clock and its pendulum repaired {x:in}.
fr {p} a fait réparer un coucou et son balancier {x:in}.
de {p} ließ {x:in} eine Kuckucksuhr und ihr Pendel reparieren.
es {p} llevó a arreglar un reloj de cuco y su péndulo {x:à}.
zh {p}把布谷鸟钟和钟摆送到{x}修理。

# spice_quarter
en Saffron, cumin and cinnamon lie in open sacks, and strangers sneeze.
fr Safran, cumin et cannelle débordent des sacs, et les étrangers éternuent.
de Safran, Kreuzkümmel und Zimt liegen in offenen Säcken, und Fremde niesen.
es Azafrán, comino y canela llenan los sacos abiertos, y los forasteros estornudan.
zh 敞开的袋子里装着藏红花、孜然和肉桂，外地人直打喷嚏。

# spice_quarter
en A pinch of saffron {x:in} costs {p} a week's wages.
fr Une pincée de safran {x:in} coûte {p:à} une semaine de salaire.
de Eine Prise Safran {x:in} kostet {p} einen Wochenlohn.
es Una pizca de azafrán {x:in} le cuesta {p:à} el sueldo de una semana.
zh 在{x}买一小撮藏红花，要花掉{p}一个星期的工钱。

# caravan_yard
en Saddlebags pile up beside the troughs, and drivers sleep against their kneeling camels.
fr Les sacoches s'entassent près des abreuvoirs, et les chameliers dorment contre leurs bêtes.
de Satteltaschen türmen sich an den Tränken, Treiber schlafen an ihren Kamelen.
es Las alforjas se amontonan junto a los abrevaderos, y los camelleros duermen.
zh 鞍袋堆在饮水槽旁，赶骆驼的人靠着骆驼睡觉。

# caravan_yard
en Forty camels from beyond the dunes rested {x:in} last night.
fr Quarante chameaux venus des dunes ont dormi {x:in} cette nuit.
de Vierzig Kamele von jenseits der Dünen rasteten gestern Nacht {x:in}.
es Cuarenta camellos de más allá de las dunas descansaron anoche {x:in}.
zh 昨夜，从沙丘那边来的四十头骆驼在{x}歇脚。
"""
