# Words sent to guests. English is the language everybody falls back to.
# { $property } is the house, e.g. "Miralva Lisbon".

# First answer of a new conversation.
guest-greeting = Welcome to { $property }! Thank you for your message. Write to us here at any time; to speak to our team, just write “reception”.

# The guest asked for a person.
guest-holding = Thank you. Our team at { $property } has your message and will respond shortly.
