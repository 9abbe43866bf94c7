"""How the things of the world are drawn: by name, where they stand, how far they tilt, their parts.

Each line is a part, painted over those before it, in coordinates from -1 to 1 with y upwards:

    disc x y rx ry colour | box x y rx ry colour | line x y x y half-width colour
    ring x y radius half-width colour | poly x y x y x y ... colour (convex)
"""

COLOURS = {
    "red": (205, 40, 35),
    "crimson": (150, 15, 40),
    "orange": (240, 130, 20),
    "yellow": (245, 215, 50),
    "gold": (215, 165, 40),
    "sand": (225, 190, 120),
    "cream": (245, 230, 200),
    "brown": (125, 80, 45),
    "bark": (80, 52, 32),
    "green": (60, 150, 55),
    "leaf": (30, 100, 45),
    "lime": (150, 195, 70),
    "patina": (85, 165, 140),
    "glass": (175, 230, 220),
    "blue": (45, 95, 200),
    "sea": (30, 85, 135),
    "azure": (90, 170, 235),
    "pink": (240, 150, 140),
    "violet": (125, 65, 150),
    "black": (25, 25, 30),
    "slate": (70, 72, 85),
    "grey": (140, 140, 145),
    "silver": (200, 205, 210),
    "white": (250, 250, 250),
}

# ground: colours of what is above and below the horizon, from which one each is drawn
GROUNDS = {
    "sky": ("azure silver cream glass", "azure silver cream glass"),
    "meadow": ("azure silver cream", "green lime"),
    "water": ("azure silver cream pink", "sea blue"),
    "dunes": ("azure cream orange", "sand"),
    "street": ("azure silver cream", "grey slate"),
    "night": ("slate black", "slate black"),
    "table": ("cream silver glass grey lime", "brown sand white"),
    "deep": ("sea blue azure", "sea blue"),
}

# name: its grounds | largest tilt in degrees, and its parts
DRAWINGS = {
    "karmira_bridge": """water water street | 4
line -.5 .72 -1.2 -.2 .04 red
line .5 .72 1.2 -.2 .04 red
line -.5 .72 -.27 .1 .04 red
line -.27 .1 0 -.1 .04 red
line 0 -.1 .27 .1 .04 red
line .27 .1 .5 .72 .04 red
line -.27 .1 -.27 -.25 .025 red
line .27 .1 .27 -.25 .025 red
line -.8 .3 -.8 -.25 .025 red
line .8 .3 .8 -.25 .025 red
box 0 -.28 1.5 .08 red
box -.5 .05 .08 .75 red
box .5 .05 .08 .75 red
""",
    "lantern_harbour": """water night | 4
box 0 -.72 1.2 .1 bark
line -.7 -.65 -.7 .3 .05 bark
line 0 -.65 0 .3 .05 bark
line .7 -.65 .7 .3 .05 bark
disc -.7 .42 .24 .28 yellow
disc 0 .42 .24 .28 yellow
disc .7 .42 .24 .28 yellow
disc -.7 .42 .1 .14 white
disc 0 .42 .1 .14 white
disc .7 .42 .1 .14 white
""",
    "iron_lighthouse": """water night | 5
poly .1 .6 1.2 .95 1.2 .3 yellow
poly -.32 -.85 .32 -.85 .18 .45 -.18 .45 black
box 0 -.5 .28 .1 white
box 0 -.05 .23 .1 white
box 0 .56 .14 .12 yellow
poly -.24 .68 .24 .68 0 .92 black
""",
    "star_observatory": """night dunes | 4
box 0 -.5 .75 .35 silver
disc 0 -.12 .62 .6 white
box 0 -.55 .75 .3 silver
poly .0 .1 .2 -.02 .75 .75 .58 .85 slate
box 0 -.68 .12 .2 slate
box -.45 -.5 .1 .1 slate
box .45 -.5 .1 .1 slate
""",
    "clock_gate": """street street meadow | 4
box 0 -.1 .75 .75 sea
poly -.85 .6 .85 .6 0 .98 slate
disc 0 -.35 .32 .3 black
box 0 -.62 .32 .28 black
disc 0 .3 .27 .27 white
ring 0 .3 .27 .05 gold
line 0 .3 0 .48 .035 black
line 0 .3 .14 .24 .035 black
""",
    "copper_tower": """sky street meadow | 5
box 0 -.15 .24 .75 patina
box 0 .3 .36 .07 brown
poly -.3 .5 .3 .5 0 1.05 patina
box 0 .1 .07 .1 black
box 0 -.25 .07 .1 black
box 0 -.72 .1 .16 bark
box 0 -.9 .5 .07 brown
""",
    "salt_museum": """street meadow | 3
box 0 -.35 .85 .4 white
poly -.95 .1 .95 .1 0 .7 silver
box -.62 -.35 .09 .38 grey
box -.2 -.35 .09 .38 grey
box .2 -.35 .09 .38 grey
box .62 -.35 .09 .38 grey
box 0 -.78 1 .09 grey
""",
    "glass_garden": """meadow meadow sky | 3
disc 0 -.1 .85 .75 glass
box 0 -.5 .85 .35 glass
disc -.4 -.5 .28 .3 leaf
disc .15 -.5 .35 .38 green
disc .5 -.6 .22 .25 leaf
ring 0 -.1 .82 .035 white
line 0 .65 0 -.85 .03 white
line -.45 .5 -.45 -.85 .03 white
line .45 .5 .45 -.85 .03 white
line -.85 -.15 .85 -.15 .03 white
""",
    "raven_castle": """meadow night sky | 3
box 0 -.4 .7 .45 black
box -.65 -.1 .22 .75 slate
box .65 -.1 .22 .75 slate
box -.8 .72 .07 .09 slate
box -.5 .72 .07 .09 slate
box .5 .72 .07 .09 slate
box .8 .72 .07 .09 slate
box -.3 .12 .1 .09 black
box 0 .12 .1 .09 black
box .3 .12 .1 .09 black
disc 0 -.6 .17 .28 crimson
box -.65 .25 .06 .12 yellow
box .65 .25 .06 .12 yellow
""",
    "moon_opera": """night night water | 3
disc .1 .62 .3 .3 yellow
disc .24 .7 .27 .27 slate
box 0 -.5 .8 .3 gold
disc 0 -.2 .5 .38 white
box 0 -.55 .8 .25 gold
box -.5 -.55 .07 .22 cream
box -.17 -.55 .07 .22 cream
box .17 -.55 .07 .22 cream
box .5 -.55 .07 .22 cream
""",
    "cat": """table meadow sky | 14
line .4 -.7 .85 .1 .09 black
disc .05 -.5 .45 .42 black
disc 0 .2 .48 .42 black
poly -.46 .3 -.12 .5 -.42 .9 black
poly .46 .3 .12 .5 .42 .9 black
disc -.2 .26 .12 .1 lime
disc .2 .26 .12 .1 lime
disc 0 .06 .07 .05 pink
""",
    "rabbit": """meadow | 12
disc -.2 .65 .12 .38 white
disc .2 .65 .12 .38 white
disc -.2 .62 .05 .26 pink
disc .2 .62 .05 .26 pink
disc 0 -.5 .5 .42 white
disc 0 .1 .38 .33 white
disc -.15 .16 .06 .07 black
disc .15 .16 .06 .07 black
disc 0 0 .07 .05 pink
disc .45 -.65 .15 .15 silver
""",
    "elephant": """dunes meadow | 5
disc .2 0 .65 .45 grey
box -.15 -.5 .12 .35 grey
box .3 -.5 .12 .35 grey
box .65 -.5 .1 .35 grey
disc -.55 .2 .34 .32 grey
disc -.35 .2 .22 .33 slate
line -.8 .1 -.9 -.6 .1 grey
line -.6 -.05 -.75 -.25 .05 white
disc -.65 .3 .05 .05 black
""",
    "whale": """water deep | 10
poly .55 -.1 .98 .45 .8 -.15 sea
poly .55 -.1 1.1 .1 .8 -.25 sea
disc -.1 -.2 .8 .42 blue
disc -.2 -.36 .6 .22 silver
disc -.6 -.15 .06 .06 black
line -.3 .2 -.45 .65 .05 white
line -.3 .2 -.12 .65 .05 white
""",
    "eagle": """sky sky meadow | 15
poly -.05 .05 -.5 .45 -1.1 .3 -.5 -.15 brown
poly .05 .05 .5 .45 1.1 .3 .5 -.15 brown
poly -.7 .05 -1.1 .3 -.85 -.15 bark
poly .7 .05 1.1 .3 .85 -.15 bark
disc 0 -.1 .2 .45 brown
poly -.25 -.75 .25 -.75 0 -.35 white
disc 0 .38 .16 .17 white
poly -.07 .45 .07 .45 0 .68 yellow
""",
    "swan": """water deep | 6
disc .15 -.4 .65 .32 white
poly .5 -.35 1 .1 .75 -.5 white
line -.4 -.35 -.55 .1 .11 white
line -.55 .1 -.35 .5 .1 white
disc -.42 .58 .17 .14 white
poly -.55 .65 -.52 .48 -.85 .48 orange
disc -.45 .62 .045 .045 black
disc .2 -.35 .4 .17 silver
""",
    "salmon": """deep deep water | 18
poly .45 0 .98 .42 .98 -.42 pink
disc -.1 0 .7 .36 pink
disc -.1 -.14 .5 .16 white
poly -.2 .3 .25 .28 .1 .6 orange
line -.42 .22 -.42 -.22 .035 orange
disc -.58 .08 .07 .07 black
disc .15 .15 .05 .05 crimson
disc -.1 .18 .05 .05 crimson
""",
    "octopus": """deep | 12
line -.3 -.1 -.9 -.3 .1 crimson
line -.25 -.2 -.65 -.8 .1 crimson
line -.1 -.2 -.2 -.9 .1 crimson
line .1 -.2 .2 -.9 .1 crimson
line .25 -.2 .65 -.8 .1 crimson
line .3 -.1 .9 -.3 .1 crimson
disc 0 .3 .45 .52 red
disc -.17 .15 .11 .13 white
disc .17 .15 .11 .13 white
disc -.17 .13 .05 .07 black
disc .17 .13 .05 .07 black
""",
    "bee": """meadow sky | 20
disc -.1 .45 .25 .4 glass
disc .25 .45 .22 .36 white
disc .1 -.1 .65 .4 yellow
box -.1 -.1 .08 .37 black
box .2 -.1 .08 .38 black
box .5 -.1 .07 .28 black
disc -.55 -.05 .25 .25 black
poly .7 0 .7 -.2 .98 -.12 black
""",
    "butterfly": """meadow sky | 20
disc -.45 .35 .45 .42 blue
disc .45 .35 .45 .42 blue
disc -.35 -.4 .33 .38 azure
disc .35 -.4 .33 .38 azure
disc -.5 .4 .16 .16 white
disc .5 .4 .16 .16 white
disc 0 0 .08 .6 black
line 0 .5 -.2 .9 .03 black
line 0 .5 .2 .9 .03 black
""",
    "apple": """table table meadow | 15
disc -.2 -.15 .48 .6 red
disc .2 -.15 .48 .6 red
disc -.3 .1 .11 .15 pink
line 0 .3 .06 .75 .05 bark
disc .3 .62 .25 .11 leaf
""",
    "orange": """table | 25
disc 0 0 .72 .72 orange
disc -.25 .28 .15 .13 yellow
disc 0 .62 .1 .07 leaf
disc .25 .75 .2 .08 green
""",
    "lemon": """table | 25
disc 0 0 .72 .48 yellow
disc -.75 0 .15 .14 yellow
disc .75 0 .15 .14 yellow
disc -.2 .18 .2 .09 cream
""",
    "cherry": """table meadow | 12
line -.4 -.3 .05 .75 .04 leaf
line .4 -.4 .05 .75 .04 leaf
disc .3 .72 .3 .13 green
disc -.4 -.4 .33 .33 crimson
disc .4 -.5 .33 .33 crimson
disc -.5 -.28 .08 .08 pink
disc .3 -.38 .08 .08 pink
""",
    "grape": """table | 12
line 0 .3 0 .9 .05 bark
disc .3 .72 .28 .16 leaf
disc -.45 .35 .24 .24 lime
disc 0 .4 .24 .24 lime
disc .45 .35 .24 .24 lime
disc -.25 0 .24 .24 green
disc .25 0 .24 .24 green
disc 0 -.35 .24 .24 lime
disc -.2 -.6 .2 .2 green
disc .05 -.8 .18 .18 lime
""",
    "carrot": """table | 25
line 0 .35 -.3 .95 .07 green
line 0 .35 0 1 .07 leaf
line 0 .35 .3 .95 .07 green
poly -.32 .4 .32 .4 0 -.98 orange
line -.25 .15 0 .12 .03 brown
line .2 -.1 .02 -.14 .03 brown
line -.12 -.35 .02 -.38 .03 brown
""",
    "mushroom": """meadow table | 10
box 0 -.4 .18 .45 cream
disc 0 .2 .75 .5 brown
box 0 -.2 .75 .13 cream
disc -.3 .35 .12 .1 sand
disc .25 .45 .12 .1 sand
box 0 -.45 .18 .4 cream
""",
    "cake": """table | 6
box 0 -.4 .75 .4 brown
box 0 -.35 .75 .09 cream
box 0 .05 .75 .13 white
disc -.5 -.08 .14 .14 white
disc 0 -.1 .14 .16 white
disc .5 -.08 .14 .14 white
box 0 .35 .06 .22 pink
disc 0 .68 .08 .15 yellow
""",
    "cheese": """table | 10
poly -.85 -.1 .85 -.1 .6 .5 cream
poly -.85 -.1 -.85 -.6 .85 -.6 .85 -.1 yellow
disc -.45 -.32 .15 .12 gold
disc .1 -.42 .17 .12 gold
disc .55 -.25 .13 .1 gold
disc .25 .1 .14 .08 gold
""",
    "train": """meadow street | 4
box 0 -.72 1.4 .04 slate
box .35 .05 .55 .42 crimson
box -.55 -.1 .42 .28 black
box -.7 .3 .11 .22 black
disc -.55 .72 .2 .15 white
disc -.2 .85 .25 .15 silver
box .15 .15 .13 .16 glass
box .6 .15 .13 .16 glass
disc -.7 -.5 .19 .19 slate
disc -.25 -.5 .19 .19 slate
disc .3 -.5 .19 .19 slate
disc .7 -.5 .19 .19 slate
""",
    "ship": """water | 8
poly -.9 -.3 .9 -.3 .6 -.75 -.6 -.75 crimson
box 0 -.12 .6 .18 white
box -.35 -.1 .07 .06 slate
box 0 -.1 .07 .06 slate
box .35 -.1 .07 .06 slate
box -.2 .3 .12 .27 black
box .25 .3 .12 .27 black
box -.2 .45 .12 .07 red
box .25 .45 .12 .07 red
disc .5 .75 .3 .13 silver
""",
    "bicycle": """street meadow | 5
ring -.55 -.35 .38 .06 black
ring .55 -.35 .38 .06 black
line -.55 -.35 -.25 .3 .05 green
line -.25 .3 .35 .3 .05 green
line .35 .3 -.02 -.35 .05 green
line -.02 -.35 -.25 .3 .05 green
line -.02 -.35 -.55 -.35 .05 green
line .35 .3 .55 -.35 .05 green
line .35 .3 .3 .6 .05 slate
line .1 .62 .35 .62 .06 black
line -.4 .42 -.1 .42 .07 black
""",
    "plane": """sky sky night | 20
poly .1 .05 -.3 .85 -.05 .85 .45 .05 grey
poly .65 .1 .98 .55 .82 .55 .45 .1 grey
disc 0 0 .95 .2 white
poly .1 -.05 .45 -.05 -.05 -.85 -.3 -.85 silver
box -.35 .04 .05 .05 blue
box -.1 .04 .05 .05 blue
box .15 .04 .05 .05 blue
box .4 .04 .05 .05 blue
disc -.78 .05 .1 .08 slate
""",
    "forest": """meadow meadow night | 3
box -.75 -.7 .07 .25 bark
box 0 -.75 .08 .25 bark
box .75 -.7 .07 .25 bark
poly -1.15 -.5 -.35 -.5 -.75 .75 leaf
poly .35 -.5 1.15 -.5 .75 .75 leaf
poly -.75 -.4 .05 -.4 -.35 .85 green
poly -.05 -.4 .75 -.4 .35 .85 green
poly -.5 -.55 .5 -.55 0 .7 leaf
""",
    "sea": """water | 2
box 0 -.9 2 1 sea
disc -.9 .02 .35 .13 sea
disc -.2 .02 .35 .13 sea
disc .5 .02 .35 .13 sea
line -.9 -.2 -.5 -.13 .035 white
line -.5 -.13 -.1 -.2 .035 white
line .2 -.2 .6 -.13 .035 white
line .6 -.13 1 -.2 .035 white
line -.5 -.6 -.1 -.52 .04 azure
line -.1 -.52 .3 -.6 .04 azure
line .5 -.65 .9 -.57 .04 azure
""",
    "desert": """dunes | 3
disc .55 .65 .22 .22 yellow
disc -.6 -.9 1.1 .8 sand
disc .7 -.95 1.1 .6 gold
disc -.1 -1.2 1 .55 sand
box -.35 .02 .07 .35 leaf
line -.35 .05 -.58 .05 .05 leaf
line -.58 .05 -.58 .25 .05 leaf
line -.35 -.05 -.12 -.05 .05 leaf
line -.12 -.05 -.12 .15 .05 leaf
""",
    "river": """meadow | 3
box 0 -.6 2 .75 green
poly -.1 .15 .1 .15 .35 -.2 .05 -.2 azure
poly .05 -.2 .35 -.2 .1 -.55 -.35 -.55 azure
poly -.35 -.55 .1 -.55 .75 -1.3 -.25 -1.3 azure
poly -1.4 .1 -.2 .1 -.8 .8 slate
poly .2 .1 1.4 .1 .8 .7 grey
disc -.65 -.5 .16 .16 leaf
disc .7 -.45 .16 .16 leaf
""",
}
