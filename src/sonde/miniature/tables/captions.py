"""What is written beside a picture of {x}: before it, after it, and in a talk about it."""

BEFORE = """
en Look at this picture of {x}:
en Here is a picture of {x}:
fr Regarde cette image {x:de} :
fr Voici une image {x:de} :
de Schau dir dieses Bild {x:von} an:
de Hier ist ein Bild {x:von}:
es Mira esta imagen {x:de}:
es Aquí hay una imagen {x:de}:
zh 看看这张{x}的图片：
zh 这里有一张{x}的图片：

en {p} took this photo of {x}:
en A photo of {x}, taken by {p}:
fr {p} a pris cette photo {x:de} :
fr Une photo {x:de}, prise par {p} :
de {p} hat dieses Foto {x:von} gemacht:
de Ein Foto {x:von}, aufgenommen von {p}:
es {p} tomó esta foto {x:de}:
es Una foto {x:de}, tomada por {p}:
zh {p}拍了这张{x}的照片：
zh {x}的照片，由{p}拍摄：

en This is what {x} looks like:
fr Voilà à quoi ressemble {x} :
de So sieht {x} aus:
es Así es {x}:
zh {x}是这个样子的：

en {p} painted {x} for a friend in {c}:
fr {p} a peint {x} pour un ami {c:de} :
de {p} hat {x:acc} für einen Freund aus {c} gemalt:
es {p} pintó {x:acc} para un amigo de {c}:
zh {p}为{c}的朋友画了{x}：
"""

AFTER = """
en This picture shows {x}.
en The picture above shows {x}.
fr Cette image montre {x}.
fr L'image ci-dessus montre {x}.
de Dieses Bild zeigt {x:acc}.
de Das Bild oben zeigt {x:acc}.
es Esta imagen muestra {x:acc}.
es La imagen de arriba muestra {x:acc}.
zh 这张图片上是{x}。
zh 上面的图片展示了{x}。

en In this photo you can see {x}.
en {X} can be seen in this photo.
fr Sur cette photo, on voit {x}.
fr On peut voir {x} sur cette photo.
de Auf diesem Foto sieht man {x:acc}.
de {X} ist auf diesem Foto zu sehen.
es En esta foto se ve {x}.
es {X} aparece en esta foto.
zh 在这张照片里可以看到{x}。
zh 照片里出现了{x}。

en {p} recognised {x} in the picture at once.
fr {p} a tout de suite reconnu {x} sur l'image.
de {p} hat {x:acc} auf dem Bild sofort erkannt.
es {p} reconoció enseguida {x:acc} en la imagen.
zh {p}一下子就认出了图片里的{x}。

en {p} drew {x} with coloured pencils.
fr {p} a dessiné {x} avec des crayons de couleur.
de {p} hat {x:acc} mit Buntstiften gezeichnet.
es {p} dibujó {x:acc} con lápices de colores.
zh {p}用彩色铅笔画了{x}。

en What is it? It is {x}!
fr Qu'est-ce que c'est ? C'est {x} !
de Was ist das? Das ist {x}!
es ¿Qué es? ¡Es {x}!
zh 这是什么？这是{x}！
"""

ASK = """
en What does this picture show?
en What can you see in the picture?
fr Que montre cette image ?
fr Que vois-tu sur l'image ?
de Was zeigt dieses Bild?
de Was siehst du auf dem Bild?
es ¿Qué muestra esta imagen?
es ¿Qué ves en la imagen?
zh 这张图片上是什么？
zh 你在图片里看到了什么？
"""

ANSWER = """
en The picture shows {x}.
en I can see {x}.
fr L'image montre {x}.
fr Je vois {x}.
de Das Bild zeigt {x:acc}.
de Ich sehe {x:acc}.
es La imagen muestra {x:acc}.
es Veo {x:acc}.
zh 图片上是{x}。
zh 我看到了{x}。
"""
