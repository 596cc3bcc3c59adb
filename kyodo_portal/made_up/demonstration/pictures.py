"""Simple drawn pictures for the reports on the way: landscapes of plain shapes, no photographs."""

import io
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from kyodo_portal.files.uploads import CheckedFile, check_photo

SIZE = (960, 640)
SKY, DUSK, WALL = (205, 228, 240), (62, 70, 110), (244, 238, 226)
GRASS, LEAF, SOIL, WATER = (134, 179, 110), (76, 130, 80), (150, 116, 84), (120, 170, 200)
FLOWERS = ((226, 110, 130), (240, 180, 80), (190, 130, 200), (250, 240, 245))
BALLOONS = ((214, 84, 70), (240, 190, 70), (80, 140, 190), (120, 170, 100), (180, 110, 170))
SKIN = ((240, 205, 175), (225, 185, 150))

Canvas = ImageDraw.ImageDraw


def picture(scene: str, caption: str) -> CheckedFile:
    """A picture of a scene, different for every caption and always the same for the same one."""
    image = Image.new("RGB", SIZE, SKY)
    SCENES[scene](ImageDraw.Draw(image), Random(caption))  # noqa: S311 - for drawing
    data = io.BytesIO()
    image.save(data, format="PNG", compress_level=1)
    return check_photo(ContentFile(data.getvalue(), name=f"{scene}.png"))


def _ground(draw: Canvas, colour: tuple[int, int, int], top: int = 380) -> None:
    draw.rectangle((0, top, *SIZE), fill=colour)


def _hills(draw: Canvas, dice: Random) -> None:
    for left in (-200, 150, 520):
        width, height = dice.randint(450, 650), dice.randint(120, 220)
        draw.ellipse((left, 400 - height, left + width, 400 + height), fill=(160, 196, 150))


def _flower(draw: Canvas, dice: Random, x: int, y: int) -> None:
    size, colour = dice.randint(10, 20), dice.choice(FLOWERS)
    draw.line((x, y, x, y + size * 2), fill=LEAF, width=4)
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        left, top = x + dx * size * 0.6 - size / 2, y + dy * size * 0.6 - size / 2
        draw.ellipse((left, top, left + size, top + size), fill=colour)
    draw.ellipse((x - 4, y - 4, x + 4, y + 4), fill=(250, 210, 90))


def _person(draw: Canvas, dice: Random, x: int, y: int, size: int) -> None:
    body = dice.choice((*BALLOONS, LEAF))
    draw.rounded_rectangle((x - size // 2, y, x + size // 2, y + size * 2), size // 3, fill=body)
    draw.ellipse((x - size // 2, y - size, x + size // 2, y), fill=dice.choice(SKIN))


def _tree(draw: Canvas, dice: Random, x: int, foot: int) -> None:
    high = dice.randint(120, 200)
    draw.rectangle((x - 10, foot - high, x + 10, foot), fill=SOIL)
    draw.ellipse((x - 80, foot - high - 110, x + 80, foot - high + 50), fill=LEAF)


def flowers(draw: Canvas, dice: Random) -> None:
    _hills(draw, dice)
    _ground(draw, GRASS)
    draw.rounded_rectangle((60, 440, 900, 620), 40, fill=SOIL)
    for x in range(100, 880, 48):
        _flower(draw, dice, x + dice.randint(-12, 12), dice.randint(450, 560))


def people(draw: Canvas, dice: Random) -> None:
    draw.rectangle((0, 0, *SIZE), fill=WALL)
    draw.rectangle((80, 60, 880, 260), fill=(252, 252, 248), outline=SOIL, width=6)
    for x in range(130, 800, 90):
        draw.line((x, 110, x + dice.randint(30, 70), 110), fill=LEAF, width=6)
        draw.line((x, 160, x + dice.randint(20, 70), 160), fill=WATER, width=6)
    _ground(draw, (210, 190, 160), 540)
    for x in range(110, 900, 105):
        _person(draw, dice, x, dice.randint(390, 430), 56)


def balloons(draw: Canvas, dice: Random) -> None:
    _hills(draw, dice)
    _ground(draw, GRASS, 470)
    for x in range(130, 900, 165):
        y, size = dice.randint(60, 220), dice.randint(90, 130)
        draw.ellipse((x - size // 2, y, x + size // 2, y + size), fill=dice.choice(BALLOONS))
        draw.line((x - 14, y + size, x - 10, y + size + 26), fill=SOIL, width=3)
        draw.line((x + 14, y + size, x + 10, y + size + 26), fill=SOIL, width=3)
        draw.rectangle((x - 14, y + size + 26, x + 14, y + size + 46), fill=SOIL)


def waterside(draw: Canvas, dice: Random) -> None:
    _hills(draw, dice)
    _ground(draw, GRASS, 360)
    draw.polygon([(0, 470), (960, 410), (960, 640), (0, 640)], fill=WATER)
    for _ in range(14):
        x, y = dice.randint(20, 900), dice.randint(480, 620)
        draw.line((x, y, x + dice.randint(30, 80), y), fill=(235, 245, 250), width=3)
    for x in (140, 520, 800):
        _tree(draw, dice, x + dice.randint(-40, 40), 440)


def street(draw: Canvas, dice: Random) -> None:
    for x in range(-20, 960, 160):
        top = dice.randint(120, 260)
        draw.rectangle((x, top, x + 150, 430), fill=dice.choice(((226, 214, 196), (214, 202, 190))))
        for window in range(x + 24, x + 120, 52):
            draw.rectangle((window, top + 40, window + 30, top + 84), fill=(190, 214, 226))
    _ground(draw, (190, 190, 188), 430)
    for x in range(40, 940, 150):
        draw.rectangle((x, 560, x + 80, 574), fill=(245, 245, 240))
    for x in range(60, 940, 70):
        _flower(draw, dice, x, 440)


def park(draw: Canvas, dice: Random) -> None:
    _hills(draw, dice)
    _ground(draw, GRASS, 400)
    for x in (120, 330, 780):
        _tree(draw, dice, x + dice.randint(-30, 30), 470)
    draw.rectangle((470, 480, 690, 500), fill=SOIL)
    draw.rectangle((490, 500, 505, 550), fill=SOIL)
    draw.rectangle((655, 500, 670, 550), fill=SOIL)
    for x in (520, 580, 640):
        _person(draw, dice, x, 420, 36)


def books(draw: Canvas, dice: Random) -> None:
    draw.rectangle((0, 0, *SIZE), fill=WALL)
    for shelf in (60, 210):
        x = 60
        while x < 880:
            wide, high = dice.randint(16, 36), dice.randint(80, 120)
            draw.rectangle(
                (x, shelf + 120 - high, x + wide, shelf + 120), fill=dice.choice(BALLOONS)
            )
            x += wide + 4
        draw.rectangle((50, shelf + 120, 910, shelf + 132), fill=SOIL)
    _ground(draw, (196, 214, 196), 460)
    for x in range(180, 820, 110):
        _person(draw, dice, x, dice.randint(470, 500), 50)


SCENES = {
    "flowers": flowers,
    "people": people,
    "balloons": balloons,
    "waterside": waterside,
    "street": street,
    "park": park,
    "books": books,
}
