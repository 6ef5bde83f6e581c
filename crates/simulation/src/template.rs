//! The beginning of every run, made once a process: what is on the disks after everybody has signed in.

use crate::world::World;
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is on all disks and in all keyrings.
pub struct Template {
    files: Vec<(PathBuf, Vec<u8>)>,
    secrets: BTreeMap<String, BTreeMap<String, Vec<u8>>>,
    at: u64,
}

impl Template {
    /// Builds it with a run in which nothing fails.
    ///
    /// # Errors
    /// The simulation itself could not go on.
    pub fn make() -> Result<Self> {
        let mut world = World::empty(0, None)?;
        world.found()?;
        let at = world.now();
        let secrets = world.desks.iter();
        let secrets = secrets
            .map(|desk| (desk.staff.clone(), desk.computer.secrets()))
            .collect();
        for desk in &mut world.desks {
            desk.crash();
        }
        world.relay.crash();
        let mut files = Vec::new();
        read(world.folder(), Path::new(""), &mut files)?;
        Ok(Self { files, secrets, at })
    }

    pub(crate) fn at(&self) -> u64 {
        self.at
    }

    pub(crate) fn secrets(&self, staff: &str) -> BTreeMap<String, Vec<u8>> {
        self.secrets.get(staff).cloned().unwrap_or_default()
    }

    /// Writes it into an empty folder.
    pub(crate) fn unpack(&self, folder: &Path) -> Result<()> {
        write(folder, &self.files)
    }
}

/// Writes files below a folder.
pub(crate) fn write(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, bytes)?;
    }
    Ok(())
}

/// Reads a folder with everything in it.
pub(crate) fn read(root: &Path, below: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) -> Result<()> {
    for entry in std::fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            read(root, &name, files)?;
        } else {
            files.push((name, std::fs::read(entry.path())?));
        }
    }
    Ok(())
}
