//! A virtual desktop (Linux): a display, a session bus, an unlocked keyring, notifications, accessibility.
//!
//! `run` uses it on a machine without a display, the window tests always do. Every part is a real program, so
//! what works here works on a desk: Xvfb, dbus-daemon, gnome-keyring, dunst, AT-SPI. There is no window
//! manager: a window fills what it asks for and the last one presented is in front.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::platform;
use crate::process::{self, Service};

/// Long enough for a machine that compiles something beside it.
const READY: Duration = Duration::from_secs(30);
/// The keyring of a virtual desktop guards nothing of value; its password only has to exist.
const KEYRING_PASSWORD: &str = "virtual-desktop";
const ACCESSIBILITY_LAUNCHERS: [&str; 2] = [
    "/usr/libexec/at-spi-bus-launcher",
    "/usr/lib/at-spi2-core/at-spi-bus-launcher",
];

/// What the display shows: its width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl std::str::FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once('x').and_then(|(width, height)| {
            Some(Self {
                width: width.parse().ok()?,
                height: height.parse().ok()?,
            })
        });
        match parsed {
            Some(size)
                if (320..=7680).contains(&size.width) && (240..=4320).contains(&size.height) =>
            {
                Ok(size)
            }
            _ => Err("a size is WIDTHxHEIGHT in pixels, such as 1440x900".to_owned()),
        }
    }
}

/// A running virtual desktop; dropping it stops all of it.
pub(crate) struct Desktop {
    /// Stopped in this order: what needs the bus and the display goes before them.
    services: Vec<Service>,
    variables: Vec<(&'static str, OsString)>,
    home: PathBuf,
    display: String,
    /// Holds the sockets; short, because a socket's path may have 107 bytes.
    sockets: tempfile::TempDir,
}

/// Variables of the person's own session that must not reach the virtual one.
const FOREIGN: [&str; 12] = [
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
    "XDG_CURRENT_DESKTOP",
    "DESKTOP_SESSION",
    "SESSION_MANAGER",
    "GNOME_KEYRING_CONTROL",
    "SSH_AUTH_SOCK",
    "NO_AT_BRIDGE",
];

impl Desktop {
    /// Starts a desktop whose programs see `home` as their home folder.
    pub(crate) fn start(home: &Path, size: Size) -> Result<Self> {
        if !cfg!(target_os = "linux") {
            bail!("a virtual desktop exists on Linux only; here the window opens on the real one");
        }
        fs::create_dir_all(home).with_context(|| format!("cannot make {}", home.display()))?;
        platform::make_private(home)?;
        let sockets = tempfile::Builder::new().prefix("bellhop-").tempdir()?;
        platform::make_private(sockets.path())?;
        let mut desktop = Self {
            services: Vec::new(),
            variables: variables(home, sockets.path()),
            home: home.to_path_buf(),
            display: String::new(),
            sockets,
        };
        desktop.start_display(size)?;
        desktop.start_bus()?;
        desktop.start_keyring()?;
        desktop.start_notifications()?;
        desktop.start_accessibility()?;
        Ok(desktop)
    }

    /// Makes a command run on this desktop.
    pub(crate) fn apply(&self, command: &mut Command) {
        for name in FOREIGN {
            command.env_remove(name);
        }
        for (name, value) in &self.variables {
            command.env(name, value);
        }
    }

    /// The display's name, such as `:99`.
    pub(crate) fn display(&self) -> &str {
        &self.display
    }

    /// Where the notification daemon writes what it was given.
    pub(crate) fn notifications(&self) -> PathBuf {
        self.home.join("notifications.log")
    }

    fn command(&self, program: &str) -> Command {
        // If we are killed in a way that lets us clean up nothing, the kernel tells our services.
        let mut command = if Path::new("/usr/bin/setpriv").exists() {
            let mut command = process::command("setpriv");
            command.args(["--pdeathsig", "TERM", "--", program]);
            command
        } else {
            process::command(program)
        };
        command.current_dir(&self.home).stdin(Stdio::null());
        self.apply(&mut command);
        command
    }

    fn log(&self, name: &str) -> PathBuf {
        self.home.join(format!("{name}.log"))
    }

    fn keep(&mut self, service: Service) {
        self.services.insert(0, service);
    }

    /// Xvfb chooses a free display number and tells it on its output.
    fn start_display(&mut self, size: Size) -> Result<()> {
        let log = self.log("xvfb");
        let mut command = self.command("Xvfb");
        command
            .args([
                "-displayfd",
                "1",
                "-nolisten",
                "tcp",
                "-noreset",
                "-screen",
                "0",
            ])
            .arg(format!("{}x{}x24", size.width, size.height))
            .stdout(Stdio::piped())
            .stderr(fs::File::create(&log)?);
        let mut service = Service::spawn("the virtual display (Xvfb)", &mut command, &log)?;
        let output = service
            .child()
            .stdout
            .take()
            .context("Xvfb has no output")?;
        let (sender, number) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            if BufReader::new(output).read_line(&mut line).is_ok() {
                let _ = sender.send(line.trim().to_owned());
            }
        });
        let mut told = None;
        service.wait_until(READY, |_| {
            told = number.try_recv().ok().filter(|number| !number.is_empty());
            told.is_some()
        })?;
        self.display = format!(":{}", told.unwrap_or_default());
        self.variables
            .push(("DISPLAY", OsString::from(&self.display)));
        self.keep(service);
        Ok(())
    }

    fn start_bus(&mut self) -> Result<()> {
        let socket = self.sockets.path().join("bus");
        let mut address = OsString::from("unix:path=");
        address.push(&socket);
        self.variables
            .push(("DBUS_SESSION_BUS_ADDRESS", address.clone()));
        let mut option = OsString::from("--address=");
        option.push(address);
        let mut command = self.command("dbus-daemon");
        command
            .args(["--session", "--nofork", "--nopidfile", "--nosyslog"])
            .arg(option);
        let mut service = Service::start(
            "the session bus (dbus-daemon)",
            &mut command,
            &self.log("dbus"),
        )?;
        service.wait_until(READY, |_| socket.exists())?;
        self.keep(service);
        Ok(())
    }

    /// The first unlock makes the login keyring, which is also the default one.
    fn start_keyring(&mut self) -> Result<()> {
        let log = self.log("keyring");
        let file = fs::File::create(&log)?;
        let mut command = self.command("gnome-keyring-daemon");
        command
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(file.try_clone()?)
            .stderr(file);
        let mut service = Service::spawn("the keyring (gnome-keyring)", &mut command, &log)?;
        let mut input = service
            .child()
            .stdin
            .take()
            .context("the keyring has no input")?;
        input.write_all(KEYRING_PASSWORD.as_bytes())?;
        drop(input);
        service.wait_until(READY, |_| self.keyring_is_open())?;
        self.keep(service);
        Ok(())
    }

    fn keyring_is_open(&self) -> bool {
        self.owns("org.freedesktop.secrets")
            && self
                .call(&[
                    "--dest=org.freedesktop.secrets",
                    "/org/freedesktop/secrets/aliases/default",
                    "org.freedesktop.DBus.Properties.Get",
                    "string:org.freedesktop.Secret.Collection",
                    "string:Locked",
                ])
                .is_some_and(|answer| answer.contains("boolean false"))
    }

    fn start_notifications(&mut self) -> Result<()> {
        let settings = self.home.join("dunstrc");
        let chooser = self.home.join("choose-action");
        fs::write(&chooser, ACTION_CHOOSER)?;
        platform::make_private(&chooser)?;
        let chosen = format!("[global]\n    dmenu = {}\n", chooser.display());
        fs::write(&settings, DUNST_SETTINGS.replace("[global]\n", &chosen))?;
        let mut command = self.command("dunst");
        command.arg("-print").arg("-config").arg(settings);
        let mut service = Service::start(
            "the notification daemon (dunst)",
            &mut command,
            &self.notifications(),
        )?;
        service.wait_until(READY, |_| self.owns("org.freedesktop.Notifications"))?;
        self.keep(service);
        Ok(())
    }

    fn start_accessibility(&mut self) -> Result<()> {
        let Some(launcher) = ACCESSIBILITY_LAUNCHERS
            .iter()
            .find(|path| Path::new(path).exists())
        else {
            bail!("the accessibility bus is missing; install the package at-spi2-core");
        };
        let mut command = self.command(launcher);
        command.arg("--launch-immediately");
        let mut service = Service::start(
            "the accessibility bus (AT-SPI)",
            &mut command,
            &self.log("at-spi"),
        )?;
        service.wait_until(READY, |_| self.owns("org.a11y.Bus"))?;
        self.keep(service);
        // Programs build their accessibility tree only when somebody says that a reader is there.
        self.call(&[
            "--dest=org.a11y.Bus",
            "/org/a11y/bus",
            "org.freedesktop.DBus.Properties.Set",
            "string:org.a11y.Status",
            "string:IsEnabled",
            "variant:boolean:true",
        ])
        .context("the accessibility bus does not answer")?;
        Ok(())
    }

    fn owns(&self, name: &str) -> bool {
        self.call(&[
            "--dest=org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus.NameHasOwner",
            &format!("string:{name}"),
        ])
        .is_some_and(|answer| answer.contains("boolean true"))
    }

    fn call(&self, arguments: &[&str]) -> Option<String> {
        let mut command = process::command("dbus-send");
        self.apply(&mut command);
        command
            .args(["--session", "--print-reply", "--reply-timeout=5000"])
            .args(arguments);
        process::try_output(&mut command)
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for service in &mut self.services {
            service.stop();
        }
    }
}

/// Notifications stay until they are answered, so that a test does not race against a timeout.
const DUNST_SETTINGS: &str = "\
[global]
    origin = top-right
    offset = 16x16
    idle_threshold = 0
    sticky_history = yes
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
";

/// Stands where a person picks a notification's button (`dunstctl context`): the first that the pattern in
/// `notification-choice` finds.
const ACTION_CHOOSER: &str = "\
#!/bin/sh
exec grep -m1 -e \"$(cat \"$HOME/notification-choice\")\"
";

/// The variables that need no running service.
fn variables(home: &Path, sockets: &Path) -> Vec<(&'static str, OsString)> {
    let mut variables = vec![
        ("HOME", home.into()),
        ("XDG_RUNTIME_DIR", sockets.into()),
        ("XDG_SESSION_TYPE", "x11".into()),
        ("GDK_BACKEND", "x11".into()),
        // There is no graphics card behind Xvfb: say so instead of letting WebKit find out.
        ("LIBGL_ALWAYS_SOFTWARE", "1".into()),
        ("WEBKIT_DISABLE_DMABUF_RENDERER", "1".into()),
        // Not BELLHOP_…: the relay would take it for a misspelt setting.
        (
            "VIRTUAL_DESKTOP_NOTIFICATIONS",
            home.join("notifications.log").into(),
        ),
    ];
    // Cargo, rustup and npm look into the home folder: theirs is the person's, not the desktop's.
    if let Some(real) = crate::paths::home() {
        for (name, folder) in [
            ("CARGO_HOME", ".cargo"),
            ("RUSTUP_HOME", ".rustup"),
            ("npm_config_cache", ".npm"),
            ("npm_config_userconfig", ".npmrc"),
        ] {
            if std::env::var_os(name).is_none() && real.join(folder).exists() {
                variables.push((name, real.join(folder).into()));
            }
        }
    }
    variables
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A size is two numbers in a sensible range; anything else is refused with an example.
    #[test]
    fn sizes() {
        assert_eq!(
            "1440x900".parse(),
            Ok(Size {
                width: 1440,
                height: 900
            })
        );
        for wrong in ["", "1440", "axb", "1440x", "10x10", "99999x900"] {
            let error = wrong.parse::<Size>().unwrap_err();
            assert!(error.contains("1440x900"), "{error}");
        }
    }
}
