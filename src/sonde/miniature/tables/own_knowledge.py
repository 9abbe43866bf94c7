"""What is said of one field of study or one element alone: the topic stands after #.

The first block of each leaves the name out. Slots as in `things`.
"""

OWN_FIELDS = """
# astronomy
en Whoever studies this looks for planets, comets and galaxies through a lens.
fr Qui l'étudie cherche des planètes, des comètes et des galaxies dans le ciel.
de Wer das studiert, sucht am Himmel Planeten, Kometen und Galaxien.
es Quien la estudia busca planetas, cometas y galaxias en el cielo.
zh 学这门课的人在夜空中寻找行星、彗星和星系。

# astronomy
en Thanks to {x} we know when the next eclipse and the next comet come.
fr Grâce {x:à}, nous savons quand viendront l'éclipse et la comète.
de Dank der Forschung in {x:bare} wissen wir, wann Finsternis und Komet kommen.
es Gracias {x:à} sabemos cuándo vendrán el eclipse y el cometa.
zh 有了{x}，我们知道下一次日食和彗星什么时候来。

# chemistry
en Acids bubble in the test tube, and {p} writes down the reaction.
fr Des acides bouillonnent dans l'éprouvette, et {p} note la réaction.
de Säuren sprudeln im Reagenzglas, und {p} schreibt die Reaktion auf.
es Los ácidos burbujean en el tubo de ensayo, y {p} anota la reacción.
zh 酸在试管里冒泡，{p}记下反应过程。

# chemistry
en In {x} molecules are split and bound again into new compounds.
fr En {x:bare}, on sépare les molécules et on les lie en composés nouveaux.
de In {x:bare} trennt man Moleküle und bindet sie zu neuen Verbindungen.
es En {x:bare} se separan las moléculas y se unen en compuestos nuevos.
zh {x}研究怎样拆开分子，再结合成新的化合物。

# biology
en Under the microscope one sees cells divide, each with its own genes.
fr Au microscope, on voit se diviser les cellules, chacune avec ses gènes.
de Unter dem Mikroskop sieht man, wie Zellen sich teilen, jede mit ihren Genen.
es Con el microscopio se ve cómo se dividen las células, cada una con sus genes.
zh 在显微镜下可以看到细胞分裂，每个都带着基因。

# biology
en {X} explains how species evolve and how cells breathe.
fr {X} explique comment les espèces évoluent et comment les cellules respirent.
de {X} erklärt, wie Arten entstehen und wie Zellen atmen.
es {X} explica cómo evolucionan las especies y cómo respiran las células.
zh {x}解释物种怎样进化，细胞怎样呼吸。

# geography
en An atlas lies open, and the class names capitals, continents and borders.
fr L'atlas est ouvert, et la classe nomme capitales, continents et frontières.
de Ein Atlas liegt offen da, und die Klasse nennt Hauptstädte und Kontinente.
es El atlas está abierto, y la clase nombra capitales, continentes y fronteras.
zh 地图册摊开着，全班说出首都、大洲和边界。

# geography
en In {x} {p} learned all capitals, continents and coasts by heart.
fr En {x:bare}, {p} a appris par cœur les capitales et les continents.
de In {x:bare} lernte {p} alle Hauptstädte und Kontinente auswendig.
es En {x:bare}, {p} aprendió de memoria las capitales y los continentes.
zh 在{x}课上，{p}背下了所有首都和大洲。

# physics
en It deals with forces, magnets, heat and the speed of light.
fr On y parle de forces, d'aimants, de chaleur et de la vitesse de la lumière.
de Dort geht es um Kräfte, Magnete, Wärme und die Geschwindigkeit des Lichts.
es Trata de fuerzas, imanes, calor y la velocidad de la luz.
zh 这门课讲力、磁铁、热和光速。

# physics
en {p} drops a ball and measures its fall, for {x} loves experiments.
fr {p} lâche une bille et mesure sa chute, car {x} aime les expériences.
de {p} lässt eine Kugel fallen und misst die Zeit, denn {x} liebt Versuche.
es {p} suelta una bola y mide su caída, porque {x} ama los experimentos.
zh {p}让小球落下，测量时间，因为{x}离不开实验。

# algebra
en Solve for the unknown: both sides of the equation must stay equal.
fr Trouvez l'inconnue : les deux côtés de l'équation doivent rester égaux.
de Man sucht die Unbekannte: Beide Seiten der Gleichung müssen gleich bleiben.
es Se busca la incógnita: los dos lados de la ecuación deben seguir iguales.
zh 求出未知数：等式两边必须始终相等。

# algebra
en With {x} {p} solved {n} equations and found every root.
fr Avec {x}, {p} a résolu {n} équations et trouvé toutes les racines.
de Mit {x:bare} löste {p} {n} Gleichungen und fand jede Wurzel.
es Con {x}, {p} resolvió {n} ecuaciones y halló todas las raíces.
zh {p}用{x}解了{n}个方程，求出了所有的根。

# medicine
en Students learn the names of all bones and how a vaccine works.
fr Les étudiants apprennent le nom des os et l'effet d'un vaccin.
de Die Studenten lernen die Namen aller Knochen und wie ein Impfstoff wirkt.
es Los estudiantes aprenden el nombre de los huesos y cómo actúa una vacuna.
zh 学生们记下所有骨头的名称，还要学疫苗的作用。

# medicine
en Modern {x:bare} knows a vaccine against many old diseases.
fr Grâce {x:à}, un vaccin protège de bien des maladies anciennes.
de Moderne {x:bare} kennt gegen viele alte Krankheiten einen Impfstoff.
es Gracias {x:à}, una vacuna protege de muchas enfermedades antiguas.
zh 现代{x}有了疫苗，能预防许多古老的疾病。

# geology
en Layers of rock tell how volcanoes and fossils came to be.
fr Les couches de roche racontent la naissance des volcans et des fossiles.
de Gesteinsschichten erzählen, wie Vulkane und Fossilien entstanden.
es Las capas de roca cuentan cómo nacieron los volcanes y los fósiles.
zh 岩层讲述着火山和化石的来历。

# geology
en For {x} {p} splits rocks and dates fossils that are {n},000 years old.
fr Pour {x}, {p} fend des roches et date des fossiles de {n} 000 ans.
de Im Fach {x:bare} spaltet {p} Gestein und datiert {n}.000 Jahre alte Fossilien.
es Para {x}, {p} parte rocas y data fósiles de {n} 000 años.
zh 为了研究{x}，{p}劈开岩石，鉴定{n}000年前的化石。

# history
en Old parchments tell of emperors, battles and forgotten treaties.
fr De vieux parchemins parlent d'empereurs, de batailles et de traités oubliés.
de Alte Pergamente berichten von Kaisern, Schlachten und vergessenen Verträgen.
es Viejos pergaminos hablan de emperadores, batallas y tratados olvidados.
zh 旧羊皮卷记载着皇帝、战役和被遗忘的条约。

# history
en In {x} one reads about emperors, revolutions and the fall of dynasties.
fr En {x:bare}, on étudie les empereurs, les révolutions et les dynasties.
de In {x:bare} liest man von Kaisern, Revolutionen und dem Ende von Dynastien.
es En {x:bare} se estudian los emperadores, las revoluciones y las dinastías.
zh {x}讲的是皇帝、革命和王朝的灭亡。

# music
en The choir reads the notes while the conductor beats the rhythm.
fr Le chœur lit les notes tandis que le chef bat la mesure.
de Der Chor liest die Noten, während der Dirigent den Takt schlägt.
es El coro lee las notas mientras el director marca el compás.
zh 合唱团看着乐谱，指挥打着拍子。

# music
en Scales, chords and melodies: {x} fills the life of {p}.
fr Gammes, accords et mélodies : {x} remplit la vie {p:de}.
de Tonleitern, Akkorde und Melodien: {X} füllt das Leben von {p}.
es Escalas, acordes y melodías: {x} llena la vida de {p}.
zh 音阶、和弦、旋律：{x}充满了{p}的生活。

# painting
en Oil on canvas: light, shadow and perspective make the portrait live.
fr Huile sur toile : lumière, ombre et perspective font vivre le portrait.
de Öl auf Leinwand: Licht, Schatten und Perspektive beleben das Porträt.
es Óleo sobre lienzo: la luz, la sombra y la perspectiva dan vida al retrato.
zh 布面油彩：光线、阴影和透视让肖像活了起来。

# painting
en The academy of {c} teaches {x} with oil, canvas and watercolours.
fr L'académie {c:de} enseigne {x} à l'huile, sur toile et à l'aquarelle.
de Die Akademie von {c} lehrt {x:acc} mit Öl, Leinwand und Aquarell.
es La academia de {c} enseña {x} al óleo, sobre lienzo y en acuarela.
zh {c}的美术学院教{x}，有油彩，也有水彩。

# poetry
en Every stanza rhymes, and the last line ends in a metaphor.
fr Chaque strophe rime, et la dernière ligne finit par une métaphore.
de Jede Strophe reimt sich, und die letzte Zeile endet mit einer Metapher.
es Cada estrofa rima, y la última línea acaba en una metáfora.
zh 每一节都押韵，最后一行用了一个比喻。

# poetry
en {p} loves {x}, counts syllables on ten fingers and hunts for rhymes.
fr {p} aime {x}, compte les syllabes sur ses doigts et cherche des rimes.
de {p} liebt {x:acc}, zählt Silben an den Fingern und sucht nach Reimen.
es {p} ama {x}, cuenta sílabas con los dedos y busca rimas.
zh {p}爱{x}，扳着手指数音节，到处找韵脚。

# theatre
en The curtain rises, the actors bow, and the prompter whispers a line.
fr Le rideau se lève, les acteurs saluent, et le souffleur murmure une réplique.
de Der Vorhang hebt sich, die Schauspieler verbeugen sich, jemand flüstert ein.
es Sube el telón, los actores saludan y el apuntador susurra una frase.
zh 大幕拉开，演员鞠躬，有人在台侧小声提词。

# theatre
en For {x} {p} learned a tragic role and waited behind the curtain.
fr Pour {x}, {p} a appris un rôle tragique et attendu derrière le rideau.
de Im Fach {x:bare} lernte {p} eine tragische Rolle und wartete hinter dem Vorhang.
es Para {x}, {p} aprendió un papel trágico y esperó detrás del telón.
zh 为了{x}，{p}背下悲剧角色，在幕后等着上场。

# architecture
en Arches, columns and domes are first drawn, then built as a model.
fr Arcs, colonnes et coupoles : on les dessine, puis on en fait une maquette.
de Bögen, Säulen und Kuppeln werden erst gezeichnet, dann als Modell gebaut.
es Arcos, columnas y cúpulas: primero se dibujan, luego se hace una maqueta.
zh 拱门、圆柱和穹顶先画在纸上，再做成模型。

# architecture
en Whoever loves {x} looks up at the facades and domes of {c}.
fr Qui aime {x} lève les yeux vers les façades et les coupoles {c:de}.
de Wer {x:acc} liebt, schaut in {c} zu Fassaden und Kuppeln hinauf.
es Quien ama {x} levanta la vista hacia las fachadas y cúpulas de {c}.
zh 热爱{x}的人，在{c}总要抬头看立面和穹顶。
"""

OWN_ELEMENTS = """
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

# silver
en Spoons and photographs once needed it; with age it turns dark.
fr Les cuillères et les photos en avaient besoin ; avec l'âge, il noircit.
de Löffel und Fotos brauchten es früher; mit der Zeit läuft es dunkel an.
es Las cucharas y las fotos la necesitaban; con los años se ennegrece.
zh 从前勺子和照片都离不开它，时间久了会发黑。

# silver
en Grandmother polished the spoons of {x:bare} before every feast.
fr Grand-mère frottait les cuillères en {x:bare} avant chaque fête.
de Großmutter polierte vor jedem Fest die Löffel aus {x:bare}.
es La abuela pulía las cucharas de {x:bare} antes de cada fiesta.
zh 每逢过节，奶奶都要擦亮{x}勺子。

# mercury
en It is a liquid metal, and drops of it roll about like beads.
fr C'est un métal liquide, dont les gouttes roulent comme des perles.
de Es ist ein flüssiges Metall, dessen Tropfen wie Perlen rollen.
es Es un metal líquido, cuyas gotas ruedan como perlas.
zh 它是液态金属，一滴滴像珠子一样滚动。

# mercury
en In the old thermometer {x} climbed to {n} degrees.
fr Dans le vieux thermomètre, {x} monta jusqu'à {n} degrés.
de Im alten Thermometer stieg das {x:bare} auf {n} Grad.
es En el viejo termómetro, {x} subió hasta {n} grados.
zh 旧温度计里的{x}升到了{n}度。

# tin
en Cans are plated with it, and toy soldiers are cast from it.
fr On en recouvre les boîtes de conserve et on en fait de petits soldats.
de Man überzieht damit Dosen und gießt daraus Spielzeugsoldaten.
es Con él se recubren latas y se funden soldaditos.
zh 罐头盒要镀上它，玩具小兵也用它铸成。

# tin
en {p} melted {x} on a spoon and cast a toy soldier.
fr {p} fit fondre {x} dans une cuillère et moula un petit soldat.
de {p} schmolz {x:acc} im Löffel und goss einen Spielzeugsoldaten.
es {p} derritió {x} en una cuchara y fundió un soldadito.
zh {p}在勺子里熔化{x}，铸了一个玩具小兵。

# lead
en Heavy and soft, it makes anglers' weights and stops X-rays.
fr Lourd et mou, il leste les lignes de pêche et arrête les rayons X.
de Schwer und weich beschwert es Angelschnüre und hält Röntgenstrahlen auf.
es Pesado y blando, sirve de plomada al pescador y detiene los rayos X.
zh 它又重又软，钓鱼用它做坠子，还能挡住X射线。

# lead
en An apron with {x} protects {p} from the X-rays.
fr Un tablier avec {x:some} protège {p} des rayons X.
de Eine Schürze mit {x:bare} schützt {p} vor Röntgenstrahlen.
es Un delantal con {x:bare} protege {p:acc} de los rayos X.
zh 含{x}的围裙保护{p}不受X射线照射。

# zinc
en A coat of it keeps gutters and watering cans from rusting.
fr Une couche de ce métal protège les gouttières et les arrosoirs.
de Ein Überzug davon schützt Dachrinnen und Gießkannen vor Rost.
es Una capa de este metal protege canalones y regaderas del óxido.
zh 镀上一层，雨水槽和喷壶就不会生锈。

# zinc
en The gutter on the roof of {p} is made of {x}.
fr La gouttière du toit {p:de} est en {x:bare}.
de Die Dachrinne am Haus von {p} ist aus {x:bare}.
es El canalón del tejado de {p} es de {x:bare}.
zh {p}家屋檐的雨水槽是{x}做的。

# oxygen
en Lungs breathe it in, and without it no candle burns.
fr Les poumons le respirent, et sans lui aucune bougie ne brûle.
de Die Lunge atmet es ein, und ohne dieses Gas brennt keine Kerze.
es Los pulmones lo respiran, y sin él no arde ninguna vela.
zh 肺吸入它，没有它蜡烛就不能燃烧。

# oxygen
en The diver has {x} in the tank for {n} minutes.
fr Le plongeur a {x:some} dans sa bouteille pour {n} minutes.
de Der Taucher hat {x:acc} in der Flasche für {n} Minuten.
es El buzo lleva {x:bare} en la botella para {n} minutos.
zh 潜水员气瓶里的{x}够用{n}分钟。

# hydrogen
en It is the lightest of all gases, and airships once rose with it.
fr C'est le plus léger des gaz, et les dirigeables s'élevaient grâce à lui.
de Es ist das leichteste aller Gase, und Luftschiffe stiegen einst damit auf.
es Es el más ligero de los gases, y con él subían los dirigibles.
zh 它是最轻的气体，从前飞艇靠它升空。

# hydrogen
en The sun burns {x}, and stars are mostly made of it.
fr Le soleil brûle {x:some}, et les étoiles en sont surtout faites.
de Die Sonne verbrennt {x:acc}, und Sterne bestehen meist daraus.
es El sol quema {x:bare}, y las estrellas se componen de él.
zh 太阳燃烧着{x}，恒星大多由它组成。

# helium
en It fills the balloons at the fair and makes voices squeak.
fr Il gonfle les ballons de la foire et rend les voix aiguës.
de Es füllt die Ballons auf dem Jahrmarkt und macht Stimmen piepsig.
es Llena los globos de la feria y vuelve chillonas las voces.
zh 集市上的气球充的就是它，吸一口声音会变尖。

# helium
en {p} breathed in {x} from a balloon and squeaked like a toy.
fr {p} respira {x:some} d'un ballon et prit une voix de canard.
de {p} atmete {x:acc} aus einem Ballon und piepste wie ein Spielzeug.
es {p} respiró {x:bare} de un globo y habló con voz de pito.
zh {p}吸了一口气球里的{x}，说话像玩具一样尖。

# neon
en It glows in the tubes above bars and cinemas all night.
fr Il luit toute la nuit dans les tubes des bars et des cinémas.
de Es glüht nachts in den Röhren über Bars und Kinos.
es Brilla toda la noche en los tubos de los bares y los cines.
zh 整夜，它在酒吧和影院的灯管里发光。

# neon
en Over the cinema of {c} a sign with {x} flickers.
fr Au-dessus du cinéma {c:de} clignote une enseigne au {x:bare}.
de Über dem Kino von {c} flackert eine Reklame mit {x:bare}.
es Sobre el cine de {c} parpadea un letrero de {x:bare}.
zh {c}的影院上方，充{x}的招牌闪个不停。

# nitrogen
en Most of the air is this gas, and plants need it as fertilizer.
fr L'air en est fait aux trois quarts, et les engrais en apportent aux plantes.
de Die Luft besteht meist aus diesem Gas, und Pflanzen brauchen es als Dünger.
es Casi todo el aire es este gas, y las plantas lo toman del abono.
zh 空气中大部分是它，植物从肥料里得到它。

# nitrogen
en Liquid and ice-cold, {x} freezes a flower in a second.
fr Liquide et glacial, {x} gèle une fleur en une seconde.
de Flüssig und eiskalt lässt {x} eine Blume sofort gefrieren.
es Líquido y helado, {x} congela una flor en un segundo.
zh 变成液体的{x}冷极了，一秒钟就能冻住一朵花。

# argon
en This lazy gas reacts with nothing and shields the welder's seam.
fr Ce gaz paresseux ne réagit avec rien et protège la soudure.
de Dieses träge Gas reagiert mit nichts und schützt die Schweißnaht.
es Este gas perezoso no reacciona con nada y protege la soldadura.
zh 这种懒惰的气体跟什么都不起反应，焊接时用来保护焊缝。

# argon
en Between the two panes of the window there is {x} against the cold.
fr Entre les deux vitres de la fenêtre, il y a {x:some} contre le froid.
de Zwischen den zwei Scheiben des Fensters hält {x} die Kälte ab.
es Entre los dos cristales de la ventana hay {x:bare} contra el frío.
zh 两层窗玻璃之间充了{x}，可以挡住寒冷。

# carbon
en Pencil tips and diamonds are both made of it, as strange as it sounds.
fr Les mines de crayon et les diamants en sont faits, si étrange que ce soit.
de Bleistiftminen und Diamanten bestehen daraus, so seltsam es klingt.
es Las minas de lápiz y los diamantes están hechos de él, por raro que parezca.
zh 说来奇怪，铅笔芯和钻石都是由它构成的。

# carbon
en A diamond is {x} that was pressed for millions of years.
fr Un diamant, c'est {x:some} pressé pendant des millions d'années.
de Ein Diamant ist {x}, Millionen Jahre lang gepresst.
es Un diamante es {x:bare} prensado durante millones de años.
zh 钻石就是被压了几百万年的{x}。

# sulfur
en It smells of rotten eggs and lies in crusts around volcanoes.
fr Il sent l'œuf pourri et forme des croûtes autour des volcans.
de Er riecht nach faulen Eiern und liegt als Kruste um Vulkane.
es Huele a huevo podrido y forma costras alrededor de los volcanes.
zh 它有臭鸡蛋味，在火山口周围结成硬壳。

# sulfur
en At the hot spring near {c} the steam stinks of {x}.
fr À la source chaude près {c:de}, la vapeur pue {x}.
de An der heißen Quelle bei {c} stinkt der Dampf nach {x:bare}.
es En la fuente termal cerca de {c}, el vapor apesta a {x:bare}.
zh {c}附近的温泉冒着一股{x}的臭气。

# silicon
en Sand is full of it, and computer chips and solar cells are cut from it.
fr Le sable en est plein, et on y taille des puces et des cellules solaires.
de Sand ist voll davon, und man schneidet Chips und Solarzellen daraus.
es La arena está llena de él, y de él se cortan chips y placas solares.
zh 沙子里到处是它，芯片和太阳能电池都用它切成。

# silicon
en Every chip in the computer of {p} is a thin slice of {x}.
fr Chaque puce de l'ordinateur {p:de} est une fine tranche en {x:bare}.
de Jeder Chip im Computer von {p} ist eine dünne Scheibe aus {x:bare}.
es Cada chip del ordenador de {p} es una lámina fina de {x:bare}.
zh {p}电脑里的每块芯片都是一片薄薄的{x}。

# iodine
en It stings on a scraped knee, and seaweed and salt contain it.
fr Il pique sur un genou écorché, et les algues en contiennent.
de Es brennt auf dem aufgeschürften Knie, und Algen enthalten es.
es Escuece en la rodilla raspada, y las algas lo contienen.
zh 它涂在擦破的膝盖上很疼，海藻里含有它。

# iodine
en {p} dabbed {x} on the scraped knee of the child.
fr {p} tamponna le genou écorché de l'enfant avec {x:some}.
de {p} tupfte dem Kind {x:acc} auf das aufgeschürfte Knie.
es {p} le puso {x:bare} al niño en la rodilla raspada.
zh {p}在孩子擦破的膝盖上涂了{x}。
"""

OWN = OWN_FIELDS + OWN_ELEMENTS
