//! Every page and state of the window, once: each is pictured and searched by axe in each of its looks.
//!
//! A chapter is one story ([`crate::pictures`] and its siblings); its [`Album`] takes only states that are listed here and fails
//! when one was left out. A component of `ui/src` that no state shows fails [`every_component_is_in_a_picture`].

mod list;

use crate::daemon;
use crate::window::Window;
pub(crate) use list::*;
use serde_json::json;
use std::collections::BTreeSet;

/// How a state is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Light,
    Dark,
    /// In Arabic, so mirrored too.
    Arabic,
    /// In a window of this size, in CSS pixels.
    Sized(u32, u32),
}

/// The window's size for everything that has no other.
pub(crate) const USUAL: (u32, u32) = (1440, 900);

/// A state of the window.
pub(crate) struct State {
    /// The name of its pictures.
    pub(crate) name: &'static str,
    /// What is on screen in this state; without it the picture would be of something else.
    pub(crate) marker: &'static str,
    /// Components of `ui/src` that are seen here.
    pub(crate) shows: &'static [&'static str],
    /// Ways to look at it.
    pub(crate) looks: &'static [Look],
}

/// States that one story goes through.
pub(crate) struct Chapter(pub(crate) &'static [State]);

/// What a story has kept of its chapter.
pub(crate) struct Album<'w> {
    window: &'w Window,
    chapter: &'static Chapter,
    kept: BTreeSet<&'static str>,
}

impl<'w> Album<'w> {
    pub(crate) fn of(chapter: &'static Chapter, window: &'w Window) -> Self {
        daemon::pause(true);
        Self {
            window,
            chapter,
            kept: BTreeSet::new(),
        }
    }

    /// Keeps the state that is on screen now in all its looks, and comes back to the first.
    pub(crate) async fn keep(&mut self, name: &str) {
        let states = self.chapter.0;
        let state = states.iter().find(|state| state.name == name);
        let state = state.unwrap_or_else(|| panic!("{name} is not among the states"));
        for look in state.looks {
            look.put_on(self.window).await;
            self.window.css(state.marker).await;
            is_sound(self.window, &look.picture_of(name)).await;
            look.take_off(self.window).await;
        }
        self.kept.insert(state.name);
    }

    /// Ends the chapter: every state of it is in the album.
    pub(crate) fn close(self) {
        let all = self.chapter.0.iter().map(|state| state.name);
        let missing: Vec<_> = all.filter(|name| !self.kept.contains(name)).collect();
        assert!(missing.is_empty(), "states without a picture: {missing:?}");
    }
}

/// While an album is open no notification stands in its pictures.
impl Drop for Album<'_> {
    fn drop(&mut self) {
        daemon::pause(false);
    }
}

impl Look {
    fn picture_of(self, state: &str) -> String {
        match self {
            Self::Light => state.to_owned(),
            Self::Dark => format!("{state}-dark"),
            Self::Arabic => format!("{state}-ar"),
            Self::Sized(width, height) => format!("{state}-{width}x{height}"),
        }
    }

    async fn put_on(self, window: &Window) {
        match self {
            Self::Light => {}
            Self::Dark => theme(window, "dark").await,
            Self::Arabic => language(window, "ar", "rtl").await,
            Self::Sized(width, height) => window.resize(width, height).await,
        }
    }

    async fn take_off(self, window: &Window) {
        match self {
            Self::Light => {}
            Self::Dark => theme(window, "light").await,
            Self::Arabic => language(window, "en", "ltr").await,
            Self::Sized(..) => window.resize(USUAL.0, USUAL.1).await,
        }
    }
}

async fn theme(window: &Window, theme: &str) {
    let shown = format!("document.documentElement.dataset.theme === '{theme}'");
    window.set("theme", theme, &shown).await;
}

async fn language(window: &Window, language: &str, direction: &str) {
    let shown = format!("document.documentElement.dir === '{direction}'");
    window.set("language", language, &shown).await;
}

/// What must be true of every picture: nothing sticks out sideways, every control has a name, axe finds nothing.
async fn is_sound(window: &Window, name: &str) {
    window.picture(name).await;
    let wide = window
        .eval("document.documentElement.scrollWidth <= innerWidth + 1")
        .await;
    assert_eq!(wide, json!(true), "{name}: the page scrolls sideways");
    let nameless = window
        .eval(
            "[...document.querySelectorAll('button, input, textarea, [role=option], [role=menuitem]')].filter(e => e.offsetParent && !(e.getAttribute('aria-label') || e.innerText?.trim() || e.title || e.labels?.length || e.getAttribute('aria-labelledby') || e.placeholder)).map(e => e.outerHTML.slice(0, 120))",
        )
        .await;
    assert_eq!(nameless, json!([]), "{name}: controls without a name");
    assert_eq!(window.axe().await, json!([]), "{name}: axe finds something");
}

/// Frames without a look of their own.
const FRAMES: &[&str] = &["App", "Dialogs", "Workspace"];
/// What no story reaches from outside, with the test of its part: a person in two hotels needs a relay with two, what blocks the
/// start is a system without a keyring or a cache of a newer Bellhop, and a message that only the relay has is here in a moment.
const IN_PARTS: &[&str] = &["login/WorkspaceChoice", "login/Blocked", "thread/Sought"];

/// Issue 3.6: every component of the window is in the picture of some state, no state is listed twice, and none shows what is not there.
#[test]
fn every_component_is_in_a_picture() {
    let states = || CHAPTERS.iter().flat_map(|chapter| chapter.0);
    let names: Vec<_> = states().map(|state| state.name).collect();
    let different: BTreeSet<_> = names.iter().collect();
    assert_eq!(
        names.len(),
        different.len(),
        "a name is there twice: {names:?}"
    );
    let shown: BTreeSet<_> = states()
        .flat_map(|state| state.shows)
        .chain(FRAMES)
        .chain(IN_PARTS)
        .map(|name| (*name).to_owned())
        .collect();
    let source = testkit::package_folder().join("ui/src");
    let there: BTreeSet<_> = crate::on_disk::files(&source)
        .iter()
        .filter(|path| path.extension().is_some_and(|it| it == "svelte"))
        .filter_map(|path| path.strip_prefix(&source).ok()?.to_str().map(str::to_owned))
        .filter(|path| !path.starts_with("components/"))
        .map(|path| path.trim_end_matches(".svelte").to_owned())
        .collect();
    let unseen: Vec<_> = there.difference(&shown).collect();
    let unknown: Vec<_> = shown.difference(&there).collect();
    assert!(unseen.is_empty(), "in no picture: {unseen:?}");
    assert!(unknown.is_empty(), "not there: {unknown:?}");
}
