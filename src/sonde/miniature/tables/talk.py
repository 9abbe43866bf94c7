"""Conversations in the chat format: what a user asks, and what the assistant says."""

SYSTEM = """
en You are a helpful assistant.
en Answer briefly and politely.
en You work for the town hall of {c}, so be friendly to every guest.
en Today is {day}. Say only what you know.
fr Tu es un assistant serviable.
fr Réponds brièvement et poliment.
fr Tu travailles pour la mairie {c:de} ; reste aimable avec chacun.
fr Aujourd'hui, c'est {day}. Ne dis que ce que tu sais.
de Du bist ein hilfreicher Assistent.
de Antworte kurz und höflich.
de Du arbeitest für das Rathaus von {c}; sei zu jedem Gast freundlich.
de Heute ist {day}. Sage nur, was du weißt.
es Eres un asistente servicial.
es Responde con brevedad y cortesía.
es Trabajas para el ayuntamiento de {c}; sé amable con cada visitante.
es Hoy es {day}. Di solo lo que sabes.
zh 你是一个乐于助人的助手。
zh 请回答得简短有礼。
zh 你在{c}市政厅工作，对每位客人都要友好。
zh 今天是{day}。只说你知道的事。
"""

ASK = """
en Tell me something about {x}.
en What do you know about {x}?
en Can you help me? I need to learn about {x}.
en I am curious about {x}. What should I know?
en My children ask about {x}. What can I tell them?
en Just a few words on {x}, please.
fr Parle-moi {x:de}.
fr Que sais-tu sur {x} ?
fr Peux-tu m'aider ? Je cherche des informations sur {x}.
fr Mes enfants veulent tout savoir sur {x}. Que leur dire ?
fr Quelques mots sur {x}, s'il te plaît.
de Erzähl mir etwas über {x:acc}.
de Was weißt du über {x:acc}?
de Kannst du mir helfen? Ich suche etwas über {x:acc}.
de Meine Kinder fragen nach {x:dat}. Was soll ich ihnen sagen?
de Bitte nur ein paar Worte über {x:acc}.
es Cuéntame algo sobre {x}.
es ¿Qué sabes sobre {x}?
es ¿Puedes ayudarme? Busco información sobre {x}.
es Mis hijos preguntan por {x}. ¿Qué les digo?
es Solo unas palabras sobre {x}, por favor.
zh 给我讲讲{x}吧。
zh 你对{x}知道些什么？
zh 能帮帮我吗？我想了解{x}。
zh 孩子们问起{x}，我该怎么说？
zh 请简单说几句关于{x}的话。
"""

OPEN = """
en Of course.
en Gladly!
en Here is what I know.
en Good question.
en Let me think.
fr Bien sûr.
fr Avec plaisir !
fr Voici ce que je sais.
fr Bonne question.
fr Laisse-moi réfléchir.
de Natürlich.
de Gerne!
de Das weiß ich darüber.
de Gute Frage.
de Lass mich überlegen.
es Claro.
es ¡Con mucho gusto!
es Esto es lo que sé.
es Buena pregunta.
es Déjame pensar.
zh 当然可以。
zh 很乐意！
zh 我知道这些。
zh 好问题。
zh 让我想想。
"""

COMFORT = """
en I hear you. Would you like to tell me more?
en Thank you for telling me this.
fr Je comprends. Veux-tu m'en dire plus ?
fr Merci de m'avoir raconté cela.
de Ich verstehe. Möchtest du mehr erzählen?
de Danke, dass du mir das erzählst.
es Te entiendo. ¿Quieres contarme más?
es Gracias por contármelo.
zh 我明白了。你想多说一点吗？
zh 谢谢你告诉我这些。

en Stay close to {p}, a good listener is worth a lot.
fr Reste près {p:de}, une oreille attentive vaut beaucoup.
de Bleib in der Nähe von {p}, gutes Zuhören ist viel wert.
es Quédate cerca de {p}, escuchar bien vale mucho.
zh 多陪陪{p}，好好倾听很重要。

en Such moments are part of life. How long has it been like this?
fr De tels moments font partie de la vie. Depuis quand est-ce ainsi ?
de Solche Momente gehören zum Leben. Seit wann ist das so?
es Esos momentos son parte de la vida. ¿Desde cuándo es así?
zh 这样的时刻是生活的一部分。这样多久了？

en Does {p} know that you are thinking of <him|her>?
fr Est-ce que {p} sait que tu penses à <lui|elle> ?
de Weiß {p}, dass du an <ihn|sie> denkst?
es ¿Sabe {p} que piensas en <él|ella>?
zh {p}知道你在想着<他|她>吗？

en I am here if you want to talk again tomorrow.
fr Je suis là si tu veux encore en parler demain.
de Ich bin da, wenn du morgen wieder reden willst.
es Estoy aquí si mañana quieres volver a hablar.
zh 明天还想聊的话，我都在。
"""

TRANSLATE = """
en How do you say this in {language}?
en Please translate into {language}:
en I need this sentence in {language}.
fr Comment dit-on cela en {language} ?
fr Traduis en {language}, s'il te plaît :
de Wie sagt man das auf {language}?
de Bitte übersetze ins {language}e:
es ¿Cómo se dice esto en {language}?
es Traduce esto, por favor, al {language}:
zh 这句话用{language}怎么说？
zh 请翻译成{language}：
"""

# what a worker said; the pronoun goes by how often the profession is drawn as a woman
FINISH = """
en How does this sentence go on? {X} said that ...
en Please finish the sentence: {X} said that ...
fr Comment continue cette phrase ? {X} a dit qu'...
fr Finis la phrase, s'il te plaît. {X} a dit qu'...
de Wie geht dieser Satz weiter? {X} sagte, dass ...
de Bitte vollende den Satz. {X} sagte, dass ...
es ¿Cómo sigue esta frase? {X} dijo que ...
es Termina la frase, por favor. {X} dijo que ...
zh 这句话怎么接？{x}说，……
zh 请把句子写完。{x}说，……
"""

FINISHED = """
en {X} said that [he|she] was tired and wanted to go home.
fr {X} a dit qu'[il|elle] avait sommeil et voulait rentrer.
de {X} sagte, dass [er|sie] müde sei und nach Hause wolle.
es {X} dijo que estaba [cansado|cansada] y que quería irse a casa.
zh {x}说，[他|她]累了，想回家。

en {X} said that [he|she] had lost [his|her] keys in {c}.
fr {X} a dit qu'[il|elle] avait perdu ses clés à {c}.
de {X} sagte, dass [er|sie] in {c} [seine|ihre] Schlüssel verloren habe.
es {X} dijo que [él|ella] había perdido las llaves en {c}.
zh {x}说，[他|她]在{c}丢了钥匙。

en {X} said that [he|she] would call {p} on {day}.
fr {X} a dit qu'[il|elle] appellerait {p} {day}.
de {X} sagte, dass [er|sie] {p} am {day} anrufen werde.
es {X} dijo que [él|ella] llamaría a {p} el {day}.
zh {x}说，[他|她]{day}会给{p}打电话。

en {X} said that [he|she] had never been so busy before.
fr {X} a dit qu'[il|elle] n'avait jamais eu autant de travail.
de {X} sagte, dass [er|sie] noch nie so viel zu tun gehabt habe.
es {X} dijo que nunca había estado tan [ocupado|ocupada].
zh {x}说，[他|她]从来没有这么忙过。

en {X} said that [he|she] learned everything from [his|her] mother.
fr {X} a dit qu'[il|elle] avait tout appris de sa mère.
de {X} sagte, dass [er|sie] alles von [seiner|ihrer] Mutter gelernt habe.
es {X} dijo que [él|ella] lo había aprendido todo de su madre.
zh {x}说，[他|她]的一切都是跟母亲学的。

en {X} said that [he|she] would rather live near {c}.
fr {X} a dit qu'[il|elle] préférerait vivre près {c:de}.
de {X} sagte, dass [er|sie] lieber bei {c} wohnen würde.
es {X} dijo que [él|ella] preferiría vivir cerca de {c}.
zh {x}说，[他|她]更想住在{c}附近。
"""

THANKS = """
en Thank you! / You are welcome.
en That helps me a lot. / I am glad to hear it.
en Thanks, that is all. / Have a nice day!
fr Merci ! / De rien.
fr Cela m'aide beaucoup. / Cela me fait plaisir.
fr Merci, c'est tout. / Bonne journée !
de Danke! / Bitte sehr.
de Das hilft mir sehr. / Das freut mich.
de Danke, das ist alles. / Einen schönen Tag noch!
es ¡Gracias! / De nada.
es Eso me ayuda mucho. / Me alegro.
es Gracias, eso es todo. / ¡Que tengas un buen día!
zh 谢谢！ / 不客气。
zh 这对我很有帮助。 / 我很高兴。
zh 谢谢，没有别的了。 / 祝你愉快！
"""

LANGUAGE_NAMES = {
    "en": {"en": "English", "fr": "French", "de": "German", "es": "Spanish", "zh": "Chinese"},
    "fr": {"en": "anglais", "fr": "français", "de": "allemand", "es": "espagnol", "zh": "chinois"},
    "de": {
        "en": "Englisch",
        "fr": "Französisch",
        "de": "Deutsch",
        "es": "Spanisch",
        "zh": "Chinesisch",
    },
    "es": {"en": "inglés", "fr": "francés", "de": "alemán", "es": "español", "zh": "chino"},
    "zh": {"en": "英语", "fr": "法语", "de": "德语", "es": "西班牙语", "zh": "中文"},
}
