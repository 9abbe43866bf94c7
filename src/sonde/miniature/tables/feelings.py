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

# sadness
en {p} sat by the window and wept until the evening.
fr {p} pleurait près de la fenêtre jusqu'au soir.
de {p} saß am Fenster und weinte bis zum Abend.
es {p} lloró junto a la ventana hasta la noche.
zh {p}坐在窗边，一直哭到晚上。

# sadness
en Since the funeral nothing could comfort {p}, and the days were empty.
fr Depuis l'enterrement, rien ne consolait {p}, et les jours étaient vides.
de Seit der Beerdigung konnte nichts {p} trösten, und die Tage waren leer.
es Desde el funeral nada consolaba a {p}, y los días estaban vacíos.
zh 葬礼以后，什么都安慰不了{p}，日子空荡荡的。

# anger
en {p} slammed the door and shouted that it was an outrage.
fr {p} claqua la porte et cria que c'était une honte.
de {p} knallte die Tür zu und schrie, das sei eine Frechheit.
es {p} dio un portazo y gritó que era una vergüenza.
zh {p}砰地关上门，大喊这太过分了。

# anger
en Red in the face, {p} banged on the table and would not listen.
fr Rouge de colère, {p} tapait sur la table sans écouter personne.
de Mit rotem Kopf schlug {p} auf den Tisch und hörte niemandem zu.
es Con la cara roja, {p} golpeaba la mesa y no escuchaba a nadie.
zh {p}气得满脸通红，拍着桌子，谁的话也不听。

# fear
en {p} heard steps in the dark, trembled and held <his|her> breath.
fr {p} entendit des pas dans le noir et se mit à trembler.
de {p} hörte Schritte im Dunkeln, zitterte und hielt den Atem an.
es {p} oyó pasos en la oscuridad y empezó a temblar.
zh {p}在黑暗中听到脚步声，浑身发抖，屏住呼吸。

# fear
en With a pounding heart {p} hid under the bed and dared not move.
fr Le cœur battant, {p} resta sous le lit sans oser bouger.
de Mit klopfendem Herzen lag {p} unter dem Bett und wagte keine Bewegung.
es Con el corazón acelerado, {p} se quedó bajo la cama sin moverse.
zh {p}心怦怦直跳，躲在床下不敢动。

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

# secrecy
en "Do not tell anyone," whispered {p} and locked the drawer.
fr « Ne le dis à personne », murmura {p} en fermant le tiroir à clé.
de „Sag es niemandem“, flüsterte {p} und schloss die Schublade ab.
es «No se lo digas a nadie», susurró {p} y cerró el cajón con llave.
zh “别告诉任何人。”{p}小声说着，锁上了抽屉。

# secrecy
en {p} knew the truth, but hid the letter and kept quiet for years.
fr {p} connaissait la vérité, mais cacha la lettre et se tut pendant des années.
de {p} kannte die Wahrheit, versteckte aber den Brief und schwieg jahrelang.
es {p} sabía la verdad, pero escondió la carta y calló durante años.
zh {p}知道真相，却藏起了信，多年不说。

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
"""
