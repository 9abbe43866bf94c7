"""Own sentences of foods and drinks; as in `own_living`."""

OWN = """
# apple
en A worm looks out of its core, and the stem still has a leaf.
fr Un ver sort de son trognon, et la queue porte encore une feuille.
de Ein Wurm schaut aus dem Kerngehäuse, und am Stiel hängt noch ein Blatt.
es Un gusano asoma por su corazón, y el rabillo aún tiene una hoja.
zh 一条虫从果核里探出头，果柄上还有一片叶子。

# apple
en {P} bites into {x}, crisp and rosy-cheeked, and presses the rest into cider.
fr {P} croque dans {x} aux joues fraîches et presse le reste pour le cidre.
de {P} beißt knackend in {x:acc} mit roten Backen und keltert aus dem Rest Most.
es {P} muerde {x} crujiente de mejillas rojas y hace sidra con el resto.
zh {p}咬了一口脆脆的{x}，剩下的拿去酿果酒。

# orange
en Under its thick peel lie juicy segments, and the zest perfumes the fingers.
fr Sous sa peau épaisse, des quartiers juteux, et son zeste parfume les doigts.
de Unter der dicken Schale liegen saftige Spalten, und ihr Duft bleibt an den Fingern.
es Bajo su cáscara gruesa hay gajos jugosos, y su aroma queda en los dedos.
zh 厚厚的皮下是一瓣瓣多汁的果肉，手指上留着清香。

# orange
en At {hour} o'clock {p} peels {x} and shares the segments with {q}.
fr À {hour} heures, {p} épluche {x} et partage les quartiers avec {q}.
de Um {hour} Uhr schält {p} {x:acc} und teilt die Spalten mit {q}.
es A las {hour} {p} pela {x} y reparte los gajos con {q}.
zh {hour}点钟，{p}剥开{x}，把果瓣分给{q}。

# lemon
en So sour that it makes you wince: a few drops wake the fish on the plate.
fr Si acide qu'il fait grimacer : quelques gouttes relèvent le poisson.
de So sauer, dass man das Gesicht verzieht: Ein paar Tropfen würzen den Fisch.
es Tan ácido que hace arrugar la cara: unas gotas avivan el pescado.
zh 酸得人直皱眉头，在鱼上挤几滴就很提味。

# lemon
en {P} squeezes {x} into a jug of ice for sour lemonade.
fr {P} presse {x} dans une carafe de glaçons pour une boisson acide.
de {P} presst {x:acc} in einen Krug mit Eis und verzieht sauer das Gesicht.
es {P} exprime {x} en una jarra con hielo y hace una bebida ácida.
zh {p}把{x}挤进冰壶里，做成酸酸的饮料。

# cherry
en They hang in pairs, and the children wear them as earrings and spit the stones.
fr Elles pendent par deux ; les enfants s'en font des boucles d'oreilles et crachent les noyaux.
de Sie hängen paarweise, und Kinder tragen sie als Ohrringe und spucken die Steine.
es Cuelgan en pareja, y los niños las llevan de pendientes y escupen los huesos.
zh 它们成对挂着，孩子们拿来当耳环，再把果核吐得老远。

# cherry
en On top of the whipped cream sits {x}, small and shiny, with its stone.
fr Sur la crème fouettée brille {x}, toute petite, avec son noyau.
de Auf der Schlagsahne sitzt {x}, klein und glänzend, mit Stein und Stiel.
es Sobre la nata montada brilla {x}, muy pequeña, con su hueso.
zh 打发的奶油上放着{x}，小小的，亮亮的，还带着核。

# grape
en They ripen in bunches on the vine and are trodden into wine.
fr Il mûrit en grappes sur la vigne, et on le foule pour faire du vin.
de Sie reifen am Weinstock und werden zu Wein gekeltert.
es Maduran en racimos en la viña y se pisan para hacer vino.
zh 它们一串串挂在藤上成熟，用脚踩了酿成酒。

# grape
en During the harvest {p} cuts {x:s} from the vine and dries a few as raisins.
fr Pendant les vendanges, {p} coupe {x} sur la vigne et remplit sa hotte.
de Bei der Weinlese schneidet {p} {x:acc} vom Rebstock und trocknet Rosinen.
es En la vendimia, {p} corta {x} de la vid y seca unas pocas como pasas.
zh 收获时{p}从藤上剪下{x}，晒一些成果干。

# pear
en Narrow above and round below like a bell, it turns soft and mealy overnight.
fr Mince en haut et ronde en bas comme une cloche, elle mollit en une nuit.
de Oben schmal und unten rund wie eine Glocke wird sie über Nacht weich und mehlig.
es Estrecha arriba y redonda abajo como una campana, se ablanda en una noche.
zh 上面细下面圆，像一口钟，放一夜就变软了。

# pear
en {P} poaches {x} in syrup with cinnamon because it bruises so easily.
fr {P} poche {x} dans un sirop à la cannelle, car sa chair est fragile.
de {P} pochiert {x:acc} in Sirup mit Zimt, denn jeder Druck macht Flecken.
es {P} cuece {x} en almíbar con canela, porque su carne se magulla pronto.
zh {p}用桂皮糖水炖{x}，因为它一碰就伤。

# strawberry
en Tiny seeds sit on its outside, and it grows on runners close to the straw.
fr De minuscules graines la couvrent, et elle pousse sur des stolons dans la paille.
de Winzige Kerne sitzen außen, und sie wächst an Ausläufern dicht über dem Stroh.
es Tiene las semillas por fuera y crece en estolones junto a la paja.
zh 它的小籽长在外面，贴着地面的藤蔓生长。

# strawberry
en {P} dips {x} in whipped cream, heart-shaped and sweet as June.
fr {P} trempe {x} en forme de cœur dans la crème, douce comme juin.
de {P} taucht {x:acc} in Schlagsahne, herzförmig und süß wie der Juni.
es {P} moja {x} en nata, con forma de corazón y dulce como junio.
zh {p}把心形的{x}蘸上奶油，像六月一样甜。

# banana
en Bent like a moon, it ripens to spots, and clowns slip on its peel.
fr Courbée comme une lune, elle se tache en mûrissant, et le clown glisse sur sa peau.
de Krumm wie ein Mond bekommt sie Flecken, und Clowns rutschen auf der Schale aus.
es Con forma de media luna, madura con manchas, y el payaso resbala en su piel.
zh 它弯得像月亮，熟了长斑点，小丑踩到皮就滑倒。

# banana
en {P} breaks {x} off the bunch and mashes it with a fork for the baby.
fr {P} détache {x} du régime et l'écrase à la fourchette pour le bébé.
de {P} bricht {x:acc} von der Staude und zerdrückt alles mit der Gabel für das Baby.
es {P} separa {x} del racimo y hace puré con el tenedor para el bebé.
zh {p}从一大串上掰下{x}，用叉子压成泥喂宝宝。

# peach
en Its downy skin feels like velvet, and a wrinkled stone hides in the middle.
fr Sa peau duveteuse est comme du velours, et un noyau ridé se cache au milieu.
de Seine flaumige Haut fühlt sich wie Samt an, und innen steckt ein runzliger Kern.
es Su piel con pelusa parece terciopelo, y en medio se esconde un hueso arrugado.
zh 它的皮毛茸茸像绒布，中间藏着一颗皱皱的核。

# peach
en With its fuzzy skin {x} drips down the chin of {p} at the first bite.
fr Dès la première bouchée, {x} au fin duvet coule sur le menton {p:de}.
de Beim ersten Biss tropft {x} mit der Flaumhaut vom Kinn von {p}.
es Al primer mordisco, {x} de piel aterciopelada gotea por la barbilla {p:de}.
zh {p}一口咬下毛茸茸的{x}，汁水流到下巴。

# onion
en It has skin under skin, and whoever chops it must cry.
fr Il a des pelures sous les pelures, et qui le hache doit pleurer.
de Sie hat Haut unter Haut, und wer sie hackt, muss weinen.
es Tiene capa bajo capa, y quien la pica acaba llorando.
zh 它剥了一层还有一层，切它的人都会流泪。

# onion
en With tears in the eyes {p} slices {x} into rings and fries them.
fr Les larmes aux yeux, {p} coupe {x} en rondelles et les fait revenir.
de Mit Tränen in den Augen schneidet {p} {x:acc} in Ringe und röstet sie.
es Con lágrimas en los ojos, {p} corta {x} en aros y los fríe.
zh {p}流着泪把{x}切成圈，放进锅里炸。

# tomato
en Ripe and plump on its vine, it becomes ketchup or sauce for spaghetti.
fr Mûre et ronde sur son pied, elle devient ketchup ou sauce pour spaghettis.
de Reif und prall am Strauch wird sie zu Ketchup oder Soße für Spaghetti.
es Madura redondo en la mata y acaba en kétchup o en salsa de espaguetis.
zh 它在藤上又圆又饱满，可以熬成酱，浇在意面上。

# tomato
en In the greenhouse {p} ties {x} to a stake and simmers ketchup.
fr Dans la serre, {p} attache {x} à un tuteur et mijote du ketchup.
de Im Gewächshaus bindet {p} {x:acc} an einen Stab und kocht Ketchup ein.
es En el invernadero, {p} ata {x} a una estaca y prepara kétchup.
zh {p}在温室里把{x}绑在架子上，还熬一锅酱汁。

# carrot
en The crunchy root is pulled by its feathery leaves and becomes a snowman's nose.
fr On tire par ses fanes cette racine croquante, nez du bonhomme de neige.
de Man zieht die knackige Wurzel am Kraut heraus; der Schneemann trägt sie als Nase.
es Se arranca por las hojas esta raíz crujiente que sirve de nariz al muñeco de nieve.
zh 抓着叶子拔出脆脆的根，它就是雪人的鼻子。

# carrot
en {P} grates {x} for the salad, since this root is said to be good for the eyes.
fr {P} râpe {x} pour la salade, car cette racine est bonne pour les yeux.
de {P} raspelt {x:acc} in den Salat, denn diese Wurzel soll gut für die Augen sein.
es {P} ralla {x} para la ensalada, pues esta raíz es buena para la vista.
zh {p}把{x}擦成丝拌凉菜，据说这种根对眼睛好。

# mushroom
en Overnight its cap pushes through the moss, with gills and spores beneath.
fr En une nuit, son chapeau perce la mousse, avec lamelles et spores dessous.
de Über Nacht drückt sich der Hut durchs Moos, mit Lamellen und Sporen darunter.
es En una noche su sombrero brota del musgo, con láminas y esporas debajo.
zh 一夜之间，它的小伞顶破苔藓，伞下满是孢子。

# mushroom
en Is {x} safe? {p} checks cap, ring and stem in the guide before filling the basket.
fr {P} compare le chapeau et le pied {x:de} avec le guide, puis remplit son panier.
de {P} prüft Hut und Stiel {x:von} im Bestimmungsbuch und füllt dann den Korb.
es {P} compara el sombrero y el pie {x:de} con la guía y luego llena la cesta.
zh {p}对照图鉴查看{x}的伞盖和柄，再装进篮子。

# potato
en The floury tuber with its many eyes becomes chips, crisps or mash.
fr Le tubercule farineux aux nombreux yeux devient frites, chips ou purée.
de Die mehlige Knolle mit vielen Augen wird zu Pommes, Chips oder Püree.
es El tubérculo harinoso con muchos ojos se hace frito, chips o puré.
zh 这种粉粉的块茎长着许多芽眼，能做薯条和薯泥。

# potato
en {P} digs up {x} with a fork and roasts it in the embers.
fr {P} déterre {x} à la fourche et la fait cuire sous la braise.
de {P} gräbt {x:acc} mit der Gabel aus und röstet [ihn|sie] in der Glut.
es {P} desentierra {x} con la horca y [lo|la] asa en las brasas.
zh {p}用叉子挖出{x}，放进炭灰里烤。

# pumpkin
en Hollowed out, it grins on Halloween with a candle inside.
fr Vidée, elle grimace à Halloween avec une bougie à l'intérieur.
de Ausgehöhlt grinst er an Halloween mit einer Kerze im Bauch.
es Vaciada, sonríe en Halloween con una vela dentro.
zh 掏空以后，万圣节里点上蜡烛，它就咧嘴笑。

# pumpkin
en In the fairy tale {x} turns into a coach and at midnight back again.
fr Dans le conte, {x} se change en carrosse et, à minuit, redevient légume.
de Im Märchen wird {x} zur Kutsche und um Mitternacht wieder zum Gemüse.
es En el cuento, {x} se convierte en carroza y a medianoche vuelve a la huerta.
zh 童话里{x}变成一辆华丽的车，午夜又变回原样。

# cucumber
en Cool slices lie on the closed eyes, and small ones are pickled with dill.
fr Ses rondelles fraîches se posent sur les yeux ; petit, il finit au vinaigre.
de Kühle Scheiben liegen auf den Augen; klein wird sie mit Dill eingelegt.
es Sus rodajas frescas van sobre los ojos; pequeño, se encurte con eneldo.
zh 清凉的薄片敷在眼睛上，小的用莳萝腌起来。

# cucumber
en {P} pickles {x} with dill and vinegar in a jar.
fr {P} met {x} en bocal avec de l'aneth et du vinaigre.
de {P} legt {x:acc} mit Dill und Essig in ein Glas ein.
es {P} encurte {x} en un frasco con eneldo y vinagre.
zh {p}用莳萝和醋把{x}腌在瓶子里。

# cake
en {N} candles burn on its icing, and everyone sings for the birthday child.
fr {N} bougies brûlent sur son glaçage, et l'on chante pour l'anniversaire.
de {N} Kerzen brennen auf der Glasur, und alle singen zum Geburtstag.
es {N} velas arden sobre el glaseado y todos cantan el cumpleaños.
zh 糖霜上点着{n}根蜡烛，大家唱着生日歌。

# cake
en For the birthday of {q}, {p} bakes {x} in three layers with icing.
fr Pour l'anniversaire {q:de}, {p} prépare {x} à trois étages avec glaçage.
de Zum Geburtstag von {q} backt {p} {x:acc} mit drei Schichten und Glasur.
es Para el cumpleaños {q:de}, {p} hornea {x} de tres pisos con glaseado.
zh {q}过生日，{p}烤了三层的{x}，涂上糖霜。

# pizza
en The flat round comes from the wood oven in a cardboard box, cut in eight.
fr Ronde et plate, elle sort du four à bois dans son carton, coupée en huit.
de Flach und rund kommt sie aus dem Holzofen in den Karton, in acht Stücken.
es Redonda y plana, sale del horno de leña en una caja, cortada en ocho.
zh 圆圆薄薄，从柴火炉里出来，切成八块装进纸盒。

# pizza
en At {hour} o'clock a courier brings {p} {x:a} with melted mozzarella and olives.
fr À {hour} heures, on livre à {p} {x:a} avec mozzarella fondue et olives.
de Um {hour} Uhr liefert ein Bote {p} {x:aacc} mit Mozzarella und Oliven.
es A las {hour} le traen a {p} {x:a} con mozzarella fundida y aceitunas.
zh {hour}点钟，外卖员给{p}送来{x}，上面有橄榄，还能拉出长长的丝。

# sausage
en In its tight skin it sizzles on the grill and waits for mustard.
fr Dans son boyau serré, elle grésille sur le gril et attend la moutarde.
de In ihrer prallen Pelle brutzelt sie auf dem Grill und wartet auf Senf.
es Dentro de su tripa chisporrotea en la parrilla y espera la mostaza.
zh 它在烤架上滋滋作响，肠衣绷得紧紧的，就等芥末。

# sausage
en The butcher of {c} hangs {x} in smoke and ties it with string.
fr Le charcutier {c:de} fume {x} et la noue avec de la ficelle.
de Der Metzger von {c} hängt {x:acc} in den Rauch und bindet Schnur herum.
es El carnicero de {c} ahúma {x} y la ata con un cordel.
zh {c}的肉铺老板把{x}熏好，用细绳扎起来。

# pancake
en Batter sizzles in the pan, and with one toss it flips in the air.
fr La pâte grésille dans la poêle, et d'un coup on la fait sauter en l'air.
de Der Teig brutzelt in der Pfanne, und mit Schwung dreht er sich in der Luft.
es La masa chisporrotea en la sartén y de un golpe da la vuelta en el aire.
zh 面糊在平底锅里滋滋响，一抛就在空中翻个面。

# pancake
en {P} flips {x} in the pan and pours maple syrup over the stack.
fr {P} fait sauter {x} à la poêle et verse du sirop d'érable sur la pile.
de {P} wendet {x:acc} in der Pfanne und gießt Ahornsirup über den Stapel.
es {P} voltea {x} en la sartén y vierte sirope de arce sobre la pila.
zh {p}在平底锅里翻着{x}，再浇上枫糖浆。

# biscuit
en It comes from a box, snaps in two and leaves crumbs on the rug.
fr Il sort d'une boîte en métal, se casse net et laisse des miettes sur le tapis.
de Er kommt aus der Dose, bricht knackend entzwei und krümelt auf den Teppich.
es Sale de una lata, se parte en dos y deja migas en la alfombra.
zh 从圆盒里拿出来，咔嚓掰成两半，碎屑掉在地毯上。

# biscuit
en {P} cuts stars from the dough for Christmas and dunks {x}.
fr Pour Noël, {p} découpe la pâte en étoiles et trempe {x} dans une tasse.
de Zu Weihnachten sticht {p} Sterne aus dem Teig und tunkt {x:acc} in die Tasse.
es En Navidad {p} recorta estrellas de masa y moja {x} en la taza.
zh 圣诞节{p}用面团切出星星，把{x}蘸进杯子里。

# bread
en The dough rises with yeast, and the loaf leaves the oven with a crackling crust.
fr La pâte lève avec le levain, et la miche sort du four avec une croûte dorée.
de Der Teig geht mit Hefe auf, und der Laib kommt mit Kruste aus dem Ofen.
es La masa sube con la levadura, y la hogaza sale del horno con corteza crujiente.
zh 面团发酵膨胀，出炉时外壳又香又脆。

# bread
en {P} kneads flour and yeast, bakes {x} and cuts a thick slice.
fr {P} pétrit farine et levure, cuit {x} et coupe une tranche épaisse.
de {P} knetet Mehl und Hefe, backt {x:acc} und schneidet eine dicke Scheibe.
es {P} amasa harina y levadura, hornea {x} y corta una rebanada gruesa.
zh {p}揉好面粉和酵母，烤出{x}，切下厚厚一片。

# cheese
en It ripens in the cellar under a rind, full of holes and strong in smell.
fr Il s'affine dans la cave sous sa croûte, plein de trous et d'odeur forte.
de Er reift im Keller unter der Rinde, voller Löcher und mit strengem Geruch.
es Madura en la bodega bajo su corteza, lleno de agujeros y de olor fuerte.
zh 它在地窖里熟成，外皮硬硬的，满是小孔，气味很浓。

# cheese
en {P} grates {x} over the pasta and melts the rest for fondue.
fr {P} râpe {x} sur les pâtes et fait fondre le reste en fondue.
de {P} reibt {x:acc} über die Nudeln und schmilzt den Rest für Fondue.
es {P} ralla {x} sobre la pasta y funde el resto para la fondue.
zh {p}把{x}擦在面上，剩下的融化做火锅。

# rice
en The grains grow in flooded paddies and steam in a bowl beside chopsticks.
fr Les grains poussent dans des champs inondés et fument près des baguettes.
de Die Körner wachsen in überfluteten Feldern und dampfen neben den Stäbchen.
es Los granos crecen en campos inundados y humean junto a los palillos.
zh 谷粒长在水田里，碗里冒着热气，旁边放着筷子。

# rice
en With chopsticks {p} eats {x} and rolls the rest with seaweed into sushi.
fr {P} mange {x} avec des baguettes et roule des sushis avec des algues.
de Mit Stäbchen isst {p} {x:acc} und rollt aus dem Rest Sushi mit Algen.
es {P} come {x} con palillos y enrolla el resto con algas para sushi.
zh {p}用筷子吃{x}，剩下的用海苔卷成寿司。

# soup
en It simmers in the big pot, and everyone blows on the ladle before the first spoon.
fr Elle mijote dans la grande marmite, et l'on souffle sur sa cuillère.
de Sie köchelt im großen Topf, und alle pusten auf den Löffel.
es Hierve a fuego lento en la olla, y todos soplan la cuchara.
zh 大锅里慢慢炖着，大家都往勺子上吹气。

# soup
en With a ladle {p} fills deep plates with {x} and burns the tongue.
fr À la louche, {p} verse {x} dans les assiettes creuses et se brûle la langue.
de Mit der Kelle schöpft {p} {x:acc} in tiefe Teller und verbrennt sich die Zunge.
es Con el cucharón {p} sirve {x} en platos hondos y se quema la lengua.
zh {p}用长勺把{x}舀进深盘，结果烫了舌头。

# butter
en Cream is churned until it clumps, and on hot toast it melts at once.
fr On baratte la crème jusqu'à ce qu'il prenne, puis il fond sur la tartine chaude.
de Rahm wird gestampft, bis sie fest ist, und auf heißem Toast schmilzt sie sofort.
es Se bate la nata hasta que cuaja, y en la tostada caliente se derrite enseguida.
zh 搅打奶油直到结块，放在热吐司上立刻融化。

# butter
en With a knife {p} spreads {x} on hot toast and greases the pan.
fr Au couteau, {p} étale {x} sur la tartine chaude et graisse le moule.
de Mit dem Messer streicht {p} {x:acc} auf heißen Toast und fettet die Form.
es Con el cuchillo {p} unta {x} en la tostada y engrasa el molde.
zh {p}用刀把{x}抹在热吐司上，再给模具涂油。

# chocolate
en The bar of cocoa melts on the tongue, and the wrapper of foil rustles.
fr La tablette de cacao fond sur la langue, et le papier d'aluminium craque.
de Die Tafel aus Kakao schmilzt auf der Zunge, und die Folie raschelt.
es La tableta de cacao se deshace en la lengua, y el papel de aluminio cruje.
zh 可可做的一块在舌头上融化，包装纸沙沙响。

# chocolate
en On Valentine's Day {p} gives {q} a box of {x:bare} filled with truffle and nougat.
fr À la Saint-Valentin, {p} offre à {q} une boîte de {x:bare} et de nougat.
de Am Valentinstag schenkt {p} {q} eine Schachtel voll {x:bare} mit Nougat und Trüffel.
es En San Valentín {p} regala a {q} una caja de {x:bare} con trufa y turrón.
zh 情人节{p}送给{q}一盒{x}，里面有果仁和可可。

# jam
en Fruit and sugar boil until they set, and the jars get lids and labels.
fr Fruits et sucre cuisent jusqu'à prendre, puis les pots reçoivent étiquettes et couvercles.
de Früchte und Zucker kochen ein, und die Gläser bekommen Deckel und Etikett.
es La fruta y el azúcar hierven hasta cuajar, y los tarros reciben tapas y etiquetas.
zh 水果和糖熬到黏稠，装进玻璃罐，贴上标签。

# jam
en {P} boils fruit with sugar, fills {n} jars with {x} and licks the spoon.
fr {P} cuit des fruits et du sucre, remplit {n} pots et goûte {x} à la cuillère.
de {P} kocht Früchte mit Zucker, füllt {n} Gläser und leckt {x:acc} vom Löffel.
es {P} hierve fruta con azúcar, llena {n} tarros y prueba {x} con la cuchara.
zh {p}用水果和糖熬出{x}，装满{n}罐，舔着勺子。

# coffee
en Roasted beans are ground, and the caffeine keeps sleepy people awake.
fr On moud les grains torréfiés, et la caféine réveille les endormis.
de Geröstete Bohnen werden gemahlen, und das Koffein hält Müde wach.
es Se muelen los granos tostados, y la cafeína despierta a los dormidos.
zh 烘焙好的豆子磨成粉，里面的提神成分让人清醒。

# coffee
en Without {x} and its caffeine {p} cannot wake up before {hour} o'clock.
fr Sans {x} et sa caféine, {p} ne se réveille pas avant {hour} heures.
de Ohne {x:acc} mit Koffein wird {p} vor {hour} Uhr nicht wach.
es Sin la cafeína {x:de}, {p} no se despierta antes de las {hour}.
zh 不喝{x}提神，{p}{hour}点以前醒不过来。

# tea
en The leaves steep in the pot for three minutes, and the kettle still whistles.
fr Les feuilles infusent trois minutes dans la théière, et la bouilloire siffle.
de Die Blätter ziehen drei Minuten in der Kanne, und der Kessel pfeift.
es Las hojas reposan tres minutos en la tetera, y el hervidor silba.
zh 叶子在壶里泡三分钟，水壶还在呜呜响。

# tea
en When the kettle whistles, {p} lets {x} steep and serves it in porcelain.
fr Quand siffle la bouilloire, {p} laisse infuser {x} et le sert en porcelaine.
de Wenn der Kessel pfeift, lässt {p} {x:acc} ziehen und serviert in Porzellan.
es Cuando silba el hervidor, {p} deja reposar {x} y sirve en porcelana.
zh 水壶一响，{p}就泡上{x}，倒进瓷杯里。

# milk
en It foams fresh into the bucket, feeds the baby and turns sour in the heat.
fr Il mousse tout frais dans le seau, nourrit le bébé et tourne à la chaleur.
de Frisch schäumt sie im Eimer, nährt das Baby und wird in der Hitze sauer.
es Cae espumosa en el cubo, alimenta al bebé y se agria con el calor.
zh 新鲜的它在桶里起泡，能喂婴儿，天热就变酸。

# milk
en {P} warms {x} in a bottle for the baby and wipes the foam from its lip.
fr {P} réchauffe {x} dans un biberon pour le bébé et essuie la mousse.
de {P} wärmt {x:acc} in der Flasche für das Baby und wischt den Schaum ab.
es {P} calienta {x} en el biberón para el bebé y le limpia la espuma.
zh {p}把{x}热好装进奶瓶给宝宝喝，擦掉泡沫。

# honey
en Sweet and sticky, it drips from the wax comb into the beekeeper's jar.
fr Doux et collant, il coule du rayon de cire dans le pot de l'apiculteur.
de Süß und klebrig tropft er aus der Wabe ins Glas des Imkers.
es Dulce y pegajosa, gotea del panal de cera al tarro del apicultor.
zh 又甜又黏，从蜡做的巢脾滴进养蜂人的罐子里。

# honey
en For a sore throat {p} stirs {x} from the comb into a hot cup.
fr Contre le mal de gorge, {p} remue {x} du rayon dans une tasse chaude.
de Gegen Halsweh rührt {p} {x:acc} aus der Wabe in eine heiße Tasse.
es Para el dolor de garganta, {p} disuelve {x} del panal en una taza caliente.
zh {p}嗓子疼，把巢里的{x}搅进热杯子。

# juice
en Pressed from ripe fruit, it stands in a carton with a straw.
fr Tiré de fruits mûrs, il attend dans un carton avec une paille.
de Aus reifem Obst gepresst, steht er in der Tüte mit einem Strohhalm.
es Exprimido de fruta madura, espera en un cartón con pajita.
zh 用熟透的水果榨成，装在纸盒里，插着吸管。

# juice
en Through a straw {p} drinks {x}, freshly pressed and full of vitamins.
fr À la paille, {p} boit {x} frais, tout juste pressé et plein de vitamines.
de Mit dem Strohhalm trinkt {p} {x:acc}, frisch gepresst und voller Vitamine.
es Con una pajita {p} bebe {x} recién exprimido y lleno de vitaminas.
zh {p}用吸管喝鲜榨的{x}，里面满是维生素。

# garlic
en One clove is enough to spoil the breath and drive vampires away.
fr Une gousse suffit pour gâter l'haleine et chasser les vampires.
de Eine Zehe genügt, um den Atem zu verderben und Vampire zu vertreiben.
es Un diente basta para estropear el aliento y ahuyentar a los vampiros.
zh 一小瓣就让嘴里有味道，还能吓跑吸血鬼。

# garlic
en Against vampires {p} hangs {x} in braids over the door.
fr Contre les vampires, {p} suspend {x} en tresses au-dessus de la porte.
de Gegen Vampire hängt {p} {x:acc} in Zöpfen über die Tür.
es Contra los vampiros, {p} cuelga {x} en trenzas sobre la puerta.
zh 为了防吸血鬼，{p}把{x}编成辫子挂在门上。
"""
