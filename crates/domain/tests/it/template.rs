//! Templates: blanks, what is refused, what the guest reads.

use domain::id::{ConnectionId, PropertyId};
use domain::template::{
    Piece, Template, TemplateCategory, TemplateParameter, TemplateProblem, TemplateStatus, pieces,
};
use proptest::prelude::*;

fn template(body: &str) -> Template {
    Template {
        connection: ConnectionId::new("wa").unwrap(),
        property: PropertyId::new("lisbon").unwrap(),
        name: "hello".to_owned(),
        language: "en".to_owned(),
        category: TemplateCategory::Utility,
        status: TemplateStatus::Approved,
        header: None,
        body: body.to_owned(),
        footer: None,
        buttons: Vec::new(),
        fields: std::collections::BTreeMap::new(),
        unfillable: None,
        unknown: domain::Unknown::default(),
    }
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|it| (*it).to_owned()).collect()
}

/// SPEC 201: blanks are asked for once each, numbers in their order and names in that of the text.
#[test]
fn blanks_in_their_order() {
    let blanks = |body: &str| template(body).blanks();
    assert_eq!(
        blanks("{{2}} and {{1}}, {{10}}, {{1}} again"),
        ["1", "2", "10"]
    );
    assert_eq!(
        blanks("{{room}} for {{ guest_name }}"),
        ["room", "guest_name"]
    );
    assert_eq!(blanks("{{}} {{a b}} {{open"), [] as [&str; 0]);
    assert_eq!(
        pieces("{{not a name}} {{x}}!"),
        [
            Piece::Words("{{not a name}} "),
            Piece::Blank("x"),
            Piece::Words("!")
        ]
    );
}

/// The guest reads header, body and footer; names travel with named blanks only.
#[test]
fn filled_in_it_is_what_the_guest_reads() {
    let mut it = template("Dear {{2}}, room {{1}}. Yours, {{2}}!");
    (it.header, it.footer) = (Some("Miralva".to_owned()), Some("Front desk".to_owned()));
    let (text, parameters) = it.fill(&texts(&["412", "Ana"])).unwrap();
    assert_eq!(
        text,
        "Miralva\n\nDear Ana, room 412. Yours, Ana!\n\nFront desk"
    );
    assert!(parameters.iter().all(|it| it.name.is_none()));
    let (_, named) = template("Dear {{guest}}").fill(&texts(&["Ana"])).unwrap();
    let ana = TemplateParameter {
        name: Some("guest".to_owned()),
        text: "Ana".to_owned(),
    };
    assert_eq!(named, [ana]);
}

/// SPEC 201, 287: what the provider would refuse is refused here.
#[test]
fn what_does_not_fit_is_refused() {
    let it = template("Dear {{1}}");
    for (given, problem) in [
        (texts(&[]), TemplateProblem::Count),
        (texts(&["a", "b"]), TemplateProblem::Count),
        (texts(&["  "]), TemplateProblem::Blank),
        (texts(&["a\nb"]), TemplateProblem::Blank),
        (texts(&["a\tb"]), TemplateProblem::Blank),
        (texts(&["a     b"]), TemplateProblem::Blank),
        (vec!["x".repeat(1020)], TemplateProblem::TooLong),
    ] {
        assert_eq!(it.fill(&given), Err(problem), "{given:?}");
    }
}

/// SPEC 284: only what is approved, and what words can fill, is offered.
#[test]
fn only_approved_ones_are_offered() {
    let mut it = template("x");
    assert!(it.is_offered());
    for status in ["pending", "rejected", "paused", "disabled", "in_appeal", ""] {
        it.status = TemplateStatus::from_text(status);
        assert!(!it.is_offered(), "{status}");
    }
    let picture = Template {
        unfillable: Some("header".to_owned()),
        ..template("x")
    };
    let codes = Template {
        category: TemplateCategory::Authentication,
        ..template("x")
    };
    assert!(!picture.is_offered() && !codes.is_offered());
}

proptest! {
    /// Any body falls into pieces that make it up again.
    #[test]
    fn pieces_lose_nothing(body in "[a{} 1_é]{0,40}") {
        let again: String = pieces(&body).iter().map(|piece| match piece {
            Piece::Words(words) => (*words).to_owned(),
            Piece::Blank(name) => format!("{{{{{name}}}}}"),
        }).collect();
        let bare = |text: &str| text.replace(' ', "");
        prop_assert_eq!(bare(&again), bare(&body));
    }
}
