# Words of the window's frame, the tray and of native notifications. Names are wrapped in isolates so that mixed scripts keep
# their order.
window-title = Bellhop
window-title-hotel = Bellhop, { $hotel }
window-title-waiting = ({ $count }) Bellhop, { $hotel }

tray-tooltip = Bellhop
tray-tooltip-waiting = Bellhop: { $count } waiting
tray-open = Open Bellhop
tray-online = Online
tray-away = Away
tray-offline = Offline
tray-quit = Quit Bellhop

minimized-title = Bellhop is still running
minimized-body = Closing the window only minimises it, so that no guest waits unheard. Quit stands in the menu behind your initials.

notice-guest-unnamed = Guest
notice-who-room = { $guest }, { $room }
notice-who-arrives = { $guest }, arrives { $day }
notice-private-title = New guest message
notice-still-title =
    { $count ->
        [one] { $guest } has waited { $count } minute
       *[other] { $guest } has waited { $count } minutes
    }
notice-assigned-title = { $by } gave you { $who }
notice-assigned-title-unnamed = You were given { $who }
notice-mentioned-title = { $by } mentioned you in { $who }
notice-mentioned-title-unnamed = You were mentioned in { $who }
notice-closing-title = Reply to { $guest } by { $time }
notice-failed-title = Not sent to { $who }
notice-open = Open
news-channel-title = { $name } cannot send
news-offline-title = Bellhop is offline
news-offline-body =
    { $count ->
        [0] What you write is kept and sent later
        [one] { $count } message is kept and sent later
       *[other] { $count } messages are kept and sent later
    }
news-online-title = Back online
news-online-body =
    { $count ->
        [0] Everything is up to date
       *[other] { $count } sent
    }
notice-claim = Claim
notice-reply = Reply
notice-snooze = Snooze 5 min
notice-mute = Mute 1 h
notice-hand-back = Hand back
notice-retry = Retry

# Why the bot stopped.
stopped-asked_for_person = Asked for a person
stopped-not_understood = The bot did not understand three messages
stopped-bot_off = The bot is off for this guest
stopped-unknown = Passed to the team

# Why a message was not sent.
failed-window_closed = The reply window has closed
failed-undeliverable = It cannot be delivered to this guest
failed-token = The channel has lost its connection
failed-rate = The channel takes no more messages just now
failed-blocked = The guest cannot be reached
failed-media = The file was refused
failed-network = The channel could not be reached
failed-unknown = Open the conversation to see why and to try again

# What a message without words is.
content-image = Photo
content-video = Video
content-audio = Voice note
content-document = File
content-sticker = Sticker
content-location = Location
content-contacts = Contact
content-order = Order
content-unknown = New message

day-and-month =
    { $month ->
        [1] { $day } Jan
        [2] { $day } Feb
        [3] { $day } Mar
        [4] { $day } Apr
        [5] { $day } May
        [6] { $day } Jun
        [7] { $day } Jul
        [8] { $day } Aug
        [9] { $day } Sep
        [10] { $day } Oct
        [11] { $day } Nov
       *[12] { $day } Dec
    }

start-failed = Bellhop could not start: { $reason }

computer-unnamed = Front desk computer
