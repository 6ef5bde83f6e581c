//! How long the app's start takes with a large cache (P11), and what it needs (P12), beside a blank page in WebKitGTK's own browser.

use crate::desktop::wait_until;
use crate::figures::{Figure, at};
use crate::window::app;
use crate::world::Hotel;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Starts of each, after one that nobody counts.
const ROUNDS: usize = 5;
/// After a start, before its memory is looked at: what loads late has loaded.
const SETTLED: Duration = Duration::from_secs(2);
/// Where Debian keeps the browser that comes with the webview.
fn mini_browser() -> Option<PathBuf> {
    let libraries = std::fs::read_dir("/usr/lib").ok()?.flatten();
    libraries
        .map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser"))
        .find(|path| path.exists())
}

/// A process with all its children, ended together.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Self {
        let child = command.process_group(0).stderr(Stdio::null()).spawn();
        Self(child.unwrap())
    }

    /// Its memory and that of the webview's processes, in bytes: each page shared by how many have it (PSS).
    fn memory(&self) -> u64 {
        let processes = std::fs::read_dir("/proc").unwrap().flatten();
        let members = processes
            .map(|process| process.path())
            .filter(|process| self.is_mine(process));
        members.map(|process| pss(&process)).sum()
    }

    /// Whether `/proc/<id>` is of our process group: the fifth field of `stat`, the third behind the program's name (proc(5)).
    fn is_mine(&self, process: &Path) -> bool {
        let stat = std::fs::read_to_string(process.join("stat")).unwrap_or_default();
        let group = stat
            .rsplit_once(')')
            .and_then(|(_, rest)| rest.split_whitespace().nth(2));
        group == Some(self.0.id().to_string().as_str())
    }
}

fn pss(process: &Path) -> u64 {
    let maps = std::fs::read_to_string(process.join("smaps_rollup")).unwrap_or_default();
    let line = maps.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kilobytes = line.and_then(|it| it.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
    }
}

/// Milliseconds until something was painted, and bytes after that.
#[derive(Default)]
struct Taken {
    milliseconds: Vec<f64>,
    bytes: Vec<f64>,
}

impl Taken {
    fn take(&mut self, begun: Instant, running: &Running) {
        self.milliseconds
            .push(begun.elapsed().as_secs_f64() * 1_000.0);
        std::thread::sleep(SETTLED);
        #[expect(clippy::cast_precision_loss, reason = "memory is far below 2^52 bytes")]
        self.bytes.push(running.memory() as f64);
    }
}

/// Starts the app as a person does and waits until it says that its inbox is painted.
fn start_app(home: &Path, relay: &str, taken: &mut Taken) {
    let begun = Instant::now();
    let mut running = Running::start(
        Command::new(app())
            .env("BELLHOP_HOME", home)
            .env("BELLHOP_RELAY", relay)
            .stdout(Stdio::piped()),
    );
    let said = BufReader::new(running.0.stdout.take().unwrap());
    let painted = said
        .lines()
        .map_while(Result::ok)
        .any(|line| line == "inbox painted");
    assert!(painted, "the app ended before its inbox was painted");
    taken.take(begun, &running);
}

/// Opens a blank page and waits until it says, by asking for an address, that its first frame is there.
fn start_blank(browser: &Path, taken: &mut Taken) {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", server.local_addr().unwrap());
    let begun = Instant::now();
    let running = Running::start(
        Command::new(browser)
            .args(["--geometry=1366x768", &address])
            .stdout(Stdio::null()),
    );
    let page = "<!doctype html><title>-</title><script>requestAnimationFrame(() => setTimeout(() => fetch('/painted')))</script>";
    loop {
        let (mut connection, _) = server.accept().unwrap();
        let mut request = [0; 2048];
        let read = connection.read(&mut request).unwrap_or(0);
        if request
            .get(..read)
            .is_some_and(|it| it.starts_with(b"GET /painted"))
        {
            break;
        }
        let _ = write!(
            connection,
            "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
            page.len()
        );
    }
    taken.take(begun, &running);
}

/// P11, P12: the inbox is painted from a large cache without the relay; printed beside a blank page, never asserted as a time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn start_to_painted_is_measured() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.close().await;
    let size = hotel.believable_history();
    hotel.line().cut();

    let browser = mini_browser().expect("libwebkit2gtk-4.1-0 brings MiniBrowser");
    let (mut ours, mut blank) = (Taken::default(), Taken::default());
    for round in 0..=ROUNDS {
        if round == 1 {
            // What the first start of each reads from a cold disk is not counted.
            (ours, blank) = (Taken::default(), Taken::default());
        }
        start_app(hotel.home(), &hotel.address(), &mut ours);
        start_blank(&browser, &mut blank);
    }
    let of = format!(
        "{} conversations, {} messages",
        size.conversations, size.messages
    );
    let [started, opened] = [&ours, &blank].map(|it| at(&it.milliseconds, 50));
    Figure {
        id: "P11",
        what: format!("start → inbox painted, {of}: {started:.0} ms"),
        value: started / opened,
        unit: "x",
        against: format!("a blank page in MiniBrowser, {opened:.0} ms; goal ≤ 1.35"),
    }
    .say();
    let [held, needed] = [&ours, &blank].map(|it| at(&it.bytes, 50));
    Figure {
        id: "P12",
        what: format!(
            "memory of all processes, {of}: {:.0} MiB",
            held / 1_048_576.0
        ),
        value: held / needed,
        unit: "x",
        against: format!(
            "the same blank page, {:.0} MiB; goal ≤ 1.4",
            needed / 1_048_576.0
        ),
    }
    .say();

    // What was painted is the newest of that history, not an empty list.
    let window = hotel.window().await;
    let shown = "document.querySelector(\"[data-testid='conversation-row']\")";
    window.until(&format!("!!{shown}")).await;
    let rows = window
        .eval(&format!("Number({shown}.getAttribute('aria-setsize'))"))
        .await;
    assert!(rows.as_u64().unwrap() > 400, "{rows}");
    window.close().await;
    wait_until("the app has ended", async || {
        crate::desktop::app_process(hotel.home()).is_none()
    })
    .await;
}
