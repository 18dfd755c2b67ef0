"""Zips written again: any reader finds every part as it was put."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.formats.archive import copied, joined, made

_METHODS = st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
_TIMES = st.datetimes().map(lambda time: (max(1980, min(time.year, 2107)), *time.timetuple()[1:6]))


@given(
    st.dictionaries(
        st.sampled_from(["a.xml", "xl/b.bin", "附件/图.png", "空"]), st.tuples(st.binary(), _METHODS, _TIMES)
    )
)
def test_entries_copied_and_made_read_back(parts: dict[str, tuple[bytes, int, tuple[int, ...]]]) -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w") as archive:
        for name, (data, method, time) in parts.items():
            info = zipfile.ZipInfo(name, (time[0], time[1], time[2], time[3], time[4], time[5]))
            info.compress_type, info.external_attr = method, 0o640 << 16
            archive.writestr(info, data)
        infos = archive.infolist()
    same = joined([copied(source.getvalue(), info) for info in infos])
    other = joined([made(info.filename, parts[info.filename][0][::-1], info) for info in infos])
    for result, step in ((same, 1), (other, -1)):
        with zipfile.ZipFile(io.BytesIO(result)) as archive:
            assert archive.testzip() is None
            assert [each.filename for each in archive.infolist()] == list(parts)
            for info, was in zip(archive.infolist(), infos, strict=True):
                assert archive.read(info) == parts[info.filename][0][::step]
                assert (info.compress_type, info.external_attr) == (was.compress_type, was.external_attr)
                assert info.date_time[:5] == was.date_time[:5]
