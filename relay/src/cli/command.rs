//! The commands and their options, described in words from Fluent.

use super::words::Words;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command};
use domain::access::Role;

/// The whole command line.
pub(super) fn command(words: &Words) -> Command {
    let about = words.say("about");
    let root = Command::new("bellhop-relay")
        .version(env!("CARGO_PKG_VERSION"))
        .about(about)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(flag("version", words.say("version-flag"), ArgAction::Version).short('V'))
        .subcommand(serve(words))
        .subcommand(storage(
            words,
            Command::new("demo").about(words.say("demo-about")),
        ))
        .subcommand(staff(words))
        .subcommand(chat(words))
        .subcommand(storage(words, erase(words)))
        .subcommand(storage(words, backup(words, "backup")))
        .subcommand(storage(words, backup(words, "restore")))
        .subcommand(storage(
            words,
            Command::new("check").about(words.say("check-about")),
        ))
        .subcommand(copy(words))
        .subcommand(Command::new("settings").about(words.say("settings-about")))
        .subcommand(Command::new("openapi").about(words.say("openapi-about")));
    dressed(words, root)
}

fn serve(words: &Words) -> Command {
    let listen = Arg::new("listen")
        .long("listen")
        .value_name("ADDR")
        .help(words.say("serve-listen"));
    storage(
        words,
        Command::new("serve")
            .about(words.say("serve-about"))
            .arg(listen),
    )
}

fn copy(words: &Words) -> Command {
    let place = |name: &'static str, help: String| {
        Arg::new(name)
            .long(name)
            .required(true)
            .value_name("DIR|URL")
            .help(help)
    };
    Command::new("copy")
        .about(words.say("copy-about"))
        .arg(place("from", words.say("copy-from")))
        .arg(place("to", words.say("copy-to")))
}

/// `backup` or `restore`.
fn backup(words: &Words, name: &'static str) -> Command {
    let (about, file) = match name {
        "backup" => (words.say("backup-about"), words.say("backup-file")),
        _ => (words.say("restore-about"), words.say("restore-file")),
    };
    let erased = Arg::new("erased")
        .long("erased")
        .value_name("FILE")
        .help(words.say("restore-erased-file"));
    let command = Command::new(name).about(about).arg(
        Arg::new("file")
            .required(true)
            .value_name("FILE")
            .help(file),
    );
    let command = match name {
        "restore" => command.arg(erased),
        _ => command,
    };
    command.arg(
        Arg::new("passphrase-file")
            .long("passphrase-file")
            .value_name("FILE")
            .help(words.say("passphrase-file")),
    )
}

fn erase(words: &Words) -> Command {
    let contact = Arg::new("contact")
        .long("contact")
        .value_name("ID")
        .help(words.say("erase-contact"));
    let phone = Arg::new("phone")
        .long("phone")
        .value_name("NUMBER")
        .help(words.say("erase-phone"));
    Command::new("erase")
        .about(words.say("erase-about"))
        .arg(contact.required_unless_present("phone"))
        .arg(phone.conflicts_with_all(["contact"]))
        .arg(workspace(words))
        .arg(flag("yes", words.say("erase-yes"), ArgAction::SetTrue))
}

fn staff(words: &Words) -> Command {
    let email = || {
        Arg::new("email")
            .required(true)
            .value_name("EMAIL")
            .help(words.say("staff-email"))
    };
    let workspace = || workspace(words);
    let roles = PossibleValuesParser::new(Role::KNOWN.iter().map(|role| role.as_str().to_owned()));
    let add = Command::new("add")
        .about(words.say("staff-add-about"))
        .arg(email())
        .arg(
            Arg::new("name")
                .long("name")
                .required(true)
                .value_name("NAME")
                .help(words.say("staff-name")),
        )
        .arg(
            Arg::new("role")
                .long("role")
                .default_value(Role::Agent.as_str().to_owned())
                .value_parser(roles)
                .value_name("ROLE")
                .help(words.say("staff-role")),
        )
        .arg(
            Arg::new("property")
                .long("property")
                .action(ArgAction::Append)
                .value_name("PROPERTY")
                .help(words.say("staff-property")),
        )
        .arg(workspace());
    let reset = Command::new("reset")
        .about(words.say("staff-reset-about"))
        .arg(email())
        .arg(flag(
            "sign-out",
            words.say("staff-sign-out"),
            ArgAction::SetTrue,
        ));
    let list = Command::new("list")
        .about(words.say("staff-list-about"))
        .arg(workspace());
    Command::new("staff")
        .about(words.say("staff-about"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(storage(words, add))
        .subcommand(storage(words, list))
        .subcommand(storage(words, reset))
}

fn chat(words: &Words) -> Command {
    let origin = |help: String| {
        Arg::new("origin")
            .long("origin")
            .action(ArgAction::Append)
            .value_name("URL")
            .help(help)
    };
    let list = Command::new("list").about(words.say("chat-list-about"));
    let add = Command::new("add")
        .about(words.say("chat-add-about"))
        .arg(
            Arg::new("name")
                .long("name")
                .required(true)
                .value_name("NAME")
                .help(words.say("chat-name")),
        )
        .arg(
            Arg::new("property")
                .long("property")
                .required(true)
                .value_name("PROPERTY")
                .help(words.say("chat-property")),
        )
        .arg(origin(words.say("chat-origin")))
        .arg(workspace(words));
    let set = Command::new("set")
        .about(words.say("chat-set-about"))
        .arg(
            Arg::new("connection")
                .required(true)
                .value_name("CONNECTION")
                .help(words.say("chat-connection")),
        )
        .arg(origin(words.say("chat-origins")))
        .arg(
            flag(
                "no-origins",
                words.say("chat-no-origins"),
                ArgAction::SetTrue,
            )
            .conflicts_with_all(["origin"]),
        )
        .arg(
            Arg::new("identity-secret")
                .long("identity-secret")
                .value_parser(PossibleValuesParser::new(["new", "none"]))
                .hide_possible_values(true)
                .value_name("new|none")
                .help(words.say("chat-identity-secret")),
        );
    Command::new("chat")
        .about(words.say("chat-about"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(storage(words, list))
        .subcommand(storage(words, add))
        .subcommand(storage(words, set))
}

fn workspace(words: &Words) -> Arg {
    Arg::new("workspace")
        .long("workspace")
        .value_name("ID")
        .help(words.say("staff-workspace"))
}

/// Where the data are; every command that touches them has these.
fn storage(words: &Words, command: Command) -> Command {
    command
        .arg(
            Arg::new("data")
                .long("data")
                .value_name("DIR")
                .help(words.say("data-option")),
        )
        .arg(
            Arg::new("database")
                .long("database")
                .value_name("URL")
                .help(words.say("database-option")),
        )
        .arg(
            Arg::new("config")
                .long("config")
                .value_name("FILE")
                .help(words.say("config-option")),
        )
}

fn flag(name: &'static str, help: String, action: ArgAction) -> Arg {
    Arg::new(name).long(name).help(help).action(action)
}

/// clap's own headings and its help flag in our words, on every level.
fn dressed(words: &Words, command: Command) -> Command {
    let template = format!(
        "{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}",
        words.say("usage-heading")
    );
    let options = words.say("options-heading");
    let options = options.trim_end_matches(':').to_owned();
    let arguments = words
        .say("arguments-heading")
        .trim_end_matches(':')
        .to_owned();
    let help = flag("help", words.say("help-flag"), ArgAction::Help).short('h');
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let dressed = command
        .disable_help_flag(true)
        .arg(help)
        .help_template(template)
        .subcommand_help_heading(
            words
                .say("commands-heading")
                .trim_end_matches(':')
                .to_owned(),
        )
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                &arguments
            } else {
                &options
            };
            arg.help_heading(heading.clone())
        });
    names.into_iter().fold(dressed, |command, name| {
        command.mut_subcommand(name, |sub| super::command::dressed(words, sub))
    })
}
