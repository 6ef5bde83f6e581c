//! The window as a screen reader has it: the accessibility tree of the desktop (AT-SPI over D-Bus), and nothing else.

use std::collections::VecDeque;
use std::time::{Duration, Instant};
use zbus::connection::Builder;
use zbus::{Connection, OwnedObjectPath, Proxy};

const PATIENCE: Duration = Duration::from_secs(40);
/// A tree larger than this is no page of ours.
const MOST: usize = 20_000;

/// Where an object of the tree lives: a name on the accessibility bus and a path.
type Place = (String, OwnedObjectPath);

/// What kind of thing it is: numbers of AtspiRole (at-spi2-core, `atspi-constants.h`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Role(u32);

impl Role {
    pub(crate) const LIST_ITEM: Self = Self(32);
    pub(crate) const BUTTON: Self = Self(43);
    pub(crate) const ENTRY: Self = Self(79);
    pub(crate) const ARTICLE: Self = Self(109);
}

/// A connection to the accessibility bus.
pub(crate) struct ScreenReader {
    bus: Connection,
}

/// Something on the screen, as it is announced.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    place: Place,
    pub(crate) role: Role,
    pub(crate) name: String,
}

impl ScreenReader {
    /// Finds the accessibility bus as every screen reader does.
    pub(crate) async fn start() -> Self {
        let session = Connection::session().await.unwrap();
        let launcher = Proxy::new(&session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus")
            .await
            .unwrap();
        let address: String = launcher.call("GetAddress", &()).await.unwrap();
        let bus = Builder::address(address.as_str()).build().await.unwrap();
        Self { bus }
    }

    async fn proxy(&self, place: &Place, interface: &'static str) -> zbus::Result<Proxy<'static>> {
        zbus::proxy::Builder::new(&self.bus)
            .destination(place.0.clone())
            .path(place.1.clone())
            .interface(interface)
            .cache_properties(zbus::proxy::CacheProperties::No)
            .build()
            .await
    }

    /// Everything there is now. What disappears while it is read is left out.
    pub(crate) async fn everything(&self) -> Vec<Node> {
        let root = OwnedObjectPath::try_from("/org/a11y/atspi/accessible/root").unwrap();
        let mut ahead = VecDeque::from([("org.a11y.atspi.Registry".to_owned(), root)]);
        let mut found = Vec::new();
        while let Some(place) = ahead.pop_front() {
            let Ok(node) = self.proxy(&place, "org.a11y.atspi.Accessible").await else {
                continue;
            };
            // One by one, as readers ask: the webview's page hangs in a socket that is missing among all children at once.
            let count: i32 = node.get_property("ChildCount").await.unwrap_or_default();
            for index in 0..count {
                if let Ok((child,)) = node
                    .call::<_, _, (Place,)>("GetChildAtIndex", &(index,))
                    .await
                {
                    ahead.push_back(child);
                }
            }
            let role: u32 = node.call("GetRole", &()).await.unwrap_or_default();
            let name: String = node.get_property("Name").await.unwrap_or_default();
            let role = Role(role);
            found.push(Node { place, role, name });
            assert!(found.len() < MOST, "the tree has no end");
        }
        found
    }

    /// Waits for something of this role whose name holds `words`.
    pub(crate) async fn find(&self, role: Role, words: &str) -> Node {
        let begun = Instant::now();
        loop {
            let all = self.everything().await;
            if let Some(node) = all
                .iter()
                .find(|it| it.role == role && it.name.contains(words))
            {
                return node.clone();
            }
            let heard: Vec<String> = all
                .iter()
                .filter(|it| !it.name.is_empty())
                .map(|it| format!("{:?}: {}", it.role, it.name))
                .collect();
            assert!(
                begun.elapsed() < PATIENCE,
                "nobody announces a {role:?} {words:?}, but:\n{}",
                heard.join("\n")
            );
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Does what pressing it does.
    pub(crate) async fn press(&self, node: &Node) {
        let action = self
            .proxy(&node.place, "org.a11y.atspi.Action")
            .await
            .unwrap();
        let done: bool = action.call("DoAction", &(0_i32,)).await.unwrap();
        assert!(done, "{node:?} cannot be pressed");
    }

    /// Puts the caret into a field.
    pub(crate) async fn focus(&self, node: &Node) {
        let component = self
            .proxy(&node.place, "org.a11y.atspi.Component")
            .await
            .unwrap();
        let done: bool = component.call("GrabFocus", &()).await.unwrap();
        assert!(done, "{node:?} takes no focus");
    }
}
