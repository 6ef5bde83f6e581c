# What the booking assistant says, in Arabic.

welcome = أهلاً بكم في { $house }! شكرًا على رسالتكم.
assistant = أنا المساعد الآلي للفندق: يمكنني حجز إقامتكم ومعرفة الغرف المتاحة والعثور على حجوزاتكم. اضغطوا على أحد الأزرار أو اكتبوا لي. وإذا فضّلتم التحدث مع أحد من فريقنا فاكتبوا «الاستقبال».
menu = كيف يمكنني خدمتكم؟
anything-else = هل يمكنني خدمتكم بشيء آخر؟

button-book = حجز إقامة
button-check = الغرف المتاحة
button-mine = حجوزاتي
button-team = التحدث مع فريقنا
button-continue = المتابعة مع المساعد
button-continue-short = المتابعة هنا
button-other-dates = تواريخ أخرى
button-this = احجز هذه الغرفة
button-other-rooms = غرف أخرى
button-confirm = تأكيد
button-change = تغيير
button-cancel = إلغاء
button-dates = التواريخ
button-guests = الضيوف
button-room = الغرفة
button-more = المزيد من الغرف
opener-rooms = عرض الغرف
numbered = يُرجى الرد برقم اختياركم.

ask-dates = متى تودّون الإقامة لدينا؟ مثلاً: من { $from } إلى { $to }.
ask-check-out = الوصول { $date }. كم ليلة تودّون البقاء؟
ask-check-in = في أي يوم تودّون الوصول؟
ask-guests = كم عدد الضيوف؟
wait = لحظة من فضلكم، أبحث عن ذلك الآن.
wait-booking = لحظة من فضلكم، أحجز غرفتكم الآن.

rooms-free = هذه الغرف متاحة لكم: { $stay } ({ $nights }، { $guests }). أي غرفة تفضّلون؟
usual-party = الأسعار محسوبة على أساس { $guests }. أخبروني إن كنتم أكثر أو أقل.
room-not-free = عذرًا، { $room } غير متاحة في هذه الحالة.
room-gone = عذرًا، حُجزت { $room } للتو. سأبحث عما تبقى.
no-room-full = عذرًا، جميع الغرف محجوزة: { $stay }.
no-room-no-price = عذرًا، لا يوجد سعر بعد لهذه التواريخ: { $stay }.
no-room-closed = عذرًا، الفندق مغلق في هذه التواريخ: { $stay }.
no-room-minimum-stay = عذرًا، في هذه التواريخ ({ $stay }) أقل مدة للإقامة هي { $nights ->
    [zero] { $nights } ليلة.
    [one] ليلة واحدة.
    [two] ليلتان.
    [few] { $nights } ليالٍ.
    [many] { $nights } ليلة.
   *[other] { $nights } ليلة.
}
no-room-next = هل تناسبكم تواريخ أخرى، أم تفضّلون التحدث مع فريقنا؟
stay-line = { $stay } ({ $nights }، { $guests })

nightly-range = { $from } إلى { $to }
price-nightly = لليلة: { $rate }
price-nights = كل الليالي: { $amount }
price-tax = { $name }: { $amount }
price-total = المجموع: { $amount }
row-price = { $rate } لليلة، المجموع { $total }
row-price-taxes = { $rate } لليلة، المجموع { $total } منها ضرائب { $taxes }
row-price-short = من { $rate } لليلة، المجموع { $total }

ask-first-name = بكل سرور. ما اسمكم الأول؟
ask-last-name = شكرًا { $first }. وما اسم العائلة؟
ask-email = إلى أي بريد إلكتروني نرسل لكم التأكيد؟
wrong-name = لست متأكدًا من اسمكم. اكتبوا الاسم فقط من فضلكم.
wrong-email = لا يبدو هذا بريدًا إلكترونيًا. هل يمكنكم كتابته مرة أخرى من فضلكم؟

summary = يُرجى مراجعة حجزكم:
summary-room = الغرفة: { $value }
summary-arrival = الوصول: { $value }
summary-departure = المغادرة: { $value }
summary-nights = مدة الإقامة: { $value }
summary-guests = الضيوف: { $value }
summary-name = الاسم: { $value }
summary-email = البريد الإلكتروني: { $value }
summary-confirm = هل كل شيء صحيح؟ تُحجز غرفتكم فور تأكيدكم.
price-changed = تغيّر السعر في هذه الأثناء. يُرجى مراجعته مرة أخرى.
ask-change = ما الذي تودّون تغييره؟
nothing-booked = حسنًا، لم يُحجز أي شيء.
confirmed = تم حجز غرفتكم. رقم حجزكم هو { $reference }.
confirmed-closing = نتطلع إلى استقبالكم!
already-booked = غرفتكم محجوزة بالفعل ولا حاجة إلى أي شيء آخر. رقم حجزكم هو { $reference }.

no-reservations = لا أجد أي حجز قادم لكم.
reservations = { $count ->
    [zero] لديكم { $count } حجز:
    [one] هذا حجزكم:
    [two] هذان حجزاكم:
    [few] لديكم { $count } حجوزات:
    [many] لديكم { $count } حجزًا:
   *[other] لديكم { $count } حجز:
}
reservation = { $reference }: { $room }، { $stay }، { $total }

offer-asked = يسعدني أن أستدعي فريقنا.
offer-unsure = لست متأكدًا من أنني فهمتكم.
offer-cannot-read = شكرًا لكم! أنا المساعد الآلي وأقرأ النص فقط، لا الرسائل الصوتية ولا الملفات.
offer-no-answer = ليست لدي إجابة عن ذلك الآن.
offer-no-room = لم أجد غرفة لكم.
offer-booked-stay = فريقنا هو من يجري التغييرات على الإقامة المحجوزة.
offer-book-trouble = عذرًا، لا أستطيع الوصول إلى نظام الحجز الآن.
offer-question = هل تودّون التحدث مع فريقنا أم المتابعة معي؟
go-on = بكل سرور، لنتابع.
not-understood = عذرًا، لم أفهم ذلك تمامًا.
reach-person = إذا فضّلتم التحدث مع أحد من فريقنا فاكتبوا «الاستقبال».
old-button = هذا الزر من رسالة سابقة، لذلك لم أغيّر شيئًا.
past = هذه التواريخ مضت.
too-long = يمكنني حجز إقامة لا تتجاوز { $nights ->
    [zero] { $nights } ليلة.
    [one] ليلة واحدة.
    [two] ليلتين.
    [few] { $nights } ليالٍ.
    [many] { $nights } ليلة.
   *[other] { $nights } ليلة.
}
too-far = يمكنني الحجز حاليًا حتى { $date }.
too-many = أكبر غرفة لدينا تتسع لـ{ $guests ->
    [zero] { $guests } ضيف.
    [one] ضيف واحد.
    [two] ضيفين.
    [few] { $guests } ضيوف.
    [many] { $guests } ضيفًا.
   *[other] { $guests } ضيف.
} ويسعد فريقنا بمساعدتكم في حجز المجموعات.
welcomed = على الرحب والسعة!
goodbye = شكرًا على رسالتكم. نأمل أن نراكم قريبًا!

nights = { $nights ->
    [zero] { $nights } ليلة
    [one] ليلة واحدة
    [two] ليلتان
    [few] { $nights } ليالٍ
    [many] { $nights } ليلة
   *[other] { $nights } ليلة
}
party = { $guests ->
    [zero] { $guests } ضيف
    [one] ضيف واحد
    [two] ضيفان
    [few] { $guests } ضيوف
    [many] { $guests } ضيفًا
   *[other] { $guests } ضيف
}
adults = { $adults ->
    [zero] { $adults } بالغ
    [one] بالغ واحد
    [two] بالغان
    [few] { $adults } بالغين
    [many] { $adults } بالغًا
   *[other] { $adults } بالغ
}
children = { $children ->
    [zero] { $children } طفل
    [one] طفل واحد
    [two] طفلان
    [few] { $children } أطفال
    [many] { $children } طفلاً
   *[other] { $children } طفل
}
guests = { $adults } و{ $children }
stay = من { $from } إلى { $to }
date = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month }

weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
