use domain::command::{Code, Refusal};
use domain::label::{LabelColor, MOST, choose};

fn names(all: &[&str]) -> Vec<String> {
    all.iter().map(|name| (*name).to_owned()).collect()
}

fn chosen(there: &[&str], asked: &[&str]) -> Result<Vec<String>, Code> {
    let in_house = |name: &str| ["Support", "Sales", "Billing"].contains(&name);
    choose(&names(there), &names(asked), in_house).map_err(|refusal| refusal.code)
}

/// SPEC 227: labels come out of the house's list, each once, in the order they were chosen.
#[test]
fn labels_come_from_the_house() {
    let twice = chosen(&[], &["Sales", "Billing", "Sales"]);
    assert_eq!(twice, Ok(names(&["Sales", "Billing"])));
    assert_eq!(chosen(&["Sales"], &[]), Ok(Vec::new()));
    assert_eq!(chosen(&["Sales"], &["sales"]), Err(Code::NotFound));
    assert_eq!(chosen(&[], &["Spa"]), Err(Code::NotFound));
}

/// What the house dropped from its list stays where it is until somebody takes it away.
#[test]
fn an_old_label_may_stay() {
    assert_eq!(
        chosen(&["Spa"], &["Spa", "Sales"]),
        Ok(names(&["Spa", "Sales"]))
    );
    assert_eq!(chosen(&["Spa"], &["Sales"]), Ok(names(&["Sales"])));
}

/// A limit on what comes from outside.
#[test]
fn there_are_not_too_many() {
    let many: Vec<String> = (0..=MOST).map(|n| format!("L{n}")).collect();
    let refused = choose(&[], &many, |_| true);
    assert_eq!(refused, Err(Refusal::with(Code::Invalid, "labels")));
    assert!(choose(&[], &many[1..], |_| true).is_ok());
}

/// A tone of a newer version survives.
#[test]
fn a_tone_of_a_newer_version_survives() {
    let tone: LabelColor = serde_json::from_str("\"sea_green\"").unwrap();
    assert_eq!(serde_json::to_string(&tone).unwrap(), "\"sea_green\"");
}
