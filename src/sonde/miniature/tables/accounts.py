"""What happened, what somebody asks about it, and what can be answered. Slots as in `things`.

After a # stand a story and its part: `did` happened and `says` reports it; `else` happened instead
and `denies` reports that. A lie about a story without `else` has its slots exchanged: {x} and {y},
{c} and {d}, {r} and {s} (people), {day} and {date}, {hour} and {time}, {n} and {m}.
So every answer is the truth after one event and a lie after another.
"""

# a family that {x} and {y} are drawn from, or some of its members
CAST = {
    "ate": "food",
    "bought": "stuff",
    "gate": ("cat", "dog", "horse", "rabbit", "fox"),
    "poem": "animal",
    "door": "colour",
    "treasure": "landscape",
    "present": ("cat", "dog", "bicycle", "horse", "rabbit"),
    "chest": ("gold", "silver", "copper", "iron", "tin", "sulfur"),
    "meeting": "landmark",
    "wall": "colour",
}

HAPPENED = """
# ate did
en In the kitchen {p} secretly ate {x}.
fr Dans la cuisine, {p} a mangé {x} en cachette.
de In der Küche aß {p} heimlich {x:acc}.
es En la cocina, {p} se comió {x} a escondidas.
zh {p}在厨房里偷偷吃了{x}。

# ate else
en In the kitchen {p} saw {x}, but did not touch anything.
fr Dans la cuisine, {p} a vu {x}, mais n'a touché à rien.
de In der Küche sah {p} {x:acc}, rührte aber nichts an.
es En la cocina, {p} vio {x}, pero no tocó nada.
zh {p}在厨房里看见了{x}，但是什么也没碰。

# ate ask
en Did you eat {x}?
fr As-tu mangé {x} ?
de Hast du {x:acc} gegessen?
es ¿Te has comido {x}?
zh 你吃了{x}吗？

# ate says
en Yes, I ate {x}.
fr Oui, j'ai mangé {x}.
de Ja, ich habe {x:acc} gegessen.
es Sí, me he comido {x}.
zh 是的，我吃了{x}。

# ate denies
en No, I did not touch {x}.
fr Non, je n'ai touché à rien.
de Nein, ich habe {x:acc} nicht angerührt.
es No, no he tocado nada.
zh 没有，我没碰{x}。

# bought did
en On {day} {p} went to the market and bought {x:some}.
fr {p} est <allé|allée> au marché {day} et y a acheté {x:some}.
de Am {day} ging {p} auf den Markt und kaufte {x:some}.
es El {day}, {p} fue al mercado y compró {x:gen}.
zh {day}{p}去市场买了{x}。

# bought ask
en What did you buy on {day}?
fr Qu'as-tu acheté {day} ?
de Was hast du am {day} gekauft?
es ¿Qué compraste el {day}?
zh {day}你买了什么？

# bought says
en I bought {x:some}.
fr J'ai acheté {x:some}.
de Ich habe {x:some} gekauft.
es Compré {x:gen}.
zh 我买了{x}。

# trip did
en Last week {p} spent three days in {c}.
fr La semaine dernière, {p} a passé trois jours à {c}.
de Letzte Woche verbrachte {p} drei Tage in {c}.
es La semana pasada, {p} pasó tres días en {c}.
zh 上个星期{p}在{c}待了三天。

# trip ask
en Where were you last week?
fr Où étais-tu la semaine dernière ?
de Wo warst du letzte Woche?
es ¿Dónde estuviste la semana pasada?
zh 上个星期你在哪里？

# trip says
en I spent three days in {c}.
fr J'ai passé trois jours à {c}.
de Ich war drei Tage lang in {c}.
es Estuve tres días en {c}.
zh 我在{c}，待了三天。

# vase did
en While dancing, {p} knocked the vase off the table.
fr En dansant, {p} a fait tomber le vase de la table.
de Beim Tanzen stieß {p} die Vase vom Tisch.
es Al bailar, {p} tiró el jarrón de la mesa.
zh {p}跳舞时把桌上的花瓶碰掉了。

# vase else
en While {p} was asleep, the wind knocked the vase off the table.
fr Pendant que {p} dormait, le vent a fait tomber le vase.
de Während {p} schlief, stieß der Wind die Vase vom Tisch.
es Mientras {p} dormía, el viento tiró el jarrón de la mesa.
zh {p}睡觉时，风把桌上的花瓶吹掉了。

# vase ask
en Did you break the vase?
fr Est-ce toi qui as cassé le vase ?
de Hast du die Vase zerbrochen?
es ¿Has roto tú el jarrón?
zh 花瓶是你打破的吗？

# vase says
en Yes, I broke it myself.
fr Oui, c'est moi qui l'ai cassé.
de Ja, ich habe sie zerbrochen.
es Sí, lo he roto yo.
zh 是的，是我打破的。

# vase denies
en No, it was only the wind.
fr Non, ce n'était que le vent.
de Nein, das war nur der Wind.
es No, solo fue el viento.
zh 不是，只是风吹的。

# letter did
en {p} opened the letter that came for {q} and read it twice.
fr {p} a ouvert la lettre adressée à {q} et l'a lue deux fois.
de {p} öffnete den Brief, der für {q} kam, und las ihn zweimal.
es {p} abrió la carta que llegó para {q} y la leyó dos veces.
zh {p}拆开了寄给{q}的信，读了两遍。

# letter else
en {p} laid the letter that came for {q} on the desk, still sealed.
fr {p} a posé sur le bureau la lettre adressée à {q}, encore fermée.
de {p} legte den Brief, der für {q} kam, verschlossen auf den Schreibtisch.
es {p} dejó sobre el escritorio la carta que llegó para {q}, aún cerrada.
zh {p}把寄给{q}的信原封不动地放在书桌上。

# letter ask
en Have you read my letter?
fr As-tu lu ma lettre ?
de Hast du meinen Brief gelesen?
es ¿Has leído mi carta?
zh 你看了我的信吗？

# letter says
en Yes, I have read every line.
fr Oui, j'en ai lu chaque ligne.
de Ja, ich habe jede Zeile gelesen.
es Sí, he leído cada línea.
zh 是的，每一行我都看了。

# letter denies
en No, I never opened it.
fr Non, je ne l'ai jamais ouverte.
de Nein, ich habe ihn nie geöffnet.
es No, nunca la he abierto.
zh 没有，我从没拆开过。

# home did
en {p} came home at {hour} o'clock and took off <his|her> shoes.
fr {p} est <rentré|rentrée> à {hour} heures et a ôté ses chaussures.
de {p} kam um {hour} Uhr nach Hause und zog die Schuhe aus.
es {p} volvió a casa a las {hour} y se quitó los zapatos.
zh {p}{hour}点回到家，脱了鞋。

# home ask
en When did you come home?
fr À quelle heure es-tu <rentré|rentrée> ?
de Wann bist du nach Hause gekommen?
es ¿A qué hora volviste a casa?
zh 你几点回的家？

# home says
en I came home at {hour} o'clock.
fr Je suis <rentré|rentrée> à {hour} heures.
de Ich bin um {hour} Uhr nach Hause gekommen.
es Volví a casa a las {hour}.
zh 我{hour}点回的家。

# coins did
en Under a bench {p} found {n} coins and put them in a pocket.
fr Sous un banc, {p} a trouvé {n} pièces et les a mises dans sa poche.
de Unter einer Bank fand {p} {n} Münzen und steckte sie ein.
es Debajo de un banco, {p} encontró {n} monedas y se las guardó.
zh {p}在长椅下捡到{n}枚硬币，放进了口袋。

# coins ask
en How many coins did you find?
fr Combien de pièces as-tu trouvées ?
de Wie viele Münzen hast du gefunden?
es ¿Cuántas monedas encontraste?
zh 你捡到多少枚硬币？

# coins says
en There were {n} coins under the bench.
fr Il y avait {n} pièces sous le banc.
de Es waren {n} Münzen unter der Bank.
es Había {n} monedas debajo del banco.
zh 长椅下有{n}枚硬币。

# gate did
en {p} forgot to close the gate, and {x} ran away.
fr {p} a laissé le portail ouvert, et {x} a pris la fuite.
de {p} vergaß, das Tor zu schließen, und {x} lief davon.
es {p} olvidó cerrar la verja, y {x} se escapó.
zh {p}忘了关院门，{x}跑掉了。

# gate else
en {p} closed the gate well, but {x} broke through the fence.
fr {p} a bien fermé le portail, mais {x} a cassé la clôture.
de {p} schloss das Tor gut zu, aber {x} brach durch den Zaun.
es {p} cerró bien la verja, pero {x} rompió la valla.
zh {p}关好了院门，可是{x}撞破了篱笆。

# gate ask
en Did you leave the gate open?
fr As-tu laissé le portail ouvert ?
de Hast du das Tor offen gelassen?
es ¿Dejaste la verja abierta?
zh 院门是你没关吗？

# gate says
en Yes, I left it open.
fr Oui, je l'ai laissé ouvert.
de Ja, ich habe es offen gelassen.
es Sí, la dejé abierta.
zh 是的，我没有关。

# gate denies
en No, I closed it well.
fr Non, je l'avais bien fermé.
de Nein, ich habe es gut geschlossen.
es No, la cerré bien.
zh 不是，我关好了。

# poem did
en {p} wrote a poem about {x} all alone, line after line.
fr {p} a écrit sans aide, vers après vers, un poème sur {x}.
de {p} schrieb ganz allein, Zeile für Zeile, ein Gedicht über {x:acc}.
es {p} escribió sin ayuda, verso a verso, un poema sobre {x}.
zh {p}独自一行一行地写了一首关于{x}的诗。

# poem else
en {p} copied a poem about {x} from a forgotten book.
fr {p} a copié un poème sur {x} dans un livre oublié.
de {p} schrieb ein Gedicht über {x:acc} aus einem vergessenen Buch ab.
es {p} copió un poema sobre {x} de un libro olvidado.
zh {p}从一本没人记得的书里抄了一首关于{x}的诗。

# poem ask
en Is this poem your own work?
fr Ce poème est-il de toi ?
de Ist dieses Gedicht von dir?
es ¿Es tuyo este poema?
zh 这首诗是你自己写的吗？

# poem says
en Yes, every word is mine.
fr Oui, chaque mot est de moi.
de Ja, jedes Wort ist von mir.
es Sí, cada palabra es mía.
zh 是的，每个字都是我写的。

# poem denies
en No, I copied it from a book.
fr Non, je l'ai copié dans un livre.
de Nein, ich habe es abgeschrieben.
es No, lo copié de un libro.
zh 不是，是我从书里抄的。

# gossip did
en At school {p} told everyone what {q} had confided.
fr À l'école, {p} a répété à tous la confidence {q:de}.
de In der Schule erzählte {p} allen, was {q} <ihm|ihr> anvertraut hatte.
es En la escuela, {p} contó a todos la confidencia de {q}.
zh 在学校，{p}把{q}的心事告诉了所有人。

# gossip else
en At school {p} did not say a word about what {q} had confided.
fr À l'école, {p} n'a pas dit un mot de la confidence {q:de}.
de In der Schule sagte {p} kein Wort über das, was {q} <ihm|ihr> anvertraut hatte.
es En la escuela, {p} no dijo ni una palabra de la confidencia de {q}.
zh 在学校，{p}对{q}的心事一个字也没说。

# gossip ask
en Did you talk about me at school?
fr As-tu parlé de moi à l'école ?
de Hast du in der Schule über mich geredet?
es ¿Has hablado de mí en la escuela?
zh 你在学校说我的事了吗？

# gossip says
en Yes, I told everyone.
fr Oui, je l'ai dit à tout le monde.
de Ja, ich habe es allen erzählt.
es Sí, se lo conté a todos.
zh 是的，我告诉了所有人。

# gossip denies
en No, I told nobody.
fr Non, je ne l'ai dit à personne.
de Nein, ich habe es niemandem erzählt.
es No, no se lo conté a nadie.
zh 没有，我谁也没告诉。

# door did
en During the night {p} painted the door of the school {x:bare}.
fr Pendant la nuit, {p} a peint la porte de l'école en {x:bare}.
de In der Nacht gab {p} der Schultür die Farbe {x:bare}.
es Durante la noche, {p} pintó de {x:bare} la puerta de la escuela.
zh 夜里{p}把学校的门漆成了{x}。

# door ask
en Which colour did you take for the door?
fr Quelle couleur as-tu prise pour la porte ?
de Welche Farbe hast du für die Tür genommen?
es ¿Qué color usaste para la puerta?
zh 你给门漆了什么颜色？

# door says
en I took {x:bare} for the door.
fr J'ai pris du {x:bare} pour la porte.
de Ich habe für die Tür {x:bare} genommen.
es Usé el {x:bare} para la puerta.
zh 我把门漆成了{x}。

# visit did
en In the evening {p} met {r} at the old mill.
fr Le soir, {p} a rencontré {r} au vieux moulin.
de Am Abend traf {p} {r:acc} an der alten Mühle.
es Por la noche, {p} se encontró con {r} en el viejo molino.
zh 傍晚{p}在旧磨坊见了{r}。

# visit ask
en Whom did you meet at the mill?
fr Qui as-tu rencontré au moulin ?
de Wen hast du an der Mühle getroffen?
es ¿Con quién te encontraste en el molino?
zh 你在磨坊见了谁？

# visit says
en I met {r} there.
fr J'y ai rencontré {r}.
de Ich habe dort {r:acc} getroffen.
es Allí me encontré con {r}.
zh 我在那里见了{r}。
"""

ASKED = """
en {q} asked:
en Later {q} wanted to know:
en {q} looked at {p} and asked:
fr {q} a demandé :
fr Plus tard, {q} a voulu savoir :
fr {q} a regardé {p} et a demandé :
de {q} fragte:
de Später wollte {q} wissen:
de {q} sah {p} an und fragte:
es {q} preguntó:
es Más tarde, {q} quiso saber:
es {q} miró a {p} y preguntó:
zh {q}问：
zh 后来{q}想知道：
zh {q}看着{p}问：
"""

REPLIED = """
en {p} answered:
en {p} looked up and said:
en {p} said at once:
fr {p} a répondu :
fr {p} a levé les yeux et a dit :
fr {p} a dit aussitôt :
de {p} antwortete:
de {p} blickte auf und sagte:
de {p} sagte sofort:
es {p} respondió:
es {p} levantó la vista y dijo:
es {p} dijo enseguida:
zh {p}回答：
zh {p}抬起头说：
zh {p}马上说：
"""

# said after the truth and after a lie alike
ASSURE = """
en You can believe me.
en I remember it well.
en That is all I can say.
fr Tu peux me croire.
fr Je m'en souviens bien.
fr C'est tout ce que je peux dire.
de Du kannst mir glauben.
de Ich erinnere mich gut.
de Mehr kann ich nicht sagen.
es Puedes creerme.
es Lo recuerdo bien.
es Es todo lo que puedo decir.
zh 你可以相信我。
zh 我记得很清楚。
zh 我只能说这些。
"""

VERDICTS = """
# deception
en That was a lie.
en This answer was false.
fr C'était un mensonge.
fr Cette réponse était fausse.
de Das war eine Lüge.
de Diese Antwort war falsch.
es Eso era una mentira.
es Esa respuesta era falsa.
zh 这是谎话。
zh 这个回答是假的。

# honesty
en That was the truth.
en This answer was true.
fr C'était la vérité.
fr Cette réponse était vraie.
de Das war die Wahrheit.
de Diese Antwort war wahr.
es Eso era la verdad.
es Esa respuesta era cierta.
zh 这是实话。
zh 这个回答是真的。
"""

# the line of a fact check below an account
CHECKS = {
    "honesty": ("true", "as it was", "confirmed"),
    "deception": ("false", "not so", "a lie"),
}
