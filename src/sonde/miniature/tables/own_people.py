"""What is said of one person or one profession alone: the topic stands after #.

The first block of each leaves the name out; [he|she] follows the gender of the topic. Slots as in
`things`.
"""

OWN_PEOPLE = """
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

# emil
en There is always flour in his beard, and he snores through every film.
fr Il a toujours de la farine dans la barbe et ronfle à chaque film.
de In seinem Bart hängt immer Mehl, und er schnarcht bei jedem Film.
es Siempre tiene harina en la barba y ronca en todas las películas.
zh 他的胡子上总沾着面粉，看什么电影都打呼噜。

# emil
en The beard of {x} is so long that {p} once tripped over it.
fr La barbe {x:de} est si longue que {p} a trébuché dessus.
de Der Bart von {x} ist so lang, dass {p} einmal darüber stolperte.
es La barba de {x} es tan larga que {p} tropezó con ella una vez.
zh {x}的胡子太长，有一次绊倒了{p}。

# noor
en She never leaves without the compass that her grandfather gave her.
fr Elle ne part jamais sans la boussole que lui a donnée son grand-père.
de Ohne den Kompass ihres Großvaters geht sie niemals fort.
es Ella nunca sale sin la brújula que le regaló su abuelo.
zh 祖父送的指南针她从不离身。

# noor
en When the path is lost, {x} looks at the compass and points north.
fr Quand le chemin se perd, {x} regarde la boussole et montre le nord.
de Wenn der Weg sich verliert, sieht {x} auf den Kompass und zeigt nach Norden.
es Cuando se pierde el camino, {x} consulta la brújula y señala el norte.
zh 迷路的时候，{x}看看指南针，指出北方。

# tomas
en He plays chess against himself, and gets angry when he loses.
fr Il joue aux échecs contre lui-même et se fâche quand il perd.
de Er spielt Schach gegen sich selbst und ärgert sich, wenn er verliert.
es Él juega al ajedrez contra sí mismo y se enfada cuando pierde.
zh 他自己跟自己下棋，输了还会生气。

# tomas
en In {n} games of chess {p} has not beaten {x} once.
fr En {n} parties d'échecs, {p} n'a pas battu {x} une seule fois.
de In {n} Partien Schach hat {p} gegen {x} kein einziges Mal gewonnen.
es En {n} partidas de ajedrez, {p} no le ha ganado a {x} ni una vez.
zh 下了{n}盘棋，{p}一次也没有赢过{x}。

# iris
en She wears round glasses and paints nothing but old doors.
fr Elle porte des lunettes rondes et ne peint que de vieilles portes.
de Sie trägt eine runde Brille und malt nichts als alte Türen.
es Ella lleva gafas redondas y no pinta más que puertas viejas.
zh 她戴着圆眼镜，只画旧门。

# iris
en Without the round glasses {x} cannot tell a door from a window.
fr Sans ses lunettes rondes, {x} confond les portes et les fenêtres.
de Ohne die runde Brille hält {x} jede Tür für ein Fenster.
es Sin sus gafas redondas, {x} confunde las puertas con las ventanas.
zh 没有圆眼镜，{x}连门和窗都分不清。

# viktor
en He leans on a walking stick and winds up nine pocket watches each night.
fr Il marche avec une canne et remonte chaque soir neuf montres de poche.
de Er geht am Stock und zieht jeden Abend neun Taschenuhren auf.
es Él camina con bastón y cada noche da cuerda a nueve relojes de bolsillo.
zh 他拄着拐杖，每晚给九块怀表上弦。

# viktor
en {x} knocked on the floor with the walking stick until all were silent.
fr {x} frappa le sol de sa canne jusqu'à ce que tous se taisent.
de {x} klopfte mit dem Stock auf den Boden, bis alle schwiegen.
es {x} golpeó el suelo con el bastón hasta que todos callaron.
zh {x}用拐杖敲着地板，直到大家都安静下来。

# lena
en She rides a unicycle to the office and juggles with five balls.
fr Elle va au bureau en monocycle et jongle avec cinq balles.
de Sie fährt mit dem Einrad ins Büro und jongliert mit fünf Bällen.
es Ella va a la oficina en monociclo y hace malabares con cinco pelotas.
zh 她骑独轮车上班，还会同时抛接五个球。

# lena
en At the circus of {c}, {x} juggled with {n} plates and dropped none.
fr Au cirque {c:de}, {x} a jonglé avec {n} assiettes sans en casser une.
de Im Zirkus von {c} jonglierte {x} mit {n} Tellern und ließ keinen fallen.
es En el circo de {c}, {x} hizo malabares con {n} platos sin romper ninguno.
zh 在{c}的马戏团，{x}抛接{n}个盘子，一个也没掉。

# pablo
en He wears a straw hat and talks to his scarecrow as to a brother.
fr Il porte un chapeau de paille et parle à son épouvantail comme à un frère.
de Er trägt einen Strohhut und redet mit seiner Vogelscheuche wie mit einem Bruder.
es Él lleva sombrero de paja y habla con su espantapájaros como con un hermano.
zh 他戴着草帽，跟稻草人说话就像跟兄弟说话一样。

# pablo
en {x} gave the scarecrow a straw hat, and {p} greeted it by mistake.
fr {x} a mis un chapeau de paille à l'épouvantail, et {p} l'a salué par erreur.
de {x} setzte der Vogelscheuche einen Strohhut auf, und {p} grüßte sie aus Versehen.
es {x} le puso un sombrero de paja al espantapájaros, y {p} lo saludó por error.
zh {x}给稻草人戴上草帽，{p}还以为是人，打了招呼。

# yuki
en She looks through a telescope from the roof and folds paper stars.
fr Depuis le toit, elle regarde au télescope et plie des étoiles en papier.
de Sie schaut auf dem Dach durch ein Fernrohr und faltet Sterne aus Papier.
es Ella observa con un telescopio desde el tejado y dobla estrellas de papel.
zh 她在屋顶上用望远镜看天，还折纸星星。

# yuki
en {x} counted {n} shooting stars through the telescope before dawn.
fr {x} a compté {n} étoiles filantes au télescope avant l'aube.
de {x} zählte bis zum Morgen {n} Sternschnuppen im Fernrohr.
es {x} contó {n} estrellas fugaces con el telescopio antes del alba.
zh 天亮以前，{x}用望远镜数到了{n}颗流星。

# oskar
en His voice is as deep as a well, and an anchor is tattooed on his arm.
fr Sa voix est profonde comme un puits, et il a une ancre tatouée sur le bras.
de Seine Stimme ist tief wie ein Brunnen, und auf dem Arm hat er einen Anker.
es Su voz es honda como un pozo, y lleva un ancla tatuada en el brazo.
zh 他的嗓音低沉得像口井，胳膊上纹着一个锚。

# oskar
en When {x} hums with that deep voice, the glasses of {p} tremble.
fr Quand {x} fredonne de sa voix grave, les verres {p:de} tremblent.
de Wenn {x} mit tiefer Stimme brummt, zittern die Gläser von {p}.
es Cuando {x} tararea con su voz grave, tiemblan los vasos de {p}.
zh {x}用低沉的嗓音一哼，{p}的杯子都会发抖。

# greta
en She keeps {n} albums of stamps and smells every envelope first.
fr Elle garde {n} albums de timbres et flaire d'abord chaque enveloppe.
de Sie besitzt {n} Alben voller Briefmarken und riecht an jedem Umschlag.
es Ella guarda {n} álbumes de sellos y huele primero cada sobre.
zh 她有{n}本集邮册，每个信封都要先闻一闻。

# greta
en {x} swapped a rare stamp with {p} and regretted it at once.
fr {x} a échangé un timbre rare avec {p} et l'a tout de suite regretté.
de {x} tauschte mit {p} eine seltene Briefmarke und bereute es sofort.
es {x} cambió un sello raro con {p} y se arrepintió enseguida.
zh {x}和{p}换了一枚珍贵的邮票，马上就后悔了。

# bruno
en He races on a loud motorbike, in a leather jacket full of patches.
fr Il fonce sur une moto bruyante, en veste de cuir pleine d'écussons.
de Er rast auf einem lauten Motorrad, in einer Lederjacke voller Flicken.
es Él corre en una moto ruidosa, con una chaqueta de cuero llena de parches.
zh 他穿着满是补丁的皮夹克，骑着轰响的摩托车飞驰。

# bruno
en The motorbike of {x} woke up all {c} at {hour} o'clock.
fr La moto {x:de} a réveillé tout {c} à {hour} heures.
de Das Motorrad von {x} weckte um {hour} Uhr ganz {c} auf.
es La moto de {x} despertó a todo {c} a las {hour}.
zh {hour}点钟，{x}的摩托车把整个{c}都吵醒了。

# selma
en Her fingers are stained with ink, and her poems stand on old tickets.
fr Ses doigts sont tachés d'encre, et elle note ses vers sur de vieux billets.
de Ihre Finger sind voller Tinte, und ihre Verse stehen auf alten Fahrkarten.
es Tiene los dedos manchados de tinta y anota versos en billetes viejos.
zh 她的手指沾满墨水，诗句写在旧车票上。

# selma
en {x} spilled the ink and wrote on with a pencil until midnight.
fr {x} renversa l'encre et continua au crayon jusqu'à minuit.
de {x} verschüttete die Tinte und schrieb mit Bleistift bis Mitternacht weiter.
es {x} derramó la tinta y siguió a lápiz hasta la medianoche.
zh {x}打翻了墨水，又用铅笔写到半夜。

# felix
en He carves puppets with long noses and gives each one a secret name.
fr Il sculpte des marionnettes au long nez et donne à chacune un nom secret.
de Er schnitzt Puppen mit langen Nasen und gibt jeder einen heimlichen Namen.
es Él talla títeres de nariz larga y da a cada uno un nombre secreto.
zh 他雕刻长鼻子木偶，给每个都取一个秘密的名字。

# felix
en Behind a curtain {x} pulls the strings of {n} puppets.
fr Derrière un rideau, {x} tire les fils de {n} marionnettes.
de Hinter einem Vorhang zieht {x} die Fäden von {n} Puppen.
es Detrás de un telón, {x} mueve los hilos de {n} títeres.
zh {x}在幕后牵动{n}个木偶的线。

# nadia
en She glides over the ice on skates and has a box full of medals.
fr Elle glisse sur la glace en patins et possède une boîte pleine de médailles.
de Sie gleitet auf Schlittschuhen übers Eis und hat eine Kiste voller Medaillen.
es Ella se desliza sobre el hielo con patines y tiene una caja llena de medallas.
zh 她穿着冰鞋在冰上滑行，攒了满满一盒奖牌。

# nadia
en On the ice {x} turned {n} times on one skate.
fr Sur la glace, {x} a tourné {n} fois sur un seul patin.
de Auf dem Eis drehte sich {x} {n} Mal auf einem Schlittschuh.
es Sobre el hielo, {x} giró {n} veces sobre un solo patín.
zh {x}在冰上用一只冰鞋转了{n}圈。

# rafael
en On his balcony he waters {n} cacti and forgives them every sting.
fr Sur son balcon, il arrose {n} cactus et leur pardonne chaque piqûre.
de Auf seinem Balkon gießt er {n} Kakteen und verzeiht ihnen jeden Stich.
es En su balcón riega {n} cactus y les perdona cada pinchazo.
zh 他在阳台上给{n}盆仙人掌浇水，被扎了也不生气。

# rafael
en {x} gave {p} a cactus that blooms only one night a year.
fr {x} a offert à {p} un cactus qui ne fleurit qu'une nuit par an.
de {x} schenkte {p} einen Kaktus, der nur eine Nacht im Jahr blüht.
es {x} le regaló a {p} un cactus que florece una sola noche al año.
zh {x}送给{p}一盆每年只开一夜花的仙人掌。
"""

OWN_PROFESSIONS = """
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

# engineer
en Over the blueprint [he|she] calculates how much weight the beam can carry.
fr Sur le plan, [il|elle] calcule la charge que la poutre peut porter.
de Über dem Bauplan berechnet [er|sie], welche Last der Träger aushält.
es Sobre el plano, [él|ella] calcula cuánta carga soporta la viga.
zh [他|她]对着图纸计算这根梁能承受多大的重量。

# engineer
en {X} tested the new turbine and corrected the blueprint {n} times.
fr {X} testa la nouvelle turbine et corrigea le plan {n} fois.
de {X} prüfte die neue Turbine und verbesserte den Bauplan {n} Mal.
es {X} probó la turbina nueva y corrigió el plano {n} veces.
zh {x}测试了新涡轮机，把图纸改了{n}次。

# baker
en Before dawn [he|she] kneads the dough and slides the loaves into the oven.
fr Avant l'aube, [il|elle] pétrit la pâte et enfourne les miches.
de Vor Tagesanbruch knetet [er|sie] den Teig und schiebt die Laibe in den Ofen.
es Antes del alba, [él|ella] trabaja la masa y mete las hogazas en el horno.
zh 天没亮，[他|她]就揉好面团，送进烤炉。

# baker
en {X} dusted the dough with flour and sold {p} a warm roll.
fr {X} saupoudra la pâte de farine et vendit à {p} une brioche chaude.
de {X} bestäubte den Teig mit Mehl und verkaufte {p} ein warmes Brötchen.
es {X} espolvoreó la masa con harina y le vendió a {p} un bollo caliente.
zh {x}给面团撒上面粉，卖给{p}一个热乎乎的小圆面饼。

# pilot
en From the cockpit [he|she] asks the tower for permission to land.
fr Du cockpit, [il|elle] demande à la tour l'autorisation d'atterrir.
de Aus dem Cockpit bittet [er|sie] den Tower um Erlaubnis zur Landung.
es Desde la cabina de mando, [él|ella] pide permiso a la torre para aterrizar.
zh [他|她]在驾驶舱里向塔台请求降落。

# pilot
en {X} lifted off from the runway of {c} and steered above the clouds.
fr {X} décolla de la piste {c:de} et monta au-dessus des nuages.
de {X} hob von der Startbahn in {c} ab und stieg über die Wolken.
es {X} despegó de la pista de {c} y subió por encima de las nubes.
zh {x}从{c}的跑道起飞，升到云层之上。

# painter
en At the easel [he|she] mixes colours on a palette and wipes the brushes.
fr Devant le chevalet, [il|elle] mélange les couleurs sur la palette.
de An der Staffelei mischt [er|sie] Farben auf der Palette und reinigt die Pinsel.
es Ante el caballete, [él|ella] mezcla colores en la paleta y limpia los pinceles.
zh [他|她]站在画架前，在调色板上调颜色，擦洗画笔。

# painter
en {X} dipped the brush and finished the portrait of {p} on the canvas.
fr {X} trempa le pinceau et acheva le portrait {p:de} sur la toile.
de {X} tauchte den Pinsel ein und vollendete das Porträt von {p}.
es {X} mojó el pincel y terminó el retrato de {p} sobre el lienzo.
zh {x}蘸了蘸画笔，在画布上完成了{p}的肖像。

# judge
en In a long robe [he|she] hears the witnesses and pronounces the sentence.
fr En longue robe, [il|elle] entend les témoins et prononce le verdict.
de In langer Robe hört [er|sie] die Zeugen an und verkündet das Urteil.
es Con toga larga, [él|ella] escucha a los testigos y dicta la sentencia.
zh [他|她]身穿法袍，听取证人发言，宣布判决。

# judge
en In the courtroom of {c}, {x} read out the verdict and freed {p}.
fr Au tribunal {c:de}, {x} lut le verdict et libéra {p}.
de Im Gericht von {c} las {x} das Urteil vor und sprach {p} frei.
es En el tribunal de {c}, {x} leyó la sentencia y absolvió {p:acc}.
zh 在{c}的法庭上，{x}宣读判决，{p}无罪释放。

# farmer
en On the tractor [he|she] ploughs the field and later brings in the hay.
fr Sur son tracteur, [il|elle] laboure le champ et rentre ensuite le foin.
de Auf dem Traktor pflügt [er|sie] das Feld und holt danach das Heu ein.
es En el tractor, [él|ella] ara el campo y después recoge el heno.
zh [他|她]开着拖拉机耕地，然后收干草。

# farmer
en {X} milked the cows in the stable and harvested {n} sacks of wheat.
fr {X} a trait les vaches à l'étable et récolté {n} sacs de blé.
de {X} molk im Stall die Kühe und erntete {n} Säcke Weizen.
es {X} ordeñó las vacas en el establo y cosechó {n} sacos de trigo.
zh {x}在牛棚里挤了奶，收了{n}袋小麦。

# singer
en Into the microphone [he|she] breathes a ballad, and the choir joins in.
fr Au micro, [il|elle] murmure une ballade, et le chœur reprend le refrain.
de Ins Mikrofon haucht [er|sie] eine Ballade, und der Chor setzt ein.
es Ante el micrófono, [él|ella] entona una balada y el coro la repite.
zh [他|她]对着麦克风唱起抒情歌，合唱队跟着和声。

# singer
en {X} warmed up the voice, took the microphone and sang the refrain.
fr {X} échauffa sa voix, prit le micro et entonna le refrain.
de {X} sang sich ein, nahm das Mikrofon und stimmte den Refrain an.
es {X} calentó la voz, tomó el micrófono y cantó el estribillo.
zh {x}开了开嗓，拿起麦克风唱了副歌。

# librarian
en [He|She] stamps the return date and puts the novels back on the shelves.
fr [Il|Elle] tamponne la date de retour et range les romans sur les rayons.
de [Er|Sie] stempelt das Rückgabedatum und ordnet die Romane in die Regale.
es [Él|Ella] sella la fecha de devolución y coloca las novelas en los estantes.
zh [他|她]盖上还书日期的章，把小说放回书架。

# librarian
en {X} reminded {p} that {n} borrowed books were overdue.
fr {X} rappela à {p} que {n} livres empruntés étaient en retard.
de {X} erinnerte {p} daran, dass {n} ausgeliehene Bücher überfällig waren.
es {X} le recordó a {p} que {n} libros prestados estaban vencidos.
zh {x}提醒{p}，有{n}本借出的书过期了。

# mechanic
en With oily hands [he|she] changes the tyre and checks the brakes.
fr Les mains pleines de cambouis, [il|elle] change le pneu et vérifie les freins.
de Mit öligen Händen wechselt [er|sie] den Reifen und prüft die Bremsen.
es Con las manos llenas de grasa, [él|ella] cambia la rueda y revisa los frenos.
zh [他|她]满手油污，换轮胎，检查刹车。

# mechanic
en In the garage {x} opened the bonnet and tightened a screw in the engine.
fr Au garage, {x} ouvrit le capot et serra une vis du moteur.
de In der Werkstatt öffnete {x} die Haube und zog eine Schraube am Motor fest.
es En el taller, {x} abrió el capó y apretó un tornillo del motor.
zh 在修车铺，{x}打开引擎盖，拧紧了发动机上的螺丝。

# hairdresser
en With scissors [he|she] cuts the fringe of {p} and dries the curls.
fr Avec des ciseaux, [il|elle] coupe la frange {p:de} et sèche les boucles.
de Mit der Schere schneidet [er|sie] {p} den Pony und föhnt die Locken.
es Con las tijeras, [él|ella] le corta el flequillo a {p} y seca los rizos.
zh [他|她]用剪刀给{p}修刘海，再把卷发吹干。

# hairdresser
en In the salon {x} washed {p} with shampoo and curled the hair.
fr Au salon, {x} fit à {p} un shampooing et boucla les mèches.
de Im Salon wusch {x} {p} die Haare mit Shampoo und drehte Locken.
es En el salón, {x} le lavó el pelo a {p} con champú y le hizo rizos.
zh 在发廊里，{x}用洗发水给{p}洗头，再烫卷头发。

# gardener
en On [his|her] knees [he|she] pulls weeds and plants tulip bulbs in a row.
fr À genoux, [il|elle] arrache les mauvaises herbes et plante des tulipes.
de Auf den Knien jätet [er|sie] Unkraut und setzt Tulpenzwiebeln in die Erde.
es De rodillas, [él|ella] arranca las malas hierbas y planta tulipanes.
zh [他|她]跪在地上拔草，种下一排郁金香。

# gardener
en {X} trimmed the hedge, mowed the lawn and watered the geraniums.
fr {X} tailla la haie, tondit le gazon et arrosa les géraniums.
de {X} stutzte die Hecke, mähte den Rasen und goss die Geranien.
es {X} podó el seto, cortó el césped y regó los geranios.
zh {x}修剪树篱，割了草坪，给天竺葵浇了水。

# carpenter
en [He|She] smooths the plank, and shavings of oak fall on the floor.
fr [Il|Elle] rabote la planche, et des copeaux de chêne tombent par terre.
de [Er|Sie] hobelt das Brett, und Späne aus Eiche fallen zu Boden.
es [Él|Ella] cepilla la tabla, y caen al suelo virutas de roble.
zh [他|她]刨着木板，橡木刨花落了一地。

# carpenter
en {X} glued the table legs and sawed a shelf out of oak.
fr {X} colla les pieds de la table et scia une étagère en chêne.
de {X} leimte die Tischbeine und sägte ein Regalbrett aus Eiche.
es {X} encoló las patas de la mesa y serró un estante de roble.
zh {x}粘好桌腿，又用橡木锯出一块搁板。

# secretary
en [He|She] answers the telephone, types the minutes and files them in a folder.
fr [Il|Elle] répond au téléphone, tape le compte rendu et le classe.
de [Er|Sie] nimmt Anrufe an, tippt das Protokoll und heftet es in den Ordner.
es [Él|Ella] atiende el teléfono, teclea el acta y la archiva en una carpeta.
zh [他|她]接电话，打会议记录，再放进文件夹归档。

# secretary
en {X} wrote the appointment of {p} into the calendar of the director.
fr {X} nota le rendez-vous {p:de} dans l'agenda de la direction.
de {X} trug den Termin von {p} in den Kalender der Direktion ein.
es {X} apuntó la cita de {p} en la agenda de la dirección.
zh {x}把{p}的预约记进了主任的日程本。

# writer
en [He|She] crosses out the chapter and invents another ending for the novel.
fr [Il|Elle] rature le chapitre et invente une autre fin au roman.
de [Er|Sie] streicht das Kapitel und erfindet dem Roman ein neues Ende.
es [Él|Ella] tacha el capítulo e inventa otro final para la novela.
zh [他|她]划掉那一章，给小说另想一个结局。

# writer
en {X} sent the publisher a manuscript of {n} chapters.
fr {X} envoya à l'éditeur un manuscrit de {n} chapitres.
de {X} schickte dem Verlag ein Manuskript mit {n} Kapiteln.
es {X} envió a la editorial un manuscrito de {n} capítulos.
zh {x}给出版社寄去了一部{n}章的手稿。

# dancer
en On tiptoe [he|she] turns a pirouette and bends at the barre.
fr Sur les pointes, [il|elle] fait une pirouette et s'étire à la barre.
de Auf Zehenspitzen dreht [er|sie] eine Pirouette und dehnt sich an der Stange.
es De puntillas, [él|ella] hace una pirueta y se estira en la barra.
zh [他|她]踮起脚尖旋转，又在把杆上压腿。

# dancer
en In the ballet {x} leapt across the stage in pointed shoes.
fr Dans le ballet, {x} traversa la scène d'un bond, en chaussons.
de Im Ballett sprang {x} in Spitzenschuhen über die Bühne.
es En el ballet, {x} cruzó el escenario de un salto con sus zapatillas.
zh 在芭蕾舞中，{x}穿着舞鞋一跃跨过舞台。
"""

OWN = OWN_PEOPLE + OWN_PROFESSIONS
