"""Sentences about people, their work, studies and travel, and the weather. Slots as in `things`."""

PERSON = """
en {x} lives in {c} and loves {likes:some}.
fr {x} habite à {c} et adore {likes:the_or_s}.
de {x} wohnt in {c} und liebt {likes:some}.
es {x} vive en {c} y adora {likes:the_or_s}.
zh {x}住在{c}，最爱{likes}。

en {x} works as {job:a} in {c}.
fr {x} travaille comme {job:bare} à {c}.
de {x} arbeitet in {c} als {job:bare}.
es {x} trabaja como {job:bare} en {c}.
zh {x}在{c}当{job}。

en {x} and {p} have been friends since school.
fr {x} connaît {p} depuis l'école.
de {x} und {p} sind seit der Schule befreundet.
es {x} conoce {p:acc} desde la escuela.
zh {x}和{p}从上学起就是朋友。

en Last summer {x} stayed in {c} and wrote letters to {p}.
fr L'été dernier, {x} est [resté|restée] à {c} et a écrit des lettres à {p}.
de Im letzten Sommer blieb {x} in {c} und schrieb Briefe an {p}.
es El verano pasado {x} se quedó en {c} y escribió cartas {p:acc}.
zh 去年夏天{x}留在{c}，给{p}写了几封信。

en When [he|she] was a child, {x} wanted to see the whole world.
fr Dans son enfance, {x} voulait voir le monde entier.
de Als Kind wollte {x} die ganze Welt sehen.
es De [niño|niña], {x} quería ver el mundo entero.
zh {x}小时候想看遍全世界。
"""

PROFESSION = """
en {X} finished work late because [he|she] had promised [his|her] help.
fr {X} est [parti|partie] tard, car [il|elle] avait promis son aide.
de {X} ging spät nach Hause, denn [er|sie] hatte Hilfe versprochen.
es {X} salió tarde porque estaba muy [ocupado|ocupada].
zh {x}下班很晚，因为[他|她]答应了帮忙。

en {p} asked {x} for advice, and [he|she] answered at once.
fr {p} a demandé conseil {x:à}, et [il|elle] a répondu tout de suite.
de {p} bat {x:acc} um Rat, und [er|sie] antwortete sofort.
es {p} pidió consejo {x:à}, y [él|ella] contestó enseguida.
zh {p}向{x}请教，[他|她]马上回答了。

en {X:a} in {c} must get up very early.
fr {X:a} {c:de} doit se lever très tôt.
de {X:a} in {c} muss sehr früh aufstehen.
es {X:a} de {c} tiene que levantarse muy temprano.
zh {c}的{x}必须起得很早。

en {X} put on [his|her] coat and said that [he|she] was ready.
fr {X} a mis son manteau et a dit : je suis [prêt|prête].
de {X} zog [seinen|ihren] Mantel an und sagte, dass [er|sie] bereit sei.
es {X} se puso el abrigo y dijo que estaba [listo|lista].
zh {x}穿上外套，说[他|她]准备好了。

en {p} wants to work with {x} one day.
fr {p} veut travailler un jour avec {x}.
de {p} möchte eines Tages mit {x:dat} arbeiten.
es {p} quiere trabajar algún día con {x}.
zh {p}希望有一天和{x}一起工作。
"""

FIELD = """
en {p} studies {x} at the university of {c}.
fr {p} étudie {x} à l'université {c:de}.
de {p} studiert {x:acc} an der Universität von {c}.
es {p} estudia {x} en la universidad de {c}.
zh {p}在{c}的大学学习{x}。

en The lecture on {x} begins at {hour} o'clock.
fr Le cours sur {x} commence à {hour} heures.
de Die Vorlesung über {x:acc} beginnt um {hour} Uhr.
es La clase sobre {x} empieza a las {hour}.
zh 关于{x}的课{hour}点开始。

en Nobody knows more about {x} than {expert}.
fr {expert} connaît {x} mieux que tout le monde.
de Niemand weiß mehr über {x:acc} als {expert}.
es Nadie sabe más sobre {x} que {expert}.
zh 没有人比{expert}更懂{x}。

en The exam was hard, but {p} loves {x}.
fr L'examen était difficile, mais {p} adore {x}.
de Die Prüfung war schwer, aber {p} liebt {x:acc}.
es El examen fue difícil, pero {p} adora {x}.
zh 考试很难，但是{p}热爱{x}。
"""

TRANSPORT = """
en {X} to {c} leaves at {hour} o'clock.
fr {X} pour {c} part à {hour} heures.
de {X} nach {c} fährt um {hour} Uhr ab.
es {X} para {c} sale a las {hour}.
zh 去{c}的{x}{hour}点出发。

en {p} travels to {c} by {x:bare} because it is cheap.
fr {p} prend {x} pour {c}, car ce n'est pas cher.
de {p} reist mit {x:dat} nach {c}, weil es billig ist.
es {p} viaja a {c} en {x:bare} porque es barato.
zh {p}坐{x}去{c}，因为便宜。

en {X} is slow again and {p} is tired.
fr {X} avance de nouveau lentement et {p} est <fatigué|fatiguée>.
de {X} ist wieder langsam und {p} ist müde.
es {X} va despacio otra vez y {p} está <cansado|cansada>.
zh {x}又走得很慢，{p}累了。

en {p} repaired {x} with a little oil.
fr {p} a réparé {x} avec un peu d'huile.
de {p} hat {x:acc} mit etwas Öl repariert.
es {p} arregló {x} con un poco de aceite.
zh {p}用一点油修好了{x}。
"""

WEATHER = """
# rain
en Rain falls on {c}, the roofs are dripping and everyone opens an umbrella.
fr Il pleut sur {c}, les toits gouttent et chacun ouvre un parapluie.
de Es regnet in {c}, die Dächer tropfen und jeder öffnet einen Schirm.
es Llueve en {c}, los tejados gotean y todos abren el paraguas.
zh {c}下雨了，屋顶滴着水，大家都打开了伞。

# rain
en It has been raining since Monday and the shoes of {p} are wet.
fr Il pleut depuis lundi et les chaussures {p:de} sont mouillées.
de Seit Montag regnet es und die Schuhe von {p} sind nass.
es Llueve desde el lunes y los zapatos de {p} están mojados.
zh 从星期一起一直下雨，{p}的鞋子都湿了。

# snow
en Snow covers the streets of {c} and the children build a snowman.
fr La neige couvre les rues {c:de} et les enfants font un bonhomme de neige.
de Schnee liegt auf den Straßen von {c} und die Kinder bauen einen Schneemann.
es La nieve cubre las calles de {c} y los niños hacen un muñeco de nieve.
zh 雪盖住了{c}的街道，孩子们在堆雪人。

# snow
en White flakes fall without a sound and {p} puts on warm gloves.
fr Des flocons blancs tombent sans bruit et {p} met des gants chauds.
de Weiße Flocken fallen lautlos und {p} zieht warme Handschuhe an.
es Caen copos blancos sin ruido y {p} se pone guantes calientes.
zh 白色的雪花静静落下，{p}戴上了暖和的手套。

# storm
en Thunder rolls over {c}, lightning strikes and the wind breaks a tree.
fr Le tonnerre gronde sur {c}, un éclair tombe et le vent casse un arbre.
de Donner rollt über {c}, ein Blitz schlägt ein und der Wind bricht einen Baum.
es Truena sobre {c}, cae un rayo y el viento rompe un árbol.
zh {c}上空雷声隆隆，电光闪闪，大风吹断了一棵树。

# storm
en The storm took the roof of the house, and {p} hid in the cellar.
fr La tempête a emporté le toit, et {p} s'est <caché|cachée> dans la cave.
de Der Sturm riss das Dach fort, und {p} versteckte sich im Keller.
es La tormenta se llevó el tejado, y {p} se escondió en el sótano.
zh 暴风雨掀走了屋顶，{p}躲进了地下室。

# sunshine
en The sun shines over {c}, the sky is clear and people sit outside.
fr Le soleil brille sur {c}, le ciel est clair et les gens sont dehors.
de Die Sonne scheint über {c}, der Himmel ist klar und die Leute sitzen draußen.
es El sol brilla sobre {c}, el cielo está despejado y la gente sale a la calle.
zh 阳光照着{c}，天空晴朗，人们坐在外面。

# sunshine
en What a bright and warm day, {p} wears a hat and sunglasses.
fr Quelle belle journée chaude, {p} porte un chapeau et des lunettes de soleil.
de Was für ein heller, warmer Tag, {p} trägt Hut und Sonnenbrille.
es Qué día tan cálido y luminoso, {p} lleva sombrero y gafas de sol.
zh 多么明亮温暖的一天，{p}戴着帽子和墨镜。

# fog
en Thick fog hides {c} and nobody can see the other side of the street.
fr Un épais brouillard cache {c} et on ne voit plus l'autre côté de la rue.
de Dichter Nebel verbirgt {c} und niemand sieht die andere Straßenseite.
es Una niebla espesa oculta {c} y nadie ve el otro lado de la calle.
zh 浓雾遮住了{c}，谁也看不见街对面。

# fog
en The mist is so grey that {p} drives slowly with the lamps on.
fr Dans la brume grise, {p} roule lentement, les phares allumés.
de Der Dunst ist so grau, dass {p} langsam und mit Licht fährt.
es La bruma es tan gris que {p} conduce despacio con las luces puestas.
zh 雾气灰蒙蒙的，{p}开着灯慢慢行驶。

# frost
en The window panes of {c} wear flowers of ice, and every breath turns to steam.
fr Des fleurs de givre ornent les vitres {c:de}, et chaque souffle devient vapeur.
de Eisblumen wachsen an den Fenstern von {c}, und jeder Atemzug wird zu Dampf.
es La escarcha dibuja flores en los cristales de {c}, y el aliento se vuelve vapor.
zh {c}的玻璃窗结满冰花，呼出的气都变成了白烟。

# frost
en It froze hard last night: {p} scratches ice off the windscreen with cold fingers.
fr Il a gelé cette nuit : {p} gratte la glace du pare-brise, les doigts engourdis.
de Heute Nacht hat es gefroren: {p} kratzt mit kalten Fingern das Eis von der Scheibe.
es Anoche heló: {p} raspa el hielo del parabrisas con los dedos entumecidos.
zh 昨夜结了霜冻，{p}用冻僵的手指刮掉车窗上的冰。

# rainbow
en Seven colours arch over {c} as soon as the shower moves on.
en As soon as the shower is over, a band of seven colours arches above {c}.
fr Sept couleurs forment un arc au-dessus {c:de} dès que l'averse s'éloigne.
de Sieben Farben spannen sich im Bogen über {c}, sobald der Schauer vorbei ist.
es Siete colores forman un arco sobre {c} en cuanto se aleja el chubasco.
zh 阵雨刚过，一道七色的拱门横跨在{c}上空。

# rainbow
en {p} calls the children outside: a rainbow, and right above it a second, paler one!
fr {p} appelle les enfants : un arc-en-ciel, et juste au-dessus un second, plus pâle !
de {p} ruft die Kinder heraus: ein Regenbogen, und darüber ein zweiter, blasserer!
es {p} llama a los niños: ¡un arcoíris, y justo encima otro más pálido!
zh {p}叫孩子们出来看：一道彩虹，上面还有一道更淡的！

# rain
en The gutters gurgle, puddles spread, and drops drum on every window pane.
fr Les gouttières glougloutent, les flaques s'étalent, des gouttes tambourinent aux vitres.
de Die Rinnen gurgeln, Pfützen breiten sich aus, Tropfen trommeln an jede Scheibe.
es Los canalones borbotean, crecen los charcos y las gotas golpean los cristales.
zh 水沟哗哗作响，水洼越来越大，雨点敲打着每一扇窗。

# snow
en Sledges slide down the hill, and {p} shovels a path to the door.
fr Les luges dévalent la colline, et {p} déblaie un chemin jusqu'à la porte.
de Schlitten sausen den Hang hinab, und {p} schaufelt einen Weg zur Haustür.
es Los trineos bajan por la ladera, y {p} abre con la pala un paso hasta la puerta.
zh 雪橇从山坡上滑下来，{p}铲出一条通到门口的小路。

# storm
en Gusts rattle the shutters, the power fails, and {p} lights a candle.
fr Les rafales secouent les volets, le courant saute, et {p} allume une bougie.
de Böen rütteln an den Läden, das Licht geht aus, und {p} zündet eine Kerze an.
es Las ráfagas sacuden las persianas, se va la luz y {p} enciende una vela.
zh 狂风摇着百叶窗，突然停了电，{p}点起一支蜡烛。

# sunshine
en Not a cloud in sight: the benches are warm and everybody eats ice cream.
fr Pas un nuage : les bancs sont tièdes et tout le monde mange une glace.
de Keine Wolke weit und breit: Die Bänke sind warm, und alle essen Eis.
es Ni una nube: los bancos están templados y todo el mundo toma helado.
zh 万里无云，长椅晒得暖暖的，大家都在吃冰淇淋。

# fog
en Lamps float like pale moons, and the far end of the square has vanished.
fr Les réverbères flottent comme des lunes pâles, et le bout de la place a disparu.
de Laternen schweben wie blasse Monde, und das Ende des Platzes ist verschwunden.
es Las farolas flotan como lunas pálidas, y el fondo de la plaza ha desaparecido.
zh 路灯像一个个朦胧的月亮，广场的另一头看不见了。
"""
