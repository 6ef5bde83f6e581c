//! Live Chat: the page, its files, and who may show them.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::relay_world::World;
use reqwest::{Response, StatusCode};

async fn get(world: &World, path: &str, language: &str) -> Response {
    reqwest::Client::new()
        .get(format!("{}{path}", world.url))
        .header("accept-language", language)
        .send()
        .await
        .unwrap()
}

fn header<'r>(response: &'r Response, name: &str) -> &'r str {
    response
        .headers()
        .get(name)
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default()
}

/// Bytes on the way to a browser.
async fn squeezed(world: &World, path: &str) -> usize {
    let asked = reqwest::Client::new()
        .get(format!("{}{path}", world.url))
        .header("accept-encoding", "gzip");
    let response = asked.send().await.unwrap();
    assert_eq!(header(&response, "content-encoding"), "gzip", "{path}");
    response.bytes().await.unwrap().len()
}

/// livechat.md: nothing runs in the page but the relay's own files, and only the connection's sites may frame it.
#[tokio::test]
async fn the_page_is_closed() {
    let world = World::demo().await;
    let response = get(&world, "/chat/demo?embed=1", "en").await;
    assert_eq!(response.status(), StatusCode::OK);
    let policy = header(&response, "content-security-policy").to_owned();
    for part in [
        "default-src 'none';",
        "script-src 'self';",
        "base-uri 'none';",
        "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*",
    ] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    let page = response.text().await.unwrap();
    assert!(page.contains("Miralva Lisbon") && !page.contains("{{"));
    let inline = page.matches("<script").count() - page.matches(" src=\"").count();
    assert_eq!(
        inline, 1,
        "one script element without a source: the words, which are data"
    );
    assert!(!page.contains(" style=") && !page.contains(" onclick="));
    for unknown in [
        "/chat/nowhere",
        "/chat/whatsapp-lisbon",
        "/chat/..%2F..%2Fetc",
    ] {
        assert_eq!(
            get(&world, unknown, "en").await.status(),
            StatusCode::NOT_FOUND
        );
    }
}

/// The page speaks the guest's language: the one asked for, else the browser's, else English; Arabic from right to left.
#[tokio::test]
async fn the_page_speaks_the_guests_language() {
    let world = World::demo().await;
    for (path, accept, language, direction) in [
        ("/chat/demo", "de-AT,de;q=0.9", "de", "ltr"),
        ("/chat/demo?lang=ar", "de", "ar", "rtl"),
        ("/chat/demo?lang=xx", "nl", "en", "ltr"),
    ] {
        let page = get(&world, path, accept).await.text().await.unwrap();
        let root = format!("<html lang=\"{language}\" dir=\"{direction}\"");
        assert!(page.contains(&root), "{path}");
    }
}

/// Every rule of livechat.md names tests that there are: who renames or removes one meets the table.
#[test]
fn every_rule_names_its_tests() {
    let root = testkit::package_folder();
    let root = root.parent().unwrap().display();
    let docs = std::fs::read_to_string(format!("{root}/docs/channels/livechat.md")).unwrap();
    let (_, table) = docs.split_once("## Every rule and its test").unwrap();
    let mut sources = std::collections::BTreeMap::new();
    for folder in [
        "relay/tests/it",
        "relay/src/chat",
        "crates/channels/src/livechat",
    ] {
        for entry in std::fs::read_dir(format!("{root}/{folder}")).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
                sources.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut rules = 0;
    for row in table.lines().filter(|row| row.starts_with("| ")).skip(1) {
        let cell = row.split('|').nth(2).unwrap();
        let mut file = "";
        for name in cell.split('`').skip(1).step_by(2) {
            let mut parts = name.rsplit("::");
            let last = parts.next().unwrap();
            let of_same_file = !name.contains("::") && !sources.contains_key(name);
            if !of_same_file {
                file = if sources.contains_key(last) {
                    last
                } else {
                    parts.next().unwrap()
                };
            }
            let source = sources
                .get(file)
                .unwrap_or_else(|| panic!("no file {name}"));
            let wanted = if file == last {
                "#[test]".to_owned()
            } else {
                format!("fn {last}(")
            };
            let is_there = source.contains(&wanted) || (file == last && source.contains("::test]"));
            assert!(is_there, "{name}: {row}");
        }
        assert!(!file.is_empty(), "a rule without a test: {row}");
        rules += 1;
    }
    assert!(rules > 20, "{rules}");
}

/// Every file that the page and its files name is there, with its type, and is asked for again only when it changed; together they have less
/// than 30 KB compressed (issue 3, item 1).
#[tokio::test]
async fn the_files_are_there() {
    let world = World::demo().await;
    let folder = testkit::package_folder().join("assets/chat");
    let page = squeezed(&world, "/chat/demo?lang=ar").await;
    let (mut count, mut bytes) = (0, page);
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let kind = match name.rsplit('.').next() {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            _ => continue,
        };
        count += 1;
        let path = format!("/chat/{name}");
        bytes += squeezed(&world, &path).await;
        let response = get(&world, &path, "en").await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(header(&response, "content-type"), kind);
        let tag = header(&response, "etag").to_owned();
        let text = response.text().await.unwrap();
        assert!(!text.contains("__WORDS__"), "{path}");
        let again = reqwest::Client::new()
            .get(format!("{}{path}", world.url))
            .header("if-none-match", tag)
            .send()
            .await
            .unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    }
    assert!(count >= 3);
    assert!(bytes < 30_000, "{bytes} bytes");
}
