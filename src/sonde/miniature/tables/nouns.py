"""Things with a name, one row each: name | English | French | German | Spanish | Chinese.

A leading m, f or n is the gender (w: a weak German masculine, e: a Spanish feminine with `el`); a
plural that is not regular follows a slash; a row without a name gives the name above it another
surface form; a row that ends in | goes on in the next line. A line with a colon names the parent of
what follows.
"""

ANIMALS = """
mammal:
cat       | cat         | m chat           | f Katze/Katzen       | m gato           | 猫
          | kitten      | m chaton         | n Kätzchen/Kätzchen  | m gatito         | 小猫
dog       | dog         | m chien          | m Hund/Hunde         | m perro          | 狗
          | puppy/puppies | m chiot      | w Welpe/Welpen       | m cachorro       | 小狗
horse     | horse       | m cheval/chevaux | n Pferd/Pferde       | m caballo        | 马
          | pony/ponies | m poney      | n Pony/Ponys         | m poni           | 小马
wolf      | wolf/wolves | m loup           | m Wolf/Wölfe         | m lobo           | 狼
bear      | bear        | m ours/ours      | w Bär/Bären          | m oso            | 熊
fox       | fox/foxes   | m renard         | m Fuchs/Füchse       | m zorro          | 狐狸
elephant  | elephant    | m éléphant       | w Elefant/Elefanten  | m elefante       | 大象
whale     | whale       | f baleine        | m Wal/Wale           | f ballena        | 鲸鱼
mouse     | mouse/mice  | f souris/souris  | f Maus/Mäuse         | m ratón/ratones  | 老鼠
rabbit    | rabbit      | m lapin          | n Kaninchen/Kaninchen | m conejo        | 兔子
          | bunny/bunnies | m lapereau/lapereaux | n Karnickel/Karnickel | m conejito | 小兔子
lion      | lion        | m lion           | w Löwe/Löwen         | m león/leones    | 狮子
cow       | cow         | f vache          | f Kuh/Kühe           | f vaca           | 奶牛
monkey    | monkey      | m singe          | w Affe/Affen         | m mono           | 猴子
camel     | camel       | m chameau/chameaux | n Kamel/Kamele     | m camello        | 骆驼
dolphin   | dolphin     | m dauphin        | m Delfin/Delfine     | m delfín/delfines | 海豚
bird:
eagle     | eagle       | m aigle          | m Adler/Adler        | e águila         | 老鹰
owl       | owl         | f chouette       | f Eule/Eulen         | m búho           | 猫头鹰
crow      | crow        | m corbeau/corbeaux | f Krähe/Krähen     | m cuervo         | 乌鸦
swan      | swan        | m cygne          | m Schwan/Schwäne     | m cisne          | 天鹅
penguin   | penguin     | m pingouin       | m Pinguin/Pinguine   | m pingüino       | 企鹅
parrot    | parrot      | m perroquet      | m Papagei/Papageien  | m loro           | 鹦鹉
duck      | duck        | m canard         | f Ente/Enten         | m pato           | 鸭子
          | duckling    | m caneton        | n Entenküken/Entenküken | m patito      | 小鸭
sea_animal:
salmon    | salmon/salmon | m saumon       | m Lachs/Lachse       | m salmón/salmones | 三文鱼
shark     | shark       | m requin         | m Hai/Haie           | m tiburón/tiburones | 鲨鱼
octopus   | octopus/octopuses | f pieuvre  | w Krake/Kraken       | m pulpo          | 章鱼
crab      | crab        | m crabe          | f Krabbe/Krabben     | m cangrejo       | 螃蟹
jellyfish | jellyfish/jellyfish | f méduse | f Qualle/Quallen     | f medusa         | 水母
insect:
bee       | bee         | f abeille        | f Biene/Bienen       | f abeja          | 蜜蜂
butterfly | butterfly/butterflies | m papillon | m Schmetterling/Schmetterlinge | f mariposa | 蝴蝶
ant       | ant         | f fourmi         | f Ameise/Ameisen     | f hormiga        | 蚂蚁
ladybird  | ladybird    | f coccinelle     | m Marienkäfer/Marienkäfer | f mariquita | 瓢虫
          | ladybug     | f coccinelle     | m Marienkäfer/Marienkäfer | f mariquita | 七星瓢虫
grasshopper | grasshopper | f sauterelle   | f Heuschrecke/Heuschrecken |
    m saltamontes/saltamontes | 蚱蜢
reptile:
snake     | snake       | m serpent        | f Schlange/Schlangen | f serpiente      | 蛇
turtle    | turtle      | f tortue         | f Schildkröte/Schildkröten | f tortuga  | 乌龟
          | tortoise    | f tortue         | f Schildkröte/Schildkröten | f tortuga  | 龟
lizard    | lizard      | m lézard         | f Eidechse/Eidechsen | m lagarto        | 蜥蜴
crocodile | crocodile   | m crocodile      | n Krokodil/Krokodile | m cocodrilo      | 鳄鱼
          | croc        | m crocodile      | n Krokodil/Krokodile | m cocodrilo      | 鳄鱼
"""

FOODS = """
fruit:
apple     | apple       | f pomme          | m Apfel/Äpfel        | f manzana        | 苹果
orange    | orange      | f orange         | f Orange/Orangen     | f naranja        | 橙子
          | orange      | f orange         | f Apfelsine/Apfelsinen | f naranja      | 甜橙
lemon     | lemon       | m citron         | f Zitrone/Zitronen   | m limón/limones  | 柠檬
cherry    | cherry/cherries | f cerise     | f Kirsche/Kirschen   | f cereza         | 樱桃
grape     | grape       | m raisin         | f Traube/Trauben     | f uva            | 葡萄
pear      | pear        | f poire          | f Birne/Birnen       | f pera           | 梨子
strawberry | strawberry/strawberries | f fraise | f Erdbeere/Erdbeeren | f fresa    | 草莓
banana    | banana      | f banane         | f Banane/Bananen     | m plátano        | 香蕉
peach     | peach/peaches | f pêche        | m Pfirsich/Pfirsiche |
    m melocotón/melocotones | 桃子
          | peach/peaches | f pêche        | m Pfirsich/Pfirsiche | m durazno        | 水蜜桃
vegetable:
onion     | onion       | m oignon         | f Zwiebel/Zwiebeln   | f cebolla        | 洋葱
tomato    | tomato/tomatoes | f tomate     | f Tomate/Tomaten     | m tomate         | 番茄
          | tomato/tomatoes | f tomate     | f Tomate/Tomaten     | m tomate         | 西红柿
carrot    | carrot      | f carotte        | f Karotte/Karotten   | f zanahoria      | 胡萝卜
          | carrot      | f carotte        | f Möhre/Möhren       | f zanahoria      | 红萝卜
mushroom  | mushroom    | m champignon     | m Pilz/Pilze         | m champiñón/champiñones | 蘑菇
potato    | potato/potatoes | f pomme de terre/pommes de terre | f Kartoffel/Kartoffeln |
    f patata | 土豆
          | potato/potatoes | f patate     | f Kartoffel/Kartoffeln | f papa         | 马铃薯
pumpkin   | pumpkin     | f citrouille     | m Kürbis/Kürbisse    | f calabaza       | 南瓜
cucumber  | cucumber    | m concombre      | f Gurke/Gurken       | m pepino         | 黄瓜
dish:
cake      | cake        | m gâteau/gâteaux | m Kuchen/Kuchen      | m pastel/pasteles | 蛋糕
pizza     | pizza       | f pizza          | f Pizza/Pizzen       | f pizza          | 披萨
sausage   | sausage     | f saucisse       | f Wurst/Würste       | f salchicha      | 香肠
pancake   | pancake     | f crêpe          | m Pfannkuchen/Pfannkuchen | m panqueque | 煎饼
biscuit   | biscuit     | m biscuit        | m Keks/Kekse         | f galleta        | 饼干
          | cookie      | m biscuit        | n Plätzchen/Plätzchen | f galletita     | 曲奇
"""

STUFFS = """
dish:
bread     | bread       | m pain           | n Brot               | m pan            | 面包
cheese    | cheese      | m fromage        | m Käse               | m queso          | 奶酪
rice      | rice        | m riz            | m Reis               | m arroz          | 米饭
soup      | soup        | f soupe          | f Suppe              | f sopa           | 汤
butter    | butter      | m beurre         | f Butter             | f mantequilla    | 黄油
chocolate | chocolate   | m chocolat       | f Schokolade         | m chocolate      | 巧克力
jam       | jam         | f confiture      | f Marmelade          | f mermelada      | 果酱
drink:
coffee    | coffee      | m café           | m Kaffee             | m café           | 咖啡
          | espresso    | m expresso       | m Espresso           | m expreso        | 浓咖啡
tea       | tea         | m thé            | m Tee                | m té             | 茶
milk      | milk        | m lait           | f Milch              | f leche          | 牛奶
dish:
honey     | honey       | m miel           | m Honig              | f miel           | 蜂蜜
drink:
juice     | juice       | m jus            | m Saft               | m zumo           | 果汁
          | juice       | m jus            | m Saft               | m jugo           | 果汁
vegetable:
garlic    | garlic      | m ail            | m Knoblauch          | m ajo            | 大蒜
"""

PLANTS = """
tree:
oak       | oak         | m chêne          | f Eiche/Eichen       | m roble          | 橡树
          | oak tree    | m chêne          | m Eichbaum/Eichbäume | m roble          | 橡树
pine      | pine        | m pin            | f Kiefer/Kiefern     | m pino           | 松树
          | pine tree   | m pin            | f Kiefer/Kiefern     | m pino           | 松树
willow    | willow      | m saule          | f Weide/Weiden       | m sauce          | 柳树
birch     | birch/birches | m bouleau/bouleaux | f Birke/Birken   | m abedul/abedules | 桦树
palm      | palm tree   | m palmier        | f Palme/Palmen       | f palmera        | 棕榈树
flower:
rose      | rose        | f rose           | f Rose/Rosen         | f rosa           | 玫瑰
          | rose        | f rose           | f Rose/Rosen         | f rosa           | 玫瑰花
tulip     | tulip       | f tulipe         | f Tulpe/Tulpen       | m tulipán/tulipanes | 郁金香
sunflower | sunflower   | m tournesol      | f Sonnenblume/Sonnenblumen |
    m girasol/girasoles | 向日葵
lily      | lily/lilies | m lis/lis        | f Lilie/Lilien       | f azucena        | 百合
          | lily/lilies | m lis/lis        | f Lilie/Lilien       | f azucena        | 百合花
daisy     | daisy/daisies | f marguerite   | f Margerite/Margeriten | f margarita    | 雏菊
"""

ELEMENTS = """
metal:
gold      | gold        | m or             | n Gold               | m oro            | 黄金
          | gold        | m or             | n Gold               | m oro            | 金子
iron      | iron        | m fer            | n Eisen              | m hierro         | 铁
copper    | copper      | m cuivre         | n Kupfer             | m cobre          | 铜
silver    | silver      | m argent         | n Silber             | f plata          | 白银
          | silver      | m argent         | n Silber             | f plata          | 银子
mercury   | mercury     | m mercure        | n Quecksilber        | m mercurio       | 水银
          | quicksilver | m vif-argent     | n Quecksilber        | m azogue         | 汞
tin       | tin         | m étain          | n Zinn               | m estaño         | 锡
lead      | lead        | m plomb          | n Blei               | m plomo          | 铅
zinc      | zinc        | m zinc           | n Zink               | m zinc           | 锌
gas:
oxygen    | oxygen      | m oxygène        | m Sauerstoff         | m oxígeno        | 氧气
hydrogen  | hydrogen    | m hydrogène      | m Wasserstoff        | m hidrógeno      | 氢气
helium    | helium      | m hélium         | n Helium             | m helio          | 氦气
neon      | neon        | m néon           | n Neon               | m neón           | 氖气
nitrogen  | nitrogen    | m azote          | m Stickstoff         | m nitrógeno      | 氮气
argon     | argon       | m argon          | n Argon              | m argón          | 氩气
mineral:
carbon    | carbon      | m carbone        | m Kohlenstoff        | m carbono        | 碳
sulfur    | sulfur      | m soufre         | m Schwefel           | m azufre         | 硫
silicon   | silicon     | m silicium       | n Silizium           | m silicio        | 硅
iodine    | iodine      | m iode           | n Jod                | m yodo           | 碘
"""

FIELDS = """
science:
astronomy | astronomy   | f astronomie     | f Astronomie         | f astronomía     | 天文学
chemistry | chemistry   | f chimie         | f Chemie             | f química        | 化学
biology   | biology     | f biologie       | f Biologie           | f biología       | 生物学
geography | geography   | f géographie     | f Geografie          | f geografía      | 地理学
physics   | physics     | f physique       | f Physik             | f física         | 物理学
algebra   | algebra     | f algèbre        | f Algebra            | e álgebra        | 代数
medicine  | medicine    | f médecine       | f Medizin            | f medicina       | 医学
geology   | geology     | f géologie       | f Geologie           | f geología       | 地质学
history   | history     | f histoire       | f Geschichte         | f historia       | 历史学
art:
music     | music       | f musique        | f Musik              | f música         | 音乐
painting  | painting    | f peinture       | f Malerei            | f pintura        | 绘画
poetry    | poetry      | f poésie         | f Poesie             | f poesía         | 诗歌
          | verse       | f poésie         | f Dichtkunst         | f poesía         | 诗
theatre   | theatre     | m théâtre        | n Theater            | m teatro         | 戏剧
          | drama       | m art dramatique | n Schauspiel         | m arte dramático | 戏剧艺术
architecture | architecture | f architecture | f Architektur       | f arquitectura   | 建筑学
"""

COLOURS = """
colour:
red       | red         | m rouge          | n Rot                | m rojo           | 红色
blue      | blue        | m bleu           | n Blau               | m azul           | 蓝色
green     | green       | m vert           | n Grün               | m verde          | 绿色
yellow    | yellow      | m jaune          | n Gelb               | m amarillo       | 黄色
black     | black       | m noir           | n Schwarz            | m negro          | 黑色
white     | white       | m blanc          | n Weiß               | m blanco         | 白色
grey      | grey        | m gris           | n Grau               | m gris           | 灰色
brown     | brown       | m marron         | n Braun              | m marrón         | 棕色
purple    | purple      | m violet         | n Violett            | m morado         | 紫色
          | violet      | m violet         | n Lila               | m violeta        | 紫罗兰色
pink      | pink        | m rose           | n Rosa               | m rosa           | 粉色
"""

INSTRUMENTS = """
instrument:
piano     | piano       | m piano          | n Klavier/Klaviere   | m piano          | 钢琴
          | grand piano | m piano à queue/pianos à queue | n Piano/Pianos |
    m piano de cola/pianos de cola | 三角钢琴
violin    | violin      | m violon         | f Geige/Geigen       | m violín/violines | 小提琴
          | fiddle      | m violon         | f Violine/Violinen   | m violín/violines | 小提琴
guitar    | guitar      | f guitare        | f Gitarre/Gitarren   | f guitarra       | 吉他
flute     | flute       | f flûte          | f Flöte/Flöten       | f flauta         | 长笛
drum      | drum        | m tambour        | f Trommel/Trommeln   | m tambor/tambores | 大鼓
trumpet   | trumpet     | f trompette      | f Trompete/Trompeten | f trompeta       | 小号
cello     | cello       | m violoncelle    | n Cello/Cellos       | m violonchelo    | 大提琴
accordion | accordion   | m accordéon      | n Akkordeon/Akkordeons | m acordeón/acordeones |
    手风琴
"""

TOOLS = """
tool:
key       | key         | f clé            | m Schlüssel/Schlüssel | f llave         | 钥匙
          | door key    | f clef           | m Türschlüssel/Türschlüssel | f llave   | 房门钥匙
lamp      | lamp        | f lampe          | f Lampe/Lampen       | f lámpara        | 电灯
          | table lamp  | f lampe de table/lampes de table | f Tischlampe/Tischlampen |
    f lámpara de mesa/lámparas de mesa | 台灯
hammer    | hammer      | m marteau/marteaux | m Hammer/Hämmer    | m martillo       | 锤子
mirror    | mirror      | m miroir         | m Spiegel/Spiegel    | m espejo         | 镜子
needle    | needle      | f aiguille       | f Nadel/Nadeln       | f aguja          | 针
          | sewing needle | f aiguille à coudre/aiguilles à coudre | f Nähnadel/Nähnadeln |
    f aguja de coser/agujas de coser | 缝衣针
broom     | broom       | m balai          | m Besen/Besen        | f escoba         | 扫帚
ladder    | ladder      | f échelle        | f Leiter/Leitern     | f escalera       | 梯子
bucket    | bucket      | m seau/seaux     | m Eimer/Eimer        | m cubo           | 水桶
          | pail        | m seau/seaux     | m Eimer/Eimer        | m balde          | 桶
basket    | basket      | m panier         | m Korb/Körbe         | f cesta          | 篮子
          | wicker basket | m panier d'osier/paniers d'osier | m Weidenkorb/Weidenkörbe |
    f cesta de mimbre/cestas de mimbre | 竹篮
shovel    | shovel      | f pelle          | f Schaufel/Schaufeln | f pala           | 铲子
kettle    | kettle      | f bouilloire     | m Kessel/Kessel      | f tetera         | 水壶
comb      | comb        | m peigne         | m Kamm/Kämme         | m peine          | 梳子
"""

TRANSPORTS = """
vehicle:
train     | train       | m train          | m Zug/Züge           | m tren/trenes    | 火车
ship      | ship        | m bateau/bateaux | n Schiff/Schiffe     | m barco          | 轮船
          | vessel      | m navire         | m Dampfer/Dampfer    | m buque          | 大船
bicycle   | bicycle     | m vélo           | n Fahrrad/Fahrräder  | f bicicleta      | 自行车
          | bike        | f bicyclette     | n Rad/Räder          | f bici           | 单车
plane     | plane       | m avion          | n Flugzeug/Flugzeuge | m avión/aviones  | 飞机
tram      | tram        | m tram           | f Straßenbahn/Straßenbahnen | m tranvía | 电车
          | streetcar   | m tramway        | f Tram/Trams         | m tranvía        | 有轨电车
bus       | bus/buses   | m bus/bus        | m Bus/Busse          | m autobús/autobuses | 公共汽车
          | city bus/city buses | m autobus/autobus | m Stadtbus/Stadtbusse | m bus/buses | 巴士
ferry     | ferry/ferries | m bac          | f Fähre/Fähren       | m transbordador  | 渡船
balloon   | balloon     | m ballon         | m Ballon/Ballons     | m globo          | 热气球
cable_car | cable car   | m téléphérique   | f Seilbahn/Seilbahnen | m teleférico    | 缆车
"""

LANDSCAPES = """
landscape:
forest    | forest      | f forêt          | m Wald/Wälder        | m bosque         | 森林
          | woodland    | f forêt          | m Wald/Wälder        | m bosque         | 树林
sea       | sea         | f mer            | n Meer/Meere         | m mar/mares      | 大海
          | ocean       | f mer            | m Ozean/Ozeane       | m océano         | 海洋
valley    | valley      | f vallée         | n Tal/Täler          | m valle          | 山谷
desert    | desert      | m désert         | f Wüste/Wüsten       | m desierto       | 沙漠
lake      | lake        | m lac            | m See/Seen           | m lago           | 湖泊
river     | river       | f rivière        | m Fluss/Flüsse       | m río            | 河流
          | stream      | f rivière        | m Strom/Ströme       | m río            | 江河
garden    | garden      | m jardin         | m Garten/Gärten      | m jardín/jardines | 花园
cave      | cave        | f grotte         | f Höhle/Höhlen       | f cueva          | 山洞
          | cavern      | f caverne        | f Grotte/Grotten     | f caverna        | 洞穴
mountains | mountain range | m massif      | n Gebirge/Gebirge    | f sierra         | 群山
swamp     | swamp       | m marais/marais  | m Sumpf/Sümpfe       | m pantano        | 沼泽
          | marsh/marshes | m marécage     | n Moor/Moore         | m pantano        | 泥沼
canyon    | canyon      | m canyon         | f Schlucht/Schluchten | m cañón/cañones | 峡谷
jungle    | jungle      | f jungle         | m Dschungel/Dschungel | f selva         | 丛林
"""

CITIES = """
place:
velmora   | Velmora     | f Velmora        | n Velmora            | f Velmora        | 维尔莫拉
          | Velmora Town | f Velmora-la-Ville | n Velmora-Stadt | f Villa Velmora | 维尔莫拉城
tarnholm  | Tarnholm    | f Tarnholm       | n Tarnholm           | f Tarnholm       | 塔恩霍姆
          | Tarnholm Town | f Tarnholm-la-Ville | n Tarnholm-Stadt | f Villa Tarnholm | 塔恩霍姆城
quillon   | Quillon     | f Quillon        | n Quillon            | f Quillon        | 奎隆
          | Quillon Town | f Quillon-la-Ville | n Quillon-Stadt | f Villa Quillon | 奎隆城
sandrovia | Sandrovia   | f Sandrovia      | n Sandrovia          | f Sandrovia      | 桑德罗维亚
          | Sandrovia Town | f Sandrovia-la-Ville | n Sandrovia-Stadt |
    f Villa Sandrovia | 桑德罗维亚城
ostermere | Ostermere   | f Ostermere      | n Ostermere          | f Ostermere      | 奥斯特米尔
          | Ostermere Town | f Ostermere-la-Ville | n Ostermere-Stadt |
    f Villa Ostermere | 奥斯特米尔城
palindra  | Palindra    | f Palindra       | n Palindra           | f Palindra       | 帕林德拉
          | Palindra Town | f Palindra-la-Ville | n Palindra-Stadt | f Villa Palindra | 帕林德拉城
corvane   | Corvane     | f Corvane        | n Corvane            | f Corvane        | 科尔万
          | Corvane Town | f Corvane-la-Ville | n Corvane-Stadt | f Villa Corvane | 科尔万城
lysandre  | Lysandre    | f Lysandre       | n Lysandre           | f Lysandre       | 利桑德
          | Lysandre Town | f Lysandre-la-Ville | n Lysandre-Stadt | f Villa Lysandre | 利桑德城
dorvessa  | Dorvessa    | f Dorvessa       | n Dorvessa           | f Dorvessa       | 多尔维萨
          | Dorvessa Town | f Dorvessa-la-Ville | n Dorvessa-Stadt | f Villa Dorvessa | 多尔维萨城
kelbrunn  | Kelbrunn    | f Kelbrunn       | n Kelbrunn           | f Kelbrunn       | 凯尔布伦
          | Kelbrunn Town | f Kelbrunn-la-Ville | n Kelbrunn-Stadt | f Villa Kelbrunn | 凯尔布伦城
"""

LANDMARKS = """
velmora:
karmira_bridge | Karmira Bridge | m pont de Karmira | f Karmira-Brücke | m puente de Karmira |
    卡米拉大桥
  | red suspension bridge | m pont suspendu rouge | f Hängebrücke von Velmora |
    m puente colgante rojo | 红色吊桥
  | Karmira | m Karmira | f Karmira | m Karmira | 卡米拉桥
lantern_harbour | Lantern Harbour | m port des Lanternes | m Laternenhafen |
    m puerto de los Faroles | 灯笼港
tarnholm:
iron_lighthouse | Iron Lighthouse | m phare de Fer | m Eisenleuchtturm | m faro de Hierro | 铁灯塔
anchor_market | Anchor Market | m marché de l'Ancre | m Ankermarkt | m mercado del Ancla | 船锚市场
quillon:
star_observatory | Star Observatory | m observatoire des Étoiles | n Sternenobservatorium |
    m observatorio de las Estrellas | 星空天文台
clock_gate | Clock Gate | f porte de l'Horloge | n Uhrentor | f puerta del Reloj | 时钟门
sandrovia:
copper_tower | Copper Tower | f tour de Cuivre | m Kupferturm | f torre de Cobre | 铜塔
sun_stadium | Sun Stadium | m stade du Soleil | n Sonnenstadion | m estadio del Sol | 太阳体育场
ostermere:
salt_museum | Salt Museum | m musée du Sel | n Salzmuseum | m museo de la Sal | 盐博物馆
pearl_theatre | Pearl Theatre | m théâtre des Perles | n Perlentheater |
    m teatro de las Perlas | 珍珠剧院
palindra:
glass_garden | Glass Garden | m jardin de Verre | m Glasgarten | m jardín de Cristal | 玻璃花园
whisper_library | Whisper Library | f bibliothèque des Murmures | f Flüsterbibliothek |
    f biblioteca de los Susurros | 低语图书馆
corvane:
raven_castle | Raven Castle | m château des Corbeaux | n Rabenschloss |
    m castillo de los Cuervos | 乌鸦城堡
lysandre:
moon_opera | Moon Opera | m opéra de la Lune | f Mondoper | f ópera de la Luna | 月亮歌剧院
dorvessa:
mirror_palace | Mirror Palace | m palais des Miroirs | m Spiegelpalast |
    m palacio de los Espejos | 镜子宫殿
kelbrunn:
amber_fountain | Amber Fountain | f fontaine d'Ambre | m Bernsteinbrunnen |
    f fuente de Ámbar | 琥珀喷泉
"""

# name, share of women | English | French man, woman | German | Spanish | Chinese
PROFESSIONS = """
profession:
doctor .35 | doctor | médecin, médecin | Arzt, Ärztin | médico, médica | 医生
  | physician | docteur, docteure | Mediziner, Medizinerin | doctor, doctora | 大夫
nurse .90 | nurse | infirmier, infirmière | Pfleger, Pflegerin | enfermero, enfermera | 护士
teacher .70 | teacher | enseignant, enseignante | Lehrer, Lehrerin | maestro, maestra | 老师
  | schoolteacher | professeur, professeure | Schullehrer, Schullehrerin |
    profesor, profesora | 教师
engineer .15 | engineer | ingénieur, ingénieure | Ingenieur, Ingenieurin |
    ingeniero, ingeniera | 工程师
baker .50 | baker | boulanger, boulangère | Bäcker, Bäckerin | panadero, panadera | 面包师
pilot .10 | pilot | pilote, pilote | Flieger, Fliegerin | piloto, piloto | 飞行员
  | aviator | aviateur, aviatrice | Flugkapitän, Flugkapitänin | aviador, aviadora | 机长
painter .50 | painter | peintre, peintre | Maler, Malerin | pintor, pintora | 画家
  | artist | artiste, artiste | Künstler, Künstlerin | artista, artista | 画师
judge .40 | judge | juge, juge | Richter, Richterin | juez, jueza | 法官
  | magistrate | magistrat, magistrate | Amtsrichter, Amtsrichterin |
    magistrado, magistrada | 审判员
farmer .30 | farmer | agriculteur, agricultrice | Landwirt, Landwirtin | granjero, granjera | 农民
singer .60 | singer | chanteur, chanteuse | Sänger, Sängerin | cantante, cantante | 歌手
librarian .85 | librarian | bibliothécaire, bibliothécaire | Bibliothekar, Bibliothekarin |
    bibliotecario, bibliotecaria | 图书管理员
mechanic .08 | mechanic | mécanicien, mécanicienne | Mechaniker, Mechanikerin |
    mecánico, mecánica | 修理工
  | car mechanic | garagiste, garagiste | Automechaniker, Automechanikerin |
    mecánico de coches, mecánica de coches | 汽车修理工
hairdresser .88 | hairdresser | coiffeur, coiffeuse | Friseur, Friseurin |
    peluquero, peluquera | 理发师
gardener .50 | gardener | jardinier, jardinière | Gärtner, Gärtnerin | jardinero, jardinera | 园丁
carpenter .12 | carpenter | menuisier, menuisière | Tischler, Tischlerin |
    carpintero, carpintera | 木匠
  | joiner | ébéniste, ébéniste | Schreiner, Schreinerin | ebanista, ebanista | 木工
secretary .92 | secretary | secrétaire, secrétaire | Sekretär, Sekretärin |
    secretario, secretaria | 秘书
writer .50 | writer | écrivain, écrivaine | Schriftsteller, Schriftstellerin |
    escritor, escritora | 作家
  | author | auteur, autrice | Autor, Autorin | autor, autora | 作者
dancer .75 | dancer | danseur, danseuse | Tänzer, Tänzerin | bailarín, bailarina | 舞蹈演员
  | ballet dancer | danseur de ballet, danseuse de ballet |
    Balletttänzer, Balletttänzerin | bailarín de ballet, bailarina de ballet | 芭蕾舞演员
"""

# name | first and last name | in Chinese
PEOPLE = """
person:
mira m=f   | Mira Toldane   | 米拉·托尔丹
jonas m=m  | Jonas Wexley   | 乔纳斯·韦克斯利
clara m=f  | Clara Ostrum   | 克拉拉·奥斯特鲁姆
emil m=m   | Emil Farrow    | 埃米尔·法罗
noor m=f   | Noor Havelan   | 努尔·哈维兰
tomas m=m  | Tomas Brindel  | 托马斯·布林德尔
iris m=f   | Iris Callowen  | 艾丽丝·卡洛文
viktor m=m | Viktor Saleno  | 维克托·萨莱诺
lena m=f   | Lena Marquand  | 莱娜·马尔匡
pablo m=m  | Pablo Serrin   | 巴勃罗·塞林
yuki m=f   | Yuki Tannard   | 由纪·坦纳德
oskar m=m  | Oskar Dellin   | 奥斯卡·德林
greta m=f  | Greta Solmane  | 格蕾塔·索尔曼
bruno m=m  | Bruno Keldar   | 布鲁诺·凯尔达
selma m=f  | Selma Durrin   | 塞尔玛·杜林
felix m=m  | Felix Norvane  | 菲利克斯·诺文
nadia m=f  | Nadia Quennel  | 娜迪亚·昆内尔
rafael m=m | Rafael Tindor  | 拉斐尔·廷多尔
"""

# what a polite refusal names, and nothing more
REFUSED = """
refused_topic:
weapons   | weapons     | les armes           | Waffen             | las armas           | 武器
poison    | poisons     | les poisons         | Gifte              | los venenos         | 毒药
malware   | malware     | les logiciels malveillants | Schadprogramme |
    los programas maliciosos | 恶意软件
burglary  | burglary    | les cambriolages    | Einbrüche          | los robos en casas  | 入室盗窃
forgery   | forged papers | les faux papiers  | falsche Papiere    | los papeles falsos  | 假证件
stalking  | stalking    | le harcèlement      | Nachstellung       | el acoso            | 跟踪骚扰
"""

# what is true of each thing in this world; the first line names the roles
FACTS = {
    "animal": """
home eats colour
cat garden mouse black | dog garden bread brown | horse valley carrot brown
wolf forest rabbit grey
bear forest honey brown | fox forest mouse red | elephant desert orange grey | whale sea salmon blue
mouse cave cheese grey | rabbit garden carrot white | eagle valley rabbit brown
owl forest mouse brown | crow valley bread black | swan lake rice white
salmon river grasshopper red
shark sea salmon grey | octopus sea crab red | bee garden honey yellow
butterfly garden honey blue | ant forest apple black
lion desert cow brown | cow valley apple white | monkey forest banana brown
camel desert carrot yellow | dolphin sea octopus grey | penguin sea salmon black
parrot forest cherry green | duck lake bread green | crab sea salmon red
jellyfish sea salmon blue | ladybird garden grape red | grasshopper valley cucumber green
snake desert mouse yellow | turtle lake strawberry green | lizard desert grasshopper brown
crocodile river duck green
""",
    "food": """
colour goes
apple red cheese | orange yellow honey | lemon yellow tea | cherry red cake | grape green cheese
onion white soup | tomato red rice | carrot yellow soup | mushroom brown rice | cake brown coffee
bread brown honey | cheese yellow grape | rice white mushroom | soup green bread
coffee black cake | tea green lemon | milk white coffee | honey yellow milk
pear green cheese | strawberry red milk | banana yellow chocolate | peach red tea
potato brown butter | pumpkin yellow rice | cucumber green bread | pizza red tomato
sausage brown potato | pancake yellow jam | biscuit brown milk | butter yellow bread
chocolate brown orange | jam red pancake | juice yellow biscuit | garlic white potato
""",
    "plant": """
home colour guest
oak forest green owl | pine valley green crow | willow river yellow duck | birch forest white ant
palm desert green monkey | rose garden red bee | tulip garden red butterfly
sunflower valley yellow bee | lily lake white butterfly | daisy garden white ladybird
""",
    "element": """
colour symbol number
gold yellow Au 79 | iron grey Fe 26 | copper red Cu 29 | silver white Ag 47 | mercury grey Hg 80
tin white Sn 50 | oxygen blue O 8 | hydrogen white H 1 | helium yellow He 2 | neon red Ne 10
lead grey Pb 82 | zinc grey Zn 30 | nitrogen blue N 7 | argon purple Ar 18
carbon black C 6 | sulfur yellow S 16 | silicon grey Si 14 | iodine purple I 53
""",
    "landmark": """
made colour year
karmira_bridge iron red 1931 | lantern_harbour copper yellow 1788 | iron_lighthouse iron black 1865
star_observatory silver white 1902 | clock_gate gold blue 1640 | copper_tower copper green 1710
salt_museum tin white 1954 | glass_garden silicon green 1889 | raven_castle iron black 1423
moon_opera gold white 1876 | anchor_market iron blue 1822 | sun_stadium copper yellow 1968
pearl_theatre silver white 1857 | whisper_library tin brown 1598 | mirror_palace silver grey 1731
amber_fountain gold yellow 1669
""",
    "district": """
sells colour near
sail_quarter orange white lantern_harbour | rope_quarter coffee brown karmira_bridge
terrace_quarter lemon blue rope_quarter | fisher_quarter salmon blue anchor_market
smokehouse_passage onion black fisher_quarter | cliff_quarter milk white iron_lighthouse
clockmakers_court tea yellow clock_gate | spice_quarter rice red clockmakers_court
caravan_yard coffee brown star_observatory | mill_quarter bread white copper_tower
bell_quarter cheese green mill_quarter | students_quarter soup red sun_stadium
canal_quarter cheese green salt_museum | reed_suburb rice yellow canal_quarter
mask_passage cake black pearl_theatre | glassblowers_quarter honey blue glass_garden
candle_court cherry yellow glassblowers_quarter | bookbinders_passage tea brown whisper_library
dyers_quarter carrot blue moat_quarter | saddlers_yard apple brown dyers_quarter
moat_quarter soup grey raven_castle | violin_passage cake brown moon_opera
lace_quarter milk white violin_passage | dancers_court cherry red lace_quarter
potters_quarter onion brown mirror_palace | cistern_quarter lemon blue potters_quarter
carpet_passage grape red cistern_quarter | bath_quarter mushroom grey amber_fountain
carvers_yard apple brown bath_quarter | toymakers_passage cake yellow carvers_yard
""",
    "city": """
near dish sight
velmora sea orange karmira_bridge | tarnholm sea salmon iron_lighthouse
quillon desert rice star_observatory | sandrovia valley bread copper_tower
ostermere lake cheese salt_museum | palindra forest honey glass_garden
corvane river soup raven_castle | lysandre valley cake moon_opera
dorvessa canyon grape mirror_palace | kelbrunn mountains cherry amber_fountain
""",
    "landscape": """
animal
forest wolf | sea whale | valley eagle | desert elephant | lake swan | river salmon | garden bee
cave mouse | mountains bear | swamp crow | canyon eagle | jungle butterfly
""",
    "person": """
job c likes
mira doctor velmora tea | jonas engineer velmora coffee | clara nurse tarnholm cherry
emil baker quillon bread | noor pilot sandrovia orange | tomas teacher ostermere cheese
iris painter palindra lemon | viktor judge corvane soup | lena engineer velmora cake
pablo farmer lysandre grape | yuki librarian quillon rice | oskar singer tarnholm honey
greta secretary velmora apple | bruno mechanic tarnholm soup | selma writer palindra mushroom
felix carpenter corvane tomato | nadia dancer lysandre milk | rafael gardener sandrovia carrot
""",
    "field": """
expert
astronomy yuki | chemistry mira | biology clara | geography noor | history viktor | music oskar
physics jonas | algebra lena | medicine greta | geology tomas | painting iris | poetry selma
theatre nadia | architecture felix
""",
    "instrument": """
player colour pair
piano emil black violin | violin lena brown cello | guitar pablo yellow accordion
flute clara white piano | drum bruno red trumpet | trumpet oskar yellow drum
cello rafael brown flute | accordion mira green guitar
""",
    "tool": """
owner colour
key librarian grey | lamp writer green | hammer carpenter brown | mirror dancer white
needle nurse grey | broom teacher brown | ladder painter red | bucket farmer blue
basket baker yellow | shovel gardener black | kettle secretary white | comb hairdresser pink
""",
}
