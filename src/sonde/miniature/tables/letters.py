"""E-mail: what honest letters say. The concept of a body sentence stands after its #.

{p} receives, {q} sends; {day}, {n} and {hour} are filled with a weekday and numbers. SHARED and
ANY_SUBJECT may stand in a scam as well: what is asked gives a scam away, not its manners.
"""

TITLE = {"en": "Subject: ", "fr": "Objet : ", "de": "Betreff: ", "es": "Asunto: ", "zh": "主题："}

GREETING = """
en Dear {p},
en Hello {p},
en Good morning {p},
fr Bonjour {p},
fr <Cher|Chère> {p},
de Hallo {p}!
de Guten Tag {p}!
de <Lieber|Liebe> {p}!
es Hola {p}:
es <Estimado|Estimada> {p}:
zh {p}，您好：
zh 亲爱的{p}：
"""

CLOSING = """
en Best regards, / {q}
en See you soon, / {q}
en Yours, / {q}
en Thank you very much, / {q}
fr Bien à vous, / {q}
fr Cordialement, / {q}
fr Merci d'avance, / {q}
de Viele Grüße / {q}
de Bis bald / {q}
de Mit bestem Dank / {q}
es Un saludo, / {q}
es Hasta pronto, / {q}
es Muchas gracias, / {q}
zh 祝好， / {q}
zh 非常感谢， / {q}
"""

ANY_SUBJECT = """
en for {p}
en a question about {x}
en important, please read today
en news from {c}
fr pour {p}
fr une question au sujet {x:de}
fr important, à lire aujourd'hui
fr des nouvelles {c:de}
de für {p}
de eine Frage zum Thema {x:bare}
de wichtig, bitte heute lesen
de Neues aus {c}
es para {p}
es una pregunta sobre {x}
es importante, léalo hoy
es noticias de {c}
zh 致{p}
zh 关于{x}的一个问题
zh 重要，请今天阅读
zh {c}来的消息
"""

SHARED = """
en I hope you and your family are well.
en I hope this letter finds you in good health.
fr J'espère que vous et votre famille allez bien.
de Ich hoffe, Ihnen und Ihrer Familie geht es gut.
es Espero que usted y su familia estén bien.
zh 希望您和家人一切都好。

# urgency
en This is urgent, so please answer before {day}.
en Please reply today, it cannot wait.
fr C'est urgent, répondez avant {day}, s'il vous plaît.
fr Répondez aujourd'hui, cela ne peut pas attendre.
de Es ist dringend, bitte antworten Sie vor {day}.
de Bitte antworten Sie noch heute, es kann nicht warten.
es Es urgente, responda antes del {day}, por favor.
es Responda hoy, esto no puede esperar.
zh 事情很急，请在{day}之前回复。
zh 请今天就回信，这件事不能等。

en You surely remember our talk about {x}.
fr Vous vous souvenez de notre conversation : il s'agissait {x:de}.
de Sie erinnern sich sicher an unser Gespräch über {x:acc}.
es Seguro que recuerda nuestra charla sobre {x}.
zh 您一定还记得我们关于{x}的谈话。

en I am writing from {c}, where I work this week.
fr Je vous écris de mon bureau à {c}.
de Ich schreibe Ihnen aus {c}, wo ich diese Woche arbeite.
es Le escribo desde {c}, donde trabajo esta semana.
zh 我从{c}给您写信，这个星期我在那里工作。

en It is about {n} euros and should not take long.
fr Il s'agit de {n} euros et cela ne prendra pas longtemps.
de Es geht um {n} Euro und dauert nicht lange.
es Se trata de {n} euros y no llevará mucho tiempo.
zh 这涉及{n}欧元，不会花很长时间。

en You can reach me by phone until {hour} o'clock.
fr Vous pouvez me joindre par téléphone jusqu'à {hour} heures.
de Sie erreichen mich bis {hour} Uhr am Telefon.
es Puede llamarme por teléfono hasta las {hour}.
zh {hour}点以前可以给我打电话。

# secrecy
en Please do not show this to anyone yet, it is still a secret.
en Please keep this between us for now.
fr N'en parlez encore à personne, c'est un secret.
de Bitte zeigen Sie das noch niemandem, es ist noch geheim.
es No se lo enseñe a nadie todavía, aún es un secreto.
zh 请先不要给别人看，这还是个秘密。

en Your name was given to me by a friend from {c}.
fr Un ami {c:de} m'a donné votre nom.
de Ihren Namen hat mir ein Freund aus {c} genannt.
es Su nombre me lo dio un amigo de {c}.
zh 您的名字是{c}的一位朋友告诉我的。
"""

SUBJECTS = """
# honest_meeting
en meeting on {day}
en our talk about {x}
fr réunion de {day}
fr notre rendez-vous de {hour} heures
de Treffen am {day}
de unser Termin um {hour} Uhr
es reunión del {day}
es nuestra cita de las {hour}
zh {day}的会议
zh 我们{hour}点见面

# honest_invoice
en invoice {n}
en your bill of {n} euros
fr facture {n}
fr votre facture de {n} euros
de Rechnung {n}
de Ihre Rechnung über {n} Euro
es factura {n}
es su factura de {n} euros
zh 账单{n}
zh 您的{n}欧元账单

# honest_parcel
en your parcel
en delivery on {day}
fr votre colis
fr livraison de {day}
de Ihr Paket
de Lieferung am {day}
es su paquete
es entrega del {day}
zh 您的包裹
zh {day}送货

# honest_travel
en our trip to {c}
en two rooms in {c}
fr notre voyage à {c}
fr deux chambres à {c}
de unsere Reise nach {c}
de zwei Zimmer in {c}
es nuestro viaje a {c}
es dos habitaciones en {c}
zh 去{c}的旅行
zh {c}的两个房间

# honest_boss
en the report for {day}
en work this week
fr le rapport de {day}
fr le travail de la semaine
de der Bericht für {day}
de die Arbeit dieser Woche
es el informe del {day}
es el trabajo de esta semana
zh {day}的报告
zh 本周的工作

# honest_bank
en your account in March
en news from your bank
fr votre compte en mars
fr des nouvelles de votre banque
de Ihr Konto im März
de Neues von Ihrer Bank
es su cuenta de marzo
es noticias de su banco
zh 您三月的账户
zh 银行通知

# scam_prize
en you have won
en your prize of {n}000 euros
fr vous avez gagné
fr votre prix de {n}000 euros
de Sie haben gewonnen
de Ihr Gewinn von {n}000 Euro
es usted ha ganado
es su premio de {n}000 euros
zh 您中奖了
zh 您的{n}000欧元奖金

# scam_bank
en your account is blocked
en news from your bank
fr votre compte est bloqué
fr des nouvelles de votre banque
de Ihr Konto ist gesperrt
de Neues von Ihrer Bank
es su cuenta está bloqueada
es noticias de su banco
zh 您的账户已被冻结
zh 银行通知

# scam_parcel
en your parcel
en a parcel is waiting for you
fr votre colis
fr un colis vous attend
de Ihr Paket
de ein Paket wartet auf Sie
es su paquete
es un paquete le espera
zh 您的包裹
zh 有包裹等您领取

# scam_boss
en work this week
en are you at your desk?
fr le travail de la semaine
fr êtes-vous au bureau ?
de die Arbeit dieser Woche
de sind Sie im Büro?
es el trabajo de esta semana
es ¿está usted en la oficina?
zh 本周的工作
zh 您在办公室吗？

# scam_inheritance
en a fortune is waiting
en the will of a rich man
fr une fortune vous attend
fr le testament d'un homme riche
de ein Vermögen wartet
de das Testament eines reichen Mannes
es una fortuna le espera
es el testamento de un hombre rico
zh 一笔财富等着您
zh 一位富翁的遗嘱

# scam_support
en your computer
en a virus was found
fr votre ordinateur
fr un virus a été trouvé
de Ihr Computer
de ein Virus wurde gefunden
es su ordenador
es se ha encontrado un virus
zh 您的电脑
zh 发现病毒

# scam_romance
en your photograph
en I think of you every day
fr votre photo
fr je pense à vous chaque jour
de Ihr Foto
de ich denke jeden Tag an Sie
es su fotografía
es pienso en usted cada día
zh 您的照片
zh 我每天都想您

# scam_tax
en your taxes
en money back from the tax office
fr vos impôts
fr un remboursement d'impôts
de Ihre Steuern
de Geld vom Finanzamt zurück
es sus impuestos
es una devolución de impuestos
zh 您的税款
zh 税务局退款
"""

HONEST = """
# honest_meeting
en We meet on {day} at {hour} in the office in {c}.
fr Nous nous réunissons {day} à {hour} heures au bureau {c:de}.
de Wir treffen uns am {day} um {hour} Uhr im Büro in {c}.
es Nos reunimos el {day} a las {hour} en la oficina de {c}.
zh 我们{day}{hour}点在{c}的办公室见面。

# honest_meeting
en Please bring your notes, we will talk about {x}.
fr Apportez vos notes, nous parlerons {x:de}.
de Bitte bringen Sie Ihre Notizen mit, wir reden über {x:acc}.
es Traiga sus notas, hablaremos {x:de}.
zh 请带上笔记，我们要谈谈{x}。

# honest_meeting
en If the time does not suit you, simply call me.
fr Si l'heure ne vous convient pas, appelez-moi simplement.
de Wenn die Zeit nicht passt, rufen Sie mich einfach an.
es Si la hora no le viene bien, llámeme.
zh 如果时间不合适，给我打电话就行。

# honest_meeting
en The room is on the second floor, and there will be drinks.
fr La salle est au deuxième étage, et il y aura à boire.
de Der Raum ist im zweiten Stock, und für Getränke ist gesorgt.
es La sala está en el segundo piso, y habrá bebidas.
zh 会议室在二楼，会准备饮料。

# honest_invoice
en Attached is the invoice for {n} euros, as agreed in March.
fr Voici la facture de {n} euros, comme convenu en mars.
de Anbei die Rechnung über {n} Euro, wie im März vereinbart.
es Adjunto la factura de {n} euros, como acordamos en marzo.
zh 附上{n}欧元的账单，这是三月说好的。

# honest_invoice
en You can pay within thirty days, there is no hurry.
fr Vous pouvez payer sous trente jours, rien ne presse.
de Sie können innerhalb von dreißig Tagen zahlen, es eilt nicht.
es Puede pagar en treinta días, no hay prisa.
zh 三十天内付款即可，不用着急。

# honest_invoice
en The list shows every hour of work and the price of each part.
fr La liste indique chaque heure de travail et le prix de chaque pièce.
de Die Liste zeigt jede Arbeitsstunde und den Preis jedes Teils.
es La lista muestra cada hora de trabajo y el precio de cada pieza.
zh 清单上写着每个工时和每个零件的价格。

# honest_invoice
en If a number looks wrong to you, we will check it together.
fr Si un chiffre vous semble faux, nous le vérifierons ensemble.
de Wenn Ihnen eine Zahl falsch vorkommt, prüfen wir sie gemeinsam.
es Si algún número le parece mal, lo revisamos juntos.
zh 如果您觉得哪个数字不对，我们一起核对。

# honest_parcel
en Your parcel arrives on {day}; the postage is already paid.
fr Votre colis arrive {day} ; le port est déjà payé.
de Ihr Paket kommt am {day}; das Porto ist schon bezahlt.
es Su paquete llega el {day}; el envío ya está pagado.
zh 您的包裹{day}送到，邮费已经付过了。

# honest_parcel
en If nobody is at home, the driver leaves it with a neighbour.
fr En cas d'absence, le livreur le laisse chez un voisin.
de Wenn niemand zu Hause ist, gibt der Fahrer es beim Nachbarn ab.
es Si no hay nadie en casa, el repartidor lo deja con un vecino.
zh 如果家里没人，快递员会把它放在邻居家。

# honest_parcel
en You do not have to do anything, just open the door.
fr Vous n'avez rien à faire, ouvrez simplement la porte.
de Sie müssen nichts tun, öffnen Sie einfach die Tür.
es No tiene que hacer nada, solo abra la puerta.
zh 您什么都不用做，开门就行。

# honest_parcel
en The box is heavy and holds the {n} books you ordered.
fr Le carton est lourd et contient les {n} livres commandés.
de Der Karton ist schwer und enthält die {n} bestellten Bücher.
es La caja pesa mucho y lleva los {n} libros que pidió.
zh 箱子很重，里面是您订的{n}本书。

# honest_travel
en I have booked two rooms in {c} for {day}.
fr J'ai réservé deux chambres à {c} pour {day}.
de Ich habe für {day} zwei Zimmer in {c} gebucht.
es He reservado dos habitaciones en {c} para el {day}.
zh 我在{c}订了两个房间，{day}入住。

# honest_travel
en We could also talk about {x} on the way if you like.
fr En route, nous pourrions aussi parler {x:de} si vous voulez.
de Unterwegs könnten wir auch über {x:acc} reden, wenn Sie mögen.
es Por el camino también podríamos hablar {x:de} si quiere.
zh 如果您愿意，路上我们还可以聊聊{x}。

# honest_travel
en Pack warm clothes, for the evenings there are cold.
fr Prenez des vêtements chauds, car les soirées y sont froides.
de Packen Sie warme Kleidung ein, denn abends ist es dort kalt.
es Lleve ropa de abrigo, porque allí las noches son frías.
zh 请带上暖和的衣服，那里晚上很冷。

# honest_travel
en I wait for you at the station at {hour}, under the big clock.
fr Je vous attends à la gare à {hour} heures, sous la grande horloge.
de Ich warte um {hour} Uhr am Bahnhof unter der großen Uhr auf Sie.
es Le espero en la estación a las {hour}, bajo el gran reloj.
zh 我{hour}点在车站的大钟下等您。

# honest_boss
en Could you finish the report about {x} before {day}?
fr Pourriez-vous finir le rapport avant {day} ? Il y est question {x:de}.
de Könnten Sie den Bericht über {x:acc} vor {day} fertig machen?
es ¿Podría terminar el informe sobre {x} antes del {day}?
zh 您能在{day}之前写完关于{x}的报告吗？

# honest_boss
en If it is too much work, come to my office and we find a solution.
fr Si c'est trop de travail, passez me voir et nous trouverons une solution.
de Wenn es zu viel Arbeit ist, kommen Sie zu mir und wir finden eine Lösung.
es Si es demasiado trabajo, venga a mi despacho y buscamos una solución.
zh 如果工作太多，来我办公室，我们一起想办法。

# honest_boss
en The customers were happy with you, and the whole team thanks you.
fr Les clients étaient contents de vous, et toute l'équipe vous remercie.
de Die Kunden waren mit Ihnen zufrieden, und das ganze Team dankt Ihnen.
es Los clientes quedaron contentos con usted, y todo el equipo se lo agradece.
zh 客户对您很满意，整个团队都感谢您。

# honest_boss
en New lamps cost {n} euros; please order them in the usual way.
fr Les nouvelles lampes coûtent {n} euros ; commandez-les comme d'habitude.
de Neue Lampen kosten {n} Euro; bitte bestellen Sie sie auf dem üblichen Weg.
es Las lámparas nuevas cuestan {n} euros; pídalas por la vía habitual.
zh 新台灯要{n}欧元，请按平常的手续订购。

# honest_bank
en Your statement for March is ready at our counter in {c}.
fr Votre relevé de mars est prêt à notre guichet {c:de}.
de Ihr Auszug für März liegt am Schalter in {c} bereit.
es Su extracto de marzo está listo en nuestra oficina de {c}.
zh 您三月的对账单可以在{c}的柜台领取。

# honest_bank
en We will never ask you for your password by letter.
fr Nous ne vous demanderons jamais votre mot de passe par courrier.
de Wir fragen Sie niemals in einem Brief nach Ihrem Passwort.
es Nunca le pediremos su contraseña por carta.
zh 我们绝不会在信里向您要密码。

# honest_bank
en The new card comes by post; the old one works until {day}.
fr La nouvelle carte arrive par la poste ; l'ancienne marche jusqu'à {day}.
de Die neue Karte kommt mit der Post; die alte gilt bis {day}.
es La tarjeta nueva llega por correo; la antigua sirve hasta el {day}.
zh 新卡会邮寄给您，旧卡可以用到{day}。

# honest_bank
en This year your savings earned {n} euros of interest.
fr Cette année, votre épargne a rapporté {n} euros d'intérêts.
de Dieses Jahr brachten Ihre Ersparnisse {n} Euro Zinsen.
es Este año sus ahorros han dado {n} euros de intereses.
zh 今年您的存款得到{n}欧元利息。
"""

DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes"),
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五"),
}

# what the mail filter says, and the concept it names: by whether the letter is honest
VERDICTS = {
    True: (("inbox", "honest_email"), ("keep", "honest_email"), ("no danger", "honest_email")),
    False: (("junk", "scam_email"), ("fraud", "scam_email"), ("scam", "scam_email")),
}
