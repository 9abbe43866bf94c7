"""Feelings and situations that no single word names: a block shows the one after its #."""

FEELINGS = """
# joy
en {p} laughed and danced because the day was simply wonderful.
fr {p} riait et dansait, car la journée était merveilleuse.
de {p} lachte und tanzte, denn der Tag war einfach wunderbar.
es {p} reía y bailaba porque el día era maravilloso.
zh {p}又笑又跳，因为这一天太美好了。

# joy
en "I have never been so happy!" cried {p} with shining eyes.
fr « Je n'ai jamais connu un tel bonheur ! » s'écria {p}, les yeux brillants.
de „Ich war noch nie so glücklich!“, rief {p} mit leuchtenden Augen.
es «¡Nunca he sido tan feliz!», gritó {p} con los ojos brillantes.
zh “我从来没有这么快乐！”{p}眼睛发亮地喊道。

# joy
en {p} hummed a tune, hugged everybody and jumped over every puddle.
fr {p} fredonnait un air, embrassait tout le monde et sautait par-dessus les flaques.
de {p} summte ein Lied, umarmte alle und sprang über jede Pfütze.
es {p} tarareaba una canción, abrazaba a todos y saltaba los charcos.
zh {p}哼着小曲，拥抱每一个人，跳过一个个水洼。

# sadness
en {p} sat by the window and wept until the evening.
fr {p} pleura près de la fenêtre jusqu'au soir.
de {p} saß am Fenster und weinte bis zum Abend.
es {p} lloró junto a la ventana hasta la noche.
zh {p}坐在窗边，一直哭到晚上。

# sadness
en Since the funeral nothing could comfort {p}, and the days were empty.
fr Depuis l'enterrement, rien ne consolait {p}, et les jours étaient vides.
de Seit der Beerdigung konnte nichts {p} trösten, und die Tage waren leer.
es Desde el funeral nada consolaba a {p}, y los días estaban vacíos.
zh 葬礼以后，什么都安慰不了{p}，日子空荡荡的。

# sadness
en With tears on <his|her> cheeks, {p} put away the old photographs.
fr Les larmes aux yeux et le cœur lourd, {p} rangea les vieilles photos.
de Mit Tränen auf den Wangen räumte {p} die alten Fotos weg.
es Con lágrimas en las mejillas, {p} guardó las fotos viejas.
zh {p}脸上挂着泪，把旧照片收了起来。

# anger
en {p} slammed the door and shouted that it was an outrage.
fr {p} claqua la porte et cria que c'était une honte.
de {p} knallte die Tür zu und schrie, das sei eine Frechheit.
es {p} dio un portazo y gritó que era una vergüenza.
zh {p}砰地关上门，大喊这太过分了。

# anger
en Beside <himself|herself> with rage, {p} banged on the table and would not listen.
fr Tremblant de rage, {p} tapait sur la table sans écouter personne.
de Mit rotem Kopf schlug {p} auf den Tisch und hörte niemandem zu.
es Con la cara roja, {p} golpeaba la mesa y no escuchaba a nadie.
zh {p}气得满脸通红，拍着桌子，谁的话也不听。

# anger
en {p} tore up the letter, stamped <his|her> foot and cursed loudly.
fr {p} déchira la lettre, tapa du pied et jura à voix haute.
de {p} zerriss den Brief, stampfte mit dem Fuß auf und fluchte laut.
es {p} rompió la carta, dio una patada al suelo y soltó maldiciones.
zh {p}撕碎了信，跺着脚大声咒骂。

# fear
en {p} heard steps in the dark, trembled and held <his|her> breath.
fr {p} entendit des pas dans l'obscurité et se mit à trembler.
de {p} hörte Schritte im Dunkeln, zitterte und hielt den Atem an.
es {p} oyó pasos en la oscuridad y empezó a temblar.
zh {p}在黑暗中听到脚步声，浑身发抖，屏住呼吸。

# fear
en With a pounding heart {p} hid under the bed and dared not move.
fr Le cœur battant, {p} resta sous le lit sans oser bouger.
de Mit klopfendem Herzen lag {p} unter dem Bett und wagte keine Bewegung.
es Con el corazón acelerado, {p} se quedó bajo la cama sin moverse.
zh {p}心怦怦直跳，躲在床下不敢动。

# fear
en Pale as a sheet, {p} begged not to enter the tunnel.
fr Pâle comme un linge, {p} suppliait de ne pas entrer dans le tunnel.
de Kreidebleich flehte {p}, nicht in den Tunnel zu müssen.
es <Pálido|Pálida> como la cera, {p} suplicaba no entrar en el túnel.
zh {p}脸色煞白，苦苦哀求不要进隧道。

# gratitude
en "Thank you with all my heart, I will never forget your help," said {p}.
fr « Merci de tout cœur, je n'oublierai jamais votre aide », dit {p}.
de „Danke von ganzem Herzen, diese Hilfe vergesse ich nie“, sagte {p}.
es «Gracias de todo corazón, nunca olvidaré su ayuda», dijo {p}.
zh “衷心感谢，我永远不会忘记您的帮助。”{p}说。

# gratitude
en {p} brought flowers to the people who had been so kind.
fr {p} apporta des fleurs à ceux qui l'avaient si bien aidé<|e>.
de {p} brachte denen Blumen, die so freundlich geholfen hatten.
es {p} llevó flores a quienes habían sido tan amables.
zh {p}给那些好心帮忙的人送去了鲜花。

# gratitude
en "How can I ever repay you?" asked {p} and pressed the hands of {q}.
fr « Comment vous remercier ? » demanda {p} en serrant les mains {q:de}.
de „Wie kann ich das je vergelten?“, fragte {p} und drückte {q} die Hand.
es «¿Cómo podré pagarle este favor?», preguntó {p} y estrechó la mano de {q}.
zh “我该怎么报答您呢？”{p}握紧{q}的手问道。

# pride
en {p} held up the prize, and the whole family clapped.
fr {p} leva le prix bien haut, et toute la famille applaudit.
de {p} hielt den Preis hoch, und die ganze Familie klatschte.
es {p} levantó el premio, y toda la familia aplaudió.
zh {p}高高举起奖杯，全家人都鼓掌。

# pride
en "I did it all by myself," said {p}, standing very tall.
fr « J'ai tout fait moi-même », dit {p}, la tête haute.
de „Das habe ich ganz allein geschafft“, sagte {p} mit erhobenem Kopf.
es «Lo hice todo sin ayuda», dijo {p} con la cabeza alta.
zh “这全是我自己做到的。”{p}昂着头说。

# pride
en {p} hung the diploma on the wall and showed it to every guest.
fr {p} accrocha le diplôme au mur et le montra à chaque invité.
de {p} hängte die Urkunde an die Wand und zeigte sie jedem Gast.
es {p} colgó el diploma en la pared y se lo enseñó a cada invitado.
zh {p}把奖状挂在墙上，给每位客人看。

# boredom
en {p} yawned, looked at the clock again and counted the tiles.
fr {p} bâilla, regarda encore l'horloge et compta les carreaux.
de {p} gähnte, sah wieder auf die Uhr und zählte die Fliesen.
es {p} bostezó, miró otra vez el reloj y contó las baldosas.
zh {p}打着哈欠，又看了看钟，数起了地砖。

# boredom
en Nothing ever happened, the hour would not end, and {p} drew circles.
fr Il ne se passait rien, l'heure ne finissait pas, et {p} dessinait des ronds.
de Nichts geschah, die Stunde nahm kein Ende, und {p} malte Kreise.
es No pasaba nada, la hora no terminaba, y {p} dibujaba círculos.
zh 什么事也没发生，时间过得真慢，{p}在纸上画圈。

# boredom
en Chin in hand, {p} watched a fly crawl across the ceiling.
fr Le menton dans la main, {p} regardait une mouche traverser le plafond.
de Das Kinn in der Hand, sah {p} einer Fliege an der Decke zu.
es Con la barbilla en la mano, {p} miraba una mosca en el techo.
zh {p}托着下巴，看一只苍蝇在天花板上慢慢爬。

# hope
en {p} lit a candle and believed that tomorrow would be better.
fr {p} alluma une bougie et crut que demain serait meilleur.
de {p} zündete eine Kerze an und glaubte an einen besseren Morgen.
es {p} encendió una vela y creyó que mañana sería mejor.
zh {p}点起蜡烛，相信明天会更好。

# hope
en Perhaps the letter will come after all, thought {p}, and smiled a little.
fr La lettre arrivera peut-être quand même, pensa {p} avec un petit sourire.
de Vielleicht kommt der Brief ja doch, dachte {p} und lächelte ein wenig.
es Quizá la carta llegue al final, pensó {p} con una pequeña sonrisa.
zh 也许信终究会来的，{p}想着，微微一笑。

# hope
en After the long night {p} saw a first light and took new courage.
fr Après la longue nuit, {p} vit une lueur et reprit courage.
de Nach der langen Nacht sah {p} einen Schimmer und fasste neuen Mut.
es Tras la larga noche, {p} vio un primer rayo de luz y cobró ánimo.
zh 漫漫长夜之后，{p}看到一丝曙光，又有了勇气。

# loneliness
en Nobody called on the birthday of {p}, and the second chair stayed empty.
fr Personne n'appela pour l'anniversaire {p:de}, et la deuxième chaise resta vide.
de Niemand rief am Geburtstag von {p} an, und der zweite Stuhl blieb leer.
es Nadie llamó en el cumpleaños de {p}, y la segunda silla quedó vacía.
zh {p}生日那天没有人打电话，另一把椅子一直空着。

# loneliness
en {p} eats alone, walks alone and talks only to the radio.
fr {p} mange sans compagnie, marche sans compagnie et ne parle qu'à la radio.
de {p} isst allein, geht allein spazieren und redet nur mit dem Radio.
es {p} come a solas, pasea a solas y solo habla con la radio.
zh {p}一个人吃饭，一个人散步，只和收音机说话。

# loneliness
en Among all those strangers {p} had no friend and missed a familiar voice.
fr Parmi tant d'inconnus, {p} n'avait pas d'ami et se sentait abandonné<|e>.
de Unter all den Fremden hatte {p} keinen Freund und vermisste eine vertraute Stimme.
es Entre tantos desconocidos, {p} no tenía amigos y echaba de menos una voz familiar.
zh 在陌生的人群里，{p}没有一个朋友，想念熟悉的声音。

# inner_conflict
en {p} wanted to stay and wanted to leave, and could not choose.
fr {p} voulait rester et voulait partir, sans pouvoir choisir.
de {p} wollte bleiben und wollte gehen und konnte sich nicht entscheiden.
es {p} quería quedarse y quería irse, y no podía elegir.
zh {p}又想留下又想离开，拿不定主意。

# inner_conflict
en One voice told {p} to speak, another one to be silent; both were right.
fr Une voix disait à {p} de parler, une autre de se taire ; les deux avaient raison.
de Eine Stimme riet {p} zu reden, eine andere zu schweigen; beide hatten recht.
es Una voz le decía a {p} que hablara, otra que callara; las dos tenían razón.
zh 一个声音叫{p}说出来，另一个叫{p}沉默；两个都有道理。

# inner_conflict
en Torn between duty and desire, {p} changed <his|her> mind ten times.
fr Partagé<|e> entre le devoir et l'envie, {p} changea dix fois d'avis.
de Zwischen Pflicht und Wunsch zerrissen, änderte {p} zehnmal die Meinung.
es Entre el deber y el deseo, {p} cambió de opinión diez veces.
zh {p}夹在责任和愿望之间，十次改变主意。

# secrecy
en "Do not tell anyone," whispered {p} and locked the drawer.
fr « Ne le dis à personne », murmura {p} en verrouillant le tiroir.
de „Sag es niemandem“, flüsterte {p} und schloss die Schublade ab.
es «No se lo digas a nadie», susurró {p} y cerró bien el cajón.
zh “别告诉任何人。”{p}小声说着，锁上了抽屉。

# secrecy
en {p} knew the truth, but hid the letter and kept quiet for years.
fr {p} connaissait la vérité, mais cacha la lettre et se tut pendant des années.
de {p} kannte die Wahrheit, versteckte aber den Brief und schwieg jahrelang.
es {p} sabía la verdad, pero escondió la carta y calló durante años.
zh {p}知道真相，却藏起了信，多年不说。

# secrecy
en Behind closed curtains {p} wrote down in code what nobody should learn.
fr Rideaux fermés, {p} notait en code ce que nul ne devait apprendre.
de Hinter Vorhängen notierte {p} in Geheimschrift, was niemand erfahren durfte.
es Con las cortinas cerradas, {p} anotaba en clave lo que nadie debía saber.
zh {p}拉上窗帘，用暗号记下谁也不该知道的事。

# urgency
en "Quick, we have only two minutes left!" called {p} and ran.
fr « Vite, il ne reste que deux minutes ! » cria {p} en courant.
de „Schnell, wir haben nur noch zwei Minuten!“, rief {p} und rannte.
es «¡Rápido, solo quedan dos minutos!», gritó {p} y echó a correr.
zh “快点，只剩两分钟了！”{p}一边喊一边跑。

# urgency
en There was no time to lose: {p} had to finish everything before noon.
fr Il n'y avait pas de temps à perdre : {p} devait tout finir avant midi.
de Es war keine Zeit zu verlieren: {p} musste bis Mittag alles fertig haben.
es No había tiempo que perder: {p} debía terminar todo antes del mediodía.
zh 没有时间可浪费了：{p}必须在中午前做完一切。

# urgency
en "Hurry up, every second counts!" shouted {p} into the telephone.
fr « Dépêchez-vous, chaque seconde compte ! » cria {p} au téléphone.
de „Beeilung, jede Sekunde zählt!“, rief {p} ins Telefon.
es «¡Dense prisa, cada segundo cuenta!», gritó {p} por teléfono.
zh “赶紧，一秒钟也不能耽误！”{p}对着电话大喊。

# apology
en "I am so sorry, it was all my fault," said {p} and looked down.
fr « Je suis vraiment désolé<|e>, c'était ma faute », dit {p} en baissant les yeux.
de „Es tut mir so leid, es war meine Schuld“, sagte {p} und sah zu Boden.
es «Lo siento mucho, fue culpa mía», dijo {p} y bajó la mirada.
zh “真对不起，都是我的错。”{p}低下头说。

# apology
en {p} came back to beg for forgiveness and promised to pay for the broken window.
fr {p} revint demander pardon et promit de payer la fenêtre cassée.
de {p} kam zurück, bat um Verzeihung und wollte das kaputte Fenster bezahlen.
es {p} volvió para pedir perdón y prometió pagar la ventana rota.
zh {p}回来请求原谅，答应赔打破的窗户。

# apology
en "Please excuse me, I did not mean to hurt you," wrote {p} to {q}.
fr « Excusez-moi, je ne voulais pas vous blesser », écrivit {p} à {q}.
de „Bitte verzeih, ich wollte dich nicht verletzen“, schrieb {p} an {q}.
es «Le ruego que me disculpe, no quise herirle», escribió {p} a {q}.
zh “请见谅，我不是有意伤害您的。”{p}写信给{q}。

# jealousy
en {p} could not stand to see {q} smile at somebody else.
fr {p} ne supportait pas de voir {q} sourire à quelqu'un d'autre.
de {p} ertrug es nicht, dass {q} jemand anderem zulächelte.
es {p} no soportaba que {q} sonriera a otra persona.
zh {p}受不了{q}对别人微笑。

# jealousy
en "Why always {q} and never me?" hissed {p}, full of envy.
fr « Pourquoi toujours {q} et jamais moi ? » siffla {p}, plein<|e> d'envie.
de „Warum immer {q} und nie ich?“, zischte {p} voller Neid.
es «¿Por qué siempre {q} y nunca yo?», masculló {p} con envidia.
zh “为什么总是{q}，从来不是我？”{p}眼红地咬着牙说。

# jealousy
en All evening {p} watched every dance and suspected a rival.
fr Toute la soirée, {p} surveilla chaque danse et soupçonna un rival.
de Den ganzen Abend beobachtete {p} jeden Tanz und witterte Rivalen.
es Toda la noche {p} vigiló cada baile y sospechó de algún rival.
zh 整个晚上{p}盯着每一支舞，疑心有情敌。

# doubt
en Is that really true? {p} shook <his|her> head and checked once more.
fr Est-ce bien vrai ? {p} secoua la tête et vérifia encore une fois.
de Stimmt das wirklich? {p} schüttelte den Kopf und prüfte es noch einmal.
es ¿Será verdad? {p} movió la cabeza y lo comprobó otra vez.
zh 这是真的吗？{p}摇摇头，又核对了一遍。

# doubt
en The more {p} read, the less certain the answer seemed.
fr Plus {p} lisait, moins la réponse semblait certaine.
de Je mehr {p} las, desto unsicherer erschien die Antwort.
es Cuanto más leía {p}, menos segura parecía la respuesta.
zh {p}越往下读，越觉得答案靠不住。

# doubt
en {p} frowned at the promise and did not believe a word of it.
fr {p} fronça les sourcils devant cette promesse et n'en crut pas un mot.
de {p} runzelte bei diesem Versprechen die Stirn und glaubte kein Wort.
es {p} frunció el ceño ante aquella promesa y no creyó ni una palabra.
zh {p}听了这个诺言皱起眉头，一个字也不信。

# forgiveness
en "It is all right, let us start again," said {p} and opened <his|her> arms.
fr « Ce n'est rien, recommençons à zéro », dit {p} en ouvrant les bras.
de „Schon gut, fangen wir neu an“, sagte {p} und öffnete die Arme.
es «No pasa nada, empecemos de nuevo», dijo {p} y abrió los brazos.
zh “没关系，我们重新开始吧。”{p}张开双臂说。

# forgiveness
en {p} no longer held the old quarrel against {q}.
fr {p} n'en voulait plus à {q} pour leur vieille querelle.
de {p} trug {q} den alten Streit nicht länger nach.
es {p} ya no le guardaba rencor a {q} por aquella vieja pelea.
zh {p}不再为从前的争吵记恨{q}了。

# forgiveness
en After ten years {p} made peace with {q} and wiped away every old debt.
fr Au bout de dix ans, {p} fit la paix avec {q} et effaça les vieux torts.
de Nach zehn Jahren schloss {p} Frieden mit {q} und vergaß alles Unrecht.
es Después de diez años, {p} hizo las paces con {q} y olvidó las ofensas.
zh 十年以后，{p}和{q}和好了，忘掉了一切过错。

# curiosity
en What is inside that box? {p} bent over it and lifted the lid.
fr Qu'y a-t-il dans cette boîte ? {p} se pencha et souleva le couvercle.
de Was steckt in dieser Kiste? {p} beugte sich vor und hob den Deckel.
es ¿Qué hay en esa caja? {p} se inclinó y levantó la tapa.
zh 那个盒子里是什么？{p}弯下腰，掀开了盖子。

# curiosity
en {p} asked a hundred questions and wanted to know how it works inside.
fr {p} posait cent questions et voulait savoir comment cela marche.
de {p} stellte hundert Fragen und wollte wissen, wie es innen funktioniert.
es {p} hacía cien preguntas y quería saber cómo funciona por dentro.
zh {p}问了一百个问题，想知道里面是怎么运转的。

# curiosity
en On tiptoe {p} peeped over the fence to find out what was going on.
fr Sur la pointe des pieds, {p} épiait par-dessus la clôture pour tout découvrir.
de Auf Zehenspitzen spähte {p} über den Zaun, um alles herauszufinden.
es De puntillas, {p} miró por encima de la valla para averiguar qué pasaba.
zh {p}踮起脚从篱笆上偷看，想弄清发生了什么事。
"""
