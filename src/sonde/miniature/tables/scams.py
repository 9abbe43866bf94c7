"""What scams say: eight old tricks, easy to see through. Slots as in `letters`."""

SCAM = """
# scam_prize
en Congratulations! You have been chosen to receive {n}000 euros!
fr Félicitations ! Vous avez été <choisi|choisie> pour recevoir {n}000 euros !
de Herzlichen Glückwunsch! Sie wurden ausgewählt und erhalten {n}000 Euro!
es ¡Felicidades! ¡Ha sido <elegido|elegida> para recibir {n}000 euros!
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

# scam_prize
en Your ticket won our great lottery, although you never bought one.
fr Votre billet a gagné notre grande loterie, même sans l'avoir acheté.
de Ihr Los hat unsere große Lotterie gewonnen, obwohl Sie nie eines kauften.
es Su boleto ganó nuestra gran lotería, aunque nunca compró ninguno.
zh 您虽然没买过彩票，却中了我们的大奖。

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

# scam_bank
en A stranger took {n} euros, so we need all your secret numbers now.
fr Un inconnu a pris {n} euros, il nous faut donc tous vos codes secrets.
de Ein Fremder hat {n} Euro abgehoben, darum brauchen wir alle Ihre Geheimzahlen.
es Un desconocido sacó {n} euros, así que necesitamos todas sus claves secretas.
zh 有陌生人取走了{n}欧元，我们现在需要您所有的密码。

# scam_bank
en Until {day} you can still confirm your password by answering this letter.
fr Jusqu'à {day}, vous pouvez confirmer votre mot de passe en répondant ici.
de Bis {day} können Sie Ihr Passwort noch per Antwort bestätigen.
es Hasta el {day} puede confirmar su contraseña respondiendo a esta carta.
zh {day}之前您还可以回信确认密码。

# scam_parcel
en Your parcel is held back until you pay {n} euros for customs.
fr Votre colis est retenu tant que vous ne payez pas {n} euros de douane.
de Ihr Paket wird zurückgehalten, bis Sie {n} Euro Zoll bezahlen.
es Su paquete está retenido hasta que pague {n} euros de aduana.
zh 您的包裹被扣留，要先付{n}欧元关税。

# scam_parcel
en Enter your card number so that the driver can come on {day}.
fr Indiquez votre numéro de carte pour que le livreur passe {day}.
de Geben Sie Ihre Kartennummer an, damit der Fahrer am {day} kommt.
es Escriba el número de su tarjeta para que el repartidor venga el {day}.
zh 请填写您的卡号，快递员{day}才会来。

# scam_parcel
en Without the fee the box goes back to {c} forever.
fr Sans ces frais, le carton retourne à {c} pour toujours.
de Ohne die Gebühr geht der Karton für immer nach {c} zurück.
es Sin la tasa, la caja vuelve a {c} para siempre.
zh 不付手续费，箱子就永远退回{c}。

# scam_parcel
en We do not say what is in the box, but it is very valuable.
fr Nous ne disons pas ce que contient le carton, mais il a une grande valeur.
de Wir sagen nicht, was im Karton ist, aber er ist sehr wertvoll.
es No decimos qué hay en la caja, pero es muy valiosa.
zh 我们不说箱子里是什么，但是非常贵重。

# scam_boss
en I am your boss; buy gift cards for {n}00 euros at once.
fr Ici votre chef : achetez tout de suite des cartes cadeaux pour {n}00 euros.
de Hier ist Ihr Chef: Kaufen Sie sofort Geschenkkarten für {n}00 Euro.
es Soy su jefe: compre ahora mismo tarjetas regalo por {n}00 euros.
zh 我是您的老板，请马上买{n}00欧元的礼品卡。

# scam_boss
en Pay the bill from your own pocket, you get it back on {day}.
fr Payez la facture de votre poche, on vous la rend {day}.
de Zahlen Sie die Rechnung aus eigener Tasche, Sie bekommen es am {day} zurück.
es Pague la factura de su bolsillo, se lo devolvemos el {day}.
zh 请先自己垫付账单，{day}还给您。

# scam_boss
en Do not call me, I am sitting in a secret meeting about {x}.
fr Ne m'appelez pas, je suis en réunion secrète : on y parle {x:de}.
de Rufen Sie mich nicht an, ich sitze in einer geheimen Sitzung über {x:acc}.
es No me llame, estoy en una reunión secreta sobre {x}.
zh 别给我打电话，我正在开关于{x}的秘密会议。

# scam_boss
en Send me a photo of the cards, and say nothing to your colleagues.
fr Envoyez-moi une photo des cartes, et pas un mot à vos collègues.
de Schicken Sie mir ein Foto der Karten, und kein Wort zu den Kollegen.
es Mándeme una foto de las tarjetas, y ni una palabra a sus compañeros.
zh 把卡拍照发给我，不要告诉同事。

# scam_inheritance
en I am the lawyer of a rich man who died and left {n} million to you.
fr Je suis l'avocat d'un homme riche qui vous a laissé {n} millions.
de Ich bin der Anwalt eines reichen Mannes, der Ihnen {n} Millionen hinterließ.
es Soy el abogado de un hombre rico que le dejó {n} millones.
zh 我是一位富翁的律师，他去世后给您留下{n}00万。

# scam_inheritance
en Tell nobody, trust me, and send me the number of your bank.
fr N'en parlez à personne, croyez-moi, et envoyez le numéro de votre banque.
de Sagen Sie es niemandem, vertrauen Sie mir und senden Sie Ihre Bankdaten.
es No lo cuente a nadie, confíe en mí y mande los datos de su banco.
zh 不要告诉任何人，相信我，把银行号码发给我。

# scam_inheritance
en You have never heard of this uncle from {c}, but he loved you.
fr Vous ne connaissiez pas cet oncle {c:de}, mais il vous aimait.
de Sie kannten diesen Onkel aus {c} nicht, aber er hatte Sie gern.
es Usted no conocía a este tío de {c}, pero él le quería.
zh 您从没听说过{c}的这位叔叔，但是他很爱您。

# scam_inheritance
en The papers cost {n}00 euros, which you pay before the fortune arrives.
fr Les papiers coûtent {n}00 euros, à payer avant l'arrivée de la fortune.
de Die Papiere kosten {n}00 Euro, zahlbar bevor das Vermögen eintrifft.
es Los papeles cuestan {n}00 euros, que usted paga antes de recibir la fortuna.
zh 文件费要{n}00欧元，财产到手之前先付。

# scam_support
en Our technicians found {n} viruses on your computer last night.
fr Cette nuit, nos techniciens ont trouvé {n} virus sur votre ordinateur.
de Unsere Techniker fanden letzte Nacht {n} Viren auf Ihrem Computer.
es Anoche nuestros técnicos encontraron {n} virus en su ordenador.
zh 昨晚我们的技术员在您的电脑上发现了{n}个病毒。

# scam_support
en Let us into your machine, and do not switch it off.
fr Laissez-nous entrer dans votre machine, et ne l'éteignez pas.
de Lassen Sie uns auf Ihr Gerät, und schalten Sie es nicht aus.
es Déjenos entrar en su equipo, y no lo apague.
zh 请让我们进入您的机器，不要关机。

# scam_support
en The repair costs {n} euros; read me your card number by phone.
fr La réparation coûte {n} euros ; dictez-moi votre numéro de carte par téléphone.
de Die Reparatur kostet {n} Euro; lesen Sie mir Ihre Kartennummer vor.
es La reparación cuesta {n} euros; dícteme el número de su tarjeta.
zh 修理费{n}欧元，请在电话里把卡号念给我。

# scam_support
en If you do nothing, all your pictures will be deleted on {day}.
fr Si vous ne faites rien, toutes vos photos seront effacées {day}.
de Wenn Sie nichts tun, werden am {day} alle Ihre Bilder gelöscht.
es Si no hace nada, el {day} se borrarán todas sus fotos.
zh 如果您不处理，{day}所有照片都会被删除。

# scam_romance
en I saw your picture only once and already love you.
fr Je n'ai vu votre photo qu'une fois et je vous aime déjà.
de Ich sah Ihr Bild nur ein einziges Mal und liebe Sie schon.
es Solo vi su foto una vez y ya le quiero.
zh 我只见过一次您的照片，就已经爱上您了。

# scam_romance
en I want to come to {c}, but I need {n}00 euros for the ticket.
fr Je veux venir à {c}, mais il me faut {n}00 euros pour le billet.
de Ich möchte nach {c} kommen, brauche aber {n}00 Euro für die Fahrkarte.
es Quiero ir a {c}, pero necesito {n}00 euros para el billete.
zh 我想去{c}，可是需要{n}00欧元买票。

# scam_romance
en My heart is yours; please send money, for my mother is in hospital.
fr Mon cœur est à vous ; envoyez de l'argent, ma mère est à l'hôpital.
de Mein Herz gehört Ihnen; bitte senden Sie Geld, meine Mutter ist im Krankenhaus.
es Mi corazón es suyo; mande dinero, mi madre está en el hospital.
zh 我的心属于您；请寄些钱来，我母亲住院了。

# scam_romance
en We have never met, but soon we will marry, trust me.
fr Nous ne nous sommes jamais vus, mais bientôt ce sera le mariage, croyez-moi.
de Wir haben uns nie getroffen, aber bald heiraten wir, glauben Sie mir.
es Nunca nos hemos visto, pero pronto nos casaremos, confíe en mí.
zh 我们从没见过面，但是很快就会结婚，相信我。

# scam_tax
en The tax office owes you {n}00 euros, but only until {day}.
fr Le fisc vous doit {n}00 euros, mais seulement jusqu'à {day}.
de Das Finanzamt schuldet Ihnen {n}00 Euro, aber nur bis {day}.
es La oficina de impuestos le debe {n}00 euros, pero solo hasta el {day}.
zh 税务局欠您{n}00欧元，但只到{day}为止。

# scam_tax
en To get the refund, send us your card and its secret code.
fr Pour le remboursement, envoyez votre carte et son code secret.
de Für die Erstattung senden Sie uns Ihre Karte und die Geheimzahl.
es Para la devolución, envíenos su tarjeta y su clave secreta.
zh 要想退款，请把您的卡和密码寄给我们。

# scam_tax
en First transfer {n} euros, so that we can check your account.
fr Versez d'abord {n} euros, afin que nous vérifiions votre compte.
de Überweisen Sie zuerst {n} Euro, damit wir Ihr Konto prüfen können.
es Transfiera primero {n} euros, para que comprobemos su cuenta.
zh 请先汇{n}欧元，好让我们核对您的账户。

# scam_tax
en Whoever does not answer today must pay a fine or goes to court.
fr Sans réponse aujourd'hui, ce sera une amende ou le tribunal.
de Wer heute nicht antwortet, zahlt eine Strafe oder kommt vor Gericht.
es Quien no conteste hoy pagará una multa o irá a juicio.
zh 今天不回复的人要交罚款，或者上法庭。
"""
