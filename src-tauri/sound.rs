//! Sounds of notifications, as files that the notification server or a player of the system plays.

use crate::platform;
use desk::host::Sound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The files, written once a start.
pub(crate) struct Sounds {
    folder: PathBuf,
    playing: Arc<AtomicBool>,
}

impl Sounds {
    pub(crate) fn new(home: &Path) -> Self {
        Self {
            folder: home.join("sounds"),
            playing: Arc::default(),
        }
    }

    /// The file of a sound; `None` where the disk takes no file.
    pub(crate) fn file(&self, sound: Sound) -> Option<PathBuf> {
        let file = self.folder.join(match sound {
            Sound::Bell => "bell.wav",
            Sound::Tick => "tick.wav",
        });
        let bytes = desk::sound::wav(sound);
        let is_there = std::fs::metadata(&file).is_ok_and(|it| it.len() == bytes.len() as u64);
        let written = is_there
            || std::fs::create_dir_all(&self.folder)
                .and_then(|()| std::fs::write(&file, bytes))
                .is_ok();
        written.then_some(file)
    }

    /// Plays a file, unless one is being played: ten guests at once are one bell.
    pub(crate) fn play(&self, file: PathBuf) {
        if self.playing.swap(true, Ordering::Relaxed) {
            return;
        }
        let playing = Arc::clone(&self.playing);
        std::thread::spawn(move || {
            platform::play(&file);
            playing.store(false, Ordering::Relaxed);
        });
    }
}
