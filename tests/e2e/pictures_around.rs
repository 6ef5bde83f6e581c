//! What lies around the inbox in pictures: the login, dialogs, the window without a relay.

use crate::hands::claimed;
use crate::impostor::Impostor;
use crate::states::{Album, DIALOGS, LOGIN, OFFLINE, USUAL};
use crate::window::Window;
use crate::world::Hotel;
use thirtyfour::Key;

/// login.html; issue 3.6: signing in, what can go wrong there, and a one-time code.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_login_in_its_states() {
    let hotel = Hotel::empty().await;
    let window = hotel.window().await;
    window.resize(USUAL.0, USUAL.1).await;
    let mut album = Album::of(&LOGIN, &window);
    window.by_id("login-submit").await;
    album.keep("login").await;
    window
        .sign_in(&hotel.address(), "ana@pensao.example", "")
        .await;
    album.keep("login-missing").await;
    window
        .sign_in(&hotel.address(), "ana@pensao.example", "not the password")
        .await;
    window.reads("[role='alert']", "not right").await;
    album.keep("login-wrong-password").await;
    window.click_css(".links [aria-expanded]").await;
    album.keep("login-forgot").await;
    let portal = Impostor::portal().await;
    window.fill("login-relay", &portal.url()).await;
    window.reads("[role='alert']", "not a Bellhop relay").await;
    album.keep("login-not-a-relay").await;

    window.fill("login-relay", &hotel.address()).await;
    window.click("login-code").await;
    album.keep("login-code").await;
    window.fill("code", "ABCD-EFGH-IJKL").await;
    window.click("code-submit").await;
    window.reads("[role='alert']", "unknown").await;
    album.keep("login-code-unknown").await;
    window.fill("code", &hotel.owner_code()).await;
    window.click("code-submit").await;
    album.keep("login-owner").await;

    window
        .set("language", "ar", "document.documentElement.dir === 'rtl'")
        .await;
    window
        .sign_in(&hotel.address(), "ana@pensao.example", "not the password")
        .await;
    album.keep("login-arabic-wrong").await;
    window.click("login-code").await;
    window.fill("code", &hotel.owner_code()).await;
    window.click("code-submit").await;
    album.keep("login-arabic-code").await;
    album.close();
    window.close().await;
}

/// DESIGN_UI 4, 5; issue 3.6: every dialog of the window.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_dialog() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(USUAL.0, USUAL.1).await;
    let mut album = Album::of(&DIALOGS, &window);
    window.open_conversation_of("Mariana Albuquerque").await;
    window.type_keys("l").await;
    album.keep("labels").await;
    window.press(Key::Escape).await;
    window.gone("[data-testid='label-menu']").await;
    window.chord(&[Key::Control], "n").await;
    window.fill("new-to", "Sean").await;
    window
        .css("[data-testid='new-conversation'] [role='option']")
        .await;
    album.keep("new-conversation").await;
    window.press(Key::Escape).await;
    window.gone("dialog[open]").await;
    window.chord(&[Key::Control], "k").await;
    window.by_id("palette-input").await;
    album.keep("palette").await;
    window.fill("palette-input", "quarto").await;
    album.keep("palette-found").await;
    window.fill("palette-input", "qqqq").await;
    album.keep("palette-none").await;
    window.press(Key::Escape).await;
    in_arabic(&window, &mut album).await;
    window.type_keys("?").await;
    album.keep("keys").await;
    window.press(Key::Escape).await;
    window.gone("dialog[open]").await;
    window.chord(&[Key::Control], ",").await;
    for page in [
        "appearance",
        "writing",
        "notifications",
        "shortcuts",
        "computer",
    ] {
        window.click_css(&format!("#settings-tab-{page}")).await;
        album.keep(&format!("settings-{page}")).await;
    }
    window.press(Key::Escape).await;
    window.gone("dialog[open]").await;

    hotel.colleague("tomas@miralva.example").await;
    window.click("account").await;
    window
        .click_css("[role='menuitem'][data-value='devices']")
        .await;
    album.keep("devices").await;
    window.press(Key::Escape).await;
    window.gone("dialog[open]").await;

    assert_eq!(hotel.signed_post(b"{\"entry\":[{".to_vec()).await, 200);
    window.click("dead-letters").await;
    album.keep("dead-letters").await;
    window.press(Key::Escape).await;
    window.gone("[data-testid='dead-letter-list']").await;

    claimed(&hotel, &window, "+351900000714", "Undone Guest").await;
    window.click("resolve").await;
    album.keep("undo").await;
    album.close();
    window.close().await;
}

/// What dialogs find, mirrored.
async fn in_arabic(window: &Window, album: &mut Album<'_>) {
    window
        .set("language", "ar", "document.documentElement.dir === 'rtl'")
        .await;
    window.chord(&[Key::Control], "n").await;
    window.fill("new-to", "Sean").await;
    album.keep("new-conversation-arabic").await;
    window.press(Key::Escape).await;
    window.gone("dialog[open]").await;
    window.chord(&[Key::Control], "k").await;
    window.fill("palette-input", "quarto").await;
    album.keep("palette-arabic").await;
    window.press(Key::Escape).await;
    window.gone("dialog[open]").await;
    window
        .set("language", "en", "document.documentElement.dir === 'ltr'")
        .await;
}

/// inbox-offline.html; DESIGN_UI 7: without the relay, with what waits, and at the login afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_relay() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(USUAL.0, USUAL.1).await;
    let mut album = Album::of(&OFFLINE, &window);
    claimed(&hotel, &window, "+351900000715", "Offline Guest").await;
    // The line stands and carries nothing: not known to be lost, and not known to be current.
    hotel.line().freeze();
    window.css("[data-testid='behind']").await;
    album.keep("composer-behind").await;
    hotel.line().cut();
    window.sync("offline").await;
    window.say("Your key is ready").await;
    window.say("It opens the garage too").await;
    window.press(Key::Escape).await;
    album.keep("inbox-offline").await;
    window.click("outbox").await;
    album.keep("outbox").await;
    window.press(Key::Escape).await;
    window.click("account").await;
    window
        .click_css("[role='menuitem'][data-value='sign-out']")
        .await;
    album.keep("sign-out-asks").await;
    window.click("sign-out-confirm").await;
    window.reads(".login .why", "2 things wait").await;
    album.keep("login-kept").await;
    album.close();
    window.close().await;
}
