guest-greeting = Willkommen bei { $property }! Danke für Ihre Nachricht. Schreiben Sie uns hier jederzeit; um mit unserem Team zu sprechen, schreiben Sie einfach „Rezeption“.
guest-holding = Vielen Dank. Unser Team von { $property } hat Ihre Nachricht und antwortet Ihnen in Kürze.
