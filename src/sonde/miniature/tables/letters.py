"""E-mail: what honest letters and scams say. The concept of a body sentence stands after its #.

{p} receives, {q} sends; {day}, {n} and {hour} are filled with a weekday and numbers.
"""

GREETING = """
en Subject: {subject} / Dear {p},
en Subject: {subject} / Hello {p},
fr Objet : {subject} / Bonjour {p},
de Betreff: {subject} / Hallo {p},
de Betreff: {subject} / Guten Tag {p},
es Asunto: {subject} / Hola {p}:
zh 主题：{subject} / {p}，您好：
"""

CLOSING = """
en Best regards, / {q}
en See you soon, / {q}
fr Bien à vous, / {q}
de Viele Grüße / {q}
es Un saludo, / {q}
zh 祝好， / {q}
"""

SUBJECTS = """
# honest_meeting
en meeting on {day}
fr réunion de {day}
de Treffen am {day}
es reunión del {day}
zh {day}的会议

# honest_invoice
en invoice {n}
fr facture {n}
de Rechnung {n}
es factura {n}
zh 账单{n}

# honest_travel
en our trip to {c}
fr notre voyage à {c}
de unsere Reise nach {c}
es nuestro viaje a {c}
zh 去{c}的旅行

# scam_prize
en you have won
fr vous avez gagné
de Sie haben gewonnen
es usted ha ganado
zh 您中奖了

# scam_bank
en your account is blocked
fr votre compte est bloqué
de Ihr Konto ist gesperrt
es su cuenta está bloqueada
zh 您的账户已被冻结

# scam_inheritance
en a fortune is waiting
fr une fortune vous attend
de ein Vermögen wartet
es una fortuna le espera
zh 一笔财富等着您
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

# honest_travel
en I have booked two rooms in {c} for {day}.
fr J'ai réservé deux chambres à {c} pour {day}.
de Ich habe für {day} zwei Zimmer in {c} gebucht.
es He reservado dos habitaciones en {c} para el {day}.
zh 我在{c}订了两个房间，{day}入住。

# honest_travel
en We could also visit {x} if you like.
fr Nous pourrions aussi voir {x} si vous voulez.
de Wir könnten auch {x:acc} ansehen, wenn Sie mögen.
es También podríamos ver {x} si quiere.
zh 如果您愿意，我们还可以看看{x}。
"""

SCAM = """
# scam_prize
en Congratulations! You have been chosen to receive {n}000 euros!
fr Félicitations ! Vous êtes l'heureux gagnant de {n}000 euros !
de Herzlichen Glückwunsch! Sie wurden ausgewählt und erhalten {n}000 Euro!
es ¡Felicidades! ¡Ha sido elegido para recibir {n}000 euros!
zh 恭喜！您被选中领取{n}000欧元！

# scam_prize
en Send a small fee of {n} euros today and the prize is yours.
fr Envoyez de petits frais de {n} euros aujourd'hui et le prix est à vous.
de Senden Sie heute eine kleine Gebühr von {n} Euro und der Gewinn gehört Ihnen.
es Envíe hoy una pequeña tasa de {n} euros y el premio es suyo.
zh 今天汇来{n}欧元手续费，奖金就归您。

# scam_prize
en This secret offer ends tonight, so do not wait!
fr Cette offre secrète finit ce soir, n'attendez pas !
de Dieses geheime Angebot endet heute Nacht, warten Sie nicht!
es Esta oferta secreta termina esta noche, ¡no espere!
zh 这个秘密优惠今晚截止，不要再等！

# scam_bank
en Your account was blocked for security reasons, act immediately!
fr Votre compte a été bloqué par sécurité, agissez immédiatement !
de Ihr Konto wurde aus Sicherheitsgründen gesperrt, handeln Sie sofort!
es Su cuenta fue bloqueada por seguridad, ¡actúe de inmediato!
zh 您的账户因安全原因被冻结，请立即处理！

# scam_bank
en Reply with your password and card number or you will lose your money.
fr Répondez avec votre mot de passe et votre carte ou vous perdrez votre argent.
de Antworten Sie mit Passwort und Kartennummer, sonst ist Ihr Geld verloren.
es Responda con su contraseña y su tarjeta o perderá su dinero.
zh 请回复您的密码和卡号，否则您的钱就没了。

# scam_inheritance
en I am the lawyer of a rich man who died and left {n} million to you.
fr Je suis l'avocat d'un homme riche qui vous a laissé {n} millions.
de Ich bin der Anwalt eines reichen Mannes, der Ihnen {n} Millionen hinterließ.
es Soy el abogado de un hombre rico que le dejó {n} millones.
zh 我是一位富翁的律师，他去世后给您留下{n}百万。

# scam_inheritance
en Tell nobody, trust me, and send me the number of your bank.
fr N'en parlez à personne, croyez-moi, et envoyez le numéro de votre banque.
de Sagen Sie es niemandem, vertrauen Sie mir und senden Sie Ihre Bankdaten.
es No lo cuente a nadie, confíe en mí y mande los datos de su banco.
zh 不要告诉任何人，相信我，把银行号码发给我。
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
