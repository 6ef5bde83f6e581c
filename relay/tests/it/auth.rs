//! Signing in, devices, codes.

use crate::relay_world::World;
use domain::access::Role;
use domain::id::WorkspaceId;
use domain::time::DAY;
use relay::people::{self, Added, NewStaff};
use reqwest::StatusCode;
use serde_json::{Value, json};
use testkit::RelayClient;
use testkit::relay::DEMO_PASSWORD;

fn body(email: &str, password: &str) -> Value {
    json!({"email": email, "password": password, "device_name": "Front desk 1"})
}

/// A good sign-in names the person, the hotel and a token that works; the e-mail's case does not matter.
#[tokio::test]
async fn signs_in() {
    let world = World::demo().await;
    let nobody = RelayClient::anonymous(&world.url);
    let (status, session) = nobody
        .post(
            "/v1/sessions",
            &body(" INES@miralva.example ", DEMO_PASSWORD),
        )
        .await
        .unwrap();
    assert_eq!(status, StatusCode::OK, "{session}");
    assert_eq!(session["staff"]["id"], "ines");
    assert_eq!(session["staff"]["role"], "manager");
    assert_eq!(session["workspace"]["name"], "Hotel Miralva");
    assert!(
        session["staff"]["permissions"]
            .as_array()
            .unwrap()
            .contains(&json!("messaging:manage"))
    );
    let mut client = nobody.clone();
    client.token = session["token"].as_str().unwrap().to_owned();
    assert_eq!(client.get("/v1/devices").await.unwrap().0, StatusCode::OK);
}

/// A wrong password and an unknown person get the same answer; both take the work of a real check.
#[tokio::test]
async fn wrong_passwords() {
    let world = World::demo().await;
    let nobody = RelayClient::anonymous(&world.url);
    let mut answers = Vec::new();
    let mut times = Vec::new();
    for email in ["ines@miralva.example", "stranger@miralva.example"] {
        let start = std::time::Instant::now();
        let (status, answer) = nobody
            .post("/v1/sessions", &body(email, "wrong password"))
            .await
            .unwrap();
        times.push(start.elapsed().as_secs_f64());
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        answers.push(answer);
    }
    assert_eq!(answers[0]["code"], "wrong_password");
    assert_eq!(answers[0], answers[1]);
    assert!(
        times[1] > times[0] / 5.0,
        "the unknown person is answered without hashing: {times:?}"
    );
    let empty = nobody.post("/v1/sessions", &body("", "")).await.unwrap();
    assert_eq!(empty.1["code"], "wrong_password");
    let odd = json!({"email": "a@b.c", "password": "x", "device_name": "a\nb"});
    assert_eq!(
        nobody.post("/v1/sessions", &odd).await.unwrap().1["detail"],
        "device_name"
    );
}

/// Tries are counted by e-mail: waits grow, say how long, hold for the right password too, and end.
#[tokio::test]
async fn too_many_tries() {
    let world = World::demo().await;
    let nobody = RelayClient::anonymous(&world.url);
    let wrong = body("tomas@miralva.example", "wrong password");
    for _ in 0..6 {
        assert_eq!(
            nobody.post("/v1/sessions", &wrong).await.unwrap().1["code"],
            "wrong_password"
        );
    }
    let (status, answer) = nobody.post("/v1/sessions", &wrong).await.unwrap();
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer["code"], "too_many_tries");
    assert!(
        (1..=2).contains(&answer["retry_after"].as_u64().unwrap()),
        "{answer}"
    );
    let right = body("tomas@miralva.example", DEMO_PASSWORD);
    assert_eq!(
        nobody.post("/v1/sessions", &right).await.unwrap().0,
        StatusCode::TOO_MANY_REQUESTS
    );
    // Another person at the same desk is not held up.
    world.sign_in("ines").await;
    world.clock.advance(2_100);
    assert_eq!(
        nobody.post("/v1/sessions", &wrong).await.unwrap().1["code"],
        "wrong_password"
    );
    assert_eq!(
        nobody.post("/v1/sessions", &wrong).await.unwrap().1["retry_after"],
        4
    );
    world.clock.advance(4_100);
    assert_eq!(
        nobody.post("/v1/sessions", &right).await.unwrap().0,
        StatusCode::OK
    );
}

/// Without a token and with a strange one: 401 `unauthorized`, which wipes nothing.
#[tokio::test]
async fn unknown_tokens() {
    let world = World::demo().await;
    let mut client = RelayClient::anonymous(&world.url);
    for token in ["", "strange", &"x".repeat(5000)] {
        client.token = token.to_owned();
        let (status, answer) = client.get("/v1/changes").await.unwrap();
        assert_eq!(
            (status, &answer["code"]),
            (StatusCode::UNAUTHORIZED, &json!("unauthorized"))
        );
        assert!(answer.get("device").is_none());
    }
}

/// A revoked device hears exactly that, with its own id (DESIGN_DESK, Cache: only then it wipes itself).
#[tokio::test]
async fn revoked_devices() {
    let world = World::demo().await;
    let (lost, here) = (world.sign_in("tomas").await, world.sign_in("tomas").await);
    let (status, _) = here
        .delete(&format!("/v1/devices/{}", lost.device))
        .await
        .unwrap();
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, answer) = lost.get("/v1/changes").await.unwrap();
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer["code"], "device_revoked");
    assert_eq!(answer["device"], lost.device.as_str());
    assert_eq!(here.get("/v1/changes").await.unwrap().0, StatusCode::OK);
    let (status, _) = here
        .delete(&format!("/v1/devices/{}", lost.device))
        .await
        .unwrap();
    assert_eq!(status, StatusCode::NOT_FOUND, "it is gone from the list");
}

/// A device that was away for more than 90 days signs in again; one that was seen in between does not.
#[tokio::test]
async fn unused_devices() {
    let world = World::demo().await;
    let (away, used) = (world.sign_in("tomas").await, world.sign_in("ines").await);
    world.clock.advance(60 * DAY);
    assert_eq!(used.get("/v1/devices").await.unwrap().0, StatusCode::OK);
    world.clock.advance(31 * DAY);
    let (status, answer) = away.get("/v1/changes").await.unwrap();
    assert_eq!(
        (status, &answer["code"]),
        (StatusCode::UNAUTHORIZED, &json!("device_unused"))
    );
    assert_eq!(used.get("/v1/devices").await.unwrap().0, StatusCode::OK);
    world.sign_in("tomas").await;
}

/// Everybody sees and revokes their own devices; other people's only who manages staff.
#[tokio::test]
async fn whose_devices() {
    let world = World::demo().await;
    let (tomas, bruno, ines) = (
        world.sign_in("tomas").await,
        world.sign_in("bruno").await,
        world.sign_in("ines").await,
    );
    let (_, own) = tomas.get("/v1/devices").await.unwrap();
    let own = own.as_array().unwrap();
    assert_eq!(own.len(), 1);
    assert_eq!(
        (&own[0]["name"], &own[0]["current"]),
        (&json!("Test"), &json!(true))
    );
    let foreign = format!("/v1/devices/{}", bruno.device);
    for path in ["/v1/devices?staff=bruno", "/v1/devices?all=true"] {
        assert_eq!(
            tomas.get(path).await.unwrap().0,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    assert_eq!(
        tomas.delete(&foreign).await.unwrap().0,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        ines.get("/v1/devices?staff=bruno")
            .await
            .unwrap()
            .1
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        ines.get("/v1/devices?all=true")
            .await
            .unwrap()
            .1
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_eq!(
        ines.delete(&foreign).await.unwrap().0,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        bruno.get("/v1/devices").await.unwrap().1["code"],
        "device_revoked"
    );
}

/// Signing out ends the token; the last device of a person takes them offline (SPEC 164).
#[tokio::test]
async fn signs_out() {
    let world = World::demo().await;
    let (tomas, ines) = (world.sign_in("tomas").await, world.sign_in("ines").await);
    assert_eq!(
        tomas.delete("/v1/sessions").await.unwrap().0,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        tomas.get("/v1/changes").await.unwrap().0,
        StatusCode::UNAUTHORIZED
    );
    ines.until("staff", |it| {
        it["id"] == "tomas" && it["body"]["presence"] == "offline"
    })
    .await
    .unwrap();
}

/// A switched-off account cannot sign in, and what is signed in sees nothing (R10).
#[tokio::test]
async fn switched_off() {
    let world = World::demo().await;
    let tomas = world.sign_in("tomas").await;
    world
        .change_staff("tomas", |staff| staff.active = false)
        .await;
    let nobody = RelayClient::anonymous(&world.url);
    let (status, answer) = nobody
        .post(
            "/v1/sessions",
            &body("tomas@miralva.example", DEMO_PASSWORD),
        )
        .await
        .unwrap();
    assert_eq!(
        (status, &answer["code"]),
        (StatusCode::FORBIDDEN, &json!("forbidden"))
    );
    let (changes, _) = tomas.changes(None).await.unwrap();
    assert!(changes.is_empty());
    assert_eq!(
        tomas.get("/v1/changes").await.unwrap().1["scopes"],
        json!([])
    );
    let claim = json!({"id": "c1", "type": "claim", "conversation": "v-khalid"});
    assert_eq!(
        tomas.post("/v1/commands", &claim).await.unwrap().0,
        StatusCode::FORBIDDEN
    );
}

/// Who works at two hotels chooses one (DESIGN 7).
#[tokio::test]
async fn two_hotels() {
    let world = World::demo().await;
    let other = WorkspaceId::new("other").unwrap();
    let tools = &world.tools;
    let (store, clock) = (tools.store.as_ref(), tools.clock.as_ref());
    people::open_hotel(store, clock, &other, "Other House", false)
        .await
        .unwrap();
    let person = NewStaff {
        email: "ines@miralva.example".into(),
        name: "Inês".into(),
        role: Role::Agent,
        properties: Vec::new(),
    };
    let added = people::add_staff(store, &tools.engine, clock, &other, person)
        .await
        .unwrap();
    assert_eq!(added, Added::HasPassword);
    let nobody = RelayClient::anonymous(&world.url);
    let mut request = body("ines@miralva.example", DEMO_PASSWORD);
    let (status, answer) = nobody.post("/v1/sessions", &request).await.unwrap();
    assert_eq!(
        (status, &answer["code"]),
        (StatusCode::CONFLICT, &json!("choose_workspace"))
    );
    let names: Vec<&str> = answer["workspaces"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Hotel Miralva", "Other House"]);
    request["workspace"] = json!("other");
    let (status, session) = nobody.post("/v1/sessions", &request).await.unwrap();
    assert_eq!(
        (status, &session["workspace"]["id"]),
        (StatusCode::OK, &json!("other"))
    );
    assert_eq!(session["staff"]["role"], "agent");
    request["workspace"] = json!("third");
    assert_eq!(
        nobody.post("/v1/sessions", &request).await.unwrap().0,
        StatusCode::FORBIDDEN
    );
}

/// The first start's code makes hotel, owner and first property, once, however it is typed.
#[tokio::test]
async fn first_owner() {
    let world = World::empty().await;
    let code = world.owner_code.clone().unwrap();
    let nobody = RelayClient::anonymous(&world.url);
    assert_eq!(
        nobody.get("/v1/relay").await.unwrap().1["needs_owner"],
        true
    );
    let typed = json!({"code": code.to_lowercase().replace('-', " ")});
    let (status, info) = nobody.post("/v1/invitations/check", &typed).await.unwrap();
    assert_eq!(
        (status, &info["purpose"]),
        (StatusCode::OK, &json!("owner"))
    );
    let redeem = json!({"code": code, "password": "a good password", "device_name": "Desk",
        "name": "Olga Sequeira", "email": "Olga@House.example", "workspace": "House"});
    let mut wrong = redeem.clone();
    wrong["password"] = json!("too short");
    assert_eq!(
        nobody
            .post("/v1/invitations/redeem", &wrong)
            .await
            .unwrap()
            .1["detail"],
        "password"
    );
    wrong["password"] = json!("a good password");
    wrong["email"] = json!("olga");
    assert_eq!(
        nobody
            .post("/v1/invitations/redeem", &wrong)
            .await
            .unwrap()
            .1["detail"],
        "email"
    );
    let (status, session) = nobody
        .post("/v1/invitations/redeem", &redeem)
        .await
        .unwrap();
    assert_eq!(
        (status, &session["staff"]["role"]),
        (StatusCode::OK, &json!("owner")),
        "{session}"
    );
    let (status, again) = nobody
        .post("/v1/invitations/redeem", &redeem)
        .await
        .unwrap();
    assert_eq!(
        (status, &again["code"]),
        (StatusCode::NOT_FOUND, &json!("code_unknown"))
    );
    let owner = RelayClient::sign_in(&world.url, "olga@house.example", "a good password")
        .await
        .unwrap();
    let (changes, _) = owner.changes(None).await.unwrap();
    let property = changes.iter().find(|it| it["kind"] == "property").unwrap();
    assert_eq!(property["body"]["name"], "House");
    let relay = nobody.get("/v1/relay").await.unwrap().1;
    assert_eq!(
        (&relay["needs_owner"], &relay["name"]),
        (&json!(false), &json!("House"))
    );
}

/// A first owner's code that is still about after people came by another way does not touch their accounts.
#[tokio::test]
async fn an_owners_code_leaves_known_people_alone() {
    let world = World::empty().await;
    let known = store::model::Credential {
        email: "olga@house.example".to_owned(),
        password_hash: "kept".to_owned(),
        memberships: Vec::new(),
    };
    world.tools.store.put_credential(&known).await.unwrap();
    let redeem = json!({"code": world.owner_code.clone().unwrap(), "password": "a good password",
        "device_name": "Desk", "name": "Olga", "email": "Olga@House.example", "workspace": "House"});
    let nobody = RelayClient::anonymous(&world.url);
    let (status, problem) = nobody
        .post("/v1/invitations/redeem", &redeem)
        .await
        .unwrap();
    assert_eq!(
        (status, &problem["detail"]),
        (StatusCode::BAD_REQUEST, &json!("email"))
    );
    let kept = world.tools.store.credential(&known.email).await.unwrap();
    assert_eq!(kept.unwrap().password_hash, "kept");
}

/// A colleague's code sets a password once, within seven days, and a new code voids the old.
#[tokio::test]
async fn invitations() {
    let world = World::demo().await;
    let tools = &world.tools;
    let (store, clock) = (tools.store.as_ref(), tools.clock.as_ref());
    let person = NewStaff {
        email: "eva@miralva.example".into(),
        name: "Eva Lima".into(),
        role: Role::Agent,
        properties: Vec::new(),
    };
    let workspace = world.workspace();
    let added = people::add_staff(store, &tools.engine, clock, &workspace, person)
        .await
        .unwrap();
    assert_eq!(added, Added::NeedsCode);
    let week = Some(tools.settings.sessions.invitation);
    let invite = async || {
        people::invite(
            store,
            people::INVITE,
            "eva@miralva.example",
            clock.now(),
            week,
        )
        .await
        .unwrap()
    };
    let (void, late) = (invite().await, invite().await);
    let nobody = RelayClient::anonymous(&world.url);
    let check = async |code: &str| {
        nobody
            .post("/v1/invitations/check", &json!({"code": code}))
            .await
            .unwrap()
    };
    assert_eq!(
        check(&void).await.0,
        StatusCode::NOT_FOUND,
        "a newer one was made"
    );
    let (_, info) = check(&late).await;
    assert_eq!(
        (&info["purpose"], &info["name"]),
        (&json!("invite"), &json!("Eva Lima"))
    );
    world.clock.advance(7 * DAY + 1000);
    assert_eq!(
        check(&late).await.0,
        StatusCode::NOT_FOUND,
        "seven days are over"
    );
    let code = invite().await;
    let redeem = json!({"code": code, "password": "a good password", "device_name": "Desk"});
    let (one, two) = tokio::join!(
        nobody.post("/v1/invitations/redeem", &redeem),
        nobody.post("/v1/invitations/redeem", &redeem),
    );
    let mut codes = [one.unwrap().0, two.unwrap().0];
    codes.sort();
    assert_eq!(
        codes,
        [StatusCode::OK, StatusCode::NOT_FOUND],
        "exactly once"
    );
    RelayClient::sign_in(&world.url, "eva@miralva.example", "a good password")
        .await
        .unwrap();
}

/// Codes cannot be guessed in a row.
#[tokio::test]
async fn guessed_codes() {
    let world = World::start(false, &[("quotas.free_tries", "2")]).await;
    let nobody = RelayClient::anonymous(&world.url);
    let mut last = StatusCode::OK;
    for guess in 0..12 {
        let code = format!("AAAABBBBCCCC{guess:04}");
        last = nobody
            .post("/v1/invitations/check", &json!({"code": code}))
            .await
            .unwrap()
            .0;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

/// Tokens, codes and passwords are nowhere in the relay's files (raw scan).
#[tokio::test]
async fn nothing_secret_on_disk() {
    let world = World::demo().await;
    let tomas = world.sign_in("tomas").await;
    let tools = &world.tools;
    let week = Some(tools.settings.sessions.invitation);
    let code = people::invite(
        tools.store.as_ref(),
        people::RESET,
        "tomas@miralva.example",
        tools.clock.now(),
        week,
    )
    .await
    .unwrap();
    let plain = code.replace('-', "");
    let planted = [
        tomas.token.as_str(),
        &code,
        &plain,
        DEMO_PASSWORD,
        "demo-app-secret",
        "demo-access-token",
    ];
    let mut open = vec![world.folder.path().to_path_buf()];
    let mut files = 0;
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&path).unwrap();
            for secret in planted {
                let found = bytes
                    .windows(secret.len())
                    .any(|part| part == secret.as_bytes());
                assert!(!found, "a secret stands in {}", path.display());
            }
        }
    }
    assert!(files >= 2);
}
