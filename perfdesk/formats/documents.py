"""Documents as plain grids: the one door for whatever she drops on the window or gives to a command.

Knows what a file is by its content, never by its name: systems name a web page .xls, colleagues rename. Refuses with
one sentence what no reader here can read, and says what to do. Refuses to know what cells mean
(`core/recognition/recognise.py`).
"""

import io
import logging
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePath

from perfdesk.core.errors import PerfdeskError
from perfdesk.core.recognition.grid import Grid

_LARGEST = 100_000_000
"""Bytes of a file; forms have a thousandth of it."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"

SUFFIXES = (".xlsx", ".xls", ".docx", ".xlsm", ".et", ".htm", ".html", ".csv", ".tsv", ".txt")
"""What a dialog for choosing files offers. A file by another name is read as well, if it is one of these inside."""
UNREADABLE = (".doc", ".wps", ".ods", ".rtf", ".ofd", ".pdf")
"""Documents that a folder may hold among the others: each is told what to save it as, instead of being passed over."""

_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 再试。"
_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 再试。"
_DOWNLOAD = "文件不完整，多半是没有下载或复制完，请重新取一份再试。"
_PASSWORD = "加了打开密码，请用 Excel、Word 或 WPS 打开后取消密码，另存一份再试。"
_BEGINNINGS = (
    (b"%PDF", "是 PDF，里面没有可读的表格；请找来原来的 Excel 或 Word 文件，或用 WPS 转成 .xlsx 再试。"),
    (b"{\\rtf", f"是 RTF 文档，{_AS_DOCX}"),
    (b"Rar!", "是压缩包，请先解压，再选里面的表。"),
    (b"7z\xbc\xaf", "是压缩包，请先解压，再选里面的表。"),
    (b"\x1f\x8b", "是压缩包，请先解压，再选里面的表。"),
    (b"\x89PNG", "是图片，图片里的表读不出来；请找来原来的 Excel 或 Word 文件。"),
    (b"\xff\xd8\xff", "是图片，图片里的表读不出来；请找来原来的 Excel 或 Word 文件。"),
    (b"GIF8", "是图片，图片里的表读不出来；请找来原来的 Excel 或 Word 文件。"),
    (b"BM", "是图片，图片里的表读不出来；请找来原来的 Excel 或 Word 文件。"),
    (b"II*\0", "是图片，图片里的表读不出来；请找来原来的 Excel 或 Word 文件。"),
    (b"SQLite format 3\0", "是账本或数据库，不是表；账本请用「打开账本」。"),
    (b"MIME-Version:", f"是单个文件网页，{_AS_XLSX}"),
)
_STREAMS = {
    "EncryptedPackage": _PASSWORD,
    "Workbook": "",
    "Book": "",
    "WordDocument": f"是旧版 Word 文档（.doc 或 .wps），{_AS_DOCX}",
    "PowerPoint Document": "是演示文稿，里面的表读不出来；请把表复制到 Excel 里再试。",
}
"""What an old binary document is, by the stream in it; blank for what can be read."""

Reader = Callable[[bytes, str], list[Grid]]


def read_grids(document: Path | bytes, name: str = "") -> list[Grid]:
    """The grids of a document, in its order; at least one. `name` is what its sources are called by.

    Raises PerfdeskError, one sentence that names the file, for everything else.
    """
    name = name or (document.name if isinstance(document, PurePath) else "文档")
    try:
        if name.startswith("~$"):
            raise PerfdeskError("是 Office 打开文件时留下的临时文件，不用导入；请选同名而不带「~$」的文件。")
        data = content(document) if isinstance(document, PurePath) else document
        grids = _reader(data)(data, name)
    except PerfdeskError as error:
        raise PerfdeskError(f"「{name}」读不了：{error}") from error
    except Exception as error:
        # A damaged document can break a library anywhere; she needs a sentence, we the place.
        logging.getLogger(__name__).warning("reading %s", name, exc_info=True)
        raise PerfdeskError(
            f"「{name}」读不了：文件内容已损坏，请用 Excel、Word 或 WPS 打开后另存一份再试。"
        ) from error
    told = [grid for grid in grids if grid.cells or grid.headings or grid.around]
    if not told:
        raise PerfdeskError(f"「{name}」里没有文字：表是空的，或者只有图片；图片里的表读不出来，请找来原来的文件。")
    return told


def read_clipboard(html: str, text: str) -> list[Grid]:
    """The grids of what was copied: its tables, which know merged cells, or its tab-separated text."""
    from perfdesk.formats import read_html, read_text

    name = "剪贴板"
    if "<table" in html.lower():
        return read_html.grids(html, name)
    return read_text.grids(text, name)


def content(path: Path) -> bytes:
    """The bytes of a document. PerfdeskError says why there are none, without the file's name."""
    try:
        if path.stat().st_size > _LARGEST:
            raise PerfdeskError("文件超过 100 MB，不像绩效表；请删去图片和多余的表，另存一份再试。")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise PerfdeskError("文件不在了，请重新选择。") from error
    except IsADirectoryError as error:
        raise PerfdeskError("这是一个文件夹，请选择里面的文件。") from error
    except OSError as error:
        raise PerfdeskError(f"打不开（{error.strerror or '读取失败'}），请看看它是否正被别的程序占用。") from error


def _reader(data: bytes) -> Reader:
    """The reader for these bytes. A module is imported only when a document is of its kind."""
    if not data.strip(b"\0 \t\r\n"):
        raise PerfdeskError("是空文件，请重新取一份再试。")
    for beginning, why in _BEGINNINGS:
        if data.startswith(beginning):
            raise PerfdeskError(why)
    if data.startswith(_ZIP):
        return _zip_reader(data)
    if data.startswith(_OLE):
        return _ole_reader(data)
    return _text_reader(data)


def _zip_reader(data: bytes) -> Reader:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise PerfdeskError(_DOWNLOAD) from error
    if "[Content_Types].xml" not in names:
        raise PerfdeskError(_zip_refusal(names))
    if any(name.startswith("word/") for name in names):
        from perfdesk.formats import read_docx

        return read_docx.read
    if any(name.endswith("workbook.bin") for name in names):
        raise PerfdeskError(f"是二进制工作簿（.xlsb），{_AS_XLSX}")
    if any(name.startswith("ppt/") for name in names):
        raise PerfdeskError("是演示文稿，里面的表读不出来；请把表复制到 Excel 里再试。")
    from perfdesk.formats import read_xlsx

    return read_xlsx.read


def _zip_refusal(names: set[str]) -> str:
    if "OFD.xml" in names:
        return "是 OFD 版式文件，里面没有可读的表格；请找来原来的 Excel 或 Word 文件。"
    if "mimetype" in names and "content.xml" in names:
        return f"是 OpenDocument 文件，{_AS_XLSX}"
    return "是压缩包，请先解压，再选里面的表。"


def _ole_reader(data: bytes) -> Reader:
    """Old binary documents differ by the streams in them; of an embedded one the names stand later."""
    at = {name: data.find(name.encode("utf-16-le") + b"\0\0") for name in _STREAMS}
    there = sorted((place, name) for name, place in at.items() if place >= 0)
    if not there:
        raise PerfdeskError("是旧版 Office 文件，但不完整，请重新取一份，或用 WPS 打开后另存为 .xlsx、.docx 再试。")
    why = _STREAMS["EncryptedPackage" if at["EncryptedPackage"] >= 0 else there[0][1]]
    if why:
        raise PerfdeskError(why)
    from perfdesk.formats import read_xls

    return read_xls.read


def _text_reader(data: bytes) -> Reader:
    from perfdesk.formats import read_html, read_text, read_xml

    if _is_old_workbook(data):
        from perfdesk.formats import read_xls

        return read_xls.read
    text = read_html.text_of(data)
    if read_html.looks_like(text):
        return lambda _, name: read_html.grids(text, name)
    if read_xml.SPACE in text[:4096]:
        return read_xml.read
    if text.lstrip().startswith("<"):
        raise PerfdeskError(f"是 XML 文件，{_AS_XLSX}")
    return lambda _, name: read_text.grids(text, name)


def _is_old_workbook(data: bytes) -> bool:
    """Excel before 1993 wrote its records without a container; some programs still do."""
    return (
        data[:1] == b"\x09"
        and data[1:2] in (b"\0", b"\x02", b"\x04", b"\x08")
        and data[2:4] in (b"\4\0", b"\6\0", b"\x08\0", b"\x10\0")
    )
