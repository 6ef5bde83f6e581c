//! What English words and phrases tell of the intent.

use crate::reading::Topic;
use crate::rules::cue::Cue;

pub(super) const CUES: &[(Cue, &str)] = &[
    (
        Cue::Greeting,
        "hi|hello|hey|hiya|hey there|hi there|hello there|good morning|good afternoon|good evening|good day|greetings|howdy|morning|afternoon|evening|yo|heya|hullo|how are you|how are u|hope you are well|hope ur well|hope you re well|i have a quick question|i have a question|quick question|got a question|have a question|dear sir|dear madam|anyone there|whats up|sup",
    ),
    (
        Cue::Thanks,
        "thanks|thank you|thank u|thx|ty|tysm|cheers|many thanks|thanks a lot|much appreciated|appreciate it|thanks so much|thank you so much|thank you very much|thankyou|tks|thnx",
    ),
    (
        Cue::Bye,
        "bye|goodbye|good bye|bye bye|see you|see ya|cya|see u|see you soon|see you then|see you tomorrow|good night|goodnight|have a nice day|have a good day|have a great day|have a good evening|have a nice evening|take care|farewell|talk later|later|ttyl|speak soon|until then",
    ),
    (
        Cue::Yes,
        "yes|yep|yeah|yup|yea|ya|yes please|that s right|thats right|that is right|correct|that s correct|that is correct|exactly|absolutely|of course|confirmed|i confirm|definitely|go ahead|please do|confirm|yess|aye|looks right|all correct|you got it|deal",
    ),
    (
        Cue::Fine,
        "ok|okay|k|fine|good|perfect|great|sounds good|sounds great|all right|alright|sure|works for me|that works|looks good|lovely|cool|awesome|super|excellent|let s do it|lets do it|brilliant|that s fine|thats fine|all good|sure thing|wonderful|fab|nice",
    ),
    (
        Cue::No,
        "no|nope|nah|no thanks|no thank you|not really|no way|rather not|not now|never mind|nevermind|not interested|i don t think so|don t think so|not yet|not quite|that s wrong|thats wrong|that is wrong|incorrect|not correct|wrong|negative|absolutely not|definitely not|not at all|of course not|i d rather not",
    ),
    (
        Cue::Person,
        "someone from the staff|real human|live agent|live chat|operator|talk to someone|speak with someone|talk to a person|speak to a person|speak with a person|talk to somebody|speak to somebody|manager|representative|actual person|call me|call me back|ring me|phone me|customer service|an employee|someone real|talk to the owner|a person please|real people|connect me|not a bot|not a robot|stop the bot|talk with someone|talk to anyone|somebody from the hotel|someone from the hotel|chat with someone|chat with a person|are you a bot|are you a robot|are you human|put me through",
    ),
    (
        Cue::Helped,
        "for the help|for your help|for all your help|for helping|for all the help",
    ),
    (
        Cue::Desk,
        "reception|the reception|front desk|reception desk|lobby|at reception|the front desk",
    ),
    (
        Cue::Open,
        "open|opened|closed|staffed|manned|24 hours|24h|24 7|anyone at|someone at|somebody at|attended|close|closes|opens|opening hours|someone there|anyone there|around the clock|open at night|overnight",
    ),
    (
        Cue::Book,
        "book|reserve|booking a|book me|book us|make a booking|make a reservation|book a room|to book|like to book|reserve a room|make reservation|place a booking|do a booking|new booking|new reservation|book a stay|reserving|booking for|reservation for|a reservation|a booking|bookings for|rebook us",
    ),
    (
        Cue::Want,
        "want|wanna|need|would like|d like|id like|would love|d love|looking for|look for|wish|like to|like|after a|interested in|hoping to|hoping for|in search of|searching for|we ll take|i ll take|i will take|we will take|want to|planning to|planning on|plan to|could we have|could i have|we re after|requesting|require|give me|i d want|thinking of|can you give us|needing",
    ),
    (Cue::Please, "please|pls|plz|plse"),
    (
        Cue::Stay,
        "stay|staying|sleep|stay with you|come|coming|visit|visiting|arrive|arriving|check in for|accommodation|accomodation|lodging|spend the night|spend|stay at your|stay over|crash|a place to stay|somewhere to stay|come over",
    ),
    (
        Cue::Room,
        "room|rooms|double|twin|single|suite|triple|dbl|apartment|bed for|double room|single room|family room|family rooms|twin room|studio|quad|a bed|a double|penthouse|beds for",
    ),
    (
        Cue::InRoom,
        "in the room|in the rooms|in my room|in our room|in rooms|the room|our room|my room|room key|room service|in room|leave the room|step free rooms|in every room|rooms have|the rooms",
    ),
    (
        Cue::Have,
        "do you have|do u have|have you got|is there|are there|got any|any|do you still have|have any|you have|u have|has it|does the hotel have|got|any chance of|any chance|have you|does the room have|do you got|had|do you offer|anything|can i get|could i get|can we get|could we get",
    ),
    (
        Cue::Free,
        "available|availability|avail|vacancy|vacancies|free room|rooms free|room free|anything left|rooms left|room left|anything free|anything available|any rooms|any room|something free|sold out|fully booked|openings|anything for|something for|availabilities|smth from|smth|any space|space for|booked out|left for|full|is anything left|open rooms|any spots|squeeze us in|fit us in|have anything",
    ),
    (
        Cue::Price,
        "how much|price|prices|cost|costs|rate|rates|what s the price|pricing|quote|best price|how much is|how much would|charge|tariff|how expensive|cheapest|cheap|what would it cost|total for|whats the damage|per night",
    ),
    (
        Cue::Reservation,
        "reservation|booking|bookings|reservations|resevation|confirmation|my stay|our stay|existing booking|booked room|booking number|booking reference|confirmation number|my trip",
    ),
    (Cue::Mine, "my|our|mine"),
    (
        Cue::Show,
        "show|see|view|check|find|look up|did it go through|go through|went through|gone through|confirmed|received|got any email|any email|status|details of|when is|when do i|what dates|which dates|where can i see|confirmation email|remind me|have it|got it|do you have my|pull up|is it confirmed|look at|info about|information about|verify|double check|reference number|still valid|recieved|did you get|have you got my",
    ),
    (
        Cue::Booked,
        "did i book|i booked|we booked|i have booked|i ve booked|have i booked|we have booked|we ve booked|already booked|did we book|i reserved|we reserved|i made a booking|i made a reservation|made a booking|made a reservation|have a booking|have a reservation|got a booking|when am i coming|which room did i|what did i book|i have a reservation|i have a booking|i ve got a booking|my upcoming",
    ),
    (
        Cue::Nothing,
        "havent booked|haven t booked|have not booked|not booked|my book|a book|flight got cancelled|got cancelled|was cancelled|cancelled my flight|dont cancel|don t cancel|do not cancel|not cancel|dont want to cancel|don t want to cancel|cancel that|change my mind|changed my mind|thanks in advance|thank you in advance|quiet|don t need|dont need|do not need|no need for|wrong chat|wrong number|see my|good deal|hotel room key|of course i",
    ),
    (
        Cue::Not,
        "no|not|without|don t need|dont need|do not need|no need for|don t have|dont have|won t need|wont need|neither",
    ),
    (
        Cue::Cancel,
        "cancel|call off|cancelling|canceling|call it off|cancell|cancle|cancel booking|scrap|withdraw|cancel it|drop my booking",
    ),
    (Cue::Cancellation, "cancellation|cancelation|cancellations"),
    (
        Cue::Unable,
        "cant come|can t come|cannot come|can t make it|cant make it|cannot make it|won t be coming|wont be coming|not coming|unable to come|unable to travel|no longer coming|can no longer|not able to come|won t make it|wont make it|have to stay home",
    ),
    (
        Cue::Terms,
        "for free|free of charge|refund|refunded|refundable|money back|if|deadline|fee|penalty|until when|how late|how long before|get charged|without paying|no show|free cancellation|charged if|how many days before|last minute|policy|get back",
    ),
    (
        Cue::Change,
        "change|move|modify|amend|reschedule|extend|alter|switch|swap|postpone|shift|adjust|edit|update|stay longer|one night longer|one more night|an extra night|push back|bring forward|add a night|add one night|shorten|upgrade|rebook|push my|changing|moving",
    ),
    (
        Cue::Dates,
        "dates|date|my stay|our stay|my dates|the dates|guests|my arrival|room type|the number of|check in date|arrival date",
    ),
    (
        Cue::AskTime,
        "what time|when|from when|until when|until what time|how early|how late|at what time|what hour|by when|from what time|latest|earliest|by what time|hours|till when|how soon|after midnight|late at night|late in the night|early in the morning|till what time|opening hours|hour",
    ),
    (
        Cue::Enter,
        "check in|checkin|check ins|get in|arrive|early check in|early checkin|get into the room|get the keys|pick up the key|arrival|early arrival|room ready|rooms ready|late arrival|late check in|get there|arriving late|access the room|drop in|checking in|check-in time|lands|landing|self check in|key box|arrive early|arrive late|collect the key|get our keys|arriving|get to you|land|reach the hotel|show up|turn up",
    ),
    (
        Cue::Exit,
        "check out|checkout|leave the room|late checkout|late check out|leave|vacate|departure|be out|late departure|checking out|stay in the room until|keep the room|stay until|give up the room|room until|out of the room|clear the room|check us out",
    ),
    (
        Cue::Ask,
        "whats|wheres|hows|whens|can|could|may|is|are|do|does|how|what|which|possible|is it possible|would it be possible|allowed|ok to|wondering|is it ok|can i|can we|could you|could we|any chance|will|where|would|do you know|let me know|tell me",
    ),
    (
        Cue::Topic(Topic::CheckIn),
        "early check in|early checkin|late check in|check in time|checkin time|check in hours|early arrival|what time can we check in|late arrival|self check in|what time is check in|when is check in|when can we check in|when can i check in",
    ),
    (
        Cue::Topic(Topic::CheckOut),
        "late checkout|late check out|check out time|checkout time|late departure|check out later|checkout hours|what time is checkout|what time is check out|when is checkout|when is check out|when do we have to check out",
    ),
    (Cue::Maybe(Topic::CheckIn), "check in|checkin|checking in"),
    (
        Cue::Maybe(Topic::CheckOut),
        "check out|checkout|checking out",
    ),
    (
        Cue::Topic(Topic::Parking),
        "parking|park|car park|garage|carpark|parking lot|parking space|parking spot|park our car|park my car|valet|ev charger|charging station|charge my car|charge our car|electric car|parkin|car charger|car charging|park the car|somewhere to park|car|cars|vehicle|van|motorbike|campervan|camper",
    ),
    (
        Cue::Topic(Topic::Breakfast),
        "breakfast|breaky|brekkie|brekky|brunch|breakfasts|half board|breakfast buffet|breakfeast|morning meal",
    ),
    (
        Cue::Topic(Topic::Pets),
        "dog|dogs|pet|pets|cat|cats|puppy|animal|animals|pet friendly|dog friendly|doggo|kitten|pooch|labrador|terrier|bring our dog|furry friend",
    ),
    (
        Cue::Topic(Topic::Wifi),
        "wifi|wi fi|internet|wlan|wireless|wifi password|broadband|network password|hotspot",
    ),
    (
        Cue::Topic(Topic::Pool),
        "pool|swimming pool|sauna|spa|jacuzzi|hot tub|swimming|pools|steam room|whirlpool|swim",
    ),
    (
        Cue::Topic(Topic::Payment),
        "pay|payment|deposit|credit card|debit card|cash|amex|visa|mastercard|invoice|card|paypal|pay at the hotel|pay by card|pay on arrival|apple pay|prepay|prepayment|bank transfer|receipt|vat|city tax|tourist tax|bill|credit cards|cards|contactless|instalments|crypto|google pay|pay in advance|pay upfront",
    ),
    (
        Cue::Topic(Topic::Location),
        "address|how far|where are you|where is the hotel|directions|location|google maps|how do i get|how do we get|far from|distance|close to|walking distance|how to get|located|where exactly|near the|nearest|map|get to the hotel|far is|neighbourhood|city centre|city center|downtown|area",
    ),
    (
        Cue::Topic(Topic::Transfer),
        "shuttle|pick us up|pick me up|pickup|pick up|airport transfer|transfer|transfers|airport shuttle|from the airport|to the airport|taxi|collect us|airport pickup|pick up from|collect me|ride from|drive us|minibus|driver|cab",
    ),
    (
        Cue::Topic(Topic::Luggage),
        "luggage|bags|suitcases|baggage|suitcase|bag|store our|store my|leave our bags|leave our things|luggage storage|store|left luggage|our stuff|backpacks|drop our bags|drop off our",
    ),
    (
        Cue::Topic(Topic::CancellationPolicy),
        "cancellation policy|cancelation policy|cancel policy|cancellation fee|cancellation fees|free cancellation|refund policy|cancellation terms|refundable|non refundable|cancellation conditions|get a refund|cancellation deadline|cancellation rules|cancelling conditions",
    ),
    (
        Cue::Topic(Topic::Children),
        "cot|cots|crib|cribs|extra bed|high chair|highchair|kids under|children under|child under|do kids|do children|baby cot|baby bed|rollaway|kids pay|children pay|are kids|are children|child discount|kids stay free|children stay free|kids welcome|children welcome|babysitter|babysitting|for free kids|baby crib|kids price|extra beds|travel cot|child friendly|kid friendly|playground|kids club|baby bath|bottle warmer|bed rail|is my baby|is my child|is my kid|toddler bed|kids eat|is the baby|does a child|does my child|does my kid",
    ),
    (
        Cue::Topic(Topic::Accessibility),
        "wheelchair|lift|elevator|step free|accessible|ramp|disabled|stairs|disability|mobility|accessibility|handicap|handicapped|walk in shower|grab bars|wheel chair|steps|crutches|walker|roll in shower|wheelchairs|reduced mobility|blind|barrier free",
    ),
];
