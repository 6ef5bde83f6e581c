//! Colleagues named in a note (DESIGN_UI 8).

use crate::world::staff_id;
use domain::mention::named;

fn names(text: &str) -> Vec<String> {
    let staff = [
        (staff_id("ines"), "Inês Carvalho"),
        (staff_id("ines-d"), "Inês Duarte"),
        (staff_id("tomas"), "Tomás Reis"),
        (staff_id("ana"), "Ana"),
        (staff_id("khalid"), "خالد المنصوري"),
    ];
    let found = named(text, staff.iter().map(|(id, name)| (id, *name)));
    found.into_iter().map(ToString::to_string).collect()
}

/// BEYOND 2.5.15: a name is read as the composer writes it, in any case and any script; the longest one counts.
#[test]
fn whom_a_note_names() {
    for (text, expected) in [
        ("412 is ready. @Tomás", &["tomas"][..]),
        ("@tomás, please", &["tomas"]),
        ("@Inês Carvalho please call", &["ines"]),
        ("@Inês please call", &["ines", "ines-d"]),
        ("@Inês Duarte and @Ana.", &["ana", "ines-d"]),
        ("(@خالد) غرفة", &["khalid"]),
        ("@Tomás Reis", &["tomas"]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
    for nobody in [
        "Tomás",
        "reception@Tomás.example",
        "@Tomásinho",
        "@Anabela",
        "@ Ana",
        "@",
        "",
    ] {
        assert!(names(nobody).is_empty(), "{nobody}");
    }
}
