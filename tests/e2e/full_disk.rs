//! The computer's disk is full: the window says so, nothing is lost, and it goes on when there is room again.

use crate::world::Hotel;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small disk of its own in place of a folder.
struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    fn over(folder: &Path, megabytes: u32) -> Self {
        let size = format!("size={megabytes}m,mode=0700");
        run(&["mount", "-t", "tmpfs", "-o", &size, "tmpfs"], folder);
        Self {
            folder: folder.to_owned(),
        }
    }

    /// Not a byte is left.
    fn fill(&self) {
        let mut file = File::create(self.filler()).unwrap();
        for piece in [vec![b'x'; 1 << 16], vec![b'x'; 1 << 10], vec![b'x']] {
            while file.write_all(&piece).is_ok() {}
        }
    }

    fn make_room(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }

    fn filler(&self) -> PathBuf {
        self.folder.join("holiday-pictures")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        run(&["umount", "--lazy"], &self.folder);
    }
}

/// As root, or through sudo where that asks nothing.
fn run(command: &[&str], folder: &Path) {
    let direct = Command::new(command[0])
        .args(&command[1..])
        .arg(folder)
        .output()
        .unwrap();
    if direct.status.success() {
        return;
    }
    let asked = Command::new("sudo")
        .arg("-n")
        .args(command)
        .arg(folder)
        .status();
    assert!(
        asked.is_ok_and(|status| status.success()),
        "{command:?} needs root: {}",
        String::from_utf8_lossy(&direct.stderr)
    );
}

/// R6: with a full disk a reply is refused in words and stays in the composer; what guests write meanwhile and the
/// reply arrive once there is room.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_said_and_loses_nothing() {
    let hotel = Hotel::open().await;
    let disk = SmallDisk::over(hotel.home(), 64);
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    let (phone, name) = ("+351900000881", "Dora Diskfull");
    hotel.guest_writes(phone, name, "I need help please").await;
    window.open_conversation_of(name).await;
    window.click("claim").await;
    hotel.wait_for_status(name, "AGENT_ASSIGNED").await;
    window
        .until("!document.querySelector(\"[data-testid='composer']\")?.disabled")
        .await;

    disk.fill();
    window.by_id("composer").await.click().await.unwrap();
    window.type_keys("Your umbrella is at the desk").await;
    window.click("send").await;
    window
        .until("document.body.innerText.includes('The disk of this computer is full')")
        .await;
    window
        .until("document.querySelector(\"[data-testid='composer']\").value.includes('umbrella')")
        .await;
    window.picture("full-disk").await;
    hotel.guest_writes(phone, name, "and my charger?").await;
    assert!(
        hotel
            .graph()
            .sent_texts()
            .iter()
            .all(|it| !it.contains("umbrella"))
    );

    disk.make_room();
    window.message_in_state("and my charger?", "received").await;
    window.click("send").await;
    hotel.sent("Your umbrella is at the desk").await;
    window
        .message_in_state("Your umbrella is at the desk", "sent")
        .await;
    let ours = hotel.graph().sent_texts();
    assert_eq!(ours.iter().filter(|it| it.contains("umbrella")).count(), 1);
    window.close().await;
}
