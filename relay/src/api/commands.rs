//! `POST /v1/commands`.

use super::extract::{Input, Signed};
use super::problem::{Answered, Failed};
use super::state::Api;
use crate::engine::StaffActor;
use axum::Json;
use axum::extract::State;
use domain::command::{Answer, Code, Command, Outcome};
use domain::id::CommandId;
use serde_json::Value;
use wire::command::{CommandResponse, Replayed};

/// Longest body, in bytes: 100 commands with texts of 4,096 characters.
const LARGE: usize = 2 * 1024 * 1024;

/// Most commands in one request.
const MOST: usize = 100;

/// Runs one command or a list, in order; one refused does not stop the others. A command with `replayed` (milliseconds since 1970, when
/// it was written) was done before this relay was restored from a backup: it is kept as history and delivers nothing.
#[utoipa::path(post, path = "/v1/commands", tag = "commands", security(("bearer" = [])),
    request_body(content_type = "application/json", description = "One command or a list of at most 100: see CommandRequest",
        content = super::openapi::CommandRequestDoc),
    responses(
    (status = 200, description = "Each command's outcome, in the order of the request", body = super::openapi::CommandResponseDoc),
    (status = 400, description = "Not a command, or one without an id", body = wire::problem::Problem),
    (status = 401, description = "Not signed in", body = wire::problem::Problem),
    (status = 429, description = "`too_many_tries`: nothing of the list was run", body = wire::problem::Problem),
    (status = 503, description = "`unavailable`: some may have run; send all again, the ids make it harmless", body = wire::problem::Problem),
))]
pub(super) async fn run(
    State(api): State<Api>,
    Signed(person): Signed,
    Input(request): Input<Value, LARGE>,
) -> Answered<Json<CommandResponse>> {
    let list = match request {
        Value::Array(list) => list,
        one @ Value::Object(_) => vec![one],
        _ => return Err(Failed::invalid("body")),
    };
    if list.is_empty() || list.len() > MOST {
        return Err(Failed::invalid("commands"));
    }
    // All are looked at before any is run.
    let commands = list.into_iter().map(read).collect::<Answered<Vec<_>>>()?;
    let count = u32::try_from(commands.len()).unwrap_or(u32::MAX);
    api.command_rate()
        .take(person.device.as_str(), count, api.now())
        .map_err(Failed::too_many)?;
    let mut results = Vec::with_capacity(commands.len());
    for command in commands {
        let actor = StaffActor {
            id: person.id.clone(),
            device: person.device.clone(),
        };
        let (engine, workspace) = (&api.engine, &person.workspace);
        let answer = match command {
            Ok(Read::Now(command)) => engine.staff(workspace, actor, command).await?,
            Ok(Read::Replayed(it)) => {
                let Replayed { command, replayed } = it;
                engine.replayed(workspace, actor, command, replayed).await?
            }
            Err(answer) => answer,
        };
        metrics::counter!("relay_commands_total", "outcome" => answer.outcome.to_string())
            .increment(1);
        results.push(answer);
    }
    Ok(Json(CommandResponse {
        results,
        now: api.now(),
    }))
}

/// A command as it came.
enum Read {
    /// To be done.
    Now(Command),
    /// Done once, before this relay was restored from a backup.
    Replayed(Replayed),
}

/// A command, or the answer to what has an id but is none: one newer command in a list must not stop the others.
fn read(value: Value) -> Answered<Result<Read, Answer>> {
    let id = value
        .get("id")
        .and_then(Value::as_str)
        .and_then(|id| CommandId::new(id).ok())
        .ok_or_else(|| Failed::invalid("id"))?;
    let read = if value.get("replayed").is_some() {
        serde_json::from_value(value).map(Read::Replayed)
    } else {
        serde_json::from_value(value).map(Read::Now)
    };
    Ok(read.map_err(|error| Answer {
        id,
        outcome: Outcome::Refused,
        code: Code::Invalid,
        detail: Some(error.to_string().chars().take(200).collect()),
        seq: None,
    }))
}
