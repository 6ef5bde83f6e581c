//! The templates that the fake Graph server lists unless told otherwise: those of the demo hotel (`relay/src/demo/templates.toml`).

use serde_json::{Value, json};

/// One template as Meta lists it, approved, with a body alone.
#[must_use]
pub fn template(name: &str, language: &str, category: &str, body: &str) -> Value {
    json!({
        "id": format!("{name}.{language}"),
        "name": name,
        "language": language,
        "status": "APPROVED",
        "category": category,
        "components": [{ "type": "BODY", "text": body }],
    })
}

/// The demo hotel's.
#[must_use]
pub fn demo() -> Vec<Value> {
    let mut all = vec![
        template(
            "check_in_reminder",
            "pt_PT",
            "UTILITY",
            "Olá {{1}}, a sua estadia no Hotel Miralva começa a {{2}}. O check-in é a partir das 15:00. Responda a esta mensagem se precisar de alguma coisa.",
        ),
        template(
            "check_in_reminder",
            "en",
            "UTILITY",
            "Hello {{1}}, your stay at Hotel Miralva begins on {{2}}. Check-in is from 15:00. Reply to this message if there is anything you need.",
        ),
    ];
    for (language, body, footer, button) in [
        (
            "pt_PT",
            "Olá {{guest_name}}, temos uma resposta sobre a sua reserva {{reference}}. Responda a esta mensagem para continuarmos a conversa.",
            "Receção do Hotel Miralva",
            "Continuar",
        ),
        (
            "en",
            "Hello {{guest_name}}, we have an answer about your booking {{reference}}. Reply to this message to go on with the conversation.",
            "Front desk, Hotel Miralva",
            "Go on",
        ),
    ] {
        let mut it = template("answer_ready", language, "UTILITY", body);
        add(&mut it, json!({ "type": "FOOTER", "text": footer }));
        let buttons = json!([{ "type": "QUICK_REPLY", "text": button }]);
        add(&mut it, json!({ "type": "BUTTONS", "buttons": buttons }));
        it["parameter_format"] = json!("NAMED");
        all.push(it);
    }
    for (language, header, body, footer) in [
        (
            "pt_PT",
            "Fim de semana de inverno",
            "Olá {{1}}, este inverno a terceira noite no Hotel Miralva é por nossa conta, com pequeno-almoço incluído. Guardamos um quarto para si?",
            "Responda STOP para não receber ofertas",
        ),
        (
            "en",
            "Winter weekend",
            "Hello {{1}}, this winter the third night at Hotel Miralva is on us, breakfast included. May we keep a room for you?",
            "Reply STOP to receive no offers",
        ),
    ] {
        let mut it = template("winter_weekend", language, "MARKETING", body);
        add(
            &mut it,
            json!({ "type": "HEADER", "format": "TEXT", "text": header }),
        );
        add(&mut it, json!({ "type": "FOOTER", "text": footer }));
        all.push(it);
    }
    all
}

/// Adds a component.
pub fn add(template: &mut Value, component: Value) {
    if let Some(components) = template.get_mut("components").and_then(Value::as_array_mut) {
        components.push(component);
    }
}
