//! nginx that answers everything with 200, with one worker on the other core.

use crate::line::Line;
use anyhow::{Context, Result};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::process::{Child, Command};

pub(crate) struct Nginx {
    pub(crate) port: u16,
    _child: Child,
    _folder: TempDir,
}

impl Nginx {
    /// `None` where it is not installed.
    pub(crate) async fn start() -> Result<Option<Self>> {
        let folder = tempfile::tempdir()?;
        // The port is free again when nginx asks for it.
        let port = std::net::TcpListener::bind(("127.0.0.1", 0))?
            .local_addr()?
            .port();
        let place = folder.path().display();
        let settings = format!(
            "daemon off; master_process off; worker_processes 1; pid {place}/pid; error_log stderr error;\n\
             events {{ worker_connections 1024; }}\n\
             http {{ access_log off; keepalive_requests 100000000; client_body_temp_path {place}/body; proxy_temp_path {place}/proxy; fastcgi_temp_path {place}/fastcgi; uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;\n\
             server {{ listen 127.0.0.1:{port}; location / {{ return 200; }} }} }}\n"
        );
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, settings)?;
        let spawned = Command::new("taskset")
            .args(["-c", "1", "nginx", "-c"])
            .arg(&file)
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        let Ok(mut child) = spawned else {
            eprintln!("P1 is left out: no taskset");
            return Ok(None);
        };
        for _ in 0..200 {
            if Line::to(port).await.is_ok() {
                return Ok(Some(Self {
                    port,
                    _child: child,
                    _folder: folder,
                }));
            }
            if child.try_wait().context("nginx")?.is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        eprintln!("P1 is left out: nginx is not installed, or does not start");
        Ok(None)
    }
}
