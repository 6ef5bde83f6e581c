//! A real `bellhop-relay` in a process of its own: a free port, a temporary folder, the demo hotel if wanted.

use anyhow::{Context, Result, bail};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::OnceCell;

/// Everybody's password at the demo hotel (DESIGN 7).
pub const DEMO_PASSWORD: &str = "bellhop-demo";

/// How long a relay may take to say that it listens; a debug build on a busy machine is slow.
const READY: Duration = Duration::from_secs(60);

/// How a relay is started.
#[derive(Debug, Clone, Default)]
pub struct RelayOptions {
    /// Load the demo hotel first.
    pub demo: bool,
    /// The relay's `BELLHOP_…` variables, e.g. `("BELLHOP_GRAPH_URL", fake.url())`.
    pub environment: Vec<(String, String)>,
    /// This port; a free one where absent.
    pub port: Option<u16>,
    /// The address of a PostgreSQL database; the embedded one where absent.
    pub database: Option<String>,
}

impl RelayOptions {
    /// With the demo hotel.
    #[must_use]
    pub fn demo() -> Self {
        Self {
            demo: true,
            ..Self::default()
        }
    }

    /// Over a PostgreSQL database.
    #[must_use]
    pub fn over(mut self, database: impl Into<String>) -> Self {
        self.database = Some(database.into());
        self
    }

    /// With one more variable.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }
}

/// A running (or stopped) relay. Dropping it kills the process and deletes the folder.
pub struct TestRelay {
    options: RelayOptions,
    folder: TempDir,
    port: u16,
    child: Option<Child>,
    said: String,
}

impl TestRelay {
    /// Starts a relay.
    ///
    /// # Errors
    /// The program is missing and cannot be built, or it does not come up; its last words are in the error.
    pub async fn start(options: RelayOptions) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let port = options.port.unwrap_or(0);
        let mut relay = Self {
            options,
            folder,
            port,
            child: None,
            said: String::new(),
        };
        if relay.options.demo {
            let output = relay.command("demo").await?.output().await?;
            if !output.status.success() {
                bail!(
                    "the demo hotel: {}",
                    String::from_utf8_lossy(&output.stderr)
                );
            }
        }
        relay.resume().await?;
        Ok(relay)
    }

    /// The demo hotel, nothing else.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub async fn demo() -> Result<Self> {
        Self::start(RelayOptions::demo()).await
    }

    /// Where it is, e.g. `http://127.0.0.1:40123`; the same after a restart.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Its port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The number of its process; `None` while it does not run.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
        self.child.as_ref().and_then(Child::id)
    }

    /// Its data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What it said on stdout before it listened (the first owner's code).
    #[must_use]
    pub fn said(&self) -> &str {
        &self.said
    }

    /// Starts it again where it was: same folder, same port.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub async fn resume(&mut self) -> Result<()> {
        let address = format!("127.0.0.1:{}", self.port);
        let mut command = self.command("serve").await?;
        command
            .args(["--listen", &address])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().context("cannot start bellhop-relay")?;
        let stdout = child.stdout.take().context("no stdout")?;
        let mut lines = BufReader::new(stdout).lines();
        self.said.clear();
        let listening = async {
            while let Some(line) = lines.next_line().await? {
                if let Some(url) = line.strip_prefix("listening on http://") {
                    let port = url.rsplit(':').next().unwrap_or_default();
                    return port.parse().context("no port");
                }
                self.said.push_str(&line);
                self.said.push('\n');
            }
            bail!("it ended")
        };
        let port = tokio::time::timeout(READY, listening)
            .await
            .context("it took too long");
        match port.and_then(|port| port) {
            Ok(port) => self.port = port,
            Err(error) => {
                let _ = child.start_kill();
                let mut words = String::new();
                if let Some(mut stderr) = child.stderr.take() {
                    let _ = stderr.read_to_string(&mut words).await;
                }
                return Err(error.context(format!("bellhop-relay did not come up:\n{words}")));
            }
        }
        // Its log must not fill the pipe; what it says goes where the test's own words go.
        if let Some(stderr) = child.stderr.take() {
            tokio::spawn(async move {
                let mut lines = BufReader::new(stderr).lines();
                while let Ok(Some(line)) = lines.next_line().await {
                    if std::env::var_os("BELLHOP_TEST_LOG").is_some() {
                        let _ = std::io::Write::write_fmt(
                            &mut std::io::stderr(),
                            format_args!("relay: {line}\n"),
                        );
                    }
                }
            });
        }
        self.child = Some(child);
        Ok(())
    }

    /// Asks it to stop (SIGTERM) and waits. `None` if it was not running.
    ///
    /// # Errors
    /// It did not end within 30 seconds.
    pub async fn stop(&mut self) -> Result<Option<ExitStatus>> {
        let Some(mut child) = self.child.take() else {
            return Ok(None);
        };
        terminate(&mut child).await?;
        let ended = tokio::time::timeout(Duration::from_secs(30), child.wait()).await;
        Ok(Some(ended.context("bellhop-relay did not stop")??))
    }

    /// Kills it at once, as a crash does.
    ///
    /// # Errors
    /// The process cannot be ended.
    pub async fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// Runs another command of the program on the same data, e.g. `["staff", "list"]`.
    ///
    /// # Errors
    /// It cannot be started.
    pub async fn run(&self, arguments: &[&str]) -> Result<std::process::Output> {
        let mut command = Command::new(program().await?);
        command.args(arguments).arg("--data").arg(self.data());
        self.environment(&mut command);
        Ok(command.output().await?)
    }

    /// Signs somebody of the demo hotel in, e.g. `ines@miralva.example`.
    ///
    /// # Errors
    /// The relay says no.
    pub async fn sign_in(&self, email: &str) -> Result<RelayClient> {
        RelayClient::sign_in(&self.url(), email, DEMO_PASSWORD).await
    }

    async fn command(&self, subcommand: &str) -> Result<Command> {
        let mut command = Command::new(program().await?);
        command
            .arg(subcommand)
            .arg("--data")
            .arg(self.data())
            .kill_on_drop(true);
        self.environment(&mut command);
        Ok(command)
    }

    /// Only this relay's variables: those of the person who runs the tests must not change them.
    fn environment(&self, command: &mut Command) {
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("BELLHOP_") {
                command.env_remove(name);
            }
        }
        // Nobody is there: no test writes to a real provider unless it names one.
        command.env("BELLHOP_GRAPH_URL", "http://127.0.0.1:9");
        command.envs(
            self.options
                .environment
                .iter()
                .map(|(name, value)| (name, value)),
        );
        if let Some(address) = &self.options.database {
            command.args(["--database", address]);
        }
        command.stdin(Stdio::null());
    }
}

#[cfg(unix)]
async fn terminate(child: &mut Child) -> Result<()> {
    let id = child.id().context("it has ended")?.to_string();
    Command::new("kill").args(["-TERM", &id]).status().await?;
    Ok(())
}

#[cfg(not(unix))]
async fn terminate(child: &mut Child) -> Result<()> {
    Ok(child.start_kill()?)
}

/// The program beside this test's, or the one `BELLHOP_RELAY_PROGRAM` names; built if it is missing.
async fn program() -> Result<PathBuf> {
    static PROGRAM: OnceCell<PathBuf> = OnceCell::const_new();
    let found = PROGRAM.get_or_try_init(|| async {
        if let Some(path) = std::env::var_os("BELLHOP_RELAY_PROGRAM") {
            return Ok(PathBuf::from(path));
        }
        let here = std::env::current_exe()?;
        // target/debug/deps/test-123 → target/debug
        let folder = here
            .ancestors()
            .find(|folder| folder.join("deps").is_dir())
            .context("this test is not in a target folder")?;
        let name = format!("bellhop-relay{}", std::env::consts::EXE_SUFFIX);
        let path = folder.join(name);
        if !path.exists() {
            build(folder).await?;
        }
        Ok::<_, anyhow::Error>(path)
    });
    Ok(found.await?.clone())
}

async fn build(folder: &Path) -> Result<()> {
    let target = folder.parent().context("no target folder")?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "build",
            "--quiet",
            "--package",
            "bellhop-relay",
            "--target-dir",
        ])
        .arg(target)
        .current_dir(crate::package_folder())
        .status()
        .await?;
    if !status.success() {
        bail!("bellhop-relay could not be built");
    }
    Ok(())
}

/// A signed-in client of the API, as blunt as a test.
#[derive(Debug, Clone)]
pub struct RelayClient {
    http: reqwest::Client,
    url: String,
    /// Bearer token.
    pub token: String,
    /// This client's device id.
    pub device: String,
}

impl RelayClient {
    /// Signs in.
    ///
    /// # Errors
    /// The relay says no.
    pub async fn sign_in(url: &str, email: &str, password: &str) -> Result<Self> {
        let body = json!({"email": email, "password": password, "device_name": "Test"});
        let mut client = Self::anonymous(url);
        let (status, answer) = client.post("/v1/sessions", &body).await?;
        let text = |name: &str| answer[name].as_str().map(str::to_owned);
        match (text("token"), text("device")) {
            (Some(token), Some(device)) if status == StatusCode::OK => {
                (client.token, client.device) = (token, device);
                Ok(client)
            }
            _ => bail!("sign-in of {email}: {status} {answer}"),
        }
    }

    /// Without a token.
    #[must_use]
    pub fn anonymous(url: &str) -> Self {
        Self {
            http: reqwest::Client::new(),
            url: url.to_owned(),
            token: String::new(),
            device: String::new(),
        }
    }

    /// A request with the token, if there is one; the body is JSON or `null`.
    ///
    /// # Errors
    /// The line.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<(StatusCode, Value)> {
        let mut request = self.http.request(method, format!("{}{path}", self.url));
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await?;
        let status = response.status();
        let bytes = response.bytes().await?;
        Ok((
            status,
            serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        ))
    }

    /// GET.
    ///
    /// # Errors
    /// The line.
    pub async fn get(&self, path: &str) -> Result<(StatusCode, Value)> {
        self.send(Method::GET, path, None).await
    }

    /// POST.
    ///
    /// # Errors
    /// The line.
    pub async fn post(&self, path: &str, body: &Value) -> Result<(StatusCode, Value)> {
        self.send(Method::POST, path, Some(body)).await
    }

    /// DELETE.
    ///
    /// # Errors
    /// The line.
    pub async fn delete(&self, path: &str) -> Result<(StatusCode, Value)> {
        self.send(Method::DELETE, path, None).await
    }

    /// One command; its answer.
    ///
    /// # Errors
    /// The line, or no answer.
    pub async fn command(&self, command: &Value) -> Result<Value> {
        let (status, answer) = self.post("/v1/commands", command).await?;
        match answer["results"].get(0) {
            Some(result) => Ok(result.clone()),
            None => bail!("no result: {status} {answer}"),
        }
    }

    /// Every change from `since` (from the beginning where absent), and the cursor after them.
    ///
    /// # Errors
    /// The line, or the relay says no.
    pub async fn changes(&self, since: Option<&str>) -> Result<(Vec<Value>, String)> {
        let mut all = Vec::new();
        let mut cursor = since.map(str::to_owned);
        loop {
            let query = cursor
                .map(|cursor| format!("&since={cursor}"))
                .unwrap_or_default();
            let (status, page) = self.get(&format!("/v1/changes?limit=500{query}")).await?;
            let next = page["cursor"].as_str().map(str::to_owned);
            let (Some(changes), Some(next)) = (page["changes"].as_array(), next) else {
                bail!("no page: {status} {page}")
            };
            all.extend(changes.iter().cloned());
            if page["more"] != json!(true) {
                return Ok((all, next));
            }
            cursor = Some(next);
        }
    }

    /// The body of a record as of now, from the beginning of the changes; `None` if it is not seen.
    ///
    /// # Errors
    /// As [`changes`](Self::changes).
    pub async fn record(&self, kind: &str, id: &str) -> Result<Option<Value>> {
        let (changes, _) = self.changes(None).await?;
        let found = changes
            .iter()
            .rfind(|it| it["kind"] == kind && it["id"] == id);
        Ok(found
            .filter(|it| it["deleted"] != json!(true))
            .map(|it| it["body"].clone()))
    }

    /// Asks every 20 ms until a change of `kind` passes `test`; its whole change.
    ///
    /// # Errors
    /// 10 seconds have passed.
    pub async fn until(&self, kind: &str, test: impl Fn(&Value) -> bool) -> Result<Value> {
        let end = tokio::time::Instant::now() + Duration::from_secs(10);
        let (mut seen, mut cursor) = self.changes(None).await?;
        loop {
            if let Some(found) = seen.iter().rfind(|it| it["kind"] == kind && test(it)) {
                return Ok(found.clone());
            }
            if tokio::time::Instant::now() > end {
                bail!("no such {kind} within 10 seconds");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            (seen, cursor) = self.changes(Some(&cursor)).await?;
        }
    }
}
