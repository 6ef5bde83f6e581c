//! axe (WCAG 2.1 A and AA) in the real window.

use crate::window::Window;
use serde_json::{Value, json};

impl Window {
    /// What axe finds on the page as it is now: rule and place of each finding.
    pub(crate) async fn axe(&self) -> Value {
        let program = testkit::package_folder().join("ui/node_modules/axe-core/axe.min.js");
        if self.eval("typeof axe").await != json!("object") {
            let axe =
                std::fs::read_to_string(program).expect("axe-core is among the UI's packages");
            // As a value, not as a script of the page, whose policy allows none from outside.
            self.driver
                .execute(format!("{axe}; window.axe = axe;"), vec![])
                .await
                .unwrap();
        }
        let found = self
            .driver
            .execute_async(
                "const done = arguments[arguments.length - 1];
                 const only = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] };
                 // Still an experiment of axe's: a row is read in the order of DESIGN_UI 9, not in that of its look.
                 const experimental = { 'label-content-name-mismatch': { enabled: false } };
                 axe.run(document, { runOnly: only, rules: experimental, resultTypes: ['violations'] }).then(
                   (it) => done(it.violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 160))])),
                   (error) => done([['axe failed', [String(error)]]]));",
                vec![],
            )
            .await
            .unwrap();
        found.json().clone()
    }
}
