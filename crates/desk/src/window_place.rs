//! `window.json`: where this computer's window stood. Nothing of a person or a guest stands here.

use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;

const FILE: &str = "window.json";

/// Smallest window (DESIGN_UI 2), in physical pixels at a scale of 1.
const SMALLEST: (u32, u32) = (640, 520);

/// Where the window stood, in physical pixels, as it is without being maximised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Left edge of the frame.
    pub x: i32,
    /// Top edge of the frame.
    pub y: i32,
    /// Width inside the frame.
    pub width: u32,
    /// Height inside the frame.
    pub height: u32,
    /// Whether it filled the screen.
    pub maximized: bool,
    /// Whether this computer's people have been told that closing only minimises.
    #[serde(default)]
    pub told_minimizes: bool,
}

/// A screen, in physical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl WindowPlace {
    /// What was kept; `None` at a first start or for a file that makes no sense.
    #[must_use]
    pub fn load(home: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(home.join(FILE)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Replaces the file in one step.
    ///
    /// # Errors
    /// As the disk says.
    pub fn save(&self, home: &Path) -> io::Result<()> {
        std::fs::create_dir_all(home)?;
        let new = home.join("window.json.new");
        std::fs::write(&new, serde_json::to_vec(self)?)?;
        std::fs::rename(new, home.join(FILE))
    }

    /// The place on the screens there are today: wholly on the one that shows most of it, on the first one if none does.
    #[must_use]
    pub fn fitted(self, screens: &[Screen]) -> Self {
        let Some(screen) = screens
            .iter()
            .rev()
            .max_by_key(|screen| self.shown_on(screen))
        else {
            return self;
        };
        let width = self.width.clamp(SMALLEST.0, SMALLEST.0.max(screen.width));
        let height = self.height.clamp(SMALLEST.1, SMALLEST.1.max(screen.height));
        Self {
            x: slid(self.x, width, screen.x, screen.width),
            y: slid(self.y, height, screen.y, screen.height),
            width,
            height,
            ..self
        }
    }

    /// How many pixels of it a screen shows.
    fn shown_on(self, screen: &Screen) -> i64 {
        overlap(self.x, self.width, screen.x, screen.width)
            * overlap(self.y, self.height, screen.y, screen.height)
    }
}

fn overlap(at: i32, length: u32, from: i32, room: u32) -> i64 {
    let end = (i64::from(at) + i64::from(length)).min(i64::from(from) + i64::from(room));
    (end - i64::from(at.max(from))).max(0)
}

/// Slides a length into the room; what is longer begins where the room does.
fn slid(at: i32, length: u32, from: i32, room: u32) -> i32 {
    let last = i64::from(from) + (i64::from(room) - i64::from(length)).max(0);
    let slid = i64::from(at).clamp(i64::from(from), last);
    i32::try_from(slid).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: Screen = Screen {
        x: 0,
        y: 0,
        width: 1920,
        height: 1080,
    };
    const RIGHT: Screen = Screen {
        x: 1920,
        y: 0,
        width: 1366,
        height: 768,
    };

    fn place(x: i32, y: i32, width: u32, height: u32) -> WindowPlace {
        WindowPlace {
            x,
            y,
            width,
            height,
            maximized: false,
            told_minimizes: false,
        }
    }

    /// Issue 3.5: a window that was on a screen is on a screen again, whatever was unplugged meanwhile.
    #[test]
    fn a_window_is_never_off_the_screens() {
        let both = [LEFT, RIGHT];
        for (kept, screens, fitted) in [
            (
                place(100, 50, 1366, 768),
                &both[..],
                place(100, 50, 1366, 768),
            ),
            // Half over the edge: slid in, on the screen that shows more of it.
            (place(-200, -20, 1000, 700), &both, place(0, 0, 1000, 700)),
            (
                place(1800, 100, 1000, 600),
                &both,
                place(1920, 100, 1000, 600),
            ),
            // The second screen is gone.
            (
                place(2000, 100, 1300, 700),
                &both[..1],
                place(620, 100, 1300, 700),
            ),
            // Larger than the screen.
            (
                place(0, 0, 3000, 2000),
                &both[1..],
                place(1920, 0, 1366, 768),
            ),
            // Nothing that a window can be.
            (place(5, 5, 0, 1), &both, place(5, 5, 640, 520)),
            (
                place(i32::MAX, i32::MIN, u32::MAX, u32::MAX),
                &both[..1],
                place(0, 0, 1920, 1080),
            ),
            // Nobody says what screens there are.
            (place(-9, 7, 800, 600), &[], place(-9, 7, 800, 600)),
        ] {
            assert_eq!(kept.fitted(screens), fitted, "{kept:?}");
        }
    }

    /// What was kept comes back; a broken file is as none.
    #[test]
    fn kept_and_read_again() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(WindowPlace::load(home.path()), None);
        let kept = WindowPlace {
            maximized: true,
            told_minimizes: true,
            ..place(7, 8, 900, 700)
        };
        kept.save(home.path()).unwrap();
        assert_eq!(WindowPlace::load(home.path()), Some(kept));
        std::fs::write(home.path().join(FILE), "{\"x\":1").unwrap();
        assert_eq!(WindowPlace::load(home.path()), None);
    }
}
