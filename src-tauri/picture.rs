//! The app's icon with its dot: orange while somebody waits, blue while something of mine is unread, none when all is clear.

use desk::host::Badge;
use tauri::image::Image;

/// `--st-wait` and `--st-agent` of the design's tokens.
const WAITING: [u8; 3] = [0xD2, 0x60, 0x0A];
const UNREAD: [u8; 3] = [0x2A, 0x66, 0xDB];
/// A ring of paper around the dot, so that it is a shape on any panel.
const PAPER: [u8; 3] = [0xFB, 0xFA, 0xF7];

/// The tray's icon.
pub(crate) fn tray(badge: Badge) -> Image<'static> {
    let icon = tauri::include_image!("icons/32.png");
    let (width, height) = (icon.width(), icon.height());
    let mut pixels = icon.rgba().to_vec();
    if let Some(colour) = colour(badge) {
        let radius = f64::from(width) * 0.27;
        let centre = (f64::from(width) - radius, f64::from(height) - radius);
        disc(&mut pixels, width, centre, radius, PAPER);
        disc(&mut pixels, width, centre, radius * 0.78, colour);
    }
    Image::new_owned(pixels, width, height)
}

/// The overlay of a taskbar's button: the dot alone.
#[cfg(target_os = "windows")]
pub(crate) fn overlay() -> Image<'static> {
    const SIDE: u32 = 16;
    let mut pixels = vec![0; (SIDE * SIDE * 4) as usize];
    disc(&mut pixels, SIDE, (8.0, 8.0), 7.5, PAPER);
    disc(&mut pixels, SIDE, (8.0, 8.0), 6.0, WAITING);
    Image::new_owned(pixels, SIDE, SIDE)
}

fn colour(badge: Badge) -> Option<[u8; 3]> {
    match badge {
        Badge { waiting: 1.., .. } => Some(WAITING),
        Badge { unread: 1.., .. } => Some(UNREAD),
        _ => None,
    }
}

/// Paints a disc with a soft edge over RGBA rows.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of 0 to 1 times a byte"
)]
fn disc(pixels: &mut [u8], width: u32, centre: (f64, f64), radius: f64, colour: [u8; 3]) {
    for (row, line) in (0_u32..).zip(pixels.chunks_exact_mut(width as usize * 4)) {
        for (column, pixel) in (0_u32..).zip(line.chunks_exact_mut(4)) {
            let (x, y) = (
                f64::from(column) + 0.5 - centre.0,
                f64::from(row) + 0.5 - centre.1,
            );
            let share = (radius - x.hypot(y) + 0.5).clamp(0.0, 1.0);
            for (old, new) in pixel.iter_mut().zip(colour.iter().chain(&[255])) {
                *old = (f64::from(*old) * (1.0 - share) + f64::from(*new) * share).round() as u8;
            }
        }
    }
}
