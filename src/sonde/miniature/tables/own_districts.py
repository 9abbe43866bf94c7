"""What is true of one district alone, as in `own_places`."""

OWN = """
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

# mill_quarter
en Grindstones rumble day and night, and sacks of flour slide down wooden chutes.
fr Les meules grondent jour et nuit, et les sacs de farine glissent sur des toboggans.
de Mahlsteine rumpeln Tag und Nacht, und Mehlsäcke rutschen über Holzrinnen.
es Las muelas retumban día y noche, y los sacos de harina bajan por rampas.
zh 磨盘日夜隆隆转动，面粉袋从木槽里滑下来。

# mill_quarter
en The millers of {x} go home as pale as ghosts from the flour.
fr Les meuniers {x:de} rentrent pâles de farine comme des fantômes.
de Die Müller {x:in} gehen bleich vom Mehl wie Gespenster nach Hause.
es Los molineros {x:de} vuelven a casa pálidos de harina como fantasmas.
zh {x}的磨坊工满身面粉，回家时像幽灵一样。

# bell_quarter
en Founders pour glowing bronze into clay moulds and test each chime with a hammer.
fr Les fondeurs versent le bronze brûlant dans l'argile et essaient chaque carillon.
de Gießer füllen glühende Bronze in Lehmformen und prüfen jeden Klang mit dem Hammer.
es Los fundidores vierten bronce ardiente en moldes y prueban cada tañido.
zh 铸工把滚烫的熔液倒进泥模，用锤子试每一声钟响。

# bell_quarter
en Nobody sleeps late {x:in}, for at five o'clock every belfry rings.
fr Impossible de dormir {x:in} : à cinq heures, tous les clochers sonnent.
de Niemand schläft {x:in} lange, denn um fünf Uhr läutet jeder Kirchturm.
es Nadie duerme {x:in}, pues a las cinco repican todos los campanarios.
zh {x}没有人能睡懒觉，五点所有钟楼一起敲响。

# students_quarter
en Cheap taverns, second-hand textbooks, and debates until three in the morning.
fr Tavernes bon marché, manuels d'occasion, débats jusqu'à trois heures du matin.
de Billige Kneipen, gebrauchte Lehrbücher und Debatten bis drei Uhr früh.
es Tabernas baratas, libros de texto usados y debates hasta las tres de la madrugada.
zh 便宜的酒馆，旧课本，还有吵到凌晨三点的辩论。

# students_quarter
en {p} rented an attic {x:in} and slept on a heap of textbooks.
fr {p} a loué une mansarde {x:in} et dormait sur un tas de manuels.
de {p} mietete {x:in} eine Dachkammer und schlief auf einem Stapel Lehrbücher.
es {p} alquiló una buhardilla {x:in} y dormía sobre un montón de libros de texto.
zh {p}在{x}租了一间阁楼，睡在一堆课本上。

# canal_quarter
en Doorsteps end at the water, and the postman steers a punt with a pole.
fr Les seuils donnent sur l'eau, et le facteur pousse sa barque à la perche.
de Die Türschwellen enden am Wasser, und der Briefträger stakt seinen Kahn.
es Los umbrales dan al agua, y el cartero empuja su barca con una pértiga.
zh 门槛外就是水，邮差撑着长篙划小艇送信。

# canal_quarter
en A lock gate {x:in} opens at {hour} o'clock to let the barges pass.
fr Une écluse {x:in} s'ouvre à {hour} heures pour les péniches.
de Um {hour} Uhr öffnet {x:in} eine Schleuse für die Lastkähne.
es A las {hour} se abre una esclusa {x:in} para las barcazas.
zh {hour}点，{x}的水闸打开，让驳船通过。

# reed_suburb
en Thatchers cut bundles on the shore, and herons stand on the straw ridges.
fr Les chaumiers coupent des bottes sur la rive, et des hérons se posent sur le chaume.
de Dachdecker schneiden Bündel am Ufer, und Reiher stehen auf dem Strohfirst.
es Los techadores cortan haces en la orilla, y las garzas se posan en la paja.
zh 盖屋人在岸边割草捆，苍鹭站在茅草屋脊上。

# reed_suburb
en {p} learned to weave baskets and thatch a roof {x:in}.
fr {p} a appris à tresser des paniers et à couvrir un toit de chaume {x:in}.
de {p} lernte {x:in}, Körbe zu flechten und ein Dach mit Stroh zu decken.
es {p} aprendió a tejer cestas y a techar con paja {x:in}.
zh {p}在{x}学会了编篮子和铺茅草屋顶。

# mask_passage
en Papier-mâché faces grin from the windows, and at carnival nobody knows his neighbour.
fr Des visages de papier mâché ricanent en vitrine, et au carnaval nul ne connaît son voisin.
de Gesichter aus Pappmaché grinsen, und im Karneval kennt keiner den Nachbarn.
es Rostros de cartón sonríen en los escaparates, y en carnaval nadie conoce al vecino.
zh 纸糊的面孔在橱窗里咧嘴笑，狂欢节时谁也认不出邻居。

# mask_passage
en For the carnival {p} bought a long-nosed disguise {x:in}.
fr Pour le carnaval, {p} a acheté un déguisement à long nez {x:in}.
de Für den Karneval kaufte {p} {x:in} eine Verkleidung mit langer Nase.
es Para el carnaval, {p} compró un disfraz de nariz larga {x:in}.
zh 为了狂欢节，{p}在{x}买了一副长鼻子的装扮。

# glassblowers_quarter
en Cheeks puff, molten bubbles swell at the end of pipes, and furnaces never go out.
fr Les joues se gonflent, des bulles grossissent au bout des cannes, le four ne s'éteint jamais.
de Backen blähen sich, glühende Blasen wachsen an den Pfeifen, der Ofen brennt ewig.
es Se hinchan las mejillas, crecen burbujas al final de las cañas y el horno no se apaga.
zh 工匠鼓起腮帮，吹管末端的气泡越来越大，炉火从不熄灭。

# glassblowers_quarter
en {p} burned a thumb on a vase fresh from the furnace {x:in}.
fr {p} s'est brûlé le pouce sur un vase sorti du four {x:in}.
de {p} verbrannte sich {x:in} den Daumen an einer Vase aus dem Ofen.
es {p} se quemó el pulgar con un jarrón recién salido del horno {x:in}.
zh {p}在{x}被刚出炉的花瓶烫伤了拇指。

# candle_court
en Wicks are dipped forty times, and the whole yard smells of warm wax.
fr On trempe les mèches quarante fois, et toute la cour sent la cire chaude.
de Vierzigmal taucht man die Dochte ein, und alles riecht nach warmem Wachs.
es Las mechas se bañan cuarenta veces, y todo huele a cera caliente.
zh 烛芯要浸四十次，整个院子都是热蜡的气味。

# candle_court
en On the longest night ten thousand little flames burn {x:in}.
fr La nuit la plus longue, dix mille petites flammes brûlent {x:in}.
de In der längsten Nacht brennen {x:in} zehntausend kleine Flammen.
es En la noche más larga arden diez mil llamitas {x:in}.
zh 在最长的夜晚，{x}里燃起一万朵小火苗。

# bookbinders_passage
en Leather spines dry in presses, and gilt letters are stamped on each cover.
fr Des dos de cuir sèchent sous presse, et l'on dore les lettres des couvertures.
de Lederrücken trocknen in Pressen, und man prägt Lettern auf die Einbände.
es Los lomos de cuero se secan en prensas, y se estampan letras en las cubiertas.
zh 皮书脊在压机里晾干，封面上烫着字母。

# bookbinders_passage
en {p} had an old diary sewn and bound in leather {x:in}.
fr {p} a fait coudre et relier en cuir un vieux journal intime {x:in}.
de {p} ließ {x:in} ein altes Tagebuch nähen und in Leder binden.
es {p} mandó coser y encuadernar en cuero un diario viejo {x:in}.
zh {p}在{x}请人把旧日记缝好，配上皮封面。

# dyers_quarter
en Vats of indigo steam, wet cloth drips from poles, and every gutter runs in colour.
fr Les cuves d'indigo fument, les étoffes gouttent, et chaque rigole est teintée.
de Indigobottiche dampfen, nasse Tücher tropfen, und jede Gosse fließt bunt.
es Humean las tinas de índigo, gotean las telas y cada canaleta corre teñida.
zh 靛青染缸冒着热气，湿布往下滴水，水沟五颜六色。

# dyers_quarter
en Those who work {x:in} keep indigo stains on their arms for life.
fr Ceux qui travaillent {x:in} gardent toute leur vie des taches d'indigo aux bras.
de Wer {x:in} arbeitet, behält ein Leben lang Indigoflecken an den Armen.
es Quien trabaja {x:in} guarda toda la vida manchas de índigo en los brazos.
zh 在{x}干活的人，手臂上一辈子都留着靛青的痕迹。

# saddlers_yard
en Awls pierce thick hides, stirrups gleam, and bridles hang from every beam.
fr Les alênes percent le cuir épais, les étriers brillent, des brides pendent aux poutres.
de Ahlen durchstechen dickes Leder, Steigbügel glänzen, Zaumzeug hängt an den Balken.
es Las leznas perforan el cuero grueso, brillan los estribos y cuelgan las bridas.
zh 锥子穿过厚皮，鞍镫闪亮，缰绳挂满房梁。

# saddlers_yard
en {p} tried stirrups and a bridle {x:in} before the tournament.
fr {p} a essayé des étriers et une bride {x:in} avant le tournoi.
de {p} probierte {x:in} vor dem Turnier Steigbügel und Zaumzeug aus.
es {p} probó estribos y una brida {x:in} antes del torneo.
zh 比武之前，{p}在{x}试了鞍镫和缰绳。

# moat_quarter
en Carp glide under the footbridge, and willows hang over the old ditch.
fr Des carpes glissent sous la passerelle, et des saules se penchent sur le fossé.
de Karpfen gleiten unter dem Steg dahin, und Weiden hängen über den alten Wehrgraben.
es Las carpas nadan bajo la pasarela, y los sauces se inclinan sobre la vieja zanja.
zh 鲤鱼从小桥下游过，柳树垂在古老的壕沟上。

# moat_quarter
en {p} feeds the carp {x:in} and counts bubbles under the willows.
fr {p} nourrit les carpes {x:in} et compte les bulles sous les saules.
de {p} füttert {x:in} die Karpfen und zählt Blasen unter den Weiden.
es {p} da de comer a las carpas {x:in} y cuenta burbujas bajo los sauces.
zh {p}在{x}喂鲤鱼，数柳树下的水泡。

# violin_passage
en Spruce boards hang up to season, varnish dries, and someone always tunes a string.
fr Des planches d'épicéa vieillissent, le vernis sèche, et l'on accorde une corde.
de Fichtenbretter lagern, Lack trocknet, und immer stimmt jemand eine Saite.
es Tablas de abeto envejecen, se seca el barniz y siempre alguien afina una cuerda.
zh 云杉木板挂着风干，清漆慢慢变干，总有人在调弦。

# violin_passage
en {p} tried {n} bows {x:in} and chose the lightest one.
fr {p} a essayé {n} archets {x:in} et a choisi le plus léger.
de {p} probierte {x:in} {n} Bögen aus und wählte den leichtesten.
es {p} probó {n} arcos {x:in} y eligió el más ligero.
zh {p}在{x}试了{n}把琴弓，选了最轻的一把。

# lace_quarter
en Bobbins click on cushions, and a single collar takes a whole winter of knots.
fr Les fuseaux claquent sur les coussins, et un seul col demande un hiver de nœuds.
de Klöppel klappern auf Kissen, und ein einziger Kragen braucht einen Winter voller Knoten.
es Los bolillos suenan sobre la almohadilla, y un solo cuello lleva un invierno de nudos.
zh 线轴在垫子上嗒嗒作响，织一条领子要打整整一冬的结。

# lace_quarter
en The bride ordered her veil and a fine collar {x:in}.
fr La mariée a commandé son voile et un col fin {x:in}.
de Die Braut bestellte {x:in} ihren Schleier und einen feinen Kragen.
es La novia encargó su velo y un cuello fino {x:in}.
zh 新娘在{x}订做了面纱和精致的领子。

# dancers_court
en Heels stamp on the planks, castanets clatter, and pupils practise before tall mirrors.
fr Les talons frappent les planches, les castagnettes claquent, les élèves répètent.
de Absätze stampfen auf die Dielen, Kastagnetten klappern, und Schüler üben am Spiegel.
es Los tacones golpean las tablas, suenan castañuelas y los alumnos ensayan.
zh 鞋跟敲着地板，响板啪啪响，学生对着大镜子练习。

# dancers_court
en {p} and {q} learn the tango {x:in} and step on each other's toes.
fr {p} et {q} apprennent le tango {x:in} et se marchent sur les pieds.
de {p} und {q} lernen {x:in} Tango und treten sich auf die Zehen.
es {p} y {q} aprenden tango {x:in} y se pisan los pies.
zh {p}和{q}在{x}学探戈，互相踩脚。

# potters_quarter
en Wheels spin, wet clay rises between two palms, and kilns smoke behind the yard.
fr Les tours tournent, l'argile monte entre les paumes, et les fours fument.
de Drehscheiben kreisen, feuchter Ton wächst zwischen den Händen, Brennöfen rauchen.
es Giran los tornos, la arcilla crece entre las palmas y humean los hornos.
zh 转盘飞转，湿泥在双手间升高，窑炉冒着烟。

# potters_quarter
en {p} broke a jug {x:in} and had to knead clay all afternoon.
fr {p} a cassé une cruche {x:in} et a dû pétrir l'argile tout l'après-midi.
de {p} zerbrach {x:in} einen Krug und musste den ganzen Nachmittag Ton kneten.
es {p} rompió un cántaro {x:in} y tuvo que amasar arcilla toda la tarde.
zh {p}在{x}打破了一只水罐，只好揉了一下午陶泥。

# cistern_quarter
en Below the pavement lie pillared vaults of cool water, and buckets echo in the shafts.
fr Sous les pavés dorment des voûtes d'eau fraîche, et les seaux résonnent dans les puits.
de Unter dem Pflaster liegen Gewölbe mit kühlem Wasser, Eimer hallen in den Schächten.
es Bajo el suelo hay bóvedas de agua fresca, y los cubos resuenan en los pozos.
zh 石板路下是一座座清凉的蓄水拱室，水桶在井里发出回响。

# cistern_quarter
en In the dry season {p} queues {x:in} for two buckets of water.
fr À la saison sèche, {p} fait la queue {x:in} pour deux seaux d'eau.
de In der Trockenzeit steht {p} {x:in} für zwei Eimer Wasser an.
es En la estación seca, {p} hace cola {x:in} por dos cubos de agua.
zh 旱季里，{p}在{x}排队打两桶水。

# carpet_passage
en Looms thump behind each curtain, and woollen fringes sweep the pavement.
fr Les métiers battent derrière chaque rideau, et des franges de laine balaient le sol.
de Webstühle klopfen hinter jedem Vorhang, und Wollfransen fegen das Pflaster.
es Los telares golpean tras cada cortina, y flecos de lana barren el suelo.
zh 每道帘子后面织机咚咚作响，羊毛流苏扫过路面。

# carpet_passage
en {p} haggled {x:in} for a woollen rug with {n} knots per inch.
fr {p} a marchandé {x:in} un tapis de laine à {n} nœuds par pouce.
de {p} feilschte {x:in} um einen Wollteppich mit {n} Knoten pro Zoll.
es {p} regateó {x:in} por una alfombra de lana con {n} nudos por pulgada.
zh {p}在{x}讲价，买一条每寸{n}个结的羊毛毯。

# bath_quarter
en Bathrobes flap across the square, and sulphurous steam rises from tiled pools.
fr Des peignoirs traversent la place, et la vapeur monte des bassins carrelés.
de Bademäntel wehen über den Platz, und Dampf steigt aus gekachelten Becken.
es Los albornoces cruzan la plaza, y el vapor sube de las piscinas de azulejos.
zh 穿浴袍的人走过广场，蒸汽从瓷砖池里升起。

# bath_quarter
en {p} left the towel and slippers at a steaming pool {x:in}.
fr {p} a oublié serviette et pantoufles près d'un bassin fumant {x:in}.
de {p} vergaß {x:in} Handtuch und Pantoffeln an einem dampfenden Becken.
es {p} olvidó la toalla y las zapatillas junto a una piscina humeante {x:in}.
zh {p}把毛巾和拖鞋忘在了{x}的热水池边。

# carvers_yard
en Chisels tap, curly shavings fall, and limewood saints await their noses.
fr Les ciseaux tapent, les copeaux volent, et des saints de tilleul attendent leur nez.
de Meißel klopfen, Späne ringeln sich, und Heilige aus Lindenholz warten auf ihre Nase.
es Golpean los cinceles, caen virutas y santos de tilo esperan su nariz.
zh 凿子叮叮敲，木屑卷着落下，椴木圣像还没有鼻子。

# carvers_yard
en {p} bought a chisel {x:in} and carved an angel out of walnut.
fr {p} a acheté un ciseau {x:in} et a taillé un ange dans du noyer.
de {p} kaufte {x:in} einen Meißel und schnitzte einen Engel aus Nussbaumholz.
es {p} compró un cincel {x:in} y talló un ángel de nogal.
zh {p}在{x}买了一把凿子，用胡桃木刻了个天使。

# toymakers_passage
en Puppets dangle in the windows, spinning tops whirr, and marbles roll downhill.
fr Des marionnettes pendent en vitrine, les toupies ronflent, les billes roulent.
de Marionetten baumeln im Fenster, Kreisel surren, und Murmeln rollen bergab.
es Cuelgan marionetas en los escaparates, zumban las peonzas y ruedan las canicas.
zh 橱窗里挂着木偶，陀螺嗡嗡转，弹珠滚下坡去。

# toymakers_passage
en Before the holidays {p} buys puppets and spinning tops {x:in}.
fr Avant les fêtes, {p} achète des marionnettes et des toupies {x:in}.
de Vor den Feiertagen kauft {p} {x:in} Marionetten und Kreisel.
es Antes de las fiestas {p} compra marionetas y peonzas {x:in}.
zh 节日之前，{p}在{x}买木偶和陀螺。
"""
