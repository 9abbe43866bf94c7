"""The sign of a thing or a feeling, and of what to think of a text: the same in every language.
Each is of one concept, so a few only stand near it (the judge's 🏅, the cello's 🎼)."""

SIGNS = """
karmira_bridge 🌉 | lantern_harbour 🏮 | iron_lighthouse 🚨 | anchor_market ⚓
star_observatory 🌠 | clock_gate 🕰 | copper_tower 🗼 | sun_stadium 🏟 | salt_museum 🏛
pearl_theatre 🎪 | glass_garden 🪟 | whisper_library 🤫 | raven_castle 🏰 | moon_opera 🌙
mirror_palace 💎 | amber_fountain ⛲ | cat 🐱 | dog 🐶 | horse 🐴 | wolf 🐺 | bear 🐻 | fox 🦊
elephant 🐘 | whale 🐋 | mouse 🐭 | rabbit 🐰 | lion 🦁 | cow 🐮 | monkey 🐵 | camel 🐪
dolphin 🐬 | eagle 🦅 | owl 🦉 | crow 🪶 | swan 🦢 | penguin 🐧 | parrot 🦜 | duck 🦆
salmon 🐟 | shark 🦈 | octopus 🐙 | crab 🦀 | jellyfish 🪼 | bee 🐝 | butterfly 🦋 | ant 🐜
ladybird 🐞 | grasshopper 🦗 | snake 🐍 | turtle 🐢 | lizard 🦎 | crocodile 🐊 | apple 🍎
orange 🍊 | lemon 🍋 | cherry 🍒 | grape 🍇 | pear 🍐 | strawberry 🍓 | banana 🍌 | peach 🍑
onion 🧅 | tomato 🍅 | carrot 🥕 | mushroom 🍄 | potato 🥔 | pumpkin 🎃 | cucumber 🥒 | cake 🍰
pizza 🍕 | sausage 🌭 | pancake 🥞 | biscuit 🍪 | bread 🍞 | cheese 🧀 | rice 🍚 | soup 🍲
butter 🧈 | chocolate 🍫 | jam 🫙 | coffee ☕ | tea 🍵 | milk 🥛 | honey 🍯 | juice 🧃
garlic 🧄 | gold 🥇 | silver 🥈 | copper 🥉 | oxygen 🫁 | hydrogen 💧 | helium 🫧 | neon 🔆
doctor 🩺 | nurse 💉 | teacher 🏫 | engineer ⚙ | baker 🥖 | pilot 🛫 | judge 🏅 | farmer 🚜
singer 🎤 | librarian 📚 | mechanic 🔧 | hairdresser 💇 | gardener 🧤 | carpenter 🪚
secretary 📎 | writer 🖋 | dancer 💃 | painter 🖌 | astronomy 🔭 | chemistry 🧪 | biology 🧬
geography 🌍 | physics 🧲 | algebra 🧮 | medicine 💊 | geology 🪨 | history 📜 | music 🎵
painting 🎨 | poetry 📖 | theatre 🎭 | architecture 📐 | forest 🌲 | sea 🌊 | valley 🏞
desert 🏜 | lake 🛶 | river 🎣 | garden 🏡 | cave 🦇 | mountains 🏔 | swamp 🐸 | canyon 🧗
jungle 🦍 | key 🔑 | lamp 💡 | hammer 🔨 | mirror 🪞 | needle 🪡 | broom 🧹 | ladder 🪜
bucket 🪣 | basket 🧺 | shovel ⛏ | kettle 🫖 | comb 🪮 | oak 🌳 | pine 🎄 | willow 🎋
birch 🪵 | palm 🌴 | rose 🌹 | tulip 🌷 | sunflower 🌻 | lily 🪷 | daisy 🌼 | train 🚆 | ship 🚢
bicycle 🚲 | plane 🛩 | tram 🚋 | bus 🚌 | ferry ⛴ | balloon 🎈 | cable_car 🚠 | piano 🎹
violin 🎻 | guitar 🎸 | flute 🪈 | drum 🥁 | trumpet 🎺 | cello 🎼 | accordion 🪗 | joy 😀
sadness 😢 | anger 😠 | fear 😨 | gratitude 🙏 | pride 😎 | boredom 🥱 | hope 🤞 | loneliness 😔
inner_conflict 😖 | secrecy 🤐 | urgency ⏰ | apology 🙇 | jealousy 😒 | doubt 🤔
forgiveness 🤗 | curiosity 🧐 | rain 🌧 | snow ❄ | storm ⛈ | sunshine ☀ | fog 🌫 | frost 🥶
rainbow 🌈 | red 🔴 | blue 🔵 | green 🟢 | yellow 🟡 | black ⚫ | white ⚪ | brown 🟤
purple 🟣
"""

JUDGEMENTS = """
deception 🤥 | honesty 🤝 | sycophancy 🧁 | frankness 🗣 | scam_email 🪤 | honest_email 📬
bug 🪲 | code_risk 🔓
"""
