//! R9, small: every way to read × role × the houses one works in: one's scopes are all there, and nothing else is.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::relay_world::{Frames, World, unreadable};
use domain::access::Role;
use domain::id::PropertyId;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use testkit::RelayClient;

type Scopes = BTreeSet<String>;
type Rows = BTreeSet<(String, String)>;

/// Who sees what of a house, written down once more and by hand.
fn topics(role: &Role) -> &'static [&'static str] {
    match role {
        Role::Owner | Role::Manager => &["inbox", "guests", "stays", "admin"],
        Role::Agent => &["inbox", "guests", "stays"],
        _ => &["inbox"],
    }
}

/// What Bruno is to see, as one of `role` in `houses`.
fn expected(role: &Role, houses: &[&str], personal: &str) -> Scopes {
    let in_a_house = |house: &&str| {
        let house = (*house).to_owned();
        topics(role).iter().map(move |it| format!("{house}/{it}"))
    };
    let mut scopes: Scopes = houses.iter().flat_map(in_a_house).collect();
    scopes.extend(["house".to_owned(), personal.to_owned()]);
    scopes
}

fn scope_of(change: &Value) -> String {
    change["scope"].as_str().unwrap_or_default().to_owned()
}

fn rows(changes: &[Value]) -> Rows {
    let living = changes.iter().filter(|it| it["deleted"] != json!(true));
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    living
        .map(|it| (text(&it["kind"]), text(&it["id"])))
        .collect()
}

fn list(page: &Value, key: &str) -> Vec<Value> {
    let found = page[key].as_array();
    found.unwrap_or_else(|| panic!("no {key}: {page}")).clone()
}

fn texts(page: &Value, key: &str) -> Scopes {
    let text = |it: Value| it.as_str().unwrap().to_owned();
    list(page, key).into_iter().map(text).collect()
}

/// One who asks, and what is there for somebody who sees everything.
struct Cell<'a> {
    who: &'a RelayClient,
    sees: &'a Scopes,
    /// Every living row of the hotel, by its scope.
    all: &'a BTreeMap<String, Rows>,
    name: String,
}

impl Cell<'_> {
    async fn get(&self, path: &str) -> Value {
        let (status, page) = self.who.get(path).await.unwrap();
        assert_eq!(status, StatusCode::OK, "{} {path}: {page}", self.name);
        page
    }

    /// The rows in sight, of one kind or of every kind.
    fn mine(&self, kind: Option<&str>) -> Rows {
        let seen = self.all.iter().filter(|(it, _)| self.sees.contains(*it));
        let rows = seen.flat_map(|(_, rows)| rows.iter().cloned());
        rows.filter(|row| kind.is_none_or(|kind| row.0 == kind))
            .collect()
    }

    async fn changes(&self) {
        let (changes, _) = self.who.changes(None).await.unwrap();
        assert_eq!(rows(&changes), self.mine(None), "{}", self.name);
        let page = self.get("/v1/first-page").await;
        assert_eq!(&texts(&page, "scopes"), self.sees, "{}", self.name);
        let first = rows(&list(&page, "changes"));
        assert!(first.is_subset(&self.mine(None)), "{}", self.name);
    }

    async fn history(&self) {
        let kinds: Scopes = self.all.values().flatten().map(|it| it.0.clone()).collect();
        for kind in kinds {
            let (mut found, mut query) = (Rows::new(), String::new());
            loop {
                let path = format!("/v1/history?kind={kind}&limit=500{query}");
                let page = self.get(&path).await;
                found.extend(rows(&list(&page, "changes")));
                let Some(before) = page["before"].as_str() else {
                    break;
                };
                query = format!("&before={before}");
            }
            assert_eq!(found, self.mine(Some(&kind)), "{} {kind}", self.name);
        }
    }

    async fn scopes_alone(&self) {
        for (scope, rows_of) in self.all {
            let path = format!("/v1/changes?limit=500&scope={scope}");
            let (status, page) = self.who.get(&path).await.unwrap();
            if !self.sees.contains(scope) {
                assert_eq!(status, StatusCode::NOT_FOUND, "{} {scope}", self.name);
                continue;
            }
            let mut found = rows(&list(&page, "changes"));
            let (mut page, mut more) = (page.clone(), page["more"] == true);
            while more {
                let since = page["cursor"].as_str().unwrap();
                page = self.get(&format!("{path}&since={since}")).await;
                found.extend(rows(&list(&page, "changes")));
                more = page["more"] == true;
            }
            assert_eq!(&found, rows_of, "{} {scope}", self.name);
        }
    }

    async fn checksums(&self) {
        let page = self.get("/v1/checksums").await;
        for line in list(&page, "checksums") {
            let scope = scope_of(&line);
            assert!(self.sees.contains(&scope), "{} {scope}", self.name);
            let there = self.all.get(&scope).map_or(0, BTreeSet::len);
            assert_eq!(line["count"], there, "{} {scope}", self.name);
        }
    }

    /// Files in messages are seen with the inbox, pictures with the guest.
    async fn media(&self, files: &[(String, &str)]) {
        for (path, scope) in files {
            let (status, _) = self.who.get(path).await.unwrap();
            let expected = if self.sees.contains(*scope) {
                StatusCode::OK
            } else {
                StatusCode::NOT_FOUND
            };
            assert_eq!(status, expected, "{} {path}", self.name);
        }
    }
}

/// A picture of a guest, or a photo in a message, of each house.
async fn files(olga: &RelayClient) -> Vec<(String, &'static str)> {
    let mut files = Vec::new();
    for (contact, scope) in [("c-noor", "lisbon/guests"), ("c-b-claire", "beach/guests")] {
        let body = olga.record("contact", contact).await.unwrap().unwrap();
        let picture = body["picture"].as_str().unwrap();
        files.push((format!("/v1/media/{picture}?contact={contact}"), scope));
    }
    let body = olga.record("message", "v-noor-00").await.unwrap().unwrap();
    let photo = body["content"]["id"].as_str().unwrap();
    files.push((
        format!("/v1/media/{photo}?message=v-noor-00"),
        "lisbon/inbox",
    ));
    files
}

fn houses() -> [Vec<&'static str>; 4] {
    [
        vec![],
        vec!["lisbon"],
        vec!["beach"],
        vec!["lisbon", "beach"],
    ]
}

async fn made(world: &World, role: &Role, houses: &[&str]) {
    let houses = houses.iter().map(|it| PropertyId::new(*it).unwrap());
    let (role, houses) = (role.clone(), houses.collect());
    world
        .change_staff("bruno", |staff| {
            staff.role = role;
            staff.properties = houses;
        })
        .await;
}

const ROLES: [Role; 4] = [Role::Owner, Role::Manager, Role::Agent, Role::Housekeeping];

/// R9, SPEC 251, 256: changes, first page, history of every kind, each scope alone, checksums and files, for four roles in no house, one, the
/// other and both.
#[tokio::test]
async fn every_way_to_read() {
    let world = World::demo().await;
    world.receives(&unreadable()).await;
    let (olga, bruno) = (world.sign_in("olga").await, world.sign_in("bruno").await);
    olga.until("dead_letter", |_| true).await.unwrap();
    let files = files(&olga).await;
    let personal = personal(&bruno).await;
    for role in ROLES {
        for houses in houses() {
            made(&world, &role, &houses).await;
            let (everything, _) = olga.changes(None).await.unwrap();
            let mut all: BTreeMap<String, Rows> = BTreeMap::new();
            for change in &everything {
                let of_scope = all.entry(scope_of(change)).or_default();
                of_scope.extend(rows(std::slice::from_ref(change)));
            }
            all.retain(|scope, _| !scope.starts_with('~'));
            let sees = expected(&role, &houses, &personal);
            let cell = Cell {
                who: &bruno,
                sees: &sees,
                all: &all,
                name: format!("{} in {houses:?}", role.as_str()),
            };
            cell.changes().await;
            cell.history().await;
            cell.scopes_alone().await;
            cell.checksums().await;
            cell.media(&files).await;
        }
    }
}

/// The name of the scope that is Bruno's alone.
async fn personal(bruno: &RelayClient) -> String {
    let (_, page) = bruno.get("/v1/first-page").await.unwrap();
    let scopes = texts(&page, "scopes");
    let found = scopes.into_iter().find(|it| it.contains("bruno"));
    found.unwrap()
}

/// Everything that is pushed up to `to`, by scope.
async fn pushed(frames: &mut Frames, to: &str) -> Scopes {
    let number = |cursor: &str| cursor.split_once('.').unwrap().1.parse::<u64>().unwrap();
    let mut scopes = Scopes::new();
    loop {
        let batch = frames.until(|it| it["frame"] == "batch").await;
        scopes.extend(list(&batch, "changes").iter().map(scope_of));
        if number(batch["to"].as_str().unwrap()) >= number(to) {
            return scopes;
        }
    }
}

/// R9, SPEC 251, 256: of a change in every scope of the hotel, the stream brings those one sees; and who looks at a conversation is heard by
/// those who see it.
#[tokio::test]
async fn every_topic_of_the_stream() {
    let world = World::demo().await;
    let (olga, bruno) = (world.sign_in("olga").await, world.sign_in("bruno").await);
    let personal = personal(&bruno).await;
    let mut number = 0;
    for role in ROLES {
        for houses in houses() {
            let name = format!("{} in {houses:?}", role.as_str());
            made(&world, &role, &houses).await;
            let (_, since) = bruno.changes(None).await.unwrap();
            // A stream may say so much and no more: a new one each time.
            let mut looks = world.stream(&olga, None).await;
            let mut frames = world.stream(&bruno, Some(&since)).await;
            number += 1;
            let edited = format!("Name {number}");
            for (part, mut command) in [
                json!({"type": "add_note", "conversation": "v-khalid", "text": "x"}),
                json!({"type": "add_note", "conversation": "v-b-anke", "text": "x"}),
                json!({"type": "edit_contact", "contact": "c-khalid", "name": edited}),
                json!({"type": "edit_contact", "contact": "c-b-claire", "name": edited}),
            ]
            .into_iter()
            .enumerate()
            {
                command["id"] = json!(format!("topic-{number}-{part}"));
                let answer = olga.command(&command).await.unwrap();
                assert_eq!(answer["outcome"], "done", "{command} → {answer}");
            }
            let (_, head) = olga.changes(Some(&since)).await.unwrap();
            let sees = expected(&role, &houses, &personal);
            let mut touched: Scopes = [
                "lisbon/inbox",
                "beach/inbox",
                "lisbon/guests",
                "beach/guests",
            ]
            .map(str::to_owned)
            .into();
            touched.retain(|scope| sees.contains(scope));
            let mut came = pushed(&mut frames, &head).await;
            came.remove("house");
            assert_eq!(came, touched, "{name}");
            for (house, conversation) in [("lisbon", "v-khalid"), ("beach", "v-b-anke")] {
                for on in [true, false] {
                    looks
                        .say(&json!({"type": "viewing", "conversation": conversation, "on": on}))
                        .await;
                }
                if houses.contains(&house) {
                    let heard = frames.until(|it| it["frame"] == "signal").await;
                    assert_eq!(heard["conversation"], conversation, "{name}");
                    frames.until(|it| it["frame"] == "signal").await;
                }
            }
        }
    }
}
