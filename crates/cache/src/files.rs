//! Files beside the cache, in encrypted pieces of 64 KiB, each file under a key of its own that lies in the cache
//! (DESIGN_DESK, Cache). A piece is read without the ones before it, so a film can be wound.
//!
//! On the disk a piece is `nonce ‖ ciphertext ‖ tag`; the associated data is its number, so pieces cannot change places, and how
//! many there are follows from the size in the cache. The nonce is a random salt of each writer with the piece's number: no
//! nonce is ever used twice, also where a piece is written again.

use crate::cache::Cache;
use crate::error::Result;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Bytes of a piece before encryption.
const PIECE: usize = 64 << 10;
const NONCE: usize = 24;
const SEALED: usize = NONCE + PIECE + 16;

/// The key of one file.
#[derive(Clone)]
pub struct FileKey(Zeroizing<[u8; 32]>);

impl FileKey {
    /// 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        <[u8; 32]>::try_from(bytes).ok().map(Self::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }
}

impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileKey(..)")
    }
}

/// The folder of a cache's files.
pub(crate) fn folder(cache: &Path) -> PathBuf {
    crate::open::beside(cache, ".files")
}

impl Cache {
    fn file_path(&self, name: &str) -> PathBuf {
        folder(self.path()).join(name)
    }

    /// Begins a file. `name` is an id that says nothing; `salt` is random.
    ///
    /// # Errors
    /// The disk.
    pub fn create_file(&self, name: &str, key: &FileKey, salt: [u8; 16]) -> io::Result<FileWriter> {
        std::fs::create_dir_all(folder(self.path()))?;
        Ok(FileWriter {
            file: File::create(self.file_path(name))?,
            cipher: key.cipher(),
            salt,
            index: 0,
            rest: Zeroizing::new(Vec::with_capacity(PIECE)),
        })
    }

    /// Opens a whole file of `size` bytes.
    ///
    /// # Errors
    /// The disk; a file of another length is [`io::ErrorKind::InvalidData`].
    pub fn open_file(&self, name: &str, key: &FileKey, size: u64) -> io::Result<FileReader> {
        let file = File::open(self.file_path(name))?;
        let pieces = size.div_ceil(PIECE as u64);
        if file.metadata()?.len() != size + pieces * (NONCE + 16) as u64 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(FileReader {
            file,
            cipher: key.cipher(),
            size,
        })
    }

    /// Deletes every file whose key is not in the cache any more; how many went. Never while one is being begun: its row is
    /// written first.
    ///
    /// # Errors
    /// As every read; a file that cannot be deleted is noise without its key and is tried again next time.
    pub fn sweep_files(&self) -> Result<usize> {
        let Ok(entries) = std::fs::read_dir(folder(self.path())) else {
            return Ok(0);
        };
        // Listed before the cache is asked: a file begun in between is not in the list.
        let found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        let known: BTreeSet<String> = self.read(|reader| reader.files().names())?;
        let orphan = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_none_or(|name| !known.contains(name))
        };
        let gone = found.iter().filter(|path| orphan(path));
        Ok(gone
            .filter(|path| std::fs::remove_file(path).is_ok())
            .count())
    }
}

fn nonce(salt: [u8; 16], index: u64) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    let (front, back) = nonce.split_at_mut(16);
    front.copy_from_slice(&salt);
    back.copy_from_slice(&index.to_le_bytes());
    nonce
}

/// Writes a file from its beginning to its end.
pub struct FileWriter {
    file: File,
    cipher: XChaCha20Poly1305,
    salt: [u8; 16],
    index: u64,
    rest: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for FileWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileWriter").finish_non_exhaustive()
    }
}

impl FileWriter {
    /// Adds bytes.
    ///
    /// # Errors
    /// The disk; begin anew then.
    pub fn append(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let room = PIECE - self.rest.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.rest.extend_from_slice(now);
            bytes = later;
            if self.rest.len() == PIECE {
                self.seal()?;
            }
        }
        Ok(())
    }

    fn seal(&mut self) -> io::Result<()> {
        let nonce = nonce(self.salt, self.index);
        let payload = Payload {
            msg: &self.rest,
            aad: &self.index.to_le_bytes(),
        };
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        self.file.write_all(&nonce)?;
        self.file.write_all(&sealed)?;
        self.index += 1;
        self.rest.clear();
        Ok(())
    }

    /// Ends the file; it is on the disk when this returns.
    ///
    /// # Errors
    /// The disk.
    pub fn finish(mut self) -> io::Result<()> {
        if !self.rest.is_empty() {
            self.seal()?;
        }
        self.file.sync_all()
    }
}

/// Reads a file anywhere.
pub struct FileReader {
    file: File,
    cipher: XChaCha20Poly1305,
    size: u64,
}

impl std::fmt::Debug for FileReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileReader")
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

impl FileReader {
    /// Bytes of the whole file.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// `length` bytes from `offset`, fewer at the end.
    ///
    /// # Errors
    /// The disk; [`io::ErrorKind::InvalidData`] for pieces that are not what was written.
    pub fn read(&mut self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let end = offset.saturating_add(length as u64).min(self.size);
        let mut bytes = Vec::new();
        let mut at = offset;
        while at < end {
            let index = at / PIECE as u64;
            let piece = self.piece(index)?;
            let begin = index * PIECE as u64;
            let within = |position: u64| usize::try_from(position - begin).unwrap_or(PIECE);
            let until = end.min(begin + piece.len() as u64);
            let part = piece
                .get(within(at)..within(until))
                .filter(|part| !part.is_empty())
                .ok_or(io::ErrorKind::InvalidData)?;
            bytes.extend_from_slice(part);
            at = until;
        }
        Ok(bytes)
    }

    fn piece(&mut self, index: u64) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(index * SEALED as u64))?;
        let mut sealed = Vec::with_capacity(SEALED);
        (&mut self.file)
            .take(SEALED as u64)
            .read_to_end(&mut sealed)?;
        let (nonce, sealed) = sealed
            .split_at_checked(NONCE)
            .ok_or(io::ErrorKind::InvalidData)?;
        let nonce = <[u8; NONCE]>::try_from(nonce)
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        let payload = Payload {
            msg: sealed,
            aad: &index.to_le_bytes(),
        };
        self.cipher
            .decrypt(&XNonce::from(nonce), payload)
            .map_err(|_| io::ErrorKind::InvalidData.into())
    }
}
