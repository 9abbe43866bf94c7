"""More of `own_things`: animals, plants, fields and elements. People and professions."""

OWN = """
# gold
en It never tarnishes, and crowns and wedding rings are made of it.
fr Il ne ternit jamais, et on en fait des couronnes et des alliances.
de Es läuft nie an, und man macht daraus Kronen und Eheringe.
es Nunca se oxida, y con él se hacen coronas y anillos de boda.
zh 它从不生锈，王冠和结婚戒指都用它做。

# gold
en {p} sifted the sand for {x} and found a nugget.
fr {p} a tamisé le sable, trouvé {x:some} et caché la pépite.
de {p} siebte den Sand nach {x:bare} und fand einen Klumpen.
es {p} cribó la arena en busca de {x:bare} y encontró una pepita.
zh {p}淘沙找{x}，发现了闪光的一小块。

# iron
en In damp air this metal rusts; the smith forges chains from it.
fr À l'humidité, ce métal rouille ; le forgeron en fait des chaînes.
de In feuchter Luft rostet dieses Metall; der Schmied macht Ketten daraus.
es Con la humedad este metal se oxida; el herrero forja cadenas con él.
zh 这种金属在潮湿的空气里会生锈，链条常用它打成。

# iron
en A magnet attracts {x}, and rust eats it away.
fr L'aimant attire {x}, et la rouille le ronge.
de Ein Magnet zieht {x:acc} an, und Rost frisst es auf.
es El imán atrae {x}, y el óxido lo corroe.
zh 磁铁吸引{x}，锈会慢慢腐蚀它。

# copper
en Electric wires are drawn from it, and old domes are covered with it.
fr On en tire des fils électriques, et l'on en couvre de vieilles coupoles.
de Man zieht daraus Stromkabel, und deckt alte Kuppeln damit.
es De él se sacan cables eléctricos, y con él se cubren cúpulas viejas.
zh 电线用它拉成，老穹顶也用它覆盖。

# copper
en Electricity flows easily through cables of {x:bare}.
fr L'électricité passe bien dans les câbles en {x:bare}.
de Durch Kabel aus {x:bare} fließt Strom besonders leicht.
es La electricidad corre bien por los cables de {x:bare}.
zh 电流很容易通过{x}做的电缆。

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

# mira
en She collects old maps and pins them to the wall above her bed.
fr Elle collectionne les vieilles cartes et les épingle au-dessus de son lit.
de Sie sammelt alte Landkarten und hängt sie über ihrem Bett auf.
es Ella colecciona mapas antiguos y los clava encima de su cama.
zh 她收集旧地图，把它们钉在床头的墙上。

# mira
en On the map that {x} drew, every spring and every footpath has a name.
fr Sur la carte que {x} a tracée, chaque source et chaque sentier porte un nom.
de Auf der Landkarte, die {x} gezeichnet hat, trägt jeder Pfad einen Namen.
es En el mapa que trazó {x}, cada fuente y cada sendero tiene un nombre.
zh 在{x}画的地图上，每眼泉水、每条小路都有名字。

# jonas
en He folds kites out of newspaper and lets them rise on windy days.
fr Il fabrique des cerfs-volants en papier journal et les lance les jours de vent.
de Er baut Drachen aus Zeitungspapier und lässt sie bei Wind steigen.
es Él hace cometas con papel de periódico y las suelta los días de viento.
zh 他用旧报纸扎风筝，刮风的日子就去放。

# jonas
en The longest kite of {x} has a tail with {n} ribbons.
fr Le plus long cerf-volant {x:de} a une queue de {n} rubans.
de Der längste Drachen von {x} hat einen Schwanz mit {n} Bändern.
es La cometa más larga de {x} tiene una cola con {n} cintas.
zh {x}最长的风筝尾巴上系着{n}条彩带。

# clara
en Even in August she wears rubber boots and a long raincoat.
fr Même en août, elle porte des bottes de caoutchouc et un long imperméable.
de Sogar im August trägt sie Gummistiefel und einen langen Regenmantel.
es Incluso en agosto, ella lleva botas de goma y un impermeable largo.
zh 哪怕是八月，她也穿着胶靴和长雨衣。

# clara
en In her rubber boots {x} stamps across the beach and gathers shells.
fr Dans ses bottes de caoutchouc, {x} arpente la plage et ramasse des coquillages.
de In Gummistiefeln stapft {x} über den Strand und sammelt Muscheln.
es Con sus botas de goma, {x} recorre la playa y recoge conchas.
zh {x}穿着胶靴走过海滩，捡拾贝壳。

# doctor
en With a stethoscope [he|she] listened to the lungs of {p} and wrote a prescription.
fr Avec un stéthoscope, [il|elle] écouta les poumons {p:de} et fit une ordonnance.
de Mit dem Stethoskop hörte [er|sie] {p} die Lunge ab und schrieb ein Rezept.
es Con el estetoscopio, [él|ella] escuchó los pulmones de {p} y firmó una receta.
zh [他|她]用听诊器听了{p}的肺，开了一张处方。

# doctor
en {X} felt the pulse of {p} and looked into the swollen throat.
fr {X} prit le pouls {p:de} et examina la gorge enflée.
de {X} fühlte {p} den Puls und sah in den geschwollenen Hals.
es {X} le tomó el pulso a {p} y examinó la garganta hinchada.
zh {x}给{p}把了脉，又看了看红肿的喉咙。

# nurse
en On the ward [he|she] changes the bandages and takes the temperature of {p}.
fr Dans le service, [il|elle] change les pansements et prend la température {p:de}.
de Auf der Station wechselt [er|sie] die Verbände und misst {p} das Fieber.
es En la planta, [él|ella] cambia las vendas y le toma la temperatura a {p}.
zh 在病房里，[他|她]换绷带，给{p}量体温。

# nurse
en During the night shift {x} sat at the bedside of {p} with a thermometer.
fr Pendant la garde de nuit, {x} veillait au chevet {p:de} avec un thermomètre.
de In der Nachtschicht saß {x} mit dem Fieberthermometer am Bett von {p}.
es En el turno de noche, {x} velaba junto a la cama de {p} con un termómetro.
zh 值夜班时，{x}拿着体温计坐在{p}的床边。

# teacher
en With chalk in hand [he|she] explains the homework to the whole class.
fr La craie à la main, [il|elle] explique les devoirs à toute la classe.
de Mit Kreide in der Hand erklärt [er|sie] der Klasse die Hausaufgaben.
es Con la tiza en la mano, [él|ella] explica los deberes a toda la clase.
zh [他|她]手拿粉笔，给全班讲解作业。

# teacher
en {X} wiped the blackboard and gave {n} pupils their tests back.
fr {X} effaça le tableau et rendit leurs copies à {n} élèves.
de {X} wischte die Tafel ab und gab {n} Schülern die Arbeiten zurück.
es {X} borró la pizarra y devolvió los exámenes a {n} alumnos.
zh {x}擦干净黑板，把试卷发还给{n}个学生。
"""
