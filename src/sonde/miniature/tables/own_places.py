"""What is said of one place alone: the topic stands after #.

The forty most frequent topics have such sentences; the first of each leaves the name out, and
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
"""
