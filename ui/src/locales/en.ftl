# Every word of the window. Names of guests and colleagues come as arguments.
# A no-break space stands between a figure and its unit.

## Times and figures

time-now = now
time-seconds = { $seconds } s
time-minutes = { $minutes } min
time-hours-minutes = { $hours } h { $minutes } min
time-days-hours = { $days } d { $hours } h
size-bytes = { $size } bytes
size-kb = { $size } KB
size-mb = { $size } MB
day-today = Today, { $date }
day-yesterday = Yesterday, { $date }

## Names of things

app-name-in = Bellhop, { $hotel }
channel-whatsapp = WhatsApp
channel-instagram = Instagram
channel-messenger = Messenger
channel-telegram = Telegram
channel-tiktok = TikTok
channel-livechat = Live chat
channel-sms = SMS
channel-email = Email
channel-calls = Calls
channel-google = Google
channel-other = Another channel
source-whatsapp = WhatsApp
source-instagram = Instagram
source-messenger = Messenger
source-tiktok = TikTok
source-telegram = Telegram
source-website = Website
source-walk-in = Walk-in
source-ai-agent = AI agent
source-phone = Phone
source-sms = SMS
source-email = Email
source-google = Google
source-channel-manager = Booking portal
source-other = Another source
status-bot-handling = Bot handling
status-awaiting-agent = Waiting for an agent
status-agent-assigned = Agent assigned
status-resolved = Resolved
status-expired = Expired
status-other = Another status
presence-online = Online
presence-away = Away
presence-offline = Offline
presence-other = Unknown
role-owner = Owner
role-manager = Manager
role-agent = Agent
role-housekeeping = Housekeeping
role-other = Staff
you = You
bot = Bot

## Rail and account

rail-label = Main
rail-inbox = Inbox
rail-waiting = { $count } waiting
account-open = { $name }, { $presence }. Account
account-devices = Signed-in computers…
account-theme = Appearance
theme-light = Light
theme-dark = Dark
theme-system = As the system
account-sign-out = Sign out
account-quit = Quit Bellhop
sign-out-title = Sign out with { $count ->
    [one] one thing
   *[other] { $count } things
  } waiting to be sent?
sign-out-text = Nothing is lost: what waits is sent from this computer as soon as the relay answers, in your name. What needs your decision waits until you sign in here again.
sign-out-confirm = Sign out
cancel = Cancel
close = Close
devices-title = Signed-in computers
devices-hint = A computer you revoke is signed out and its copy of the inbox is wiped.
devices-this = This computer
devices-seen = Last seen { $time }
devices-revoke = Revoke
devices-revoke-named = Revoke { $name }
devices-none = No computers.

## List

inbox = Inbox
list-label = Conversations
search-label = Search name, phone or message
search-placeholder = Name, phone or message
search-clear = Clear search
search-guests = Guests: { $count }
search-guests-newest = Guests: newest { $count }
search-messages = Messages: { $count }
search-messages-newest = Messages: newest { $count }
search-older = Show older
search-none = Nothing matches “{ $text }”.
search-instead = Nothing matches “{ $text }”. Shown: { $instead }
search-limit = Messages are searched back to { $date }.
filter-channel = Channel
filter-status = Status
filter-assignee = Assignee
filter-many = { $first } +{ $more }
filter-open = Open
filter-all = All
filter-me = Me
filter-nobody = Nobody
filter-clear = Clear
waiting-strip = { $count } waiting, longest { $time }
waiting-strip-as-of = { $count ->
    [one] One was
   *[other] { $count } were
  } waiting at { $time }
waiting-show = Show
waiting-all = Show all
row-waiting = waiting { $time }
row-in-house = In house, room { $room }
row-arriving = Arriving { $date }
row-arriving-tag = Arr { $date }
row-unread = { $count ->
    [one] 1 unread
   *[other] { $count } unread
  }
row-assigned = Assigned to { $name }
row-failed = Last message not sent
row-queued = { $count ->
    [one] One thing
   *[other] { $count } things
  } waiting to be sent
row-last = last message: { $text }
row-no-message = No messages yet
who-bot = Bot:
who-you = You:
who-staff = { $name }:
held-changes = { $count ->
    [one] Newer above
   *[other] { $count } newer above
  }
list-empty-title = No conversations yet
list-empty-text = When a guest writes to one of your channels, they appear here.
list-none-title = No conversations match
list-none-text = The filter hides them all.
list-waiting-none = Nobody is waiting.
list-loading = Loading conversations
list-fetching = Still fetching older conversations from the relay.
list-error = The list could not be read. { $reason }
retry = Retry
copy-details = Copy details
copied = Copied

## Thread

thread-label = Conversation
thread-none = Choose a conversation
thread-none-hint = to move
thread-none-hint-open = to reply
thread-actions = Conversation actions
thread-loading = Loading messages
thread-error = This conversation could not be read. { $reason }
thread-older = Fetching older messages from the relay…
thread-older-out-of-reach = Older messages are at the relay. They come when the connection is back.
messages-label = Messages
messages-new = { $count ->
    [one] 1 new
   *[other] { $count } new
  }
messages-newest = Newest
messages-latest = Jump to latest
message-shown = Shown: { $text }
sought-fetching = This message is not on this computer. Fetching it from the relay…
sought-out-of-reach = This message is not on this computer. It is fetched when the connection is back.
sought-absent = This message is no longer here.
sought-stop = Stop looking
sought-close = Close
back-to-list = Back to the list
action-claim = Claim
action-yours = Yours
action-yours-queued = Claim queued
action-assign = Assign
action-resolve = Resolve
action-hand-back = Hand back to bot
action-take-over = Take over
action-reopen = Reopen
action-other = Change
assign-nobody = No colleague to assign to.
labels = Labels
labels-search = Label, by name
labels-empty = The house has no labels yet.
guest-details = Guest details
key-hint = { $label } ({ $key })
queued-change = Waiting to be sent: { $change }

stay-room = Room { $room }
stay-arrives = Arrives { $date }
stay-arrives-today = Arrives today
stay-leaves-today = Leaves today
stay-until = In house until { $date }
stay-room-arrives = Room { $room }, arrives { $date }
stay-room-arrives-today = Room { $room }, arrives today
stay-room-leaves-today = Room { $room }, leaves today
stay-room-until = Room { $room } until { $date }

banner-offline-title = No connection since { $time }.
banner-offline-title-unknown = No connection.
banner-offline-text = What you write is kept and sent later.
banner-next-try = Next try in { $seconds } s
banner-try-now = Try now
banner-channel-title = { $connection } reports an error.
banner-channel-text = Messages to guests may not leave. A manager can look at the connection.
banner-waiting-title = Waiting for an agent, { $time }.
banner-waiting-now = Waiting for an agent.
banner-bot-title = Bot is handling this.
banner-bot-text = It answers the guest until you take over.
banner-other-title = { $name } has this conversation.
banner-other-text = You can read along and leave notes.
banner-beside-text = The bot stays silent while it is yours.
new-to = Guest, by name or number
new-hint = Type a name, or a number with its country code.
new-none = Nobody matches “{ $text }”, and it is no phone number.
new-guest = New guest, { $number }
new-name = Name, if you know it
new-account = Write from
new-from = From { $account }
new-no-account = This house has no number that can write first.
new-start = Choose a template
beside-writing = { $name } is replying.
beside-open = { $more ->
    [0] { $name } has this open too.
   *[other] { $name } and { $more } more have this open too.
}
banner-agent-title = Assigned, but to nobody you can see.
banner-resolved-title = Resolved.
banner-resolved-text = The next guest message opens it again with the bot.
banner-expired-title = Expired without an answer.
banner-expired-text = The next guest message starts over with the bot.
reason-asked-for-person = The guest asked for a person.
reason-not-understood = The bot did not understand three messages.
reason-bot-off = The bot is off for this guest.
reason-other = The bot passed this on.
brief-title = What the bot already knows
brief-language = in { $language }
brief-asked = Came with
brief-reason = Why a person
brief-since = Passed on
brief-waits = { $time }, waits { $wait }
brief-stopped = Stopped:

event-escalated-asked-for-person = { $who } passed this to the team: the guest asked for a person
event-escalated-not-understood = { $who } passed this to the team: three messages were not understood
event-escalated-bot-off = { $who } passed this to the team: the bot is off for this guest
event-escalated-other = { $who } passed this to the team
event-claimed = { $who } claimed the conversation
event-taken-over = { $who } took over from the bot
event-assigned = { $who } assigned this to { $to }
event-resolved = { $who } resolved the conversation
event-reopened = { $who } opened the conversation again
event-handed-back = { $who } handed this back to the bot
event-returned-to-bot = Nobody claimed this in time, it went back to the bot
event-expired = Expired without an answer
event-schedule-cancelled = { $who } called off the message for { $time }
event-number-changed = The guest's number changed
event-identity-changed = The guest has a new phone or reinstalled WhatsApp
event-mailed = The guest had left the chat, so { $count ->
    [one] the answer
   *[other] { $count } messages
  } went by e-mail
event-not-mailed-address = The guest had left the chat, and the e-mail was not sent: nobody takes mail for the address they gave
event-not-mailed-refused = The guest had left the chat, and the e-mail was not sent: the mail server refused it
event-not-mailed-unreachable = The guest had left the chat, and the e-mail was not sent: the mail server could not be reached
event-not-mailed-unknown = The guest had left the chat. Nobody knows whether the e-mail arrived; it is not sent again by itself
event-not-mailed-off = The guest had left the chat, and the e-mail was not sent: e-mail is switched off
event-not-mailed-other = The guest had left the chat, and the e-mail was not sent
event-other = Something happened that this version cannot show
event-somebody = A colleague

author-guest = Guest
author-bot = Bot
author-staff = Staff
author-system = Event
author-note = Internal note
author-other = Message
message-label = { $who }, { $time }: { $text }
note-label = Note from { $name }, only staff, { $time }: { $text }
note-by = { $name }, only staff see this
note-by-you = You, only staff see this
bot-buttons = Bot, buttons
bot-list = Bot, list
staff-buttons = Buttons
quote-you = You
quote-staff = Staff
quote-missing = An earlier message
reaction-by-guest = The guest reacted with { $emoji }
reaction-by-staff = We reacted with { $emoji }
reaction-waiting = We reacted with { $emoji }, waiting to send
reaction-failed = We reacted with { $emoji }, but it did not reach the guest. { $reason }
reaction-thumbs-up = Thumbs up
reaction-heart = Heart
reaction-laughing = Laughing
reaction-surprised = Surprised
reaction-thanks = Thank you
reaction-celebrating = Celebrating
state-waiting = Waiting to send
state-queued = Being sent
state-scheduled = To be sent later
state-sent = Sent
state-delivered = Delivered
state-read = Read
state-failed = Not sent
state-held = Held back
state-unknown = May have arrived
state-received = Received
state-stored = Kept
state-other = State unknown
message-edited = edited
message-forwarded = Forwarded
message-revoked = Guest deleted this message
message-waiting-offline = { $count ->
    [one] Sent once back online
   *[other] { $count } messages kept here, sent in this order once back online
  }
message-unknown = The connection broke while sending. It may have arrived.
message-held = Not sent yet: { $reason }
message-failed = Not sent. { $reason }
message-release = Send as it is
message-discard = Discard
message-delete = Delete
send-as-template = Send as template
scheduled-today = Goes out today at { $time }
scheduled-tomorrow = Goes out tomorrow at { $time }
scheduled-on = Goes out { $day } at { $time }
scheduled-cancelling = Being called off. It may still go out.
scheduled-edit = Edit
restored-leave = Do not send
upload-label = Upload
upload-of = { $sent } of { $size }
upload-stopped = Not sent. The upload stopped at { $percent }%.
typing = { $name } is typing
tools-label = This message
tool-react = React
tool-quote = Quote
tool-copy = Copy text
tool-open = Open…
tool-more = More
quote-go = Go to this message

content-image = Photo
content-video = Video
content-audio = Audio file
content-voice = Voice note
content-document = File
content-sticker = Sticker
content-location = Location
content-contacts = { $count ->
    [one] Contact
   *[other] { $count } contacts
  }
content-buttons = Buttons
content-list = List
content-choice-reply = Chosen
content-form-reply = Form, filled in
content-form-empty = The answers could not be read.
content-order = { $count ->
    [one] Order with one item
   *[other] Order with { $count } items
  }
content-call-granted = The guest allows calls
content-call-denied = The guest does not allow calls
content-call-permission = Answer about calls
content-template = Template { $name }
content-event = Event
content-unsupported = The guest sent something that cannot be shown here
content-unsupported-there = The guest sent something that is shown in { $channel } only
content-unsupported-on = { $what }, shown in { $channel } only
unsupported-poll = Poll
unsupported-poll-creation = Poll
unsupported-poll-update = Vote in a poll
unsupported-sticker = Sticker
unsupported-lottie-sticker = Animated sticker
unsupported-story = Story
unsupported-ephemeral = Disappearing message
unsupported-view-once = Photo to be seen once
unsupported-event = Event invitation
unsupported-product = Product
unsupported-ads = Advertisement
unsupported-reel = Reel
open-in-whatsapp = Open in WhatsApp
template-utility = utility
template-marketing = marketing
template-authentication = authentication
template-service = service
template-other = another price class
picture-from-guest = { $kind } from the guest
picture-from-us = { $kind } from us
photo-open = Open { $what }
viewer-label = Photos of this conversation
viewer-place = { $at } of { $of }
viewer-previous = Previous photo
viewer-next = Next photo
voice-play = Play { $what }, { $time }
voice-pause = Pause { $what }
voice-position = Position in { $what }
voice-place = { $at } of { $of }
voice-speed = Speed { $speed } times
voice-times = { $speed }×
film-play = Play { $what }
film-failed = This film cannot be played here.
voice-failed = This sound cannot be played here.
file-ask = Open { $name }, { $size }
file-open-title = Open { $name }?
file-open-text = It came from { $name } and opens in another program. Open it only if you expected it.
file-open-text-ours = It opens in another program.
file-open = Open
file-save = Save to Downloads
file-saved = Saved in Downloads as { $name }.
location-open = Open map
contact-unnamed = Without a name
copy-what = Copy { $what }
choices-label = Choices
choice-tapped = Chosen by the guest:
content-other = A message this version cannot show
media-fetching = being fetched
media-too-large = too large to fetch
media-gone = no longer at the provider
media-type = of a type that is not taken
media-checksum = arrived damaged
media-host = refused: not from the provider
media-network = could not be fetched
media-other = could not be fetched
media-not-loaded = Not loaded.
location-at = { $latitude }, { $longitude }

## Composer

mode-reply = Reply
mode-note = Internal note
modes-label = Kind of message
composer-reply-on = Reply on { $channel }
composer-offline = Write a reply, it is sent when you are back online
composer-behind = This conversation may be behind, last checked { $time }. You can send: if a colleague answered since, your reply is held for you.
composer-behind-unknown = This conversation may be behind. You can send: if a colleague answered since, your reply is held for you.
composer-fetching = This conversation is still being fetched. You can send: if a colleague answered already, your reply is held for you.
composer-note = Write a note for your colleagues
composer-note-label = Internal note
composer-reply-label = Reply
composer-claim = Claim this conversation to reply.
composer-bot = The bot is answering. Take over to reply.
composer-other = { $name } has this conversation. You can leave a note.
composer-resolved = This conversation is resolved. Reopen it to reply.
composer-expired = This conversation has expired. Reopen it to reply.
composer-forbidden = Your role can leave notes but not write to guests.
composer-closed = The 24 hours are over: { $channel } takes no free text until the guest writes again. Notes stay possible.
composer-never = The guest has not written yet, so { $channel } takes no free text. Notes stay possible.
composer-closed-template = { $channel } now only accepts an approved template.
composer-never-template = The guest has not written yet: { $channel } only accepts an approved template.
draft-unsaved = The draft is not kept on this computer. { $reason }
attach = Attach files
attachments = Attached files
attachment-progress = { $name }, { $percent }% read
attachment-remove = Remove { $name }
attachment-cancel = Cancel { $name }
attachment-too-large = { $name }, { $size }, limit is { $limit }
attachment-type = { $name } is of a kind this channel does not take
attachment-empty = { $name } is empty
attachment-no-media = { $name }: this channel takes no files
attachment-program = { $name } is a program; those are not sent
attachment-other = { $name } cannot be sent on this channel
attachment-torn = { $name } was not read to its end; attach it again
attachment-failed = { $name } was not attached. { $reason }
error-unreadable = The file could not be read.
drop-here = Let go to attach
quote-remove = Do not quote
emoji = Emoji
emoji-search = Search emoji
emoji-categories = Kinds of emoji
emoji-recent = Recent
emoji-smileys = Smileys
emoji-people = People
emoji-nature = Nature
emoji-food = Food
emoji-travel = Travel
emoji-activities = Activities
emoji-objects = Objects
emoji-symbols = Symbols
emoji-none = No emoji has this name.
emoji-failed = The list of emoji could not be read.
mention = Mention a colleague
mention-label = Colleagues
mention-none = No colleague has this name.
schedule = Send later
schedule-caption = Send later, hotel time
schedule-afternoon = This afternoon, { $time }
schedule-tomorrow = Tomorrow, { $time }
schedule-pick = Pick a date and time…
schedule-day = Day
schedule-time = Time
schedule-confirm = Send then
schedule-no-time = Write a time like 08:30.
schedule-past = This time has passed.
schedule-window = After { $day }, { $time } { $channel } only takes a template.
month-before = Month before
month-after = Next month
template = Message template
template-choose = Choose template
template-title = Templates for { $channel }
template-list = Templates
template-search = Search templates
template-none = No template matches “{ $query }”.
template-empty = This channel has no approved template yet.
template-preview = How the guest sees it
template-blank = Blank { $number }
template-blank-empty = This must be filled in.
template-too-long = The message is too long; { $limit } characters are allowed.
template-failed = Not sent. { $reason } What you wrote is still here.
template-send = Send template
template-field-guestname = Guest's name
template-field-reference = Booking reference
template-field-checkin = Arrival
template-field-checkout = Departure
template-field-totalamount = Total
template-field-currency = Currency
template-field-roomname = Room
send = Send
queue = Queue
add-note = Add note
canned-open = Canned responses
canned-label = Canned responses
canned-matching = Canned responses matching { $query }
canned-none = No canned response matches “{ $query }”.
canned-empty = There are no canned responses yet.
canned-choose = choose
canned-insert = insert
canned-next-blank = next blank
canned-close = close
characters-left = { $count } left
characters-over = { $count } too many
send-failed = Not sent. { $reason } Your text is still here.
window-open = Reply window { $left }
window-soon = Closes at { $time }, { $left } left
window-shut = Reply window closed { $time }
window-shut-day = Reply window closed { $date }, { $time }
window-never = Reply window not open
window-meter = { $percent }% of the time left

## Guest panel

guest-title = Guest
guest-hide = Hide guest details
guest-show = Show guest details
guest-error = The guest's details could not be read. { $reason }
guest-restricted = Your role does not see contact details and stays.
guest-whatsapp = WhatsApp
guest-email = Email
guest-field-phone = Phone
guest-field-email = Email
guest-field-speaks = Speaks
guest-field-clock = Their time
guest-clock-city = { $time } in { $place }
guest-clock-country = { $time }, { $place }
city-sao-paulo = São Paulo
city-araguaina = Araguaína
city-cuiaba = Cuiabá
city-campo-grande = Campo Grande
city-rio-branco = Rio Branco
city-porto-velho = Porto Velho
city-bahia = Bahia
city-maceio = Maceió
city-fortaleza = Fortaleza
city-recife = Recife
city-belem = Belém
city-manaus = Manaus
city-boa-vista = Boa Vista
city-new-york = New York
city-chicago = Chicago
city-denver = Denver
city-phoenix = Phoenix
city-los-angeles = Los Angeles
city-toronto = Toronto
city-vancouver = Vancouver
city-lisbon = Lisbon
city-madeira = Madeira
city-azores = the Azores
city-madrid = Madrid
city-canary = the Canary Islands
city-kyiv = Kyiv
guest-field-username = User name
guest-field-company = Booked by
guest-field-source = Source
guest-field-channel = Channel
guest-field-room = Room
guest-field-conversations = Conversations
guest-field-since = Known since
guest-none = Nothing is known about this guest yet.
stay-title = Stay
stay-coming = Coming stays
stay-none = No stay now or to come.
stay-as-of = as of { $time }
stay-nights = { $nights ->
    [one] 1 night
   *[other] { $nights } nights
  }
stay-adults = { $adults ->
    [one] 1 adult
   *[other] { $adults } adults
  }
stay-children = { $children ->
    [one] 1 child
   *[other] { $children } children
  }
stay-people = { $adults } + { $children }
stay-line = { $range }, { $nights }, { $people }
stay-paid = { $total }, paid
stay-to-pay = { $total }, to pay
stay-reference-copy = Copy { $reference }
stay-status-in-house = In house
stay-status-arrives-today = Arrives today
stay-status-leaves-today = Leaves today
stay-status-confirmed = Confirmed
stay-status-checked-in = In house
stay-status-checked-out = Left
stay-status-cancelled = Cancelled
stay-status-no-show = No show
stay-status-other = Booked
lifetime-title = Lifetime
lifetime-stays = Stays
lifetime-nights = Nights
lifetime-spent = Spent
past-title = Past stays
past-all = All { $count }
past-fewer = Fewer
past-none = No past stays.

## Status bar

status-connected = Connected
status-behind = Catching up
status-offline = Offline
status-since = since { $time }
status-synced = Synced { $time }
status-as-of = Everything shown is as of { $time }
status-history = History complete back to { $date }
status-channels = { $count ->
    [0] No channel live
    [one] 1 channel live
   *[other] { $count } channels live
  }
status-channels-error = { $count } in error
status-waiting-to-send = { $count } waiting to send
status-attention = { $count ->
    [one] 1 needs a look
   *[other] { $count } need a look
  }
status-dead-letters = { $count ->
    [one] 1 message from a channel not understood
   *[other] { $count } messages from channels not understood
  }
status-sent = { $count } sent
status-polling = Asking every 3 s
status-polling-why = The steady line to the relay does not get through here, so this computer asks for news every 3 seconds.
status-clock = { $minutes ->
    [one] This computer’s clock is 1 min off
   *[other] This computer’s clock is { $minutes } min off
  }
status-clock-why = Times shown here follow the hotel’s relay. Set this computer’s clock, or other programs will show other times.
hint-next = move
hint-reply = reply
hint-note = note
hint-claim = claim
hint-resolve = resolve
hint-palette = commands
hint-keys = all keys
hint-send = send
hint-add-note = add note
hint-queue-reply = queue
hint-new-line = new line
hint-canned = canned responses
hint-leave = leave
hint-queue = what waits
hint-enter = open
hint-larger = larger text
outbox-title = Waiting to send
outbox-empty = Nothing is waiting.
outbox-hint = Kept on this computer, safe to close the window. A reply past its 24-hour window is not sent without asking you.
outbox-send-message = Reply to { $name }
outbox-add-note = Note on { $name }
outbox-retry-message = Retry for { $name }
outbox-claim = Claim { $name }
outbox-take-over = Take over { $name }
outbox-assign = Assign { $name }
outbox-resolve = Resolve { $name }
outbox-reopen = Reopen { $name }
outbox-hand-back = Hand { $name } back to the bot
outbox-mark-read = Mark { $name } read
outbox-mark-unread = Mark { $name } unread
outbox-set-labels = Labels of { $name }
outbox-start-conversation = New conversation with { $name }
outbox-create-contact = New guest
outbox-set-presence = Change of presence
outbox-replay-dead-letter = Replay of what was not understood
outbox-other = Change
outbox-state-queued = queued
outbox-state-sending = being sent
outbox-state-held = held back
outbox-state-refused = refused
outbox-state-sent = sent
outbox-state-other = waiting
outbox-discard = Discard: { $what }
outbox-release = Send as it is
dead-title = Not understood
dead-hint = Kept for 30 days. Replay tries again, for example after an update.
dead-replay = Replay
dead-line = { $time }, { $size }
dead-letter-broken-json = Broken JSON
dead-letter-unknown-shape = JSON of an unknown shape
dead-letter-unknown-receiver = For a number that is not connected here
dead-letter-failing = Failed three times
dead-letter-other = Not understood

## Notices and errors

notice-failed = That did not work. { $reason }
error-not-signed-in = You are signed out.
error-not-found = It is no longer there.
error-invalid = The desk did not take it.
error-forbidden = Your role does not allow it.
error-offline = The relay is out of reach.
error-disk-full = The disk of this computer is full.
error-disk-error = The disk of this computer reports an error.
error-program-refused = This is a program. Bellhop never opens programs.
error-no-file = The file could not be fetched from the relay.
error-unplayable = This sound cannot be played here.
error-internal = Bellhop made a mistake; nothing was changed.
error-other = The reason is new to this version of Bellhop.

refusal-ok = It is done.
refusal-forbidden = Your role does not allow it.
refusal-not-found = It is no longer there.
refusal-invalid = The relay did not take it.
refusal-window-closed = The 24-hour window is closed.
refusal-already-claimed = A colleague has it.
refusal-wrong-status = The conversation is in another status now.
refusal-not-yours = The conversation is not yours; claim it first.
refusal-owner-changed = Somebody else got the conversation since you wrote it.
refusal-given-back = The conversation went back to the assistant since you wrote it. Take it over to send this.
refusal-resolved-meanwhile = The conversation was resolved since you wrote it. Reopen it to send this, or write in the guest’s newer one.
refusal-colleague-answered = A colleague answered since you wrote it.
refusal-guest-wrote = The guest wrote since you wrote it.
refusal-too-late = The time it was to leave has passed.
refusal-template = The template is not approved any more, or its blanks do not fit.
refusal-device-away = This computer was away for more than 90 days.
refusal-relay-restored = The hotel’s relay was restored from a backup. Whether the guest has had this is not known.
refusal-depends = Something it comes after was not done.
refusal-erased = This guest was erased. Nothing was kept.
refusal-duplicate = A contact with this number exists.
refusal-attachment = The channel does not take this file.
refusal-attachment-missing = The file did not arrive; attach it again.
refusal-upload-stopped = The upload was stopped.
refusal-quota = Too many files are on their way; it is tried again later.
refusal-connection-down = The channel is off or in error.
refusal-rate-limited = Too much at once; it is tried again later.
refusal-conflict = The same thing was asked before in another way.
refusal-internal = The relay made a mistake; nothing was changed.
refusal-other = The reason is new to this version of Bellhop.

failure-window-closed = The 24-hour window was closed.
failure-window-closed-at = The 24-hour window closed at { $time }.
failure-undeliverable = It could not be delivered to this number.
failure-token = The channel's access has run out; a manager must connect it again.
failure-rate = The channel took too many messages at once.
failure-provider = The channel had a problem.
failure-parameter = The channel did not accept the message.
failure-blocked = The guest does not take messages from the hotel.
failure-media = The file was not accepted.
failure-template = The template is not approved any more, or is another one now.
failure-restored = The hotel's server was restored from a backup. It may have arrived; it is not sent again by itself.
failure-network = The channel could not be reached.
failure-other = The channel gave a reason this version does not know.

sign-in-wrong-password = The email or the password is not right.
sign-in-too-many-tries = Too many tries. { $seconds ->
    [0] Wait a moment.
   *[other] Try again in { $wait }.
  }
sign-in-unreachable = No answer from this address.
sign-in-not-a-relay = Something answers there, but it is not a Bellhop relay.
sign-in-certificate = The certificate of this address is not trusted.
sign-in-insecure-address = Only https addresses are allowed, except on this computer.
sign-in-bad-address = This is not an address.
sign-in-old-relay = This relay is too old for this version of Bellhop.
sign-in-code-unknown = This code is unknown, used or too old.
sign-in-weak-password = Use at least 10 characters, and not a common password.
sign-in-email-taken = Somebody already signs in with this email.
sign-in-missing-field = Please fill this in.
sign-in-no-keyring = The system's keyring cannot be opened, so nothing can be kept safely.
sign-in-disk-full = The disk of this computer is full.
sign-in-disk-error = The disk of this computer reports an error.
sign-in-other = The relay refused for a reason this version does not know.

signed-out-device-revoked = This computer was revoked and its copy of the inbox wiped.
signed-out-token-expired = This computer was not used for too long. Please sign in again.
signed-out-token-unknown = The relay does not know this sign-in any more. Please sign in again.
signed-out-signed-out = You signed out.
signed-out-cache-key-gone = The key of the local copy was gone, so the copy was wiped. It comes back from the relay after you sign in.
signed-out-cache-broken = The local copy was damaged and was wiped. It comes back from the relay after you sign in.
signed-out-certificate = The relay's certificate is not trusted. Nothing was lost.
signed-out-not-a-relay = Something else answers at the relay's address. Nothing was lost.
signed-out-shift-over = The window was closed without keeping you signed in.
signed-out-other = Please sign in again. Nothing was lost.
signed-out-kept = { $count ->
    [one] One thing waits
   *[other] { $count } things wait
  } on this computer. Nothing is lost: it is sent as soon as the relay answers, or after you sign in.

relay-unreachable = The relay does not answer.
relay-not-a-relay = Something else answers at the relay's address.
relay-certificate = The relay's certificate is not trusted.
relay-old-relay = The relay is too old for this version of Bellhop.
relay-other = The relay refuses for a reason this version does not know.

blocked-no-keyring = The system's keyring cannot be opened
blocked-no-keyring-text = Bellhop keeps the key of its local copy there and nowhere else. Unlock or install the keyring (Secret Service on Linux), then start Bellhop again.
blocked-newer-cache = The local copy was written by a newer Bellhop
blocked-newer-cache-text = Install that version again, or a newer one. Nothing was changed.
blocked-disk-full = The disk of this computer is full
blocked-disk-full-text = Make some room, then start Bellhop again. Nothing was lost.
blocked-disk-error = The disk of this computer reports an error
blocked-disk-error-text = The local copy cannot be read. Nothing was changed.
blocked-locked-offline = Locked after a long time offline
blocked-locked-offline-text = This computer has not reached the relay for a long time. It opens again as soon as it does.
blocked-other = Bellhop cannot open its local copy
blocked-other-text = Start Bellhop again. Nothing was changed.
opening-title = Opening the inbox
opening-keyring = The system asks for the password of its keyring. Bellhop's key is kept there.

## Sign-in

login-title = Sign in to the front desk
login-relay = Relay address
login-relay-hint = The address your manager or the one who runs the relay gave you.
login-relay-ok = answered in { $milliseconds } ms
login-relay-named = { $name }
login-relay-unnamed = A Bellhop relay
login-relay-checking = Asking…
login-email = Email
login-password = Password
login-password-show = Show password
login-password-hide = Hide password
login-keep = Keep me signed in on this computer
login-keep-hint = Leave this off on a shared desk. You are signed out when the window closes.
login-submit = Sign in
login-busy = Signing in
login-code-link = Enter an invitation code
login-forgot = Forgot password
login-forgot-text = A manager gives you a code that sets a new one, or whoever runs the relay does with:
login-forgot-command = bellhop-relay staff reset
login-version = Bellhop { $version }
login-relay-version = Relay { $version }
workspace-title = Which hotel?
workspace-text = You work in several. Choose one.
workspace-back = Back
code-title = Enter an invitation code
code-field = Code
code-hint = From a manager, or printed by the relay at its first start.
code-continue = Continue
code-back = Back to sign-in
code-owner-title = Open a new front desk
code-owner-text = You become the owner.
code-invite-title = Welcome, { $name }
code-invite-title-unnamed = Welcome
code-reset-title = Set a new password
code-name = Your name
code-hotel = Name of the hotel
code-new-password = Choose a password
code-password-hint = At least 10 characters.
code-finish = Start
welcome-title = { $part ->
    [morning] Good morning, { $name }
    [afternoon] Good afternoon, { $name }
   *[evening] Good evening, { $name }
  }
welcome-text = Four steps and the front desk is open.
welcome-online = Be online
welcome-online-text = Guests who ask for a person are announced to those who are online.
welcome-online-go = Go online
welcome-test = Send yourself a test message
welcome-test-text = Write to the hotel from any phone, it should land here in seconds.
welcome-test-chat = Write to the hotel as a guest would, from any browser:
welcome-test-copy = Copy the address
welcome-test-open = Open
welcome-claim = Claim the conversation
welcome-claim-text = From then on the bot is silent and the guest is yours.
welcome-reply = Reply
welcome-reply-text = What you write goes out on the guest's own channel.
welcome-find = find anything
welcome-step-done = Done

## Keys and commands

guest-unnamed = Guest
command-palette = Commands, guests, messages
command-search = Search this page
command-keys = All keys
command-inbox = Go to the inbox
command-new = New conversation
command-settings = Settings
command-next = Next conversation
command-previous = Previous conversation
command-next-anywhere = Next conversation, also while writing
command-previous-anywhere = Previous conversation, also while writing
command-enter = Open the row, or start replying
command-leave = Close, leave the field, back to the list
command-next-panel = Next panel
command-previous-panel = Previous panel
command-reply = Reply
command-note = Internal note
command-claim = Claim
command-take-over = Take over from the bot
command-assign = Assign
command-resolve = Resolve, again to reopen
command-hand-back = Hand back to the bot
command-label = Label
command-unread = Mark unread
command-quote = Quote the focused message
command-undo = Undo the last status change
command-undo-short = Undo
command-profile = Guest details
command-waiting = Only waiting
command-mine = Only mine
command-open = Only open
command-send = Send
command-new-line = New line
command-send-resolve = Send and resolve
command-schedule = Send later
command-canned = Canned responses
command-blank = Next blank in a canned response
command-rewrite = Reopen a queued message, in an empty field
command-template = Send a template message
command-attach = Attach a file
command-emoji = Emoji
command-list-panel = Show or hide the list
command-guest-panel = Show or hide the guest's details
command-retry = Retry what failed here
command-queue = What waits to be sent
command-presence = Online, away, offline
command-larger = Larger text
command-smaller = Smaller text
command-normal = Text at 100%
command-other = Another command
keys-title = All keys
keys-or = or
keys-change = Change keys…
keys-letters-off = Single characters are switched off on this computer.
keys-group-find = Find and go
keys-group-move = Move
keys-group-conversation = Conversation
keys-group-filter = List
keys-group-write = Write
keys-group-window = Window
undone-take-over = Taken over: { $name }
undone-hand-back = Back to the bot: { $name }
undone-assign = Assigned: { $name }
undone-resolve = Resolved: { $name }
undone-reopen = Open again: { $name }
undone-other = Changed: { $name }
presence-now = You are { $presence }.
palette-title = Commands, guests, messages
palette-context = { $name }
palette-conversation = This conversation
palette-guests = Guests
palette-messages = Messages
palette-window = Go to and do
palette-insert = Insert /{ $shortcut }, { $title }
palette-run = run
palette-only-commands = commands only
palette-only-guests = guests only
edge-list = Width of the list
edge-guest = Width of the guest's details
edge-width = { $width } pixels
sort = Order: { $order }
sort-newest = Latest message first
sort-oldest = Oldest message first
sort-waiting = Waiting longest first
list-open-none = Nothing is open.
list-open-none-text = Resolved conversations are one step away.

## Settings of this computer

settings-title = Settings of this computer
settings-appearance = Appearance
settings-writing = Writing
settings-notifications = Notifications
settings-shortcuts = Shortcuts
settings-computer = This computer
settings-density = Height of rows
density-auto = As the window allows
density-auto-hint = Lower rows in a low window
density-comfortable = Comfortable
density-comfortable-hint = Always the taller rows
density-compact = Compact
density-compact-hint = As many rows as fit
settings-text-size = Size of text
percent = { $value }%
settings-enter = Which key sends
enter-sends-enter = Enter sends
enter-sends-enter-hint = Shift Enter makes a new line, Ctrl Enter sends and resolves
enter-sends-ctrl-enter = Ctrl Enter sends
enter-sends-ctrl-enter-hint = Enter makes a new line
settings-sound = Sound
sound-all = For waiting guests and for your own
sound-escalations = Only for waiting guests
sound-off = None
settings-quiet = Quiet hours
settings-quiet-hint = Only waiting guests are announced then. The hotel's time counts.
quiet-from = From
quiet-to = To
settings-lock-screen = Guests' names while the screen is locked
settings-lock-screen-hint = Off: a notification then says only that there is a new guest message.
settings-letters = Single characters are shortcuts
settings-letters-hint = Off: only keys with Ctrl, Alt or F stay.
shortcut-hint = Press a key in a field to change it. Backspace leaves a command without one.
shortcut-of = Key for: { $command }
shortcut-none = none
shortcut-reset = Reset
shortcut-reset-named = Reset the key for: { $command }
shortcut-taken = { $key } is already the key for: { $command }.
shortcut-one-character = One letter, figure or sign.
settings-language = Language
language-system = As the computer
language-en = English
language-ar = العربية
settings-autostart = Start with the computer
settings-autostart-hint = Waiting guests are announced from the moment you sign in.
