# Words of the window's frame, the tray and of native notifications, in Arabic.
window-title = Bellhop
window-title-hotel = Bellhop، { $hotel }
window-title-waiting = ({ $count }) Bellhop، { $hotel }

tray-tooltip = Bellhop
tray-tooltip-waiting = Bellhop: { $count } في الانتظار
tray-open = فتح Bellhop
tray-online = متصل
tray-away = بعيد
tray-offline = غير متصل
tray-quit = إنهاء Bellhop

minimized-title = ما زال Bellhop يعمل
minimized-body = إغلاق النافذة يصغّرها فقط، حتى لا ينتظر ضيف دون أن يُسمَع. تجد «إنهاء» في القائمة خلف الأحرف الأولى من اسمك.

notice-guest-unnamed = ضيف
notice-who-room = { $guest }، { $room }
notice-who-arrives = { $guest }، يصل { $day }
notice-private-title = رسالة جديدة من ضيف
notice-still-title =
    { $count ->
        [one] { $guest } ينتظر منذ دقيقة
        [two] { $guest } ينتظر منذ دقيقتين
        [few] { $guest } ينتظر منذ { $count } دقائق
       *[other] { $guest } ينتظر منذ { $count } دقيقة
    }
notice-assigned-title = أسند إليك { $by } محادثة { $who }
notice-assigned-title-unnamed = أُسندت إليك محادثة { $who }
notice-mentioned-title = ذكرك { $by } في محادثة { $who }
notice-mentioned-title-unnamed = ذُكرت في محادثة { $who }
notice-closing-title = رُدَّ على { $guest } قبل { $time }
notice-failed-title = لم تُرسَل إلى { $who }
notice-open = فتح
news-channel-title = { $name } لا يستطيع الإرسال
news-offline-title = لا اتصال لدى Bellhop
news-offline-body =
    { $count ->
        [0] ما تكتبه يُحفظ ويُرسل لاحقًا
        [one] رسالة واحدة محفوظة وتُرسل لاحقًا
        [two] رسالتان محفوظتان وتُرسلان لاحقًا
        [few] { $count } رسائل محفوظة وتُرسل لاحقًا
        [many] { $count } رسالة محفوظة وتُرسل لاحقًا
       *[other] { $count } رسالة محفوظة وتُرسل لاحقًا
    }
news-online-title = عاد الاتصال
news-online-body =
    { $count ->
        [0] كل شيء محدّث
       *[other] أُرسل { $count }
    }
notice-claim = استلام
notice-reply = رد
notice-snooze = تأجيل 5 دقائق
notice-mute = كتم ساعة
notice-hand-back = إعادة إلى المساعد
notice-retry = إعادة المحاولة

# Why the bot stopped.
stopped-asked_for_person = طلب التحدث إلى شخص
stopped-not_understood = لم يفهم المساعد ثلاث رسائل
stopped-bot_off = المساعد متوقف لهذا الضيف
stopped-unknown = أُحيلت إلى الفريق

# Why a message was not sent.
failed-window_closed = انتهت مهلة الرد
failed-undeliverable = لا يمكن تسليمها إلى هذا الضيف
failed-token = فقدت القناة اتصالها
failed-rate = القناة لا تقبل رسائل أخرى الآن
failed-blocked = لا يمكن الوصول إلى الضيف
failed-media = رُفض الملف
failed-network = تعذر الوصول إلى القناة
failed-unknown = افتح المحادثة لمعرفة السبب وإعادة المحاولة

# What a message without words is.
content-image = صورة
content-video = فيديو
content-audio = رسالة صوتية
content-document = ملف
content-sticker = ملصق
content-location = موقع
content-contacts = جهة اتصال
content-order = طلب
content-unknown = رسالة جديدة

day-and-month =
    { $month ->
        [1] { $day } يناير
        [2] { $day } فبراير
        [3] { $day } مارس
        [4] { $day } أبريل
        [5] { $day } مايو
        [6] { $day } يونيو
        [7] { $day } يوليو
        [8] { $day } أغسطس
        [9] { $day } سبتمبر
        [10] { $day } أكتوبر
        [11] { $day } نوفمبر
       *[12] { $day } ديسمبر
    }

start-failed = تعذر تشغيل Bellhop: { $reason }

computer-unnamed = حاسوب الاستقبال
