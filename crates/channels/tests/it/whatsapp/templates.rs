//! Templates and reactions in WhatsApp's dialect (whatsapp.md 2, 3).

use super::identity;
use super::outbound::{ENDPOINT, outbound};
use channels::whatsapp::{
    ListedTemplate, TemplatesProblem, list_templates, read_templates, render, render_reaction,
};
use domain::id::MessageId;
use domain::outbound::{OutboundReaction, OutboundTemplate};
use domain::template::{TemplateCategory, TemplateParameter, TemplateStatus};
use serde_json::{Value, json};

fn read(listed: &Value) -> Vec<ListedTemplate> {
    let body = json!({ "data": listed }).to_string();
    read_templates(body.as_bytes()).unwrap().templates
}

fn listed(components: &Value) -> ListedTemplate {
    let all = read(&json!([{
        "name": "hello", "language": "pt_PT", "status": "APPROVED", "category": "MARKETING",
        "components": components,
    }]));
    all.into_iter().next().unwrap()
}

/// SPEC 199, 202: name, language, category, status and the parts that people read, as Meta lists them.
#[test]
fn a_template_is_read_whole() {
    let it = listed(&json!([
        { "type": "HEADER", "format": "TEXT", "text": "Winter" },
        { "type": "BODY", "text": "Olá {{1}}" },
        { "type": "FOOTER", "text": "Miralva" },
        { "type": "BUTTONS", "buttons": [
            { "type": "QUICK_REPLY", "text": "Sim" },
            { "type": "URL", "text": "Ver", "url": "https://miralva.example/winter" },
        ]},
    ]));
    assert_eq!(
        (
            it.name.as_str(),
            it.language.as_str(),
            it.category,
            it.status
        ),
        (
            "hello",
            "pt_PT",
            TemplateCategory::Marketing,
            TemplateStatus::Approved
        )
    );
    assert_eq!(
        (it.header.as_deref(), it.body.as_str(), it.footer.as_deref()),
        (Some("Winter"), "Olá {{1}}", Some("Miralva"))
    );
    assert_eq!(it.buttons, ["Sim", "Ver"]);
    assert_eq!(it.unfillable, None);
}

/// What more than words would have to fill is known as such: a picture above, a blank in the header, an address with a blank, a code, a
/// carousel.
#[test]
fn what_words_cannot_fill_is_marked() {
    let body = json!({ "type": "BODY", "text": "Look" });
    for (part, why) in [
        (json!({ "type": "HEADER", "format": "IMAGE" }), "header"),
        (
            json!({ "type": "HEADER", "format": "TEXT", "text": "Hi {{1}}" }),
            "header",
        ),
        (
            json!({ "type": "BUTTONS", "buttons": [{ "type": "URL", "text": "See", "url": "https://x/{{1}}" }] }),
            "button",
        ),
        (
            json!({ "type": "BUTTONS", "buttons": [{ "type": "OTP", "text": "Copy" }] }),
            "button",
        ),
        (json!({ "type": "CAROUSEL", "cards": [] }), "component"),
    ] {
        let it = listed(&json!([body, part]));
        assert_eq!(it.unfillable.as_deref(), Some(why), "{part}");
    }
}

/// Pages follow Meta's cursor while there is a next one; broken entries are left out, an unknown status is kept as it is; what is no list
/// is an error, so that nothing is taken away because of it.
#[test]
fn pages_and_what_is_no_list() {
    let page = json!({
        "data": [{ "name": "x" }, 7, { "name": "y", "language": "en", "status": "LIMIT_EXCEEDED",
            "category": "UTILITY", "components": [{ "type": "BODY", "text": "Y" }] }],
        "paging": { "cursors": { "after": "MAZDZD" }, "next": "https://graph.example/next" },
    });
    let page = read_templates(page.to_string().as_bytes()).unwrap();
    assert_eq!(page.templates.len(), 1);
    assert_eq!(page.templates[0].status.as_str(), "limit_exceeded");
    assert_eq!(page.after.as_deref(), Some("MAZDZD"));
    let last = json!({ "data": [], "paging": { "cursors": { "after": "MAZDZD" } } });
    assert_eq!(
        read_templates(last.to_string().as_bytes()).unwrap().after,
        None
    );
    let refused = json!({ "error": { "code": 190, "message": "no" } });
    assert_eq!(
        read_templates(refused.to_string().as_bytes()),
        Err(TemplatesProblem::Refused(190))
    );
    for no_list in ["", "<html>", "{}", "{\"data\":{}}"] {
        assert_eq!(
            read_templates(no_list.as_bytes()),
            Err(TemplatesProblem::Unreadable),
            "{no_list}"
        );
    }
}

/// Neither the account's id nor a cursor can lead anywhere else.
#[test]
fn an_address_is_only_the_accounts() {
    let request = list_templates(&ENDPOINT, "10002", Some("MAZD=")).unwrap();
    assert!(
        request.url.ends_with("/10002/message_templates?fields=name,status,category,language,components,parameter_format&limit=100&after=MAZD%3D"),
        "{}", request.url
    );
    for (account, after) in [
        ("../me", None),
        ("", None),
        ("1", Some("a&b=c")),
        ("1", Some("a#b")),
    ] {
        assert_eq!(
            list_templates(&ENDPOINT, account, after),
            Err(TemplatesProblem::BadId)
        );
    }
}

/// SPEC 195, 201, 202: name, language code and one parameter a blank; a body without blanks has no components.
#[test]
fn a_template_is_sent_with_its_blanks() {
    let send = |parameters: Vec<TemplateParameter>| {
        let mut message = outbound("", Vec::new());
        message.template = Some(OutboundTemplate {
            name: "check_in".into(),
            language: "en_GB".into(),
            parameters,
        });
        render(&ENDPOINT, &message).unwrap().json.unwrap()
    };
    let parameter = |name: Option<&str>, text: &str| TemplateParameter {
        name: name.map(str::to_owned),
        text: text.to_owned(),
    };
    let body = send(vec![
        parameter(None, "Ana"),
        parameter(Some("day"), "Friday"),
    ]);
    assert_eq!(body["type"], "template");
    assert_eq!(
        body["template"],
        json!({
            "name": "check_in", "language": { "code": "en_GB" },
            "components": [{ "type": "body", "parameters": [
                { "type": "text", "text": "Ana" },
                { "type": "text", "parameter_name": "day", "text": "Friday" },
            ]}],
        })
    );
    assert_eq!(
        send(Vec::new())["template"],
        json!({ "name": "check_in", "language": { "code": "en_GB" } })
    );
}

/// A reaction names the message it is on; an empty emoji takes it back; its correlation can never be taken for a message's.
#[test]
fn a_reaction_and_its_removal() {
    let reaction = |emoji: Option<&str>| OutboundReaction {
        message: MessageId::new("m-1").unwrap(),
        to: identity(None, Some("PT.1")),
        target: "wamid.7".into(),
        emoji: emoji.map(str::to_owned),
    };
    for (emoji, sent) in [(Some("👍"), "👍"), (None, "")] {
        let it = reaction(emoji);
        let body = render_reaction(&ENDPOINT, &it).unwrap().json.unwrap();
        assert_eq!(
            (&body["type"], &body["recipient"], &body["reaction"]),
            (
                &json!("reaction"),
                &json!("PT.1"),
                &json!({ "message_id": "wamid.7", "emoji": sent })
            )
        );
        let correlation = body["biz_opaque_callback_data"].as_str().unwrap();
        assert!(MessageId::new(correlation).is_err());
        assert_eq!(
            OutboundReaction::of_correlation(correlation),
            Some((it.message, emoji.map(str::to_owned)))
        );
    }
}
