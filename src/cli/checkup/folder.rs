//! What a folder is: synced by another program, on a network, holding copies made after a conflict. All
//! from names and the table of mounts; no program is asked.

use std::path::{Path, PathBuf};

/// The program that syncs this folder, if its path or a mark in it says so.
#[must_use]
pub fn synced_by(folder: &Path) -> Option<&'static str> {
    const NAMES: [(&str, &str); 7] = [
        ("dropbox", "Dropbox"),
        ("onedrive", "OneDrive"),
        ("mobile documents", "iCloud Drive"),
        ("icloud", "iCloud Drive"),
        ("google drive", "Google Drive"),
        ("nextcloud", "Nextcloud"),
        ("synology", "Synology Drive"),
    ];
    let of_name = folder.components().find_map(|part| {
        let part = part.as_os_str().to_string_lossy().to_lowercase();
        NAMES
            .iter()
            .find(|(name, _)| part.contains(name))
            .map(|(_, program)| *program)
    });
    let marked = |mark: &str| folder.ancestors().any(|above| above.join(mark).exists());
    of_name
        .or_else(|| marked(".stfolder").then_some("Syncthing"))
        .or_else(|| marked(".dropbox.cache").then_some("Dropbox"))
}

/// The type of file system a path is on, from the text of /proc/mounts.
#[must_use]
pub fn file_system(mounts: &str, path: &Path) -> Option<String> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            let point = fields.next()?.replace("\\040", " ");
            let kind = fields.next()?;
            path.starts_with(&point)
                .then(|| (point.len(), kind.to_owned()))
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, kind)| kind)
}

/// Whether locks of this type of file system cannot be relied on between machines.
#[must_use]
pub fn is_remote(kind: &str) -> bool {
    [
        "nfs",
        "cifs",
        "smb",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "fuse.sshfs",
        "fuse.rclone",
        "davfs",
        "drvfs",
    ]
    .iter()
    .any(|remote| kind.starts_with(remote))
}

/// Copies of the book that a syncing program made because it met two versions.
#[must_use]
pub fn conflict_copies(book: &Path) -> Vec<PathBuf> {
    let Some(folder) = book.parent() else {
        return Vec::new();
    };
    let stem = book
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let own = book.file_name().unwrap_or_default();
    let is_copy = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default();
        let lower = name.to_string_lossy().to_lowercase();
        let marked = ["conflict", "kopie", "(1)", "-copy", " copy"]
            .iter()
            .any(|mark| lower.contains(mark));
        name != own && lower.starts_with(&stem) && marked
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut copies: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_copy).collect();
    copies.sort();
    copies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synced_folders_are_told_by_name_and_by_mark() {
        assert_eq!(
            synced_by(Path::new("/home/ana/Dropbox (Work)/okr")),
            Some("Dropbox")
        );
        assert_eq!(synced_by(Path::new("/home/ana/.local/share/okr")), None);
        let folder = tempfile::tempdir().expect("a folder");
        let below = folder.path().join("a/b");
        std::fs::create_dir_all(&below).expect("folders");
        std::fs::create_dir(folder.path().join(".stfolder")).expect("a mark");
        assert_eq!(synced_by(&below), Some("Syncthing"));
    }

    #[test]
    fn the_longest_mount_point_above_decides() {
        let mounts = "/dev/a / ext4 rw 0 0\nhost:/x /home nfs4 rw 0 0\nb /home/ana/my\\040disk fuse.sshfs rw 0 0\n";
        let kind = |path: &str| file_system(mounts, Path::new(path)).expect("a type");
        assert_eq!(kind("/var/okr.db"), "ext4");
        assert_eq!(kind("/home/ana/okr.db"), "nfs4");
        assert_eq!(kind("/home/ana/my disk/okr.db"), "fuse.sshfs");
        assert!(
            is_remote("nfs4")
                && is_remote("fuse.sshfs")
                && !is_remote("ext4")
                && !is_remote("overlay")
        );
    }

    #[test]
    fn conflict_copies_are_found_and_backups_are_not() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in [
            "okr.db",
            "okr (conflicted copy 2026-08-28).db",
            "okr.sync-conflict-20260828.db",
            "okr-2026-08-28.backup",
            "other conflict.db",
        ] {
            std::fs::write(folder.path().join(name), "").expect("written");
        }
        assert_eq!(conflict_copies(&folder.path().join("okr.db")).len(), 2);
    }
}
