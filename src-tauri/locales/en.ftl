# Words of the window's frame and of native notifications. Names are wrapped in isolates so that mixed scripts keep their order.
window-title = Bellhop
window-title-hotel = Bellhop, { $hotel }

notice-escalation-title = { $guest } is waiting for a person
notice-escalation-body = { $channel }: { $text }
notice-escalation-body-empty = { $channel }
notice-message-title = { $guest }
notice-message-body = { $channel }: { $text }
notice-message-body-empty = { $channel }: new message
notice-failed-title = Not sent to { $guest }
notice-failed-body = Open the conversation to see why and to try again.
notice-open = Open

channel-whatsapp = WhatsApp
channel-instagram = Instagram
channel-messenger = Messenger
channel-telegram = Telegram
channel-tiktok = TikTok
channel-livechat = Live chat
channel-sms = SMS
channel-email = Email
channel-calls = Call
channel-google = Google

start-failed = Bellhop could not start: { $reason }

computer-unnamed = Front desk computer
