"""The preview's pictures: of the bytes that are printed, in any thread."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from perfdesk.core.errors import PerfdeskError
from perfdesk.formats.pdf import render as printed
from perfdesk.formats.picture import Clip, Picture, Pictures, pages, render
from tests.formats.test_pdf import filled, one_box, picture

PDF = printed([one_box("国"), filled(rows=[{"l3": f"第{number}段"} for number in range(60)])])


def test_the_sizes_of_all_pages() -> None:
    assert len(pages(PDF)) == 4
    assert all((round(each.width), round(each.height)) == (595, 842) for each in pages(PDF))


def test_a_page_is_drawn_as_the_file_says() -> None:
    alone = printed([one_box("国")])
    width, height, pixels = render(alone, 0, 2.0)
    assert len(pixels) == 4 * width * height
    ours = Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX").convert("L")
    assert ours.tobytes() == picture(alone).tobytes()
    assert ours.getextrema() == (0, 255)


@pytest.mark.parametrize("scale", [0.1, 0.37, 1.0, 4.17])
def test_any_scale(scale: float) -> None:
    with Pictures(PDF) as opened:
        made = opened.draw(1, scale)
    assert (made.width, made.height) == pytest.approx((595.28 * scale, 841.89 * scale), abs=1.01)
    assert len(made.pixels) == made.stride * made.height >= 4 * made.width * made.height


def test_threads_take_turns() -> None:
    with Pictures(PDF) as opened, Pictures(PDF) as another, ThreadPoolExecutor(6) as pool:
        wanted = [opened.draw(number, 0.5).pixels for number in range(4)]
        jobs = [pool.submit((opened, another)[n % 2].draw, n % 4, 0.5) for n in range(40)]
        assert [job.result().pixels for job in jobs] == [wanted[number % 4] for number in range(40)]


def test_what_is_closed_or_no_pdf_is_said() -> None:
    opened = Pictures(PDF)
    opened.close()
    opened.close()
    with pytest.raises(PerfdeskError, match="关闭"):
        opened.draw(0, 1.0)
    with pytest.raises(PerfdeskError, match="不是 PDF"):
        Pictures(b"PK\x03\x04")


@pytest.mark.parametrize("scale", [1.37, 2.0])
def test_parts_laid_side_by_side_are_the_whole_page(scale: float) -> None:
    side = 256
    with Pictures(PDF) as opened:
        width, height = opened.extent(1, scale)
        whole = _image(opened.draw(1, scale))
        assert whole.size == (width, height)
        made = Image.new("RGB", whole.size)
        for left in range(0, width, side):
            for top in range(0, height, side):
                clip = Clip(left, top, min(side, width - left), min(side, height - top))
                part = opened.draw(1, scale, clip)
                assert (part.width, part.height) == clip[2:]
                made.paste(_image(part), (left, top))
    assert made.tobytes() == whole.tobytes()


def _image(made: Picture) -> Image.Image:
    return Image.frombytes("RGB", (made.width, made.height), made.pixels, "raw", "BGRX", made.stride)


def test_where_forms_begin() -> None:
    with Pictures(PDF) as opened:
        assert opened.starts == (0, 1, 2)
    with Pictures(printed([one_box("国")])) as opened:
        assert opened.starts == (0,)
