"""A file on a network disk or in a synced folder is said to be there, with what to do."""

from os.path import realpath
from pathlib import Path
from timeit import timeit

import pytest

from tests.fresh import kept
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.whereabouts import ill_placed, placed

MOUNTS = r"""/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
fileserver:/team /mnt/team nfs4 rw,vers=4.2 0 0
/dev/sdb1 /mnt/team/own ext4 rw 0 0
//fileserver/sales /mnt/our\040sales cifs rw 0 0
rep@example.com: /home/rep/far fuse.sshfs rw 0 0
shared /media/sf_shared vboxsf rw 0 0
C:\134 /mnt/c 9p rw,dirsync 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/fuse /mnt/usb fuse.ntfs-3g rw 0 0
"""
MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//rep@fileserver/sales on /Volumes/Our sales (smbfs, nodev, nosuid, mounted by rep)
/dev/disk4s1 on /Volumes/Stick (msdos, local, nodev, nosuid)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/rep/desk.db", None),
        ("/mnt/team/desk.db", "nfs4"),
        ("/mnt/teams/desk.db", None),
        ("/mnt/team/own/desk.db", None),
        ("/mnt/our sales/a/desk.db", "cifs"),
        ("/home/rep/far/desk.db", "sshfs"),
        ("/media/sf_shared/desk.db", "vboxsf"),
        ("/mnt/c/Users/rep/desk.db", "9p"),
        ("/run/user/1000/gvfs/x/desk.db", "gvfsd-fuse"),
        ("/mnt/usb/desk.db", None),
    ],
)
def test_a_network_disk_is_known_by_its_kind(path: str, kind: str | None):
    said = ill_placed(Path(path), mounts=MOUNTS)
    if kind is None:
        assert said is None
    else:
        assert said is not None
        assert f"lies on a network disk ({kind})" in said
        assert "--db" in said


def test_a_network_disk_of_a_mac_is_known_by_its_kind():
    said = ill_placed(Path("/Volumes/Our sales/desk.db"), mounts=MAC)
    assert said is not None
    assert "(smbfs)" in said
    assert ill_placed(Path("/Volumes/Stick/desk.db"), mounts=MAC) is None


@pytest.mark.parametrize(
    ("folder", "who"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Our company)/sales", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - Our company/sales", "OneDrive"),
        ("Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("Library/CloudStorage/GoogleDrive-rep@example.com/My Drive", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud/sales", "Nextcloud"),
        ("Dropboxes", None),
        ("sales", None),
    ],
)
def test_a_synced_folder_is_known_by_its_name(folder: str, who: str | None):
    said = ill_placed(Path("/home/rep") / folder / "desk.db", mounts="")
    assert (said is None) == (who is None)
    assert who is None or f"in a folder that {who} keeps in step" in str(said)


@pytest.mark.parametrize(
    ("marker", "who"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".nextcloudsync.log", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".tmp.driveupload", "Google Drive"),
    ],
)
def test_a_synced_folder_is_known_by_what_lies_in_its_top(tmp_path: Path, marker: str, who: str):
    below = tmp_path / "sales" / "deep"
    below.mkdir(parents=True)
    (tmp_path / marker).mkdir()
    assert who in str(ill_placed(below / "desk.db", mounts=""))


def test_a_folder_reached_by_a_link_into_a_synced_one_is_one(tmp_path: Path):
    (tmp_path / "Dropbox" / "sales").mkdir(parents=True)
    (tmp_path / "here").symlink_to(tmp_path / "Dropbox" / "sales")
    assert "Dropbox" in str(ill_placed(tmp_path / "here" / "desk.db", mounts=""))


def test_the_settings_of_dropbox_at_home_are_no_synced_folder(tmp_path: Path):
    (tmp_path / ".dropbox").mkdir()
    assert ill_placed(tmp_path / "desk.db", mounts="") is None


def test_it_is_not_said_to_who_does_not_want_to_hear_it(tmp_path: Path):
    folder = tmp_path / "Nextcloud"
    folder.mkdir()
    desk = Desk.open(folder / "desk.db", node=1, cache=kept())
    assert len(list(placed(desk))) == 1
    desk.settings.set("place_warning", "no")
    assert list(placed(desk)) == []
    with pytest.raises(DeskError, match="neither on nor off"):
        desk.settings.set("place_warning", "maybe")
    desk.close()


def test_finding_out_is_a_matter_of_a_few_looks_at_the_disk(tmp_path: Path):
    path = tmp_path / "a" / "b" / "c" / "desk.db"
    turns = [
        (timeit(lambda: ill_placed(path), number=10), timeit(lambda: realpath(path), number=10))
        for _ in range(20)
    ]
    assert min(ours / floor for ours, floor in turns) < 60
