"""What is true of one landscape or means of transport alone, as in `own_places`."""

OWN = """
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

# lake
en The surface is smooth as a mirror, dragonflies hover, and a jetty creaks.
fr La surface est lisse comme un miroir, des libellules planent, un ponton grince.
de Die Fläche ist spiegelglatt, Libellen schweben, und ein Steg knarrt.
es La superficie es lisa como un espejo, vuelan libélulas y cruje el embarcadero.
zh 水面平得像镜子，蜻蜓停在空中，木栈桥吱吱作响。

# lake
en From the jetty {p} skips flat pebbles across {x}.
fr Du ponton, {p} fait des ricochets avec des cailloux plats sur {x}.
de Vom Steg aus lässt {p} flache Kiesel über {x:acc} springen.
es Desde el embarcadero {p} hace saltar piedras planas sobre {x}.
zh {p}在栈桥上拿扁石子往{x}里打水漂。

# river
en It springs from a rock, meanders past watermills and ends in a delta.
fr L'eau jaillit d'un rocher, serpente entre les moulins et finit en delta.
de Aus einem Felsen entspringt das Wasser, windet sich an Mühlen vorbei bis zum Delta.
es El agua nace en una roca, serpentea entre molinos y termina en un delta.
zh 水从岩石里涌出，弯弯曲曲流过水磨，最后形成三角洲。

# river
en The current of {x} carries rafts of logs downstream to {c}.
fr Le courant {x:de} emporte des radeaux de troncs vers {c}.
de Die Strömung {x:in} trägt Flöße aus Stämmen flussabwärts nach {c}.
es La corriente {x:de} lleva balsas de troncos hasta {c}.
zh {x}的急流把木筏带到下游的{c}。

# garden
en Roses climb the trellis, a rake leans on the hedge, and lettuce sprouts in rows.
fr Les roses grimpent au treillage, un râteau attend près de la haie, la laitue pousse.
de Rosen klettern am Spalier, ein Rechen lehnt an der Hecke, und Salat sprießt.
es Las rosas trepan por la celosía, el rastrillo espera junto al seto y brota la lechuga.
zh 玫瑰爬上花架，耙子靠着篱笆，生菜一行行发芽。

# garden
en {p} waters the tulips {x:in} and pulls out weeds.
fr {p} arrose les tulipes {x:in} et arrache les mauvaises herbes.
de {p} gießt {x:in} die Tulpen und jätet Unkraut.
es {p} riega los tulipanes {x:in} y arranca las malas hierbas.
zh {p}{x:in}给郁金香浇水，拔掉杂草。

# cave
en Stalactites drip in the dark, and bats hang upside down from the ceiling.
fr Des stalactites gouttent dans l'obscurité, et des chauves-souris pendent au plafond.
de Tropfsteine tropfen im Dunkeln, und Fledermäuse hängen kopfüber an der Decke.
es Las estalactitas gotean en la oscuridad, y los murciélagos cuelgan del techo.
zh 钟乳石在黑暗中滴水，蝙蝠倒挂在洞顶。

# cave
en With a torch and a rope {p} crawls to the stalactites {x:in}.
fr Avec une torche et une corde, {p} rampe vers les stalactites {x:in}.
de Mit Fackel und Seil kriecht {p} {x:in} zu den Tropfsteinen.
es Con una antorcha y una cuerda, {p} se arrastra {x:in} hasta las estalactitas.
zh {p}带着火把和绳子，{x:in}爬向钟乳石。

# mountains
en Glaciers creak, the summits pierce the clouds, and the air gets thin.
fr Les glaciers craquent, les sommets percent les nuages, et l'air se fait rare.
de Gletscher knarren, Gipfel durchstoßen die Wolken, und die Luft wird dünn.
es Crujen los glaciares, las cumbres atraviesan las nubes y falta el aire.
zh 冰川咔咔作响，山峰刺破云层，空气越来越稀薄。

# mountains
en Two climbers with ice axes reached the highest summit of {x}.
fr Deux alpinistes avec leurs piolets ont atteint le plus haut sommet {x:de}.
de Zwei Bergsteiger mit Eispickeln erreichten den höchsten Gipfel {x:in}.
es Dos alpinistas con piolets alcanzaron la cumbre más alta {x:de}.
zh 两个拿冰镐的登山者登上了{x}的最高峰。

# swamp
en Mud sucks at the boots, frogs croak, and mosquitoes dance above the reeds.
fr La vase aspire les bottes, les grenouilles coassent, les moustiques dansent.
de Schlamm saugt an den Stiefeln, Frösche quaken, und Mücken tanzen über dem Schilf.
es El barro se traga las botas, croan las ranas y los mosquitos bailan.
zh 烂泥吸住靴子，青蛙呱呱叫，蚊子在芦苇上飞舞。

# swamp
en {p} sank to the knees in the mud of {x} and called for a plank.
fr {p} s'est <enfoncé|enfoncée> jusqu'aux genoux dans la vase {x:de} et a réclamé une planche.
de {p} sank {x:in} bis zu den Knien in den Schlamm und rief nach einem Brett.
es {p} se hundió hasta las rodillas en el barro {x:de} y pidió una tabla.
zh {p}陷进{x}的烂泥，没到膝盖，喊人递一块木板。

# canyon
en Sheer walls show a hundred layers of rock, and far below an echo answers twice.
fr Des parois à pic montrent cent couches de roche, et l'écho répond deux fois.
de Steile Wände zeigen hundert Gesteinsschichten, und das Echo antwortet zweimal.
es Paredes verticales muestran cien capas de roca, y el eco responde dos veces.
zh 陡直的岩壁露出上百层岩石，谷底传来两次回声。

# canyon
en {p} shouts the name of {q} {x:in}, and the echo repeats it.
fr {p} crie le nom {q:de} {x:in}, et l'écho le répète.
de {p} ruft {x:in} den Namen von {q}, und das Echo wiederholt ihn.
es {p} grita el nombre {q:de} {x:in}, y el eco lo repite.
zh {p}{x:in}大喊{q}的名字，回声又喊了一遍。

# jungle
en Lianas tangle, parrots screech, and warm drops fall from giant leaves.
fr Les lianes s'emmêlent, les perroquets crient, des gouttes tièdes tombent des feuilles.
de Lianen verknäueln sich, Papageien kreischen, warme Tropfen fallen von Riesenblättern.
es Se enredan las lianas, chillan los loros y caen gotas tibias de hojas gigantes.
zh 藤蔓缠绕，鹦鹉尖叫，温热的水滴从巨大的叶子上落下。

# jungle
en With a machete {p} cut a path through the lianas of {x}.
fr À la machette, {p} s'est ouvert un passage dans les lianes {x:de}.
de Mit der Machete schlug {p} {x:in} einen Pfad durch die Lianen.
es A machetazos, {p} abrió un camino entre las lianas {x:de}.
zh {p}用砍刀在{x}的藤蔓中开出一条路。

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

# plane
en The wings tremble, the runway races past, and the seat belts click.
fr Les ailes vibrent, la piste défile, et les ceintures se bouclent.
de Die Tragflächen zittern, die Startbahn rast vorbei, und die Gurte klicken.
es Tiemblan las alas, la pista pasa volando y se abrochan los cinturones.
zh 机翼颤动，跑道飞快后退，乘客扣好安全带。

# plane
en {X} takes off from runway {n} and climbs above the clouds.
fr {X} décolle de la piste {n} et monte au-dessus des nuages.
de {X} hebt von Startbahn {n} ab und steigt über die Wolken.
es {X} despega de la pista {n} y sube por encima de las nubes.
zh {x}从{n}号跑道起飞，升到云层上面。

# tram
en Sparks fly from the overhead wire, and a bell clangs at every crossing.
fr Des étincelles jaillissent du fil aérien, et un timbre tinte à chaque carrefour.
de Funken sprühen von der Oberleitung, und an jeder Kreuzung bimmelt es.
es Saltan chispas del cable aéreo, y suena una campana en cada cruce.
zh 头顶的电线火花四溅，每到路口就响起叮当声。

# tram
en Line {n} is the oldest: {x} squeals round the corner on worn tracks.
fr La ligne {n} est la plus vieille : {x} grince au tournant sur des rails usés.
de Linie {n} ist die älteste: {X} quietscht auf alten Gleisen um die Ecke.
es La línea {n} es la más vieja: {x} chirría en la curva sobre raíles gastados.
zh {n}路是最老的线路，{x}在旧轨道上吱吱地拐弯。

# bus
en The driver stamps a ticket, the folding doors hiss, and someone presses stop.
fr Le chauffeur composte un ticket, les portes pliantes soufflent, on demande l'arrêt.
de Der Fahrer stempelt ein Ticket, die Falttüren zischen, jemand drückt auf Halt.
es El conductor pica un billete, silban las puertas plegables y alguien pide parada.
zh 司机检了票，折叠门嘶嘶关上，有人按了下车铃。

# bus
en At the stop {p} waits for {x:bare} number {n} with a monthly pass.
fr À l'arrêt, {p} attend {x} numéro {n} avec sa carte mensuelle.
de An der Haltestelle wartet {p} mit der Monatskarte auf {x:acc} Nummer {n}.
es En la parada, {p} espera {x} número {n} con su abono mensual.
zh {p}拿着月票，在车站等{n}路{x}。

# ferry
en The ramp clanks down, cars roll aboard, and the other shore is ten minutes away.
fr La rampe s'abaisse, les voitures montent à bord, l'autre rive est à dix minutes.
de Die Rampe senkt sich, Autos rollen an Bord, zum anderen Ufer sind es zehn Minuten.
es Baja la rampa, los coches suben a bordo, y la otra orilla está a diez minutos.
zh 跳板放下，汽车开上去，十分钟就到对岸。

# ferry
en {X} shuttles between both shores until {hour} o'clock.
fr {X} fait la navette entre les deux rives jusqu'à {hour} heures.
de {X} pendelt bis {hour} Uhr zwischen beiden Ufern.
es {X} va y viene entre las dos orillas hasta las {hour}.
zh {x}在两岸之间来回开到{hour}点。

# balloon
en The burner roars, the wicker basket lifts, and silk swells above the meadow.
fr Le brûleur gronde, la nacelle d'osier s'élève, et la soie se gonfle.
de Der Brenner faucht, der Weidenkorb hebt ab, und die Seide bläht sich.
es Ruge el quemador, se eleva la cesta de mimbre y se hincha la seda.
zh 燃烧器轰轰响，柳条篮离地，绸布鼓了起来。

# balloon
en {p} throws sandbags from the basket of {x} and drifts over {c}.
fr {p} jette des sacs de sable de la nacelle {x:de} et dérive au-dessus {c:de}.
de {p} wirft Sandsäcke aus dem Korb unter {x:dat} und schwebt über {c}.
es {p} tira sacos de arena desde la cesta {x:de} y flota sobre {c}.
zh {p}从{x}的篮子里扔下沙袋，飘过{c}上空。

# cable_car
en The gondola sways from pylon to pylon while skis stick out of the rack.
fr La cabine se balance de pylône en pylône, les skis dépassent du porte-bagages.
de Die Gondel schaukelt von Stütze zu Stütze, Skier ragen aus der Halterung.
es La cabina se balancea de torre en torre, y los esquís asoman por fuera.
zh 吊舱在支架之间摇晃，滑雪板从架子上伸出来。

# cable_car
en Halfway up to the peak {x} stopped, and {p} dangled above the abyss.
fr À mi-chemin du sommet, {x} s'est arrêté, et {p} se balançait au-dessus du vide.
de Auf halbem Weg zum Gipfel hielt {x} an, und {p} hing über dem Abgrund.
es A mitad de camino a la cima, {x} se paró, y {p} quedó sobre el abismo.
zh {x}在半山腰停住，{p}悬在深渊上空。
"""
