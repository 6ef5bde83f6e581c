# Words of the command line, of the relay's first start and of its settings.
about = The relay of Bellhop: receives the channels' webhooks, keeps the truth, and keeps every desk current.
usage-heading = Usage:
options-heading = Options:
commands-heading = Commands:
arguments-heading = Arguments:
help-flag = Show this help
version-flag = Show the version

usage-unknown-argument = There is no option { $argument }.
usage-unknown-command = There is no command { $argument }.
usage-missing-command = A command is missing.
usage-missing-argument = { $argument } is missing.
usage-missing-value = { $argument } needs a value.
usage-bad-value = { $value } does not fit { $argument }.
usage-repeated = { $argument } cannot be given here.
usage-other = The command line cannot be read.
usage-help = `--help` shows what there is.

serve-about = Run the relay until it is told to stop (Ctrl-C or SIGTERM)
serve-listen = Address and port to listen on, e.g. 127.0.0.1:8787; port 0 takes a free one
demo-about = Load the demo hotel; loading it again changes nothing
erase-about = Remove a guest for ever: record, conversations, files; stays are kept without the guest. Also while the relay runs
erase-contact = The guest's id
erase-phone = The guest's number with its country code, e.g. +351912345678, instead of the id
erase-yes = Do not ask
backup-about = Copy the embedded database, files and settings into one file, also while the relay runs
backup-file = The file to make; it must not exist
restore-about = Put a backup into a data folder without a database; the relay's next start holds what was still to be delivered
restore-file = The backup
restore-erased-file = A journal of erasures (erasures.jsonl): who stands in it is erased again. The relay's own and the one beside the backup are read anyway
passphrase-file = A file whose first line seals the master key in the backup, or opens it
staff-about = People who may sign in
staff-add-about = Add a person and print the one-time code with which they choose a password
staff-list-about = List the people
staff-reset-about = Print a one-time code with which a person chooses a new password
staff-email = Their e-mail address, with which they sign in
staff-name = Their full name
staff-role = What they may do
staff-property = A property they work at, by id or name; may be repeated; all where absent
staff-workspace = Which hotel, by id, where there are several
staff-sign-out = Also sign out every device of this person; those devices forget what they hold
chat-about = Live Chat on the hotel's own website; a relay that runs takes up changes within seconds, no restart is needed
chat-list-about = List the chats: where they are, which sites may show them, whether they have an identity secret
chat-add-about = Add a chat and print the name that the website's button needs
chat-set-about = Change which sites may show a chat, and its identity secret
chat-connection = Which chat, as in the first column of the list
chat-name = What colleagues call it, e.g. "Website"
chat-property = The property whose guests write there, by id or name
chat-origin = A site that may show it, e.g. https://www.hotel.example or https://*.hotel.example; may be repeated
chat-origins = A site that may show it, e.g. https://www.hotel.example; may be repeated; those given replace the list
chat-no-origins = Only the relay's own page may show it
chat-identity-secret = new: make a secret, print it once and forget the one before; none: forget it, nobody is proven any more
openapi-about = Print the description of the API (OpenAPI 3.1, JSON)
copy-about = Copy everything from one database into another, empty one, and compare the two. Stop the relay first
copy-from = The database to copy: the folder of the embedded one, or a PostgreSQL address
copy-to = Where to: a folder for the embedded database, or a PostgreSQL address
check-about = Check the settings and the database without changing anything
settings-about = Print the settings that exist, with their defaults and what they mean
data-option = Folder of the embedded database, the media and the key file
database-option = Address of a PostgreSQL database, postgres://user:password@host/database, which several relays may share; the embedded database where absent
config-option = A file of settings (TOML); it names only what differs from the defaults

listening = listening on http://{ $address }
stopping = stopping
stopped = stopped

owner-code =
    This relay has no hotel yet. In the app, choose "Enter an invitation code" and type this one-time code; it makes you the owner:

        { $code }

    It is good until it is used. A restart prints a new one.

demo-loaded = The demo hotel is loaded: { $hotel }. Everybody's password is { $password }:
demo-person = { $email } ({ $role })
demo-there = The demo hotel is here already; nothing was changed.
demo-other = This store holds another hotel ({ $hotel }). The demo hotel is loaded only into an empty store; choose another folder with --data.

staff-added = { $name } was added. They sign in with { $email } after choosing a password with this one-time code, good for { $days } days:
staff-has-password = { $name } was added. { $email } has a password on this relay already and signs in with it.
staff-code = One-time code for { $email }, good for { $days } days:
staff-taken = { $email } works at this hotel already. `staff reset` prints a new code.
staff-unknown = Nobody signs in with { $email }.
staff-no-hotel = There is no hotel yet. Start the relay: it prints the first owner's code.
staff-which-hotel = There are several hotels; choose one with --workspace:
staff-no-workspace = There is no hotel { $id }.
staff-no-property = This hotel has no property { $property }. It has: { $all }
staff-bad-email = { $email } is not an e-mail address.
staff-bad-name = A name has 1 to 120 characters.
staff-line = { $email }	{ $name }	{ $role }	{ $properties }	{ $devices }
staff-line-head = e-mail	name	role	properties	devices
staff-off = switched off

chat-line-head = connection	name	property	status	origins	identity secret
chat-line = { $id }	{ $name }	{ $property }	{ $status }	{ $origins }	{ $secret }
chat-secret-set = set
chat-secret-none = none
chat-unknown = There is no chat { $id }. There are: { $all }
chat-bad-origin = { $origin } is not an origin. It is written https://www.hotel.example, https://*.hotel.example or http://localhost:*: without a path and without a slash at the end. Nothing was changed.
chat-nothing = Say what to change: --origin, --no-origins or --identity-secret.
chat-added = { $name } was added. The website's button names it so: data-connection="{ $id }"
chat-origins-set = { $count ->
    [0] Only the relay's own page shows { $id } now.
    [one] One site may show { $id } now, beside the relay's own page.
   *[other] { $count } sites may show { $id } now, beside the relay's own page.
}
chat-secret-new = The identity secret of { $id }; it is shown only now. Put it on your server, never into a page:
chat-secret-forgotten = { $id } has no identity secret any more.

backup-made = The backup is { $file }.
backup-key-kept = The master key is in it, sealed under the passphrase.
backup-key-left-out = The master key is not in it: keep master.key apart, or make the backup with --passphrase-file.
backup-key-elsewhere = The master key is not in it: it is in your settings.
backup-postgres = This relay keeps its data in PostgreSQL, which `backup` and `restore` do not know. Use pg_dump and pg_restore, and keep the folder media of the data folder with the dump, and the master key apart. Nothing was changed.
backup-there = { $file } is there already. Nothing was changed.
backup-settings-in-the-clear = Settings may hold passwords and keys: with --config give --passphrase-file, too. Nothing was written.
passphrase-short = The passphrase has at least { $least } characters.
restore-done = The backup was put into { $folder }. Start the relay with `serve`: what was still to be delivered is held for the staff, and the desks offer what was lost.
restore-none-erased = No guest is known to have been erased since. If there is a journal of erasures (erasures.jsonl) elsewhere, restore again with --erased.
restore-erased = { $count ->
    [one] One guest who was erased before was erased again.
   *[other] { $count } guests who were erased before were erased again.
}
restore-erases-later = { $count ->
    [one] One guest who was erased before is erased again by the relay's first start, before it serves.
   *[other] { $count } guests who were erased before are erased again by the relay's first start, before it serves.
}
erase-question = { $name } ({ $id }) is removed for ever, with every conversation and file. Nobody can bring it back. Type yes to go on:
erase-agreed = yes
erase-not = Nothing was changed.
erase-unknown = There is no such guest.
erase-bad-phone = This is no phone number with its country code, e.g. +351912345678.
erase-several = Several guests have this number. Say which with --contact: { $all }
erase-done = The guest { $id } is erased. Desks that are connected forget it within seconds, others when they connect.
erase-files-done = Files and what the database's files still held are gone too.
erase-files-later = Files and what the database's files still hold go as soon as the relay runs ({ $error }).
restore-key-kept = The master key is in its place.
restore-key-left-out = The master key, and settings if there were any, are in the backup, and no passphrase was given: put master.key into the folder before the start.
restore-key-elsewhere = The master key was not in the backup: put master.key into the folder, or set it as before.
restore-not-empty = There is a database in the folder already, or the log of one (relay.db, relay.db-wal, relay.db-journal). Nothing was changed.
restore-passphrase = The passphrase does not open { $file }. Nothing was changed.
restore-damaged = { $file } is not a whole backup.

check-settings = The settings are right.
check-store = The database can be read: { $hotels ->
    [one] one hotel
   *[other] { $hotels } hotels
}.
check-no-store = There is no database in { $folder } yet; `serve` makes it.

copied = Copied { $rows } rows of { $tables } tables, the same on both sides. The media and the key file are no part of a database: they stay in the data folder.
copy-not-empty = The target holds a hotel already. Nothing was written: copy into an empty database.
copy-differs = The table { $table } is not the same on both sides: something was written meanwhile. Stop every relay on both and copy again, best into an empty database.
copy-half = A copy into this database was not finished. Run it again, or take an empty database.
failed = This did not work: { $error }
folder-failed = The folder { $folder } cannot be used: { $error }
listen-failed = Cannot listen on { $address }: { $error }
store-failed = The database in { $folder } cannot be used: { $error }
database-failed = The database cannot be used: { $error }
other-master-key = The database was made with another master key. The relays of one database share it: set BELLHOP_MASTER_KEY, or put the key file of the first one into { $folder }.

mistakes = { $count ->
    [one] There is a mistake in the settings:
   *[other] There are { $count } mistakes in the settings:
}
mistake = { $origin }: { $key }: { $words }
mistake-whole = { $origin }: { $words }
setting-unknown = there is no such setting
setting-unreadable = cannot be read ({ $detail })
setting-not-toml = is not TOML (line { $detail })
setting-text = must be a text that is not empty
setting-flag = must be true or false
setting-number = must be a whole number from { $least } to { $most }
setting-address = must be an address and a port, e.g. 127.0.0.1:8787
setting-network = must be addresses or networks, e.g. 10.0.0.0/8
setting-url = must be an http or https address without a query
setting-insecure = must begin with https:// (http:// is only for this computer itself, e.g. http://127.0.0.1:8787)
setting-mail-server = must be smtps:// or smtp:// with a host and perhaps a port, e.g. smtps://mail.example (name and password have settings of their own)
setting-mail-address = must be an e-mail address, e.g. chat@hotel.example, because smtp_url is set
setting-choice = must be one of: { $detail }
setting-key = must be 32 bytes in base64
setting-database = must be postgres://user:password@host/database
setting-version = must be a version such as v25.0
setting-time-zone = must be an IANA time zone, e.g. Europe/Lisbon
setting-currency = must be three capitals (ISO 4217), e.g. EUR
setting-country = must be two capitals (ISO 3166), e.g. PT
setting-log-filter = must be a level (error, warn, info, debug, trace) or a list such as info,relay::stream=debug
setting-missing = is missing
