# Words of the guest's Live Chat page (chat-…), of the button in the hotel's own page (widget-…) and of e-mails (mail-…).
# { $hotel } is the house, e.g. "Miralva Lisbon". The relay gives it; every other variable is filled in by the page.

chat-title = Chat with { $hotel }
chat-noscript = This page needs JavaScript. Please allow it, or call or write to the hotel in another way.
chat-team-online = Our team is here
chat-team-away = Away right now. We answer as soon as we can.
chat-connecting = Connecting …
chat-not-connected = Not connected
chat-log = Conversation
chat-welcome = Welcome! How can we help you?
chat-disclosure = Our assistant, a computer program, may answer you first. To speak to a person, just write “reception”.

chat-bot = Assistant
chat-team = Team
chat-you = You
chat-typing = { $name } is writing …

chat-field = Your message
chat-send = Send
chat-attach = Attach a photo or a file
chat-drop = Drop it here to send it
chat-newest = New messages below
chat-close = Close

# How far one's own message got.
chat-sending = Sending …
chat-waiting = Kept; goes out once the hotel is reachable
chat-sent = Sent
chat-delivered = Delivered
chat-read = Read
chat-failed = Not sent
chat-retry = Try again
chat-discard = Delete
chat-cancel = Cancel

# { $file } is a file's name, { $limit } and { $size } are sizes such as "10 MB".
chat-progress = Sending { $file }
chat-too-large = “{ $file }” is too large. A file may have { $limit } at most.
chat-forbidden = “{ $file }” is a kind of file that cannot be sent here. Photos, PDF and office documents can.
chat-empty = “{ $file }” is empty.
chat-too-long = { $count } of { $limit } characters. Please shorten it, or send it in two parts.

chat-photo = Photo
chat-photo-of = Photo from { $name }
chat-enlarge = Enlarge the photo
chat-file = File
chat-download = Download { $file }
chat-unloadable = It cannot be loaded right now.
chat-removed = This message was taken back.
chat-edited = edited
chat-unsupported = This kind of message cannot be shown here.
chat-chosen = chosen
chat-react = React with an emoji
chat-react-with = React with { $emoji }

chat-down = { $hotel } is not reachable right now. What you write is kept here and goes out by itself.
chat-try-now = Try now
chat-closed = This chat is not available any more. Please call or write to the hotel in another way.

chat-email-ask = May we answer by e-mail if you have left this page?
chat-email-field = E-mail address
chat-email-consent = I agree that { $hotel } uses this address to answer me.
chat-email-save = Save address
chat-email-no = No, thank you
chat-email-wrong = Please write a whole address, such as name@example.com.
chat-email-unticked = Please tick that we may use the address.
chat-email-saved = Thank you. If you have left, we will answer to { $address }.

widget-open = Chat with us
widget-unread = Chat with us. New messages: { $count }
widget-close = Close the chat
widget-frame = Chat
widget-loading = Opening the chat …
widget-down = The chat is not reachable right now. Please try again in a little while.
widget-retry = Try again

# An e-mail to a visitor who has left. { $file } is a file's name.
mail-subject = An answer from { $hotel }
mail-intro = You wrote to { $hotel } in the chat on our website. This was answered after you had left:
mail-bot = Assistant (a computer program)
mail-file = A file, { $file }, is in the chat.
mail-other = Something that only the chat can show.
mail-link = To read on and to answer, open the chat:
mail-no-link = To read on and to answer, open the chat on our website again.
mail-why = You get this e-mail because you agreed that we answer you at this address. What you reply to this e-mail does not reach the chat.
