"""On what kind of disk a ledger lies."""

import pytest

from perfdesk.volume import fixed, mount_of

MOUNTS = (
    "/dev/sda2 / ext4 rw 0 0\n/dev/sdb1 /media/her/U\\040盘 vfat rw 0 0\n"
    "//server/share /mnt/share cifs rw 0 0\ntmpfs /mnt tmpfs rw 0 0\n"
)


@pytest.mark.parametrize(
    ("folder", "mount"),
    [
        ("/home/her/账本", ("/dev/sda2", "ext4")), ("/media/her/U 盘/账本", ("/dev/sdb1", "vfat")),
        ("/mnt/share", ("//server/share", "cifs")), ("/mnt/shared", ("tmpfs", "tmpfs")),
    ],
)  # fmt: skip
def test_a_folder_is_on_the_deepest_mount_that_holds_it(folder: str, mount: tuple[str, str]) -> None:
    assert mount_of(folder, MOUNTS) == mount


@pytest.mark.parametrize(
    ("kind", "removable", "stays"),
    [
        ("ext4", False, True), ("ext4", True, False), ("vfat", False, False), ("exfat", True, False),
        ("nfs4", False, False), ("cifs", False, False), ("smb3", False, False), ("fuse.sshfs", False, False),
        ("fuseblk", False, True), ("btrfs", False, True), ("tmpfs", False, True), ("9p", False, False),
    ],
)  # fmt: skip
def test_only_a_disk_that_stays_gets_the_write_ahead_log(kind: str, removable: bool, stays: bool) -> None:
    assert fixed(kind, removable) is stays
