use crate::world::{staff, staff_id};
use domain::access::{Permission, Role, may, scopes};

fn names(role: Role, properties: &[&str]) -> Vec<String> {
    scopes(&staff_id("ines"), &staff(role, properties))
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// SPEC 260, SPEC 263: the whole matrix of role and permission; what is not listed is not allowed.
#[test]
fn the_matrix() {
    use Permission as P;
    let agent = [
        P::ViewConversations,
        P::Reply,
        P::ViewContacts,
        P::EditContacts,
        P::ViewStays,
        P::EditStays,
    ];
    let housekeeping = [P::ViewConversations, P::Reply];
    for permission in P::ALL {
        assert!(may(&Role::Owner, *permission) && may(&Role::Manager, *permission));
        assert_eq!(
            may(&Role::Agent, *permission),
            agent.contains(permission),
            "{permission:?}"
        );
        assert_eq!(
            may(&Role::Housekeeping, *permission),
            housekeeping.contains(permission),
            "{permission:?}"
        );
        assert!(
            !may(&Role::Other("chef".into()), *permission),
            "an unknown role may nothing"
        );
    }
    assert_eq!(P::ManageMessaging.as_str(), "messaging:manage");
}

/// SPEC 256, SPEC 263: what a role may not see never reaches its desk.
#[test]
fn scopes_follow_role_and_properties() {
    assert_eq!(
        names(Role::Agent, &["beach"]),
        [
            "beach/guests",
            "beach/inbox",
            "beach/stays",
            "house",
            "~ines"
        ]
    );
    assert_eq!(
        names(Role::Housekeeping, &["lisbon"]),
        ["house", "lisbon/inbox", "~ines"]
    );
    assert!(names(Role::Manager, &["lisbon"]).contains(&"lisbon/admin".to_owned()));
    assert!(!names(Role::Agent, &["lisbon"]).contains(&"lisbon/admin".to_owned()));
    assert_eq!(
        names(Role::Other("chef".into()), &["lisbon"]),
        ["house", "~ines"]
    );
}

/// R10: somebody switched off sees nothing at all.
#[test]
fn inactive_sees_nothing() {
    let mut person = staff(Role::Owner, &["lisbon", "beach"]);
    person.active = false;
    assert!(scopes(&staff_id("ines"), &person).is_empty());
}
